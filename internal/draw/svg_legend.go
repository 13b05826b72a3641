package draw

import (
	"fmt"
	"slices"
	"strings"
)

// drawLegend writes below the picture what the looks mean, what rules say and what is not drawn.
func (s *sheet) drawLegend() {
	x, y := margin, s.height+margin+padding
	if !s.Expected {
		for _, state := range States() {
			if !s.shows(state) {
				continue
			}
			wide := 34 + int(float64(columns(string(state)))*letter) + padding
			if x > margin && x+wide > s.width-margin {
				x, y = margin, y+lineHeight+2
			}
			fmt.Fprintf(s, "<g class=\"%s\"><path class=\"line\" d=\"M%d %dh26\"/>", classOf(state), x, y-4)
			s.text(x+32, y, "muted", string(state), 40)
			s.shut()
			x += wide
		}
		y += lineHeight + 4
	}
	y = s.drawNotes(y)
	s.height = y - lineHeight + margin
}

// shows reports whether anything is in a state.
func (s *sheet) shows(state State) bool {
	return slices.ContainsFunc(s.Boxes, func(b Box) bool { return b.State == state }) ||
		slices.ContainsFunc(s.Edges, func(e Edge) bool { return e.State == state }) ||
		slices.ContainsFunc(s.Tiers, func(t Tier) bool { return t.State == state }) || s.State == state
}

// How many notes stand below a picture, and how long each is.
const (
	mostNotes     = 40
	mostNoteLines = 4
)

// drawNotes writes the notes.
func (s *sheet) drawNotes(y int) int {
	line := func(class, format string, args ...any) {
		s.text(margin, y, class, fmt.Sprintf(format, args...), letters(s.width-2*margin))
		y += lineHeight
	}
	for i, f := range s.notes {
		if i == mostNotes {
			line("muted", "and %d more, which a report lists", len(s.notes)-i)
			break
		}
		number := fmt.Sprintf("✗%d ", i+1)
		for j, line := range wrapped(number+f.String(), letters(s.width-2*margin-2*padding), mostNoteLines) {
			x := margin
			if j > 0 {
				x += 2 * padding
			}
			s.text(x, y, "muted", line, letters(s.width-margin-x))
			y += lineHeight
		}
	}
	if s.openRules() > 0 {
		line("muted", "?: %d rules are not decided by what was read", s.openRules())
	}
	if s.without != "" {
		line("mark", "%s", s.without)
	}
	for _, note := range shorter(s.Notes) {
		for _, text := range wrapped(note, letters(s.width-2*margin), mostNoteLines) {
			line("muted", "%s", text)
		}
	}
	return y
}

// openRules counts the rules that are not decided.
func (s *sheet) openRules() int {
	n := s.Open
	for i := range s.Boxes {
		n += s.Boxes[i].Open
	}
	return n
}

// wrapped breaks a text between words into lines of some columns. Of a longer one the middle is cut.
func wrapped(text string, wide, most int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(shorten(text, wide*most)) {
		switch {
		case line == "":
			line = word
		case columns(line)+1+columns(word) <= wide || len(lines) == most-1:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}
