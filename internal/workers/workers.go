// Package workers runs functions side by side. A panic in one of them does not end the process where nobody can report
// it: it goes on in who waits for them, with the place where it began.
package workers

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// Group are functions that run side by side. The zero Group has none.
type Group struct {
	wait sync.WaitGroup
	once sync.Once
	bug  *Bug
}

// Go runs a function beside the others.
func (g *Group) Go(work func()) {
	g.wait.Go(func() {
		if bug := Try(work); bug != nil {
			g.once.Do(func() { g.bug = bug })
		}
	})
}

// Wait waits for all of them. It panics with a *Bug when one of them panicked.
func (g *Group) Wait() {
	g.wait.Wait()
	if g.bug != nil {
		panic(g.bug)
	}
}

// Bug is a panic: a mistake of archcheck.
type Bug struct {
	// What says what happened, without any value of an input.
	What string
	// Stack is where it began.
	Stack string
}

// Error implements error.
func (b *Bug) Error() string { return b.What }

// Try runs a function and returns the panic that ended it, nil for none.
func Try(work func()) (bug *Bug) {
	defer func() {
		switch value := recover().(type) {
		case nil:
		case *Bug:
			bug = value
		case runtime.Error:
			bug = &Bug{value.Error(), string(debug.Stack())}
		default: // a text of somebody else's may quote what was read
			bug = &Bug{fmt.Sprintf("panic with a %T", value), string(debug.Stack())}
		}
	}()
	work()
	return nil
}
