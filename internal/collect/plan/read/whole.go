package read

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// gapsOf lists what makes a whole plan partial: then absence proves nothing.
func gapsOf(doc *document, root *ModuleConfig) []model.Gap {
	var gaps []model.Gap
	gap := func(detail string) {
		gaps = append(gaps, model.Gap{Collection: model.Everything, Reason: model.Partial, Detail: detail})
	}
	if doc.errored {
		gap("planning failed (errored), so the plan lacks what comes after the error; mend the error and plan again")
	}
	if doc.deferred {
		gap("the plan defers changes to a later run, so it lacks them; apply and plan again")
	}
	if !doc.complete && !doc.errored && !doc.deferred {
		gap("the plan is not complete (made with -target, or with deferred changes); plan without -target")
	}
	if !doc.Silent || len(gaps) > 0 {
		return gaps
	}
	if lacks := doc.lacks(root); len(lacks) > 0 {
		gap(SilentLacks(lacks))
	}
	return gaps
}

// SilentLacks says what a plan lacks that does not say whether it is complete.
func SilentLacks(lacks []string) string {
	return "the plan does not say whether it is complete, and lacks " + model.Named(lacks) +
		" (made with -target or -exclude, or not enabled); plan without these"
}

// lacks names what a whole plan would list: what its prior state has, and what its
// configuration makes in any case. Count and for_each may make nothing.
func (d *document) lacks(root *ModuleConfig) []string {
	if d.IsState {
		return nil
	}
	addresses := map[string]bool{}
	p := present{}
	for _, ch := range d.changes {
		addresses[ch.address], addresses[ch.previous] = true, true
		p.add(ch.module, ch.Type, ch.name)
	}
	var all []string
	for _, r := range d.managedBefore() {
		if !addresses[r.address] {
			all = append(all, r.address)
			p.add(r.module, r.Type, r.name)
		}
	}
	all = append(all, p.missing(root, "")...)
	slices.Sort(all)
	return all
}

// managedBefore are the resources that the prior state manages.
func (d *document) managedBefore() []stateResource {
	return slices.DeleteFunc(slices.Clone(d.prior), func(r stateResource) bool { return r.mode != "managed" })
}

// readBefore are the data sources that were read before the changes: Terraform puts those
// that it knows nowhere but into the prior state.
func (d *document) readBefore() []stateResource {
	return slices.DeleteFunc(slices.Clone(d.prior), func(r stateResource) bool { return r.mode != "data" })
}

// present holds the blocks that have an instance, and the module calls, as paths of names.
type present map[string]bool

func (p present) add(module, typ, name string) {
	path := strings.Join(PathOf(module), ".")
	p[path+"|"+typ+"."+name] = true
	for !p[path] {
		p[path] = true
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
}

// missing are the managed blocks at a path and below that make an instance in any case and have none.
func (p present) missing(m *ModuleConfig, path string) (all []string) {
	for block, config := range m.Resources {
		if isManagedBlock(block) && makesAny(config.Repeat) && !p[path+"|"+block] {
			all = append(all, blockAddress(path, block))
		}
	}
	for name, call := range m.Calls {
		if below := strings.TrimPrefix(path+"."+name, "."); p[below] || makesAny(call.Repeat) {
			all = append(all, p.missing(call.Module, below)...)
		}
	}
	slices.Sort(all)
	return all
}

// isManagedBlock tells `type.name` from `data.type.name` and `ephemeral.type.name`.
func isManagedBlock(block string) bool { return strings.Count(block, ".") == 1 }

func blockAddress(path, block string) string {
	if path == "" {
		return block
	}
	return "module." + strings.ReplaceAll(path, ".", ".module.") + "." + block
}

// makesAny reports whether a block makes an instance whatever the values of the plan are.
func makesAny(repeat Expression) bool {
	switch repeat.Kind {
	case Unset:
		return true
	case Constant:
		n, err := repeat.Value.Int()
		items := len(repeat.Value.GetArray())
		tree.Visit(repeat.Value, func(string, *fastjson.Value) { items++ })
		return items > 0 || err == nil && n > 0
	}
	return false
}
