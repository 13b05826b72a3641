package draw

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// Actual are the pictures of what is there, one of each architecture that was found, held against the document.
func Actual(index *wiring.Index, facts *wiring.Facts, verdicts []verdict.Verdict) []Picture {
	var all []Picture
	in := newInput(index, facts)
	for i := range facts.Stacks {
		s := &scene{sketch: &sketch{doc: facts.Document, places: map[string]int{}}, input: in, stack: &facts.Stacks[i], first: i == 0,
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

// subnets are those of the architecture's VPCs, and those that its things sit in.
func (s *scene) subnets() []*model.Subnet {
	found := map[string]*model.Subnet{}
	for i := range s.index.Model.Subnets {
		subnet := &s.index.Model.Subnets[i]
		if slices.Contains(s.stack.VPCs.Items(), subnet.VPC.Or("?")) {
			found[subnet.ID] = subnet
		}
	}
	for i := range s.facts.Subnets {
		// Stand-ins for subnets that were not read are nowhere.
		if f := &s.facts.Subnets[i]; f.Stack == s.stack.ID && s.index.Subnets[f.ID] != nil {
			found[f.ID] = &f.Subnet
		}
	}
	var all []*model.Subnet
	for _, id := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[id])
	}
	return all
}

// unknownZone is the column of subnets whose zone is not known.
const unknownZone = "zone not known"

func (s *scene) findZones(subnets []*model.Subnet) {
	for _, subnet := range subnets {
		if zone := subnet.AvailabilityZone.Or(""); zone != "" && !slices.Contains(s.Zones, zone) {
			s.Zones = append(s.Zones, zone)
		}
	}
	slices.Sort(s.Zones)
	if slices.ContainsFunc(subnets, func(subnet *model.Subnet) bool { return subnet.AvailabilityZone.Or("") == "" }) {
		s.Zones = append(s.Zones, unknownZone)
	}
	for i, zone := range s.Zones {
		s.zoneOf[zone] = i
	}
}

// zone is the column of a subnet.
func (s *scene) zone(subnet *model.Subnet) int {
	return s.zoneOf[cmp.Or(subnet.AvailabilityZone.Or(""), unknownZone)]
}

// tierOf is the row of a subnet: the tier that it is held to.
func (s *scene) tierOf(id string) int {
	name := ""
	for i := range s.facts.Subnets {
		if f := &s.facts.Subnets[i]; f.ID == id && f.Stack == s.stack.ID {
			name = f.Tier
			break
		}
	}
	if subnet := s.index.Subnets[id]; name == "" && subnet != nil {
		for i := range s.doc.Tiers {
			for _, prefix := range s.doc.Tiers[i].Subnets {
				if prefix.String() == subnet.CIDRBlock.Or("?") {
					name = s.doc.Tiers[i].Name
				}
			}
		}
	}
	return s.tier(name)
}

func (s *scene) addSubnet(subnet *model.Subnet) {
	detail := cmp.Or(subnet.CIDRBlock.Or(""), called(&subnet.Resource))
	for i := range s.facts.NATGateways {
		if n := &s.facts.NATGateways[i]; n.Subnet.Or("") == subnet.ID {
			detail += " NAT"
		}
	}
	row := s.tierOf(subnet.ID)
	s.Tiers[row].Subnets = append(s.Tiers[row].Subnets, Subnet{Zone: s.zone(subnet), Name: called(&subnet.Resource), Detail: detail, State: Converges})
}

// addComponents adds the things that are documented components, or may be, as the document has those.
func (s *scene) addComponents() {
	for i := range s.facts.Components {
		c := &s.facts.Components[i]
		if c.Stack != s.stack.ID {
			continue
		}
		names, open := c.PartsOf()
		b := Box{ID: c.ID, Name: called(&c.Resource), State: Converges}
		noun := c.Kind
		if k := kind.Find(c.Kind); k != nil {
			noun = k.Noun
		}
		b.Detail = noun
		switch {
		case len(names) == 0:
			b.State = Diverges
		case open || c.IsDoubtful():
			b.State, b.Detail = Undecided, noun+", "+strings.Join(names, " or ")
		default:
			b.Name, b.Detail = names[0], noun+" "+called(&c.Resource)
		}
		if c.Replica.Or(false) {
			b.Detail = "replica, " + b.Detail
		}
		s.put(&b, c.Placement.Subnets, names)
		at := s.add(b, s.order(names))
		for _, name := range names {
			s.boxesOf[name] = append(s.boxesOf[name], at)
		}
	}
}

// put decides the row and the columns of a box: those of the subnets that it sits in. Where they are not known
// it stands in its documented tier, in no column.
func (s *scene) put(b *Box, subnets model.List[string], names []string) {
	b.Row = Below
	for i, id := range subnets.Items() {
		subnet := s.index.Subnets[id]
		if subnet == nil {
			continue
		}
		if row := s.tierOf(id); i == 0 || b.Row == Below {
			b.Row = row
		}
		if z := s.zone(subnet); !slices.Contains(b.Zones, z) {
			b.Zones = append(b.Zones, z)
		}
	}
	slices.Sort(b.Zones)
	if b.Row != Below || subnets.IsWhole() && len(subnets.Items()) == 0 {
		return
	}
	b.Remarks = append(b.Remarks, Remark{Text: "which subnets it sits in is not known"})
	tier := ""
	if len(names) > 0 {
		tier = s.doc.Component(names[0]).Tier
	}
	b.Row = s.tier(tier)
}

// addResidents adds who is there beside the documented components, and says of those who is one too many.
func (s *scene) addResidents() {
	for i := range s.facts.Residents {
		r := &s.facts.Residents[i]
		if r.Stack != s.stack.ID && (r.Stack != "" || !s.first) || r.ID == s.stack.ID {
			continue
		}
		state := Converges
		switch documented, known := r.Documented.Get(); {
		case !known:
			state = Undecided
		case !documented:
			state = Diverges
		}
		if at, known := s.places[r.ID]; known {
			if urgency(state) < urgency(s.Boxes[at].State) {
				s.Boxes[at].State = state
			}
			continue
		}
		b := Box{ID: r.ID, Name: called(&r.Resource), Detail: r.Type, State: state}
		if noun := s.placed[r.ID]; noun != nil {
			s.put(&b, noun.Place().Subnets, nil)
		} else {
			b.Row = Below
		}
		s.add(b, s.order(nil))
	}
}

// addAbsent adds the documented components of which nothing is there.
func (s *scene) addAbsent() {
	for i := range s.facts.Documented {
		d := &s.facts.Documented[i]
		if d.Stack != s.stack.ID || len(d.Parts) == 0 || len(s.boxesOf[d.Parts[0]]) > 0 {
			continue
		}
		c := s.doc.Component(d.Parts[0])
		b := Box{ID: "absent " + c.Name, Name: c.Name, Detail: kindOf(c), Row: s.rowOf(c), State: Absent}
		b.Zones = s.allZones(b.Row)
		switch {
		case !s.doc.AnswersFor(c.Name):
			b.State, b.Remarks = Undecided, []Remark{{Text: "this input does not answer for it"}}
		case !d.Things.IsWhole() || len(d.Things.Items()) > 0:
			b.State = Undecided
		}
		s.boxesOf[c.Name] = append(s.boxesOf[c.Name], s.add(b, s.order(d.Parts)))
	}
}

// isEnd reports whether a document has a name for an end of edges that is no component.
func isEnd(doc *document.Document, name string) bool {
	return name == document.Internet || name == document.WholeVPC || doc.Tier(name) != nil || doc.External(name) != nil
}
