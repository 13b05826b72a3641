package workers_test

import (
	"errors"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/workers"
)

// TestWithin: work that takes more than it may is left behind, and a panic in it goes on in who waits.
func TestWithin(t *testing.T) {
	bounds, mine := workers.Bounds{Time: time.Minute, Memory: 64 << 20}, errors.New("mine")
	if err := bounds.Within(func() error { return mine }); !errors.Is(err, mine) {
		t.Error(err)
	}
	stop := make(chan bool)
	defer close(stop)
	short := workers.Bounds{Time: time.Millisecond, Memory: 64 << 20}
	if err := short.Within(func() error { <-stop; return nil }); !errors.Is(err, workers.ErrExceeded) {
		t.Error(err)
	}
	err := bounds.Within(func() error {
		var all [][]byte
		for {
			select {
			case <-stop:
				return nil
			default:
				if len(all) < 200 {
					all = append(all, make([]byte, 1<<20))
				}
			}
		}
	})
	if !errors.Is(err, workers.ErrExceeded) {
		t.Error(err)
	}
	defer func() {
		if _, ok := recover().(*workers.Bug); !ok {
			t.Error("the panic was lost")
		}
	}()
	_ = bounds.Within(func() error { panic("a mistake") })
}
