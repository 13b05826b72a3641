package draw

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
)

// Expected is the picture of the document alone.
func Expected(doc *document.Document) Picture {
	s := newSketch(doc)
	s.Name, s.Detail, s.Expected, s.State = "VPC", prefixes(doc.VPC.CIDR), true, Converges
	zones := s.documentedZones()
	for z := range zones {
		s.Zones = append(s.Zones, fmt.Sprintf("zone %d", z+1))
	}
	s.documentedTiers()
	for t := range s.doc.Tiers {
		for i, prefix := range s.doc.Tiers[t].Subnets {
			subnet := Subnet{Zone: i % max(zones, 1), Detail: prefix.String(), State: Converges}
			s.Tiers[t].Subnets = append(s.Tiers[t].Subnets, subnet)
		}
	}
	for i := range doc.Components {
		c := &doc.Components[i]
		row := s.rowOf(c)
		s.add(Box{ID: c.Name, Name: c.Name, Detail: kindOf(c), Row: row, Zones: s.allZones(row), State: Converges}, i)
	}
	joined := newEdges()
	for _, e := range doc.Edges {
		joined.add(s.end(e.From, false), s.end(e.To, true), portsOf(e), Converges, "")
	}
	s.Edges = joined.all()
	s.arrange()
	return s.Picture
}

// sketch is a picture in the making.
type sketch struct {
	Picture
	doc *document.Document
	// places are where boxes stand in the picture, by their ids.
	places map[string]int
	// ranks are where boxes stand among those of their row.
	ranks []int
}

func newSketch(doc *document.Document) *sketch {
	return &sketch{doc: fromOutside(doc), places: map[string]int{}}
}

// fromOutside is a document with its tiers from the outside to the inside, by their ways out.
func fromOutside(doc *document.Document) *document.Document {
	ordered := *doc
	ordered.Tiers = slices.Clone(doc.Tiers)
	slices.SortStableFunc(ordered.Tiers, func(a, b document.Tier) int { return depth(&a) - depth(&b) })
	return &ordered
}

// depth is how far inside a tier is: the internet comes into the first.
func depth(t *document.Tier) int {
	asked := t.Asked["way_out"]
	switch {
	case !asked.IsAsked():
		return 1
	case slices.Contains(asked.Values, any("internet_gateway")):
		return 0
	case len(asked.Values) == 1 && asked.Values[0] == any("none"):
		return 2
	}
	return 1
}

// add adds a box, once.
func (s *sketch) add(b Box, rank int) int {
	if at, known := s.places[b.ID]; known {
		return at
	}
	s.places[b.ID] = len(s.Boxes)
	s.Boxes, s.ranks = append(s.Boxes, b), append(s.ranks, rank)
	return len(s.Boxes) - 1
}

// documentedZones is how many zones a document has: as many as it asks for, else as its tiers have prefixes.
func (s *sketch) documentedZones() int {
	n, _ := s.doc.VPC.Asked["zones"].Least()
	if n > 0 {
		return n
	}
	for i := range s.doc.Tiers {
		n = max(n, len(s.doc.Tiers[i].Subnets))
	}
	return min(n, mostZones)
}

// mostZones is how many zones a region has at most.
const mostZones = 6

// documentedTiers adds the tiers that a document has.
func (s *sketch) documentedTiers() {
	for i := range s.doc.Tiers {
		t := &s.doc.Tiers[i]
		s.Tiers = append(s.Tiers, Tier{Name: t.Name, Detail: wayOut(t), State: Converges})
	}
}

// wayOut is how a tier leaves the VPC, in words.
func wayOut(t *document.Tier) string {
	asked := t.Asked["way_out"]
	if !asked.IsAsked() {
		return ""
	}
	var words []string
	for _, v := range asked.Values {
		words = append(words, strings.ReplaceAll(fmt.Sprint(v), "_", " "))
	}
	return document.WayOutOfTier + strings.Replace(strings.Join(words, " or "), "nat", "NAT", 1)
}

func prefixes[T fmt.Stringer](all []T) string {
	var texts []string
	for _, p := range all {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, ", ")
}

// otherTier is the row of what sits in no documented tier.
const otherTier = "no documented tier"

// rowOf is the row of a documented component: its tier; below the VPC what has no network interfaces.
func (s *sketch) rowOf(c *document.Component) int {
	if !c.Kind.Placed {
		return Below
	}
	return s.tier(c.Tier)
}

// tier is the row of a tier, which is added where it is not there.
func (s *sketch) tier(name string) int {
	if name == "" {
		name = otherTier
	}
	is := func(t Tier) bool { return t.Name == name }
	if i := slices.IndexFunc(s.Tiers, is); i >= 0 {
		return i
	}
	s.Tiers = append(s.Tiers, Tier{Name: name, State: Converges})
	return len(s.Tiers) - 1
}

func (s *sketch) allZones(row int) []int {
	if row < 0 {
		return nil
	}
	var all []int
	for z := range s.Zones {
		all = append(all, z)
	}
	return all
}

// kindOf says what a component is, and how many.
func kindOf(c *document.Component) string {
	text := c.Kind.Drawn
	if engine := c.Asked["engine"]; engine.IsAsked() {
		text += ", " + orOf(engine.Values)
	}
	if least, ok := c.Count.Least(); ok && least > 1 {
		text += fmt.Sprintf(" ×%d", least)
	}
	return text
}

func orOf(values []any) string {
	var words []string
	for _, v := range values {
		words = append(words, fmt.Sprint(v))
	}
	return strings.Join(words, " or ")
}

// order is where the document has the first of some names; what it does not have comes last.
func (s *sketch) order(names []string) int {
	for i := range s.doc.Components {
		if slices.Contains(names, s.doc.Components[i].Name) {
			return i
		}
	}
	return len(s.doc.Components)
}

// arrange puts boxes into the order in which they are drawn, and has edges follow.
func (s *sketch) arrange() {
	order := numbers(len(s.Boxes))
	slices.SortStableFunc(order, func(a, b int) int { return s.ranks[a] - s.ranks[b] })
	boxes, at := make([]Box, len(order)), make([]int, len(order))
	for i, old := range order {
		boxes[i], at[old] = s.Boxes[old], i
	}
	s.Boxes = boxes
	for i := range s.Edges {
		s.Edges[i].From, s.Edges[i].To = at[s.Edges[i].From], at[s.Edges[i].To]
	}
}
