package network

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// entries are those of one direction of a network ACL, in the order of their numbers.
type entries struct {
	all []entry
	// unread says that there are others, which may come first.
	unread *model.Why
	// unordered says that the number of one is not known.
	unordered *model.Why
}

// entry is one entry of a network ACL: what it matches at most.
type entry struct {
	box
	line string
	// allows and denies are both set where the action is not known.
	allows, denies bool
	// why is what leaves it open what it matches or does; nil when nothing does.
	why *model.Why
}

// acl reads the entries of a network ACL in one direction.
func (r *reader) acl(acl *model.NetworkACL, ingress bool) *entries {
	side := aclSide{acl.ID, ingress}
	if read, ok := r.entries[side]; ok {
		return read
	}
	list := acl.Egress
	if ingress {
		list = acl.Ingress
	}
	read := &entries{}
	if !list.IsWhole() {
		why := list.Why()
		read.unread = &why
	}
	ordered := slices.Clone(list.Items())
	slices.SortStableFunc(ordered, func(x, y model.ACLEntry) int {
		return cmp.Compare(x.RuleNumber.Or(0), y.RuleNumber.Or(0))
	})
	for _, e := range ordered {
		if !e.RuleNumber.IsKnown() && read.unordered == nil {
			why := e.RuleNumber.Why()
			read.unordered = &why
		}
		read.all = append(read.all, r.entry(r.routes.name(acl.ID), e))
	}
	r.entries[side] = read
	return read
}

// entry reads one entry. What is not known of it, it may match or do.
func (r *reader) entry(acl string, e model.ACLEntry) entry {
	set, exact := mostServices(e.Protocol, e.FromPort, e.ToPort)
	addresses, known := r.prefix(e.CIDRBlock.Or(""))
	action, decided := e.Action.Get()
	out := entry{allows: action != "deny", denies: action != "allow"}
	out.line = fmt.Sprintf("%s: %d %s %s", acl, e.RuleNumber.Or(0), e.Action.Or("?"), e.CIDRBlock.Or("?"))
	switch {
	case !exact:
		out.why = whyServices(e.Protocol, e.FromPort, e.ToPort, e.Origin)
	case !known && e.CIDRBlock.IsKnown():
		out.why = &model.Why{Reason: model.Unsupported, Detail: "the prefix of an entry of " + e.Origin}
	case !known:
		why := e.CIDRBlock.Why()
		out.why = &why
	case !decided:
		why := e.Action.Why()
		out.why = &why
	}
	if !known {
		addresses = everywhere()
	}
	out.box = box{addresses, set, []writtenRule{{set, e.Origin, out.line}}}
	return out
}

// open is why it is not decided what an ACL lets through; nil when it is.
func (e *entries) open() *model.Why {
	if why := cmp.Or(e.unread, e.unordered); why != nil {
		return why
	}
	for _, one := range e.all {
		if one.why != nil {
			return one.why
		}
	}
	return nil
}

// passing is what a network ACL lets through in one direction: what the first entry that
// matches allows. An entry that is not decided denies what it may deny in the sure view, and
// allows what it may allow in the possible one.
func (v *view) passing(acl *model.NetworkACL, ingress bool) []box {
	side := aclSide{acl.ID, ingress}
	if boxes, ok := v.passes[side]; ok {
		return boxes
	}
	read := v.acl(acl, ingress)
	var allowed []box
	switch {
	case read.unread != nil && v.possible:
		allowed = []box{newBox(everywhere(), allServices(), acl.ID)}
	case read.unread != nil:
	case read.unordered != nil:
		allowed = v.inAnyOrder(read.all)
	default:
		allowed = v.inOrder(read.all)
	}
	v.passes[side] = allowed
	return allowed
}

func (v *view) inOrder(all []entry) (allowed []box) {
	before := newDenied()
	for _, e := range all {
		if e.allows && (e.why == nil || v.possible) {
			allowed = append(allowed, remaining(e.box, before.boxes())...)
		}
		if e.denies && (e.why == nil || !v.possible) {
			before.add(e.box)
		}
	}
	return allowed
}

// inAnyOrder reads entries of which nobody knows which comes first: in the sure view every
// denial does, in the possible one none.
func (v *view) inAnyOrder(all []entry) (allowed []box) {
	before := newDenied()
	for _, e := range all {
		if e.denies && !v.possible {
			before.add(e.box)
		}
	}
	for _, e := range all {
		if e.allows && (e.why == nil || v.possible) {
			allowed = append(allowed, remaining(e.box, before.boxes())...)
		}
	}
	return allowed
}

// denied joins boxes of the same services into one: a list of a thousand addresses is taken away at once.
type denied struct {
	at        map[string]int
	services  []services
	addresses []*netipx.IPSetBuilder
	built     []box
}

func newDenied() *denied { return &denied{at: map[string]int{}} }

func (d *denied) add(b box) {
	key := fmt.Sprint(b.services)
	i, known := d.at[key]
	if !known {
		i = len(d.services)
		d.at[key] = i
		d.services, d.addresses = append(d.services, b.services), append(d.addresses, &netipx.IPSetBuilder{})
	}
	d.addresses[i].AddSet(b.addresses)
	d.built = nil
}

func (d *denied) boxes() []box {
	if d.built == nil {
		for i, set := range d.services {
			d.built = append(d.built, newBox(built(d.addresses[i]), set, ""))
		}
	}
	return d.built
}
