package account

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// members finds the ids of what is registered with target groups.
type members struct {
	*region
	// ids are all that has network interfaces.
	ids map[string]bool
	// itself are services by the target groups with which they register their tasks themselves.
	itself map[string]bool
}

// linkTargets turns what AWS calls the targets of target groups into ids of the model. A service
// that registers its tasks itself says so, and is left out.
func (r *region) linkTargets() {
	m := members{r, map[string]bool{}, map[string]bool{}}
	r.a.EachPlaced(func(_ string, noun model.Placed) { m.ids[noun.Base().ID] = true })
	for _, s := range r.a.Services {
		for _, t := range s.Targets.Items() {
			m.itself[t.TargetGroup.Or("")+"|"+s.ID] = true
		}
	}
	for i := range r.a.TargetGroups {
		if g := &r.a.TargetGroups[i]; g.Members.IsWhole() {
			g.Members = m.of(g)
		}
	}
}

func (m members) of(g *model.TargetGroup) model.List[string] {
	all, resolved := []string{}, true
	for _, target := range g.Members.Items() {
		id := m.id(g, target)
		resolved = resolved && m.ids[id]
		if !m.itself[g.ID+"|"+id] {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	list := model.Whole(slices.Compact(all)...)
	if gap := m.a.GapFor("interfaces"); gap != nil && !resolved {
		return list.Broken(gap.Why())
	}
	return list
}

// id is the model's id of a target: an instance's id, an address, or the ARN of a load balancer
// or function. What is not in the model stays as it is.
func (m members) id(g *model.TargetGroup, target string) string {
	id := target
	if address, err := netip.ParseAddr(target); err == nil {
		id = m.wires.at[g.VPC.Or("")+"|"+address.String()]
	} else if strings.HasPrefix(target, "i-") {
		id = m.ec2("instance", &target)
	} else if service, function, ok := strings.Cut(target, ":function:"); ok {
		name, _, _ := strings.Cut(function, ":") // an alias or version may follow
		id = service + ":function:" + name
	}
	if m.ids[id] {
		return id
	}
	return target
}
