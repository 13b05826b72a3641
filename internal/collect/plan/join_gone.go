package plan

import (
	"fmt"

	"github.com/valyala/fastjson"
)

// hideGone leaves out what a data source of one input has read and another input is about to delete or
// to replace: after apply it is not there. What refers to it is not known.
func (p *plans) hideGone() error {
	if len(p.inputs) == 1 {
		return nil
	}
	gone := map[string]bool{}
	for _, in := range p.inputs {
		for i := range in.doc.changes {
			if err := in.doc.changes[i].noteGone(gone); err != nil {
				return in.named(fmt.Errorf("read resource_changes: %s: %w", in.doc.changes[i].address, err))
			}
		}
	}
	for _, in := range p.instances {
		if !in.data || in.twin != nil {
			continue
		}
		for _, key := range in.identities() {
			in.isShadow = in.isShadow || gone[key]
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
	old := &instance{typ: ch.typ, after: before}
	for _, key := range old.identities() {
		gone[key] = true
	}
	return nil
}
