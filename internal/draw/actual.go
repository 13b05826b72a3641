package draw

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// Actual are the pictures of what is there, one of each architecture that was found, held against the document.
func Actual(index *wiring.Index, facts *wiring.Facts, verdicts []verdict.Verdict) []Picture {
	var all []Picture
	in := newInput(index, facts)
	for i := range facts.Stacks {
		s := &scene{sketch: newSketch(facts.Document), input: in, stack: &facts.Stacks[i], first: i == 0,
			zoneOf: map[string]int{}, boxesOf: map[string][]int{}}
		all = append(all, s.draw(verdicts))
	}
	return all
}

// input is what pictures are made from.
type input struct {
	index *wiring.Index
	facts *wiring.Facts
	// placed are all things with network interfaces, stacks the stacks that something is of, by id.
	placed map[string]model.Placed
	stacks map[string][]string
}

func newInput(index *wiring.Index, facts *wiring.Facts) *input {
	in := &input{index, facts, map[string]model.Placed{}, map[string][]string{}}
	index.Model.EachPlaced(func(_ string, noun model.Placed) { in.placed[noun.Base().ID] = noun })
	facts.Each(func(_ string, noun model.Noun) {
		if member, ok := noun.(interface{ StackOf() string }); ok {
			id, stack := noun.Base().ID, member.StackOf()
			if !slices.Contains(in.stacks[id], stack) {
				in.stacks[id] = append(in.stacks[id], stack)
			}
		}
	})
	return in
}

// scene is the picture of one architecture in the making.
type scene struct {
	*sketch
	*input
	stack *wiring.Stack
	// first: what belongs to no architecture is said of the first one.
	first bool
	// zoneOf are the columns of zones, boxesOf the boxes of each documented component.
	zoneOf  map[string]int
	boxesOf map[string][]int
}

func (s *scene) draw(verdicts []verdict.Verdict) Picture {
	s.Name, s.State = s.name(), Converges
	s.Detail = s.detail()
	s.documentedTiers()
	subnets := s.subnets()
	s.findZones(subnets)
	for _, subnet := range subnets {
		s.addSubnet(subnet)
	}
	s.addComponents()
	s.addResidents()
	s.addAbsent()
	s.addEdges()
	s.remark(verdicts)
	s.arrange()
	return s.Picture
}

// name is what the VPC is called; where several architectures are in one, it is what tells them apart.
func (s *scene) name() string {
	if name := s.stack.Name.Or(""); name != "" && slices.Contains(s.stack.VPCs.Items(), s.stack.ID) {
		return name
	}
	return called(&s.stack.Resource)
}

// called is what people call a resource: its address in a plan; in an account its name, else the end of its ARN.
func called(r *model.Resource) string {
	if !strings.HasPrefix(r.ID, "arn:") {
		return r.ID
	}
	return cmp.Or(r.Name.Or(""), r.ID[strings.LastIndexAny(r.ID, ":/")+1:])
}

// detail are the prefixes of the VPCs and their region.
func (s *scene) detail() string {
	var parts []string
	for _, id := range s.stack.VPCs.Items() {
		if v := s.index.VPCs[id]; v != nil {
			parts = append(parts, v.CIDRBlocks.Items()...)
		}
	}
	if region := s.stack.Region.Or(""); region != "" {
		parts = append(parts, region)
	}
	return strings.Join(parts, ", ")
}

// isEnd reports whether a document has a name for an end of edges that is no component.
func isEnd(doc *document.Document, name string) bool {
	return name == document.Internet || name == document.WholeVPC || doc.Tier(name) != nil || doc.External(name) != nil
}
