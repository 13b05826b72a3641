package evaluate

import (
	"context"
	"fmt"
	"maps"
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

// patience is how long what was cancelled may take to end by itself: a function of the engine may not notice.
const patience = time.Second

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
	return &guard{limits: limits, cancel: topdown.NewCancel(), before: workers.Held(), running: map[string]time.Time{}}
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

// watch runs work, and ends it when a rule takes too much or nobody waits for it any more. Work that does not end soon
// after that is left behind.
func (g *guard) watch(ctx context.Context, work func() error) error {
	ended, err := workers.Watch(ctx, work, g.exceeded)
	select {
	case <-ended:
		return err
	default:
	}
	g.cancel.Cancel()
	select {
	case <-ended:
	case <-time.After(patience):
	}
	return err
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
	if workers.Holds(g.before + g.limits.Memory) {
		return fmt.Errorf(
			"evaluate %s: more than %d MB of memory was needed, which is as much as rules may take; look for a set or list "+
				"in it that grows without end",
			strings.Join(rules, " beside "),
			g.limits.Memory>>20,
		)
	}
	return nil
}
