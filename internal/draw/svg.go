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
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" ",
		width, height, width, height)
	fmt.Fprintf(&b, "style=\"max-width:100%%;min-width:%dpx;height:auto\" role=\"img\">\n", width*smallest/100)
	ground := rect{w: width, h: height}.svg("ground", 0)
	fmt.Fprintf(&b, "<style>%s</style>\n%s%s</svg>\n", styleSheet(), ground, body.String())
	return b.String()
}

// smallest is how small a picture may become where it stands alone, in percent: beyond that it is scrolled.
const smallest = 70

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

// text writes a text that is at most some columns wide, textBefore one that ends at a place.
func (s *sheet) text(x, y int, class, text string, most int) { s.write(x, y, class, "", text, most) }

func (s *sheet) textBefore(x, y int, class, text string, most int) {
	s.write(x, y, class, " text-anchor=\"end\"", text, most)
}

func (s *sheet) write(x, y int, class, anchor, text string, most int) {
	if text = shorten(clean(text), most); text != "" {
		fmt.Fprintf(s, "<text x=\"%d\" y=\"%d\" class=\"%s\"%s>%s</text>\n", x, y, class, anchor, escaped(text))
	}
}

// svg is a rectangle of a class, with round corners.
func (r rect) svg(class string, round int) string {
	return fmt.Sprintf("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n",
		class, r.x, r.y, r.w, r.h, round)
}

// open begins a group that says something when the mouse is over it.
func (s *sheet) open(state State, title ...string) {
	fmt.Fprintf(s, "<g class=\"%s\"><title>%s</title>\n", classOf(state), escaped(strings.Join(nonEmpty(title), "\n")))
}

func (s *sheet) shut() { s.WriteString("</g>\n") }

func letters(width int) int     { return int(float64(width) / letter) }
func boldLetters(width int) int { return int(float64(width) / boldLetter) }
