package wiring

import (
	"cmp"
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
)

// peerings adds the connections of a stack's VPC to others: who is at the far end is no documented
// component, and gets wherever routes and groups let him.
func (r *residents) peerings() {
	for i := range r.Model.PeeringConnections {
		p := &r.Model.PeeringConnections[i]
		for _, ends := range [][2]model.Value[string]{{p.Requester, p.Accepter}, {p.Accepter, p.Requester}} {
			if r.peering(p, ends[0], ends[1]) {
				break
			}
		}
	}
}

// peering adds a connection by one of its ends, and reports whether that end decides.
func (r *residents) peering(p *model.PeeringConnection, here, there model.Value[string]) bool {
	vpc, known := here.Get()
	c := Resident{Resource: p.Resource, Documented: model.Known(false)}
	switch {
	case known && len(r.inVPC[vpc]) > 0:
		way := fmt.Sprintf("joins %s to %s", vpc, cmp.Or(there.Or(""), "a VPC that is not known"))
		c.Stack, c.Ways, c.What = r.inVPC[vpc][0], []string{way}, p.Type+" that "+way
	case known && len(r.near[vpc]) > 0:
		r.facts.Scope.LeftOut = append(r.facts.Scope.LeftOut, p.ID)
		return true
	case !known && len(r.facts.Stacks) > 0 && r.finder.scope.IsEmpty() && len(r.inVPC[there.Or("")]) == 0:
		c.Documented, c.What = model.Unknown[bool](here.Why()), p.Type+" whose VPC is not known"
	default:
		return false
	}
	r.facts.Residents = append(r.facts.Residents, c)
	return true
}
