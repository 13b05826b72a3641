package draw

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// SVG draws pictures one below the other, as they can be read: of more boxes or edges than that the first that
// matter are drawn, and the others counted.
func SVG(all []Picture) string {
	var body strings.Builder
	width, height := 0, 0
	for i := range all {
		s := newSheet(&all[i])
		fmt.Fprintf(&body, "<g transform=\"translate(0 %d)\">\n%s</g>\n", height, s.draw())
		width, height = max(width, s.width), height+s.height
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" style=\"max-width:100%%;height:auto\" role=\"img\">\n",
		width, height, width, height)
	fmt.Fprintf(&b, "<style>%s</style>\n<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n%s</svg>\n", styleSheet(), width, height, body.String())
	return b.String()
}

// sheet is one picture on its way to SVG.
type sheet struct {
	*grid
	strings.Builder
	// notes are what rules say, written below the picture, and numbers where they stand there.
	notes   []finding
	numbers map[finding]int
	// without says what is not drawn.
	without string
}

func newSheet(p *Picture) *sheet {
	cut, left := p.cut(mostBoxes, mostEdges)
	s := &sheet{grid: layout(cut), numbers: map[finding]int{}, without: left}
	for i, f := range s.findings() {
		s.notes = append(s.notes, f)
		s.numbers[f] = i + 1
	}
	return s
}

// draw writes grounds first, then lines, then boxes, then what is written.
func (s *sheet) draw() string {
	s.drawGrounds()
	for _, together := range s.wires() {
		s.WriteString("<g class=\"wire\">\n")
		for i := range together {
			s.drawWire(&together[i])
		}
		s.shut()
	}
	s.drawNames()
	for i := range s.Boxes {
		s.drawBox(i)
	}
	s.drawLegend()
	return s.String()
}

// escaped is a text within XML.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "" // a strings.Builder takes everything
	}
	return b.String()
}

// text writes a text that is at most some columns wide.
func (s *sheet) text(x, y int, class, text string, most int) {
	if text = shorten(clean(text), most); text == "" {
		return
	}
	fmt.Fprintf(s, "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n", x, y, class, escaped(text))
}

// open begins a group that says something when the mouse is over it.
func (s *sheet) open(state State, title ...string) {
	fmt.Fprintf(s, "<g class=\"%s\"><title>%s</title>\n", classOf(state), escaped(strings.Join(nonEmpty(title), "\n")))
}

func (s *sheet) shut() { s.WriteString("</g>\n") }

func letters(width int) int     { return int(float64(width) / letter) }
func boldLetters(width int) int { return int(float64(width) / boldLetter) }

// drawGrounds writes the frame of the VPC and the cells of its zones and tiers.
func (s *sheet) drawGrounds() {
	f := s.frame
	fmt.Fprintf(s, "<rect class=\"frame %s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", classOf(s.State), f.x, f.y, f.w, f.h)
	for _, c := range s.cells {
		fmt.Fprintf(s, "<rect class=\"cell\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>\n", c.x, c.y, c.w, c.h)
	}
}

// drawNames writes what the VPC, its zones, tiers and subnets are called.
func (s *sheet) drawNames() {
	s.open(s.State, clean(s.Name)+" "+clean(s.Detail), s.stateLine(s.State), said(s.Remarks))
	s.title(s.left, s.frame.y+17, s.right-s.left, s.State, clean(s.Name)+s.marks(s.Name, s.Remarks, 0), s.Detail)
	s.shut()
	for z, name := range s.Zones {
		s.text(s.zones[z]+padding, s.frame.y+titleHeight+lineHeight, "muted halo", name, letters(s.free(s.zones[z]+padding, s.frame.y+titleHeight+lineHeight, s.column-padding)))
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
		s.text(c.x+padding, y, class, clean(one.Detail)+s.marks(one.Name, one.Remarks, 0), letters(s.free(c.x+padding, y, c.w-padding)))
		s.shut()
	}
}

func (s *sheet) stateLine(state State) string {
	if s.Expected || state == "" {
		return ""
	}
	return string(state)
}

// marks are the numbers of notes, and whether something is not decided.
func (s *sheet) marks(who string, remarks []Remark, open int) string {
	var numbers []string
	for _, r := range remarks {
		if n := s.numbers[finding{who, r}]; n > 0 {
			numbers = append(numbers, fmt.Sprint(n))
		}
	}
	text := ""
	if len(numbers) > 3 {
		numbers = append(numbers[:2], "…")
	}
	if len(numbers) > 0 {
		text = " ✗" + strings.Join(numbers, ",")
	}
	if open > 0 {
		text += fmt.Sprintf(" ?%d", open)
	}
	return text
}

// drawBox writes a component, or an end.
func (s *sheet) drawBox(i int) {
	b, r := &s.Boxes[i], s.boxes[i]
	open := ""
	if b.Open > 0 {
		open = fmt.Sprintf("%d rules are not decided", b.Open)
	}
	zones := s.zonesOf(b)
	s.open(b.State, clean(b.Name), clean(b.Detail), clean(zones), s.stateLine(b.State), said(b.Remarks), open)
	round := 5
	if b.Row < 0 {
		round = 15
	}
	fmt.Fprintf(s, "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n", r.x, r.y, r.w, r.h, round)
	x, middle := r.x+padding, r.y+r.h/2
	marks := strings.TrimSpace(s.marks(b.Name, b.Remarks, b.Open))
	space := r.w - 2*padding - int(float64(columns(marks))*letter)
	if marks != "" {
		class := "mark"
		if len(b.Remarks) == 0 {
			class = "muted"
		}
		fmt.Fprintf(s, "<text x=\"%d\" y=\"%d\" class=\"%s\" text-anchor=\"end\">%s</text>\n", r.right()-padding, middle-2, class, escaped(marks))
	}
	detail := b.Detail
	if len(b.Zones) > 0 && len(b.Zones) < b.Zones[len(b.Zones)-1]-b.Zones[0]+1 {
		detail += " in " + zones
	}
	if b.Row < 0 {
		used := int(float64(columns(clean(b.Name)))*boldLetter) + padding
		s.text(x, middle+5, "name", b.Name, boldLetters(space))
		if most := letters(space - used - padding); most > fewLetters {
			s.text(x+used, middle+5, "muted", detail, most)
		}
	} else {
		s.text(x, middle-2, "name", b.Name, boldLetters(space))
		s.text(x, middle+13, "muted", detail, letters(r.w-2*padding))
	}
	s.shut()
}
