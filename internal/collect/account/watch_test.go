package account

import (
	"cmp"
	"testing"
	"testing/synctest"
	"time"
)

// TestWatch: a region is given up when calls wait for an answer and none comes, however many they are and whenever they
// began; never while it answers, nor while nothing is asked.
func TestWatch(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(w *watch)
		want time.Duration
	}{
		"never answers": {func(w *watch) { w.ask() }, 30 * time.Second},
		"attempts that fail by themselves": {func(w *watch) {
			for range 7 {
				w.ask()
				time.Sleep(7 * time.Second)
				w.done(false)
				time.Sleep(time.Second)
			}
		}, 34 * time.Second},
		"answers others": {func(w *watch) {
			w.ask()
			for range 20 {
				w.ask()
				time.Sleep(10 * time.Second)
				w.done(true)
			}
		}, 230 * time.Second},
		"idle": {func(w *watch) {
			w.ask()
			w.done(true)
			time.Sleep(time.Hour)
			w.ask()
			w.done(true)
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin, ended := time.Now(), time.Duration(0)
				w := newWatch(30*time.Second, func() { ended = cmp.Or(ended, time.Since(begin)) })
				c.do(w)
				time.Sleep(time.Hour)
				w.stop()
				if ended != c.want {
					t.Errorf("given up after %v, want %v", ended, c.want)
				}
			})
		})
	}
}
