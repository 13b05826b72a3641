package network

import "github.com/archcheck/archcheck/internal/wiring"

// view is one reading of what is not known. The sure one takes it for closed, the possible
// one for open: what is reachable in the first is reachable, what is not reachable in the
// second is not, and only between the two nobody can tell.
type view struct {
	*wiring.Index
	*reader
	acls     *acls
	possible bool

	groups map[groupSide]*permits
	passes map[aclSide][]box
	tables map[string]*effective
}

func newView(ix *wiring.Index, read *reader, acls *acls, possible bool) *view {
	return &view{Index: ix, reader: read, acls: acls, possible: possible, groups: map[groupSide]*permits{},
		passes: map[aclSide][]box{}, tables: map[string]*effective{}}
}

// permits is what one group lets through in one direction: by address, and by the group
// that the other end wears.
type permits struct {
	boxes   []box
	byGroup map[string]box
}

// permits puts the rules of a group together once. A rule that is not decided permits
// nothing in the sure view and everything that it may in the possible one.
func (v *view) permits(id string, ingress bool) *permits {
	side := groupSide{id, ingress}
	if p, ok := v.groups[side]; ok {
		return p
	}
	p, settled := v.settled[side], true
	if p == nil {
		p = &permits{byGroup: map[string]box{}}
		for _, g := range v.group(id, ingress) {
			settled = settled && g.why == nil
			if g.why == nil || v.possible {
				p.add(g)
			}
		}
		p.merge()
		if settled {
			v.settled[side] = p
		}
	}
	v.groups[side] = p
	return p
}

func (p *permits) add(g *grant) {
	if !g.isGroup {
		p.boxes = append(p.boxes, newBox(g.addresses, g.services, g.origin))
		return
	}
	for _, id := range g.peers {
		p.byGroup[id] = p.byGroup[id].plus(newBox(nil, g.services, g.origin))
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
