package workers

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"
)

// Bounds are how much a piece of work may take that cannot be interrupted from within: a function of somebody else's
// that an input can make endless.
type Bounds struct {
	Time time.Duration
	// Memory is how many bytes may be held beyond what was held before.
	Memory uint64
}

// ErrExceeded says that work took more than its bounds.
var ErrExceeded = errors.New("it takes too much")

// lookEvery is how often is looked at what work holds.
const lookEvery = 20 * time.Millisecond

// Within runs work, and leaves it behind when it takes more than it may: whoever calls it ends the run then.
func (b Bounds) Within(work func() error) error {
	done, before, begin := make(chan error, 1), held(), time.Now()
	go func() {
		var err error
		if bug := Try(func() { err = work() }); bug != nil {
			err = bug
		}
		done <- err
	}()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case err := <-done:
			var bug *Bug
			if errors.As(err, &bug) {
				panic(bug)
			}
			return err
		case <-look.C:
			if time.Since(begin) > b.Time {
				return fmt.Errorf("%w: more than %s", ErrExceeded, b.Time)
			}
			if isFull(before + b.Memory) {
				return fmt.Errorf("%w: more than %d MB of memory", ErrExceeded, b.Memory>>20)
			}
		}
	}
}

// isFull reports whether more is held, after what nobody needs was given back.
func isFull(limit uint64) bool {
	if held() <= limit {
		return false
	}
	runtime.GC()
	return held() > limit
}

// held is how many bytes of the heap are taken.
func held() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
