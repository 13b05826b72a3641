package workers

import (
	"context"
	"errors"
	"fmt"
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

// Within runs work, and leaves it behind when it takes more than it may: whoever calls it ends the run then.
func (b Bounds) Within(work func() error) error {
	before, begin := Held(), time.Now()
	_, err := Watch(context.Background(), work, func() error {
		if time.Since(begin) > b.Time {
			return fmt.Errorf("%w: more than %s", ErrExceeded, b.Time)
		}
		if Holds(before + b.Memory) {
			return fmt.Errorf("%w: more than %d MB of memory", ErrExceeded, b.Memory>>20)
		}
		return nil
	})
	return err
}
