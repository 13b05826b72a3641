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
	list := model.Whole[string]()
	var lacking []model.Why
	for _, target := range g.Members.Items() {
		ids := m.candidates(g, target)
		switch {
		case slices.ContainsFunc(ids, func(id string) bool { return m.itself[g.ID+"|"+id] }):
		case len(ids) == 1:
			list = list.With(ids[0])
		case len(ids) > 1:
			lacking = append(lacking, model.Why{Reason: model.NotReturned, Candidates: ids,
				Detail: "the target " + target + " has the groups and the subnet of several, and AWS does not say of which it is"})
		default:
			list = list.With(target)
			if gap := m.a.GapFor("interfaces"); gap != nil {
				lacking = append(lacking, gap.Why())
			}
		}
	}
	list = model.Whole(slices.Compact(slices.Sorted(slices.Values(list.Items())))...)
	for _, why := range lacking {
		list = list.Broken(why)
	}
	return list
}

// candidates are the model's ids of a target, which is an instance's id, an address, or the ARN
// of a load balancer or function: none for what is not in the model.
func (m members) candidates(g *model.TargetGroup, target string) []string {
	id := target
	if address, err := netip.ParseAddr(target); err == nil {
		return m.wires.at[g.VPC.Or("")+"|"+address.String()]
	} else if strings.HasPrefix(target, "i-") {
		id = m.ec2("instance", &target)
	} else if service, function, ok := strings.Cut(target, ":function:"); ok {
		name, _, _ := strings.Cut(function, ":") // an alias or version may follow
		id = service + ":function:" + name
	}
	if m.ids[id] {
		return []string{id}
	}
	return nil
}
