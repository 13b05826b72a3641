package account

import (
	"fmt"
	"time"

	"github.com/archcheck/archcheck/internal/model"
)

// end stops the reading of a region.
func (r *region) end(why stopped) {
	r.mu.Lock()
	stop := r.stop
	r.mu.Unlock()
	stop(why)
}

// silent says that a region, or what an account has once, does not answer.
func silent(region string, patience time.Duration) stopped {
	what, advice := "region "+region, "; leave it out of `regions`, or give it more time"
	if region == "" {
		what, advice = "what an account has once (IAM, Route 53, budgets)", "; check the network and the proxy"
	}
	return stopped{
		model.Unreachable,
		fmt.Sprintf("%s answered nothing for %v (--region-timeout), so it was given up%s", what, patience, advice),
	}
}

// stopped says why the reading of an account or region ended early.
type stopped struct {
	reason model.Reason
	detail string
}

func (s stopped) Error() string { return s.detail }

// slot waits for a slot of the region's own or of all, whichever is free first; release gives it back.
func (s *scan) slot(own chan struct{}) (release func()) {
	select {
	case own <- struct{}{}:
		return func() { <-own }
	default:
	}
	select {
	case own <- struct{}{}:
		return func() { <-own }
	case s.slots <- struct{}{}:
		return func() { <-s.slots }
	}
}
