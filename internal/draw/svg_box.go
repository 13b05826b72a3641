package draw

import (
	"fmt"
	"strings"
)

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
	s.WriteString(r.svg("box", round))
	x, middle := r.x+padding, r.y+r.h/2
	marks := strings.TrimSpace(s.marks(b.Name, b.Remarks, b.Open))
	space := r.w - 2*padding - int(float64(columns(marks))*letter)
	if marks != "" {
		class := "mark"
		if len(b.Remarks) == 0 {
			class = "muted"
		}
		s.textBefore(r.right()-padding, middle-2, class, marks, columns(marks))
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
