package read

import (
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	tfjson "github.com/hashicorp/terraform-json"
)

// settle finds out what a plan is that changes nothing or only destroys. A refresh-only plan
// is its prior state, if that holds all that the configuration makes.
func (d *document) settle(root *ModuleConfig) error {
	managed, destroyed := 0, 0
	for i := range d.changes {
		if ch := &d.changes[i]; ch.mode != "data" {
			managed++
			if ch.actions.Delete() && ch.reason == "" { // -destroy gives no reason
				destroyed++
			}
		}
	}
	switch {
	case d.IsState || managed > destroyed:
		return nil
	case managed > 0:
		return notAPlan(
			"the plan only destroys (terraform plan -destroy), %d of %d resources, so nothing that it shows is left "+
				"to judge; to judge what is there now, run `terraform show -json > state.json` and give archcheck that file",
			managed,
			max(len(d.managedBefore()), managed),
		)
	case len(d.managedBefore()) > 0 && d.complete && !d.errored && !d.deferred:
		return d.takeRefreshed(root, d.managedBefore())
	}
	return nil
}

// takeRefreshed makes a refresh-only plan the state that it is.
func (d *document) takeRefreshed(root *ModuleConfig, before []stateResource) error {
	p := present{}
	for _, r := range before {
		p.add(r.module, r.Type, r.name)
	}
	if missing := p.missing(root, ""); len(missing) > 0 {
		return notAPlan(
			"the plan is refresh-only and changes nothing, and its state lacks %d resources of the configuration "+
				"(%s); run `terraform plan` without -refresh-only and give archcheck that plan",
			len(missing),
			model.Named(missing),
		)
	}
	d.state, d.prior, d.IsState, d.RefreshOnly = d.prior, nil, true, true
	return nil
}

// readKept takes what a plan forgets: a `removed` block with destroy = false, or
// `lifecycle { destroy = false }`. It stays in AWS as it was, beside what may replace it.
// https://developer.hashicorp.com/terraform/language/block/removed
func (p *Plans) readKept(ch change) error {
	if !slices.Contains(ch.actions, tfjson.ActionForget) || ch.mode == "data" {
		return nil
	}
	in := ch.instance()
	in.Kept = true
	if ch.deposed || !ch.actions.Forget() {
		in.Address += " (the old one)"
	}
	p.kept = append(p.kept, in.Address)
	if !p.types.IsModeled(ch.Type) {
		p.Unmodeled[ch.Type]++
	}
	p.Instances = append(p.Instances, in)
	return in.parse(change{after: ch.before, sensitive: ch.wereSensitive, afterIdentity: ch.beforeIdentity})
}

// NotesOf are sentences on what kind of plan it is.
func (p *Plans) NotesOf() []string {
	var notes []string
	if len(p.kept) > 0 {
		named := model.Named(p.kept)
		notes = append(
			notes,
			fmt.Sprintf("no longer managed after this plan, and still there (%d): %s", len(p.kept), named),
		)
	}
	for _, in := range p.Inputs {
		if in.Doc.RefreshOnly {
			notes = append(
				notes,
				in.Said("the plan is refresh-only and changes nothing: judged is its state, as refreshed"),
			)
		}
	}
	return notes
}
