package account

import (
	"sync"
	"testing"
	"testing/synctest"
)

// TestHungRegionLeavesRoom: however many collectors a region has that never answers, those of another one run.
func TestHungRegionLeavesRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScan(Options{})
		hung, other := make(chan struct{}, parallelInRegion), make(chan struct{}, parallelInRegion)
		held := make(chan struct{})
		var wait sync.WaitGroup
		for range 2 * parallelTasks {
			wait.Go(func() {
				defer s.slot(hung)()
				<-held
			})
		}
		synctest.Wait()
		ran := false
		wait.Go(func() {
			defer s.slot(other)()
			ran = true
		})
		synctest.Wait()
		if !ran {
			t.Error("the other region waits for the hung one")
		}
		close(held)
		wait.Wait()
		if len(s.slots) != 0 || len(hung) != 0 || len(other) != 0 {
			t.Error("slots are kept")
		}
	})
}
