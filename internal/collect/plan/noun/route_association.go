package noun

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// associations are the route tables that subnets, and VPCs as their main one, are told to have.
type associations struct {
	// sure are the tables of a subnet, may those of associations that may be another subnet's.
	sure, may map[string][]model.Value[string]
	// mains are the associations that make a table the main one of its VPC.
	mains []*read.Instance
}

func newAssociations() associations {
	return associations{sure: map[string][]model.Value[string]{}, may: map[string][]model.Value[string]{}}
}

// routeTableAssociation tells a subnet its table. Where the subnet is not decided, each one it
// can be may have the table; one that is told its own table only if it is named as a candidate.
func routeTableAssociation(c *collector, in *read.Instance) {
	table := c.Ref(in, routeTableTypes(), "route_table_id")
	subnet := c.Ref(in, subnetTypes(), "subnet_id", "")
	id, known := subnet.Get()
	if known {
		c.associations.sure[id] = append(c.associations.sure[id], table) // none for the edge of a gateway
		return
	}
	if len(model.Candidates(table)) == 0 {
		table = model.Unknown[string](
			model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may associate it"},
		)
	}
	candidates := subnet.Why().Candidates
	if len(candidates) == 0 {
		candidates = []string{anySubnet}
	}
	for _, id := range candidates {
		c.associations.may[id] = append(c.associations.may[id], table)
	}
}

// anySubnet stands for the subnet of an association that may be any.
const anySubnet = "*"

// associate gives each subnet its table, or the tables of which it has one.
func (c *collector) associate() {
	c.dataAssociations()
	c.associateMains()
	for _, s := range c.subnets.order {
		told, may := c.associations.sure[s.ID], c.associations.may[s.ID]
		if len(told) == 0 {
			told, may = []model.Value[string]{s.RouteTable}, slices.Concat(may, c.associations.may[anySubnet])
		}
		s.RouteTable = oneOf(told, model.KnownAfterApply)
		if len(may) > 0 {
			s.RouteTable = oneOf(append([]model.Value[string]{s.RouteTable}, may...), model.UnresolvedReference)
		}
	}
}

// oneOf is the one of several tables that a subnet has.
func oneOf(tables []model.Value[string], reason model.Reason) model.Value[string] {
	if len(tables) == 1 {
		return tables[0]
	}
	var all []string
	for _, t := range tables {
		candidates := model.Candidates(t)
		if len(candidates) == 0 {
			return t
		}
		all = append(all, candidates...)
	}
	if all = read.SortedSet(all); len(all) == 1 {
		return tables[0]
	}
	return model.Unknown[string](model.Why{Reason: reason, Detail: "several associations name it", Candidates: all})
}

// dataAssociations tells subnets of the associations that data sources' tables show. They show
// what is, which an association of this plan may end.
func (c *collector) dataAssociations() {
	for _, in := range c.Instances {
		if !in.Data || in.Twin != nil || in.Type != "aws_route_table" {
			continue
		}
		n, _ := in.Count("associations")
		for i := range n {
			id := c.Ref(in, subnetTypes(), "associations."+strconv.Itoa(i)+".subnet_id").Or("")
			if id != "" && len(c.associations.sure[id]) == 0 {
				c.associations.sure[id] = []model.Value[string]{model.Known(in.Address)}
			}
		}
	}
}

func mainRouteTableAssociation(c *collector, in *read.Instance) {
	c.associations.mains = append(c.associations.mains, in)
}

// associateMains makes the tables that associations name the main ones of their VPC instead of
// those that were. Of several for one VPC each may be.
func (c *collector) associateMains() {
	named := map[string]bool{}
	for _, in := range c.associations.mains {
		tables, exact := c.routeTables.of(c.Ref(in, routeTableTypes(), "route_table_id"))
		vpc := c.Ref(in, []string{"aws_vpc"}, "vpc_id").Or("")
		if vpc == "" && exact && len(tables) == 1 {
			vpc = tables[0].VPC.Or("")
		}
		again := vpc != "" && named[vpc]
		for _, t := range c.routeTables.order {
			if vpc == "" || t.VPC.Or("") != vpc {
				continue
			}
			if is, known := t.Main.Get(); again && (is || !known) {
				t.Main = model.Unknown[bool](
					model.Why{
						Reason: model.KnownAfterApply,
						Detail: "several associations make a table the main one of " + vpc,
					},
				)
			} else if is {
				t.Main = model.Known(false)
			}
		}
		named[vpc] = true
		for _, t := range tables {
			if exact && !again {
				t.Main = model.Known(true)
			} else {
				t.Main = model.Unknown[bool](model.Why{Reason: model.UnresolvedReference, Detail: in.Address})
			}
		}
	}
}
