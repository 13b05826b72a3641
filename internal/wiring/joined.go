package wiring

import (
	"github.com/archcheck/archcheck/internal/model"
)

// joinTargets joins load balancers with the services and instances behind their target groups.
func (f *finder) joinTargets() {
	f.Model.EachPlaced(func(_ string, noun model.Placed) {
		groups, _ := registeredWith(noun)
		for _, group := range groups.Items() {
			for _, lb := range f.serves[group] {
				f.join(noun.Base().ID, lb)
			}
		}
	})
	for i := range f.Model.Databases {
		if source := f.Model.Databases[i].ReplicaOf.Or(""); source != "" {
			f.join(f.Model.Databases[i].ID, source)
		}
	}
}

// joinGroups joins components whose groups permit an edge on both sides. A rule on one side
// alone, or a group that both wear, joins only what has no service yet: a stray rule between
// two stacks is a mistake of one of them and does not make them one.
func (f *finder) joinGroups() {
	lets := map[[2]string]bool{}
	f.eachPeer(func(g *model.SecurityGroup, peer string, ingress bool) {
		if !ingress {
			lets[[2]string{g.ID, peer}] = true
		}
	})
	f.eachPeer(func(g *model.SecurityGroup, peer string, ingress bool) {
		if ingress && lets[[2]string{peer, g.ID}] {
			f.joinAll(f.wearers[g.ID], f.wearers[peer], true)
		}
	})
	f.eachPeer(func(g *model.SecurityGroup, peer string, _ bool) {
		f.joinAll(f.wearers[g.ID], f.wearers[peer], false)
	})
	for i := range f.Model.SecurityGroups {
		worn := f.wearers[f.Model.SecurityGroups[i].ID]
		f.joinAll(worn, worn, false)
	}
}

// eachPeer visits every group that a rule of another group names.
func (f *finder) eachPeer(visit func(g *model.SecurityGroup, peer string, ingress bool)) {
	for i := range f.Model.SecurityGroups {
		g := &f.Model.SecurityGroups[i]
		for _, r := range g.Ingress.Items() {
			if r.PeerType.Or("") == "security_group" {
				visit(g, r.Peer.Or(""), true)
			}
		}
		for _, r := range g.Egress.Items() {
			if r.PeerType.Or("") == "security_group" {
				visit(g, r.Peer.Or(""), false)
			}
		}
	}
}

// joinAll joins the members of two sets; two that both have a service only when that is sure.
func (f *finder) joinAll(mine, theirs []string, sure bool) {
	if len(mine) == 0 {
		return
	}
	for _, other := range theirs {
		if sure || !f.served[f.find(mine[0])] || !f.served[f.find(other)] {
			f.join(mine[0], other)
		}
	}
	if !sure {
		return
	}
	for _, other := range mine[1:] {
		f.join(mine[0], other)
	}
}

// joinVPCs gives components that nothing joined to the only stack of their VPC, and
// components without a known VPC to the only stack there is.
func (f *finder) joinVPCs() {
	served := map[string]map[string]bool{}
	all := map[string]bool{}
	first := map[string]string{}
	for id := range f.parent {
		if vpc := f.vpcOf[id]; first[vpc] == "" || id < first[vpc] {
			first[vpc] = id
		}
	}
	for i := range f.Model.Services {
		id := f.Model.Services[i].ID
		if f.parent[id] == "" {
			continue
		}
		mark(served, f.vpcOf[id], f.find(id))
		all[f.find(id)] = true
	}
	for vpc, roots := range served {
		served[vpc] = f.withoutLone(roots)
	}
	for id := range f.parent {
		vpc := f.vpcOf[id]
		switch roots := served[vpc]; {
		case vpc == "" && len(all) == 1:
			f.joinAny(id, all)
		case vpc != "" && len(roots) == 1:
			f.joinAny(id, roots)
		case vpc != "" && len(roots) == 0:
			f.join(id, first[vpc])
		}
	}
}

// withoutLone leaves out services that nothing belongs to, where others of their VPC have an
// architecture about them: they are no architecture that lacks everything, but somebody in it.
func (f *finder) withoutLone(roots map[string]bool) map[string]bool {
	size := map[string]int{}
	for id := range f.parent {
		size[f.find(id)]++
	}
	full := map[string]bool{}
	for root := range roots {
		if size[root] > 1 {
			full[root] = true
		}
	}
	if len(full) == 0 {
		return roots
	}
	return full
}

func mark(sets map[string]map[string]bool, key, member string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][member] = true
}

func (f *finder) joinAny(id string, roots map[string]bool) {
	for root := range roots {
		f.join(id, root)
	}
}

// joinWholeVPCs joins everything in a VPC: with several services, or none, no one thing is the heart
// of an architecture that tells two of them in one VPC apart. What has no known VPC joins the only one.
func (f *finder) joinWholeVPCs() {
	first := map[string]string{}
	for id := range f.parent {
		if vpc := f.vpcOf[id]; first[vpc] == "" || id < first[vpc] {
			first[vpc] = id
		}
	}
	for id := range f.parent {
		f.join(id, first[f.vpcOf[id]])
		if _, unplaced := first[""]; unplaced && f.vpcOf[id] == "" && len(first) == 2 {
			for vpc, other := range first {
				if vpc != "" {
					f.join(id, other)
				}
			}
		}
	}
}

func (f *finder) find(id string) string {
	for f.parent[id] != id {
		f.parent[id] = f.parent[f.parent[id]]
		id = f.parent[id]
	}
	return id
}

func (f *finder) join(a, b string) {
	if f.parent[a] == "" || f.parent[b] == "" {
		return
	}
	ra, rb := f.find(a), f.find(b)
	if rb < ra {
		ra, rb = rb, ra
	}
	f.parent[rb] = ra
	f.served[ra] = f.served[ra] || f.served[rb]
}
