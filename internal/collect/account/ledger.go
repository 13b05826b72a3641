package account

import (
	"cmp"
	"slices"
	"sync"

	"github.com/archcheck/archcheck/internal/model"
)

// ledger counts the calls of a scan by account, region and operation.
type ledger struct {
	mu    sync.Mutex
	calls map[model.Call]*model.Call
	// deepest is the longest chain of dependent calls.
	deepest int
}

func newLedger() *ledger { return &ledger{calls: map[model.Call]*model.Call{}} }

// record adds one request that ended with a status. A further page is no call of its own.
func (l *ledger) record(key model.Call, page bool, depth int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deepest = max(l.deepest, depth)
	c := l.calls[key]
	if c == nil {
		entry := key
		c = &entry
		l.calls[key] = c
	}
	c.Pages++
	if !page {
		c.Count++
	}
}

// of returns the entries of an account and region, sorted. The region "" is the global part.
func (l *ledger) of(account string, regions ...string) []model.Call {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []model.Call
	for _, c := range l.calls {
		if c.Account == account && slices.Contains(regions, c.Region) {
			all = append(all, *c)
		}
	}
	slices.SortFunc(all, func(a, b model.Call) int {
		return cmp.Or(
			cmp.Compare(a.Region, b.Region),
			cmp.Compare(a.Service, b.Service),
			cmp.Compare(a.Operation, b.Operation),
			cmp.Compare(a.Status, b.Status),
			cmp.Compare(a.Detail, b.Detail),
		)
	})
	return all
}
