package account

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// nouns finds whose network interfaces need no noun of their own.
type nouns struct {
	*region
	// ids are the nouns with network interfaces.
	ids map[string]bool
	// services are ids by "cluster/service".
	services map[string]string
	// tasks, databases, functions and proxies are by the groups that they wear.
	tasks, databases, functions, proxies placements
}

// placements are nouns by the groups that they wear.
type placements struct {
	byGroups map[string][]placement
	// open says why the placement of one of them is not whole, so that it may be anywhere.
	open *model.Why
}

type placement struct {
	id      string
	subnets []string
}

func (r *region) newNouns(others []model.Interface) *nouns {
	n := &nouns{region: r, ids: map[string]bool{}, services: map[string]string{}}
	r.a.EachPlaced(func(_ string, noun model.Placed) { n.ids[noun.Base().ID] = true })
	for _, g := range r.a.NATGateways {
		n.ids[g.ID] = true
	}
	for _, id := range r.wires.gone {
		n.ids[id] = true
	}
	modes := map[string]string{}
	for _, t := range r.a.TaskDefinitions {
		modes[t.ID] = t.NetworkMode.Or(awsvpc)
	}
	for _, s := range r.a.Services {
		n.services[s.ClusterName.Or("")+"/"+s.Name.Or("")] = s.ID
		// Tasks in other network modes have no interfaces of their own.
		if cmp.Or(modes[s.TaskDefinition.Or("")], awsvpc) == awsvpc {
			n.tasks.addAll(s.ID, r.placements[s.ID], s.Placement)
		}
	}
	for _, d := range r.a.Databases {
		n.databases.add(d.ID, d.Placement)
	}
	for _, p := range r.a.Proxies {
		n.proxies.add(p.ID, p.Placement)
	}
	for _, f := range r.a.Functions {
		n.functions.add(f.ID, f.Placement)
	}
	for _, d := range others {
		if strings.HasPrefix(d.Type, "aws_docdb_") || strings.HasPrefix(d.Type, "aws_neptune_") {
			n.databases.add(d.ID, d.Placement)
		}
	}
	return n
}

// awsvpc is the network mode in which each task has an interface of its own.
const awsvpc = "awsvpc"

func (p *placements) add(id string, at model.Placement) {
	for _, list := range []model.List[string]{at.Subnets, at.SecurityGroups} {
		if !list.IsWhole() {
			why := list.Why()
			p.open = &why
			return
		}
	}
	if p.byGroups == nil {
		p.byGroups = map[string][]placement{}
	}
	key := groupsKey(at)
	p.byGroups[key] = append(p.byGroups[key], placement{id, at.Subnets.Items()})
}

// addAll adds the places of a noun that may be in several; without any it is where it says itself.
func (p *placements) addAll(id string, places []model.Placement, itself model.Placement) {
	if len(places) == 0 {
		places = []model.Placement{itself}
	}
	for _, at := range places {
		p.add(id, at)
	}
}

// at finds those that wear the same groups and may sit in the same subnet.
func (p *placements) at(at model.Placement) (ids []string) {
	for _, candidate := range p.byGroups[groupsKey(at)] {
		in := slices.ContainsFunc(
			at.Subnets.Items(),
			func(s string) bool { return slices.Contains(candidate.subnets, s) },
		)
		if in && !slices.Contains(ids, candidate.id) {
			ids = append(ids, candidate.id)
		}
	}
	return ids
}

func groupsKey(at model.Placement) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(at.SecurityGroups.Items()))), " ")
}

// of finds the noun of a network interface: none where it needs a noun of its own, and several
// where what AWS says of it fits each of them.
func (n *nouns) of(i types.NetworkInterface, o owner) []string {
	if id, ok := n.wires.nounOf[aws.ToString(i.NetworkInterfaceId)]; ok {
		return []string{id}
	}
	if accountOf(i, n.session.id) != n.session.id {
		return nil
	}
	switch {
	case o.collection == "caches":
		return one(n.wires.cacheOf[o.name])
	case o.typ == "aws_ecs_service":
		_, key, _ := strings.Cut(o.id, ":service/")
		return one(n.services[key])
	case o.collection == "services":
		return n.tasks.at(n.placementOf(i))
	case o.collection == "databases":
		return n.databases.at(n.placementOf(i))
	case o.collection == "instance_groups":
		return one(n.wires.groupOf[o.id])
	case o.collection == "proxies":
		return n.proxies.at(n.placementOf(i))
	case o.collection == "functions":
		return n.functions.at(n.placementOf(i))
	case o.collection != "" && n.ids[o.id]:
		return []string{o.id}
	}
	return nil
}

func one(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

// doubt says why an interface that names no owner may belong to a service or database whose
// placement was not read whole.
func (n *nouns) doubt(o owner) *model.Why {
	switch {
	case o.typ == "aws_ecs_task" && o.collection != "":
		return n.tasks.open
	case o.collection == "databases":
		return n.databases.open
	}
	return nil
}
