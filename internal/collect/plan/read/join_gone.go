package read

import (
	"fmt"

	"github.com/valyala/fastjson"
)

// hideGone leaves out what a data source of one input has read and another input is about to delete or
// to replace: after apply it is not there. What refers to it is not known.
func (p *Plans) hideGone() error {
	if len(p.Inputs) == 1 {
		return nil
	}
	gone := map[string]bool{}
	for _, in := range p.Inputs {
		for i := range in.Doc.changes {
			if err := in.Doc.changes[i].noteGone(gone); err != nil {
				return in.Named(fmt.Errorf("read resource_changes: %s: %w", in.Doc.changes[i].address, err))
			}
		}
	}
	for _, in := range p.Instances {
		if !in.Data || in.Twin != nil {
			continue
		}
		for _, key := range in.identities() {
			in.IsShadow = in.IsShadow || gone[key]
		}
	}
	return nil
}

// noteGone keeps what a managed object was known by that a change takes away.
func (ch *change) noteGone(gone map[string]bool) error {
	if ch.mode == "data" || !ch.actions.Delete() && !ch.actions.Replace() || !isSet(ch.before) {
		return nil
	}
	before, err := fastjson.ParseBytes(ch.before)
	if err != nil {
		return err
	}
	old := &Instance{Type: ch.Type, After: before}
	for _, key := range old.identities() {
		gone[key] = true
	}
	return nil
}
