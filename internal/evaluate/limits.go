package evaluate

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/archcheck/archcheck/internal/workers"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Limits are how much policies may take. A zero Limits takes what DefaultLimits says.
type Limits struct {
	// Time is how long one rule, or one test, may take.
	Time time.Duration
	// Memory is how many bytes all that run side by side may hold.
	Memory uint64
}

// DefaultLimits are far above what the built-in rules take of the largest inputs.
func DefaultLimits() Limits { return Limits{time.Minute, 2 << 30} }

const (
	// lookEvery is how often a guard looks.
	lookEvery = 20 * time.Millisecond
	// patience is how long what was cancelled may take to end by itself: a function of the engine may not notice.
	patience = time.Second
)

// guard ends policies that take more than they may.
type guard struct {
	limits Limits
	cancel topdown.Cancel
	// before is how many bytes were held before.
	before  uint64
	lock    sync.Mutex
	running map[string]time.Time
}

func newGuard(limits Limits) *guard {
	if limits == (Limits{}) {
		limits = DefaultLimits()
	}
	return &guard{limits: limits, cancel: topdown.NewCancel(), before: held(), running: map[string]time.Time{}}
}

// enter says that a rule begins, and leave that it has ended.
func (g *guard) enter(rule string) (leave func()) {
	g.lock.Lock()
	defer g.lock.Unlock()
	g.running[rule] = time.Now()
	return func() {
		g.lock.Lock()
		defer g.lock.Unlock()
		delete(g.running, rule)
	}
}

// outcome is how work ended.
type outcome struct{ err error }

// watch runs work, and ends it when a rule takes too much or nobody waits for it any more. Work that does not end soon
// after that is left behind.
func (g *guard) watch(ctx context.Context, work func() error) error {
	done := make(chan outcome, 1)
	go func() {
		var err error
		if bug := workers.Try(func() { err = work() }); bug != nil {
			err = bug
		}
		done <- outcome{err}
	}()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case o := <-done:
			return panicking(o.err)
		case <-ctx.Done():
			return g.end(done, ctx.Err())
		case <-look.C:
			if err := g.exceeded(); err != nil {
				return g.end(done, err)
			}
		}
	}
}

// panicking lets a mistake of archcheck go on as the panic that it was.
func panicking(err error) error {
	var bug *workers.Bug
	if errors.As(err, &bug) {
		panic(bug)
	}
	return err
}

func (g *guard) end(done <-chan outcome, because error) error {
	g.cancel.Cancel()
	select {
	case <-done:
	case <-time.After(patience):
	}
	return because
}

// exceeded says what takes more than it may.
func (g *guard) exceeded() error {
	g.lock.Lock()
	defer g.lock.Unlock()
	rules := slices.Sorted(maps.Keys(g.running))
	for _, rule := range rules {
		if time.Since(g.running[rule]) > g.limits.Time {
			return fmt.Errorf(
				"evaluate %s: it did not end within %v, which is as long as a rule may take; look for a loop over loops in it",
				rule,
				g.limits.Time,
			)
		}
	}
	if g.isFull() {
		return fmt.Errorf(
			"evaluate %s: more than %d MB of memory was needed, which is as much as rules may take; look for a set or list "+
				"in it that grows without end",
			strings.Join(rules, " beside "),
			g.limits.Memory>>20,
		)
	}
	return nil
}

// isFull reports whether too much is held, after what nobody needs was given back.
func (g *guard) isFull() bool {
	if held() <= g.before+g.limits.Memory {
		return false
	}
	runtime.GC()
	return held() > g.before+g.limits.Memory
}

// held is how many bytes of the heap are taken.
func held() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
