package draw

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// remark writes what rules say to what they say it of.
func (s *scene) remark(verdicts []verdict.Verdict) {
	for i := range verdicts {
		v := &verdicts[i]
		if !s.isHere(v) {
			continue
		}
		switch v.Status {
		case verdict.Fail:
			s.accuse(v)
		case verdict.Unknown, verdict.NotCollected, verdict.Unmatched:
			if boxes := s.boxesFor(v); len(boxes) > 0 {
				s.Boxes[boxes[0]].Open++
			} else {
				s.Open++
			}
		}
	}
}

// isHere reports whether a verdict is on something of this architecture.
func (s *scene) isHere(v *verdict.Verdict) bool {
	stacks := s.stacks[v.Resource.ID]
	if v.Resource.ID == s.stack.ID || slices.Contains(stacks, s.stack.ID) {
		return true
	}
	return s.first && (len(stacks) == 0 || slices.Contains(stacks, ""))
}

// accuse writes a violation to a box, a subnet or a tier; what is on none of them is the architecture's own.
func (s *scene) accuse(v *verdict.Verdict) {
	remark := Remark{Rule: v.Rule, Text: cmp.Or(v.Message, v.Found)}
	if boxes := s.boxesFor(v); len(boxes) > 0 {
		b := &s.Boxes[boxes[0]]
		b.Remarks = append(b.Remarks, remark)
		if b.State == Converges || b.State == Undecided {
			b.State = Violates
		}
		return
	}
	if subnet := s.subnetFor(v); subnet != nil {
		subnet.State, subnet.Remarks = Violates, append(subnet.Remarks, remark)
		return
	}
	if t := s.tierFor(v); t != nil {
		t.State, t.Remarks = Violates, append(t.Remarks, remark)
		return
	}
	s.State, s.Remarks = Violates, append(s.Remarks, remark)
}

// boxesFor are the boxes of a verdict: of the resource itself, else of the component that it serves.
func (s *scene) boxesFor(v *verdict.Verdict) []int {
	if at, known := s.places[v.Resource.ID]; known {
		return []int{at}
	}
	for name := range strings.SplitSeq(v.Component, " or ") {
		if boxes := s.boxesOf[name]; len(boxes) > 0 {
			return boxes
		}
	}
	return nil
}

// subnetFor is the cell of a verdict on a subnet, or on a NAT gateway in it.
func (s *scene) subnetFor(v *verdict.Verdict) *Subnet {
	id := v.Resource.ID
	if n := s.index.NATGateways[id]; n != nil {
		id = n.Subnet.Or("")
	}
	for t := range s.Tiers {
		for i := range s.Tiers[t].Subnets {
			if one := &s.Tiers[t].Subnets[i]; one.ID == id {
				return one
			}
		}
	}
	return nil
}

// tierFor is the tier that a verdict's requirement is of.
func (s *scene) tierFor(v *verdict.Verdict) *Tier {
	if v.Requirement == nil {
		return nil
	}
	rest, isTier := strings.CutPrefix(v.Requirement.Path, "tiers.")
	name, _, _ := strings.Cut(rest, ".")
	for t := range s.Tiers {
		if isTier && s.Tiers[t].Name == name {
			return &s.Tiers[t]
		}
	}
	return nil
}
