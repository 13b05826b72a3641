package workers

import (
	"context"
	"errors"
	"runtime"
	"runtime/metrics"
	"time"
)

// lookEvery is how often is looked at what work takes.
const lookEvery = 20 * time.Millisecond

// Watch runs work until it ends, look finds a reason to leave it behind, or nobody waits for it any more; ended is closed
// when it has ended. A mistake of archcheck in it goes on as the panic that it was.
func Watch(ctx context.Context, work, look func() error) (ended <-chan struct{}, err error) {
	done, result := make(chan struct{}), error(nil)
	go func() {
		defer close(done)
		if bug := Try(func() { result = work() }); bug != nil {
			result = bug
		}
	}()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			var bug *Bug
			if errors.As(result, &bug) {
				panic(bug)
			}
			return done, result
		case <-ctx.Done():
			return done, ctx.Err()
		case <-ticker.C:
			if err := look(); err != nil {
				return done, err
			}
		}
	}
}

// Holds reports whether more bytes of the heap than a limit are held, after what nobody needs was given back.
func Holds(limit uint64) bool {
	if Held() <= limit {
		return false
	}
	runtime.GC()
	return Held() > limit
}

// Held is how many bytes of the heap are taken.
func Held() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
