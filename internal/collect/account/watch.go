package account

import (
	"sync"
	"time"
)

// watch gives a region up that lets calls wait and answers none of them. Time counts while a call waits, and starts
// anew with each answer: what is slow and answers is read to its end.
type watch struct {
	patience time.Duration
	giveUp   func()

	mu      sync.Mutex
	waiting int
	// silent is how long calls waited since the last answer, until began; since then at least one waits.
	silent time.Duration
	began  time.Time
	timer  *time.Timer
}

// forEver is longer than any request may take.
const forEver = 24 * time.Hour

func newWatch(patience time.Duration, giveUp func()) *watch {
	return &watch{patience: patience, giveUp: giveUp}
}

// ask says that a request is sent.
func (w *watch) ask() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.waiting++; w.waiting == 1 {
		w.began = time.Now()
		w.timer = time.AfterFunc(max(0, w.patience-w.silent), w.giveUp)
	}
}

// done says that a request ended, with an answer or without.
func (w *watch) done(answered bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting--
	if answered {
		w.silent, w.began = 0, time.Now()
		w.timer.Reset(w.patience)
	}
	if w.waiting == 0 {
		w.timer.Stop()
		w.silent += time.Since(w.began)
	}
}

// stop ends the watch.
func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
}
