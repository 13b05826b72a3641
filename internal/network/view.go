package network

import (
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// view is one reading of what is not known. The sure one takes it for closed, the possible
// one for open: what is reachable in the first is reachable, what is not reachable in the
// second is not, and only between the two nobody can tell.
type view struct {
	*wiring.Index
	routes   *routing
	acls     *acls
	possible bool

	groups   map[groupSide]*permits
	entries  map[aclSide][]box
	tables   map[string]*effective
	prefixes map[string]*netipx.IPSet
}

type groupSide struct {
	id      string
	ingress bool
}

type aclSide struct {
	id      string
	ingress bool
}

func newView(ix *wiring.Index, routes *routing, acls *acls, possible bool) *view {
	return &view{Index: ix, routes: routes, acls: acls, possible: possible, groups: map[groupSide]*permits{},
		entries: map[aclSide][]box{}, tables: map[string]*effective{}, prefixes: map[string]*netipx.IPSet{}}
}

// prefix is the set of one prefix, or of the entries of a prefix list. Known is false where
// it is not decided which addresses those are.
func (v *view) prefix(text string) (set *netipx.IPSet, known bool) {
	if set, ok := v.prefixes[text]; ok {
		return set, set != nil
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		v.prefixes[text] = setOf(p)
		return v.prefixes[text], true
	}
	list := v.routes.lists[text]
	if list == nil || !list.Entries.IsWhole() {
		v.prefixes[text] = nil
		return nil, false
	}
	var b netipx.IPSetBuilder
	for _, entry := range list.Entries.Items() {
		if p, err := netip.ParsePrefix(entry); err == nil {
			b.AddPrefix(p.Masked())
		}
	}
	v.prefixes[text] = built(&b)
	return v.prefixes[text], true
}

// permits is what one group lets through in one direction: by address, and by the group
// that the other end wears.
type permits struct {
	boxes   []box
	byGroup map[string]box
}

// group compiles the rules of a group once. A rule that is not decided permits nothing in
// the sure view and everything in the possible one.
func (v *view) group(id string, ingress bool) *permits {
	side := groupSide{id, ingress}
	if p, ok := v.groups[side]; ok {
		return p
	}
	p := &permits{byGroup: map[string]box{}}
	v.groups[side] = p
	g := v.SecurityGroups[id]
	if g == nil {
		p.open(v, "security group "+id+" (not read)")
		return p
	}
	rules := g.Egress
	if ingress {
		rules = g.Ingress
	}
	if !rules.IsWhole() {
		p.open(v, id+" (not read whole)")
	}
	for _, r := range rules.Items() {
		if !permitsNothing(r) {
			v.rule(p, r)
		}
	}
	p.merge()
	return p
}

// open permits everything where it is possible.
func (p *permits) open(v *view, by string) {
	if v.possible {
		p.boxes = append(p.boxes, newBox(everywhere(), allServices(), by))
	}
}

func (v *view) rule(p *permits, r model.SecurityGroupRule) {
	set, known := servicesOf(r.Protocol, r.FromPort, r.ToPort)
	if !known {
		if !v.possible {
			return
		}
		set = allServices()
	}
	kind, kindKnown := r.PeerType.Get()
	peers := model.Candidates(r.Peer)
	sure := len(peers) == 1
	switch {
	case !kindKnown || len(peers) == 0:
		if v.possible {
			p.boxes = append(p.boxes, newBox(everywhere(), set, r.Origin))
		}
	case !sure && !v.possible:
	case kind == "security_group":
		for _, id := range peers {
			p.byGroup[id] = p.byGroup[id].plus(newBox(nil, set, r.Origin))
		}
	default:
		for _, text := range peers {
			addresses, known := v.prefix(text)
			if !known && v.possible {
				addresses, known = everywhere(), true
			}
			if known {
				p.boxes = append(p.boxes, newBox(addresses, set, r.Origin))
			}
		}
	}
}

// merge joins rules for the same addresses, so that many rules of one kind count as one.
func (p *permits) merge() {
	first := map[string]int{}
	var merged []box
	for _, b := range p.boxes {
		key := setKey(b.addresses)
		if i, ok := first[key]; ok {
			merged[i] = merged[i].plus(b)
			continue
		}
		first[key] = len(merged)
		merged = append(merged, b)
	}
	p.boxes = merged
}

// acl compiles the entries of a network ACL in one direction: what the first entry that
// matches allows. An entry that is not decided denies everything after it in the sure view,
// and allows everything in the possible one.
func (v *view) acl(acl *model.NetworkACL, ingress bool) []box {
	side := aclSide{acl.ID, ingress}
	if boxes, ok := v.entries[side]; ok {
		return boxes
	}
	list := acl.Egress
	if ingress {
		list = acl.Ingress
	}
	entries := slices.Clone(list.Items())
	slices.SortStableFunc(entries, func(x, y model.ACLEntry) int { return x.RuleNumber.Or(0) - y.RuleNumber.Or(0) })
	undecided := !list.IsWhole() || slices.ContainsFunc(entries, func(e model.ACLEntry) bool { return !e.RuleNumber.IsKnown() })
	var allowed, before []box
	switch {
	case undecided && v.possible:
		allowed = []box{newBox(everywhere(), allServices(), acl.ID)}
	case undecided:
	default:
		for _, e := range entries {
			b, deny, known := v.entry(e)
			if !known && !v.possible {
				break
			}
			if !known {
				allowed = append(allowed, remaining(newBox(everywhere(), allServices(), e.Origin), before)...)
				continue
			}
			if deny {
				before = append(before, b)
				continue
			}
			allowed = append(allowed, remaining(b, before)...)
		}
	}
	v.entries[side] = allowed
	return allowed
}

func (v *view) entry(e model.ACLEntry) (b box, deny, known bool) {
	set, servicesKnown := servicesOf(e.Protocol, e.FromPort, e.ToPort)
	if e.Protocol.Or("") == "all" {
		set, servicesKnown = allServices(), true
	}
	text, addressKnown := e.CIDRBlock.Get()
	prefix, err := netip.ParsePrefix(text)
	action, actionKnown := e.Action.Get()
	if !servicesKnown || !addressKnown || err != nil || !actionKnown {
		return box{}, false, false
	}
	return newBox(setOf(prefix), set, e.Origin), action == "deny", true
}
