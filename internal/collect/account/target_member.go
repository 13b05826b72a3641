package account

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
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
	r.linkAlternates()
	m := members{r, map[string]bool{}, map[string]bool{}}
	r.a.EachPlaced(func(_ string, noun model.Placed) { m.ids[noun.Base().ID] = true })
	for _, s := range r.a.Services {
		for _, t := range s.Targets.Items() {
			m.itself[t.TargetGroup.Or("")+"|"+s.ID] = true
		}
	}
	for i := range r.a.TargetGroups {
		if g := &r.a.TargetGroups[i]; g.Members.IsWhole() {
			g.Members, g.MemberPorts = m.of(g), m.portsOf(g)
		}
	}
}

// portsOf are the ports of those who do not register themselves; those of tasks stand in their services. It goes
// before what AWS calls the targets is gone.
func (m members) portsOf(g *model.TargetGroup) model.List[int] {
	ports := model.Whole[int]()
	for i, target := range g.Members.Items() {
		itself := slices.ContainsFunc(m.candidates(g, target), func(id string) bool { return m.itself[g.ID+"|"+id] })
		if all := g.MemberPorts.Items(); !itself && i < len(all) {
			ports = ports.With(all[i])
		}
	}
	return ports
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
			lacking = append(lacking, model.Why{
				Reason:     model.NotReturned,
				Candidates: ids,
				Detail:     "the target " + target + " has the groups and the subnet of several, and AWS does not say of which it is",
			})
		default:
			list = list.With(m.idOf(target))
			if gap := m.a.GapFor(collectionOf(target)); gap != nil {
				lacking = append(lacking, gap.Why())
				continue
			}
			m.addStray(m.idOf(target))
		}
	}
	list = model.Whole(slices.Compact(slices.Sorted(slices.Values(list.Items())))...)
	for _, why := range lacking {
		list = list.Broken(why)
	}
	return list
}

// candidates are the model's ids of a target: none for what is not in the model.
func (m members) candidates(g *model.TargetGroup, target string) []string {
	if address, err := netip.ParseAddr(target); err == nil {
		return m.wires.at[g.VPC.Or("")+"|"+address.String()]
	}
	id := m.idOf(target)
	if group := m.wires.groupOf[id]; group != "" {
		return []string{group}
	}
	if m.ids[id] {
		return []string{id}
	}
	return nil
}

// idOf is the id of a target, which is an instance's id, an address, or the ARN of a load
// balancer or function, with an alias or version or without.
func (m members) idOf(target string) string {
	if strings.HasPrefix(target, "i-") {
		return m.ec2("instance", &target)
	}
	if strings.Contains(target, ":function:") {
		return form.FunctionName(target)
	}
	return target
}

// collectionOf is the collection that would hold a target.
func collectionOf(target string) string {
	switch {
	case strings.HasPrefix(target, "i-"):
		return "instance_groups"
	case strings.Contains(target, ":loadbalancer/"):
		return "load_balancers"
	case strings.Contains(target, ":function:"):
		return "functions"
	}
	return "interfaces"
}

// addStray makes a noun of a target that has no network interface here: a function outside of
// a VPC or at rest, or an address elsewhere.
func (m members) addStray(id string) {
	if m.ids[id] {
		return
	}
	m.ids[id] = true
	why := model.Why{
		Reason: model.NotManaged,
		Detail: "this account and region do not show where the target " + lastPart(id) + " is",
	}
	n := model.Interface{
		Owner:     model.Unknown[string](why),
		OwnerType: model.Unknown[string](why),
		Placement: model.Placement{
			Subnets:        model.Part[string](why),
			SecurityGroups: model.Part[string](why),
			PublicAddress:  model.Unknown[bool](why),
		},
	}
	typ := "aws_lb_target_group_attachment"
	for part, known := range map[string]string{":function:": "aws_lambda_function", ":instance/": "aws_instance", ":loadbalancer/": "aws_lb"} {
		if strings.Contains(id, part) {
			typ, n.Owner, n.OwnerType = known, model.Known(id), model.Known(known)
		}
	}
	n.Resource = m.resource(typ, id, nil, model.Value[map[string]string]{})
	m.a.Interfaces = append(m.a.Interfaces, n)
}
