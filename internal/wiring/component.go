package wiring

import (
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// Component is a thing that is one of the documented components, or may be, with what every kind
// of component is asked.
type Component struct {
	model.Resource
	Member
	Edges
	Kind string `json:"kind"`
	// How says what decided which component it is.
	How string `json:"how"`
	// Replica: it is a copy of another one, that nobody has to reach and that need not be there.
	Replica model.Value[bool]  `json:"replica"`
	Zones   model.List[string] `json:"zones"`
	// Spread: each thing by itself can span zones, as one instance cannot; its zones are then those
	// of all things that are the same component.
	Spread model.Value[bool] `json:"spread"`
	// Zonal: it stands in zones, and in more than one of them if it is told to.
	Zonal model.Value[bool] `json:"zonal"`
	model.Lifecycle
	// Unforwarded are the documented load balancers with an edge to it that forward nothing there.
	Unforwarded model.List[string] `json:"unforwarded"`
	// Unlistened are the ports of edges to a load balancer on which it has no listener.
	Unlistened model.List[string] `json:"unlistened"`
	// Watched are the alarms that watch it and scale nothing.
	Watched
	PublicAddress model.Value[bool] `json:"public_address"`
	// Port is what a database or cache listens on; 0 for kinds that do not listen on one by themselves.
	Port model.Value[int] `json:"port"`
	// InTier is whether all subnets it sits in are of its tier, which package network finds out;
	// Sits and TierProof put it into words.
	InTier    model.Value[bool] `json:"in_tier"`
	Sits      string            `json:"sits"`
	TierProof []string          `json:"tier_proof"`
	// Placement is where it is, for the packages that derive facts.
	Placement model.Placement `json:"-"`
}

// Names are what the document calls each thing whose component is decided, by id.
func (f *Facts) Names() map[string]string {
	names := map[string]string{}
	for i := range f.Components {
		if c := &f.Components[i]; len(c.Parts) == 1 && !c.Open {
			names[c.ID] = c.Parts[0]
		}
	}
	return names
}

// component is what every kind has.
func (b *builder) component(s *Stack, id string, member Member) Component {
	noun := b.Thing(id)
	p := b.placeOf(id)
	c := Component{
		Resource:      *noun.Base(),
		Member:        member,
		Kind:          b.KindOf(id),
		How:           b.bindings[id].how,
		Replica:       replica(noun),
		Zones:         b.Zones(p.Subnets),
		PublicAddress: p.PublicAddress,
		Placement:     *p,
		Spread:        model.Known(true),
		Zonal:         b.zonal(id),
		Unforwarded:   b.unforwarded(s, id),
		Unlistened:    b.unlistened(id),
		Port:          listening(noun),
	}
	if living, ok := noun.(model.Living); ok {
		c.Lifecycle = *living.Condition()
	}
	if g, ok := noun.(*model.InstanceGroup); ok {
		if c.Spread = g.Autoscaling; !g.Autoscaling.Or(true) {
			c.Zones = b.zonesOfAll(s, b.bindings[id])
		}
	}
	if k, ok := noun.(*model.Cache); ok {
		c.Zones = zonesOfNodes(k, c)
	}
	return c
}

// listening is the port that a database or cache listens on.
func listening(noun model.Noun) model.Value[int] {
	switch n := noun.(type) {
	case *model.Database:
		return n.Port
	case *model.Cache:
		return n.Port
	}
	return model.Known(0)
}

// zonal is false for a function outside of a VPC and a gateway endpoint, which have no interfaces, and for a
// cache of one node.
func (b *builder) zonal(id string) model.Value[bool] {
	subnets := b.placeOf(id).Subnets
	switch n := b.Thing(id).(type) {
	case *model.Cache:
		return model.Map(n.Nodes, func(nodes int) bool { return nodes > 1 })
	case *model.Function, *model.VPCEndpoint:
		return model.Known(!subnets.IsWhole() || len(subnets.Items()) > 0)
	}
	return model.Known(true)
}

// zonesOfNodes are those that the nodes of a cache are pinned to, else those of its subnets. How many nodes
// there are decides whether they are asked for zones at all.
func zonesOfNodes(k *model.Cache, c Component) model.List[string] {
	zones, pinned := c.Zones, slices.Compact(slices.Sorted(slices.Values(k.NodeZones.Items())))
	switch {
	case !k.NodeZones.IsWhole():
		zones = model.Part(
			k.NodeZones.Why(),
			slices.DeleteFunc(pinned, func(zone string) bool { return zone == "" })...)
	case len(pinned) > 0 && pinned[0] != "":
		zones = model.Whole(pinned...)
	}
	if !c.Zonal.IsKnown() {
		zones = zones.Broken(c.Zonal.Why())
	}
	return zones
}

// zonesOfAll are the zones of all things in a stack that are the same component as one.
func (b *builder) zonesOfAll(s *Stack, one binding) model.List[string] {
	subnets := model.Whole[string]()
	if one.open {
		subnets = subnets.Broken(
			model.Why{Reason: model.Unmatched, Detail: "which instances are the same component is not decided"},
		)
	}
	for _, id := range s.Of("instances").Items() {
		if other := b.bindings[id]; !one.open && !other.open && slices.Equal(other.names, one.names) {
			subnets = model.Union(subnets, b.placeOf(id).Subnets)
		}
	}
	return b.Zones(subnets)
}

func replica(noun model.Noun) model.Value[bool] {
	d, ok := noun.(*model.Database)
	if !ok {
		return model.Known(false)
	}
	return model.Map(d.ReplicaOf, func(source string) bool { return source != "" })
}

// Documented is a component of the document in a stack: what there is of it.
type Documented struct {
	// Resource is that of the stack.
	model.Resource
	Member
	Kind string `json:"kind"`
	// Things are the things that are it, or may be.
	Things model.List[string] `json:"things"`
	// Wanted is how many there must be at least: one group that scales stands for all of its instances.
	Wanted int `json:"wanted"`
	// Missing says of one of several that is not there how many of its kind are.
	Missing string `json:"missing"`
}

// Key tells the documented components of a stack apart.
func (d *Documented) Key() string {
	if len(d.Parts) == 0 {
		return d.ID
	}
	return d.ID + " " + d.Parts[0]
}

// documented adds the document's components to a stack, each with what there is of it.
func (b *builder) documented(s *Stack) {
	for i := range b.doc.Components {
		c := &b.doc.Components[i]
		d := Documented{Resource: s.Resource, Member: Member{Stack: s.ID, Parts: []string{c.Name}}, Kind: c.Kind.Name}
		d.Things, d.Missing = b.thingsOf(s, c)
		d.Wanted = b.wanted(c, d.Things)
		b.facts.Documented = append(b.facts.Documented, d)
	}
}

// wanted is how many things a component is at least.
func (b *builder) wanted(c *document.Component, things model.List[string]) int {
	least, bounded := c.Count.Least()
	for _, id := range things.Items() {
		if g, ok := b.Thing(id).(*model.InstanceGroup); ok && g.Autoscaling.Or(false) {
			return min(least, 1)
		}
	}
	if !bounded {
		return 1
	}
	return least
}

// thingsOf are the things in a stack that are a documented component, or may be. Where there are
// fewer of a kind than documented, one that nothing is bound to is missing, whoever the others are.
func (b *builder) thingsOf(s *Stack, c *document.Component) (things model.List[string], missing string) {
	list := s.Of(c.Kind.Name)
	things = model.Whole[string]()
	free := 0
	for _, id := range list.Items() {
		switch bound := b.bindings[id]; {
		case !bound.open && bound.is(c.Name):
			things = things.With(id)
		case bound.doubtful && bound.is(c.Name):
			things = things.Broken(b.whyDoubtful(id))
		case bound.open && bound.is(c.Name):
			free++
		}
	}
	if len(things.Items()) == 0 && free > 0 {
		if unbound := b.unboundOf(s, c.Kind.Name); free < unbound {
			return things, fmt.Sprintf("%d of the %d documented that wiring does not tell apart", free, unbound)
		}
		for _, id := range list.Items() {
			if b.bindings[id].open && b.bindings[id].is(c.Name) {
				things = things.With(id)
			}
		}
	}
	if !list.IsWhole() {
		things = things.Broken(list.Why())
	}
	if len(things.Items()) == 0 && things.IsWhole() && !c.Match.IsEmpty() {
		missing = "nothing that fits its `match`"
	}
	return things, missing
}

// whyDoubtful says of a thing that what the document's match asks for is not known of it, or whom it serves.
func (b *builder) whyDoubtful(id string) model.Why {
	if serves := b.serving.is(id, b.KindOf(id)); !serves.IsKnown() {
		return serves.Why()
	}
	return model.Why{Reason: model.Unmatched, Detail: "whether " + id + " fits the document's `match` is not known"}
}

// unboundOf counts the documented components of a kind that nothing in a stack is bound to.
func (b *builder) unboundOf(s *Stack, kind string) int {
	bound := map[string]bool{}
	for _, id := range s.Of(kind).Items() {
		if one := b.bindings[id]; !one.open {
			for _, name := range one.names {
				bound[name] = true
			}
		}
	}
	unbound := 0
	for _, c := range b.doc.OfKind(kind) {
		if !bound[c.Name] {
			unbound++
		}
	}
	return unbound
}
