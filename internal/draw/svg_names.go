package draw

import "fmt"

// drawGrounds writes the frame of the VPC and the cells of its zones and tiers.
func (s *sheet) drawGrounds() {
	s.WriteString(s.frame.svg("frame "+classOf(s.State), 8))
	for _, c := range s.cells {
		s.WriteString(c.svg("cell", 4))
	}
}

// drawNames writes what the VPC, its zones, tiers and subnets are called.
func (s *sheet) drawNames() {
	s.open(s.State, clean(s.Name)+" "+clean(s.Detail), s.stateLine(s.State), said(s.Remarks))
	s.title(s.left, s.frame.y+17, s.right-s.left, s.State, clean(s.Name)+s.marks(s.Name, s.Remarks, 0), s.Detail)
	s.shut()
	for z, name := range s.Zones {
		x, y := s.zones[z]+padding, s.frame.y+titleHeight+lineHeight
		s.text(x, y, "muted halo", name, letters(s.free(x, y, s.column-padding)))
	}
	for t := range s.tiers {
		tier, r := &s.Tiers[t], s.tiers[t]
		s.open(tier.State, clean(tier.Name), s.stateLine(tier.State), said(tier.Remarks))
		s.title(r.x, r.y+15, r.w, tier.State, clean(tier.Name)+s.marks(tier.Name, tier.Remarks, 0), tier.Detail)
		s.shut()
	}
	for _, c := range s.cells {
		s.drawCell(c)
	}
}

// title writes a name with what it is beside it.
func (s *sheet) title(x, y, width int, state State, name, detail string) {
	width = s.free(x, y, width)
	class := "name halo"
	if state != Converges {
		class += " mark"
	}
	s.text(x, y, class, name, boldLetters(width))
	used := int(float64(columns(name))*boldLetter) + padding
	if most := letters(width - used); most > fewLetters {
		s.text(x+used, y, "muted halo", detail, most)
	}
}

// free is the width at a place that no straight arrow runs through.
func (s *sheet) free(x, y, width int) int {
	for _, a := range s.straights {
		e := s.Edges[a.edge]
		if s.boxes[e.From].bottom() <= y && y <= s.boxes[e.To].y && x < a.x {
			width = min(width, a.x-x-padding/2)
		}
	}
	return width
}

// fewLetters are too few to say anything.
const fewLetters = 8

// drawCell writes the subnets of a tier and zone.
func (s *sheet) drawCell(c cell) {
	var all []*Subnet
	for i := range s.Tiers[c.tier].Subnets {
		if one := &s.Tiers[c.tier].Subnets[i]; one.Zone == c.zone {
			all = append(all, one)
		}
	}
	for i, one := range all {
		y := c.y + (i+1)*lineHeight - 1
		if i == mostLines-1 && len(all) > mostLines {
			s.text(c.x+padding, y, "muted", fmt.Sprintf("and %d more subnets", len(all)-i), letters(c.w-padding))
			return
		}
		s.open(one.State, clean(one.Name)+" "+clean(one.Detail), s.stateLine(one.State), said(one.Remarks))
		class := "muted"
		if one.State != Converges && one.State != "" {
			class = "mark"
		}
		text := clean(one.Detail) + s.marks(one.Name, one.Remarks, 0)
		s.text(c.x+padding, y, class, text, letters(s.free(c.x+padding, y, c.w-padding)))
		s.shut()
	}
}
