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
	// tasks and databases are those of services and databases, by the groups that they wear.
	tasks, databases placements
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
	for _, t := range r.a.TransitGatewayAttachments {
		n.ids[t.ID] = true
	}
	modes := map[string]string{}
	for _, t := range r.a.TaskDefinitions {
		modes[t.ID] = t.NetworkMode.Or(awsvpc)
	}
	for _, s := range r.a.Services {
		n.services[s.ClusterName.Or("")+"/"+s.Name.Or("")] = s.ID
		// Tasks in other network modes have no interfaces of their own.
		if cmp.Or(modes[s.TaskDefinition.Or("")], awsvpc) == awsvpc {
			n.tasks.add(s.ID, s.Placement)
		}
	}
	for _, d := range r.a.Databases {
		n.databases.add(d.ID, d.Placement)
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

// at finds the one that wears the same groups and may sit in the same subnet. The id is empty
// where several do.
func (p *placements) at(at model.Placement) (id string, found bool) {
	for _, candidate := range p.byGroups[groupsKey(at)] {
		switch in := slices.ContainsFunc(at.Subnets.Items(), func(s string) bool { return slices.Contains(candidate.subnets, s) }); {
		case !in || found && candidate.id == id:
		case found:
			return "", true
		default:
			id, found = candidate.id, true
		}
	}
	return id, found
}

func groupsKey(at model.Placement) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(at.SecurityGroups.Items()))), " ")
}

// of finds the noun of a network interface. The id is empty where it is one of several.
func (n *nouns) of(i types.NetworkInterface, o owner) (id string, claimed bool) {
	if id, ok := n.wires.nounOf[aws.ToString(i.NetworkInterfaceId)]; ok {
		return id, true
	}
	if accountOf(i, n.session.id) != n.session.id {
		return "", false
	}
	switch o.collection {
	case "caches":
		id, claimed = n.wires.cacheOf[o.name]
		return id, claimed
	case "services":
		return n.serviceOf(i, o)
	case "databases":
		return n.databases.at(n.placementOf(i))
	}
	return o.id, o.collection != "" && n.ids[o.id]
}

// serviceOf finds the service of a task by the tags that ECS manages, else by where it is.
func (n *nouns) serviceOf(i types.NetworkInterface, o owner) (string, bool) {
	if o.typ == "aws_ecs_service" {
		_, key, _ := strings.Cut(o.id, ":service/")
		id, ok := n.services[key]
		return id, ok
	}
	return n.tasks.at(n.placementOf(i))
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
