package network

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// routing finds the effective route table of a subnet and where it leads.
type routing struct {
	*wiring.Index
	byID map[string]*model.RouteTable
	// mains are the main tables by VPC: one, unless the source contradicts itself.
	mains map[string][]*model.RouteTable
	// openMains may be the main table of their VPC.
	openMains []*model.RouteTable
	gateways  map[string]*model.InternetGateway
	endpoints map[string][]string
	lists     map[string]*model.PrefixList
	tables    map[string]tier
	written   map[string][]route
	labels    map[string]string
}

func newRouting(ix *wiring.Index) *routing {
	r := &routing{Index: ix, byID: map[string]*model.RouteTable{}, mains: map[string][]*model.RouteTable{},
		gateways: map[string]*model.InternetGateway{}, endpoints: map[string][]string{},
		lists: map[string]*model.PrefixList{}, tables: map[string]tier{}, written: map[string][]route{}}
	for i := range ix.Model.RouteTables {
		t := &ix.Model.RouteTables[i]
		r.byID[t.ID] = t
		if main, ok := t.Main.Get(); !ok {
			r.openMains = append(r.openMains, t)
		} else if main {
			r.addMain(t)
		}
	}
	for i := range ix.Model.InternetGateways {
		r.gateways[ix.Model.InternetGateways[i].ID] = &ix.Model.InternetGateways[i]
	}
	for i := range ix.Model.PrefixLists {
		r.lists[ix.Model.PrefixLists[i].ID] = &ix.Model.PrefixLists[i]
	}
	for i := range ix.Model.VPCEndpoints {
		e := &ix.Model.VPCEndpoints[i]
		for _, t := range e.RouteTables.Items() {
			r.endpoints[t] = append(r.endpoints[t], e.ID)
		}
	}
	return r
}

// addMain adds a main table. What a data source reads is what was before: it gives way to what
// the source manages.
func (r *routing) addMain(t *model.RouteTable) {
	vpc := t.VPC.Or("")
	have := r.mains[vpc]
	switch {
	case len(have) > 0 && t.Source.Data:
	case len(have) == 1 && have[0].Source.Data:
		r.mains[vpc] = []*model.RouteTable{t}
	default:
		r.mains[vpc] = append(have, t)
	}
}

// tier says what a subnet is, each answer by itself, with the routes that prove it.
type tier struct {
	public, private, isolated model.Value[bool]
	table                     model.Value[string]
	proof                     []string
	// notPublic, notPrivate and notIsolated are what wrote the routes that contradict it, or the
	// table that lacks one.
	notPublic, notPrivate, notIsolated []string
}

// The ways out of a VPC, as documents call them.
const (
	viaGateway = "internet_gateway"
	viaNAT     = "nat"
	noWay      = "none"
)

// wayOut is the one of public, private and isolated that holds, in the words of documents, or
// other: none of them does. It is unknown while one of them is that could be it.
func (t tier) wayOut() model.Value[string] {
	open := (*model.Why)(nil)
	for _, c := range []struct {
		name string
		is   model.Value[bool]
	}{{viaGateway, t.public}, {viaNAT, t.private}, {noWay, t.isolated}} {
		if is, known := c.is.Get(); known && is {
			return model.Known(c.name)
		} else if !known {
			why := c.is.Why()
			open = &why
		}
	}
	if open != nil {
		return model.Unknown[string](*open)
	}
	return model.Known("other")
}

func undecided(why model.Why) tier {
	u := model.Unknown[bool](why)
	return tier{public: u, private: u, isolated: u, table: model.Unknown[string](why)}
}

// tier decides a subnet by its explicit association, else by the main table of its own VPC.
// Where several tables can be meant, an answer counts only if it is the same with each.
func (r *routing) tier(s *model.Subnet) tier {
	tables, why := r.tablesOf(s)
	if why != nil {
		return undecided(*why)
	}
	result := r.tierOf(tables[0])
	for _, t := range tables[1:] {
		other := r.tierOf(t)
		result.public = agree([]model.Value[bool]{result.public, other.public})
		result.private = agree([]model.Value[bool]{result.private, other.private})
		result.isolated = agree([]model.Value[bool]{result.isolated, other.isolated})
		result.proof = append(slices.Clone(result.proof), other.proof...)
		result.notPublic = sorted(slices.Concat(result.notPublic, other.notPublic))
		result.notPrivate = sorted(slices.Concat(result.notPrivate, other.notPrivate))
		result.notIsolated = sorted(slices.Concat(result.notIsolated, other.notIsolated))
		result.table = model.Unknown[string](s.RouteTable.Why())
	}
	return r.limited(result, s)
}

// tablesOf are all tables that can be a subnet's, or why that is not known.
func (r *routing) tablesOf(s *model.Subnet) ([]*model.RouteTable, *model.Why) {
	ids := model.Candidates(s.RouteTable)
	if len(ids) == 0 {
		why := s.RouteTable.Why()
		return nil, &why
	}
	var tables []*model.RouteTable
	for _, id := range ids {
		if id == "" {
			mains, why := r.mainsOf(s)
			if why != nil {
				return nil, why
			}
			tables = append(tables, mains...)
			continue
		}
		t := r.byID[id]
		if t == nil {
			return nil, &model.Why{Reason: model.NotInSource, Detail: "the route table " + id + " was not read"}
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// mainsOf are the tables that can be the main one of a subnet's VPC.
func (r *routing) mainsOf(s *model.Subnet) ([]*model.RouteTable, *model.Why) {
	if gap := r.Model.GapFor("route_tables"); gap != nil {
		why := gap.Why()
		return nil, &why
	}
	vpc, ok := s.VPC.Get()
	if !ok {
		why := s.VPC.Why()
		return nil, &why
	}
	tables := slices.Clone(r.mains[vpc])
	for _, t := range r.openMains {
		if t.VPC.Or(vpc) == vpc {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, &model.Why{
			Reason: model.NotInSource,
			Detail: "neither a route table of its own nor the VPC's main one was read",
		}
	}
	return tables, nil
}
