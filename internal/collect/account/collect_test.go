package account

import (
	"sync"
	"testing"
	"testing/synctest"
)

// TestHungRegionsLeaveRoom: however many regions never answer, and however many collectors they have, those of
// another one run.
func TestHungRegionsLeaveRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, held := newScan(Options{}), make(chan struct{})
		regions := make([]chan struct{}, 3)
		var wait sync.WaitGroup
		for i := range regions {
			regions[i] = make(chan struct{}, parallelInRegion)
			for range 2 * parallelTasks {
				wait.Go(func() {
					defer s.slot(regions[i])()
					<-held
				})
			}
		}
		synctest.Wait()
		other, ran := make(chan struct{}, parallelInRegion), 0
		for range parallelTasks {
			release := s.slot(other)
			ran++
			release()
		}
		if ran != parallelTasks {
			t.Error("the other region waits for the hung ones")
		}
		close(held)
		wait.Wait()
		for _, slots := range append(regions, other, s.slots) {
			if len(slots) != 0 {
				t.Error("slots are kept")
			}
		}
	})
}
