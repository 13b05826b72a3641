package workers_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/workers"
)

func TestPanicsGoOnInWhoWaits(t *testing.T) {
	bug := workers.Try(func() {
		var outer workers.Group
		outer.Go(func() {
			var inner workers.Group
			inner.Go(func() { panicHere(nil) })
			inner.Wait()
		})
		outer.Wait()
	})
	if bug == nil || !strings.Contains(bug.What, "index out of range") || !strings.Contains(bug.Stack, "panicHere") {
		t.Errorf("%+v", bug)
	}
}

func panicHere(none []int) int { return none[1] }

func TestPanicsQuoteNothing(t *testing.T) {
	bug := workers.Try(func() { panic("the password is hunter2") })
	if bug == nil || strings.Contains(bug.What, "hunter2") || strings.Contains(bug.Stack, "hunter2") ||
		bug.Error() != "panic with a string" {
		t.Errorf("%+v", bug)
	}
}

func TestNoPanic(t *testing.T) {
	var g workers.Group
	done := make(chan int, 3)
	for i := range 3 {
		g.Go(func() { done <- i })
	}
	g.Wait()
	if len(done) != 3 {
		t.Errorf("%d ran", len(done))
	}
	if bug := workers.Try(func() {}); bug != nil {
		t.Error(bug)
	}
}
