package draw

import (
	"fmt"
	"strings"
)

// finding is what a rule says of something that is drawn.
type finding struct {
	who string
	Remark
}

// String is a finding as one line.
func (f finding) String() string { return clean(f.Rule + ": " + f.who + ": " + f.Text) }

// findings are what rules say of what is drawn, each once, in the order of the picture.
func (p *Picture) findings() []finding {
	var all []finding
	seen := map[finding]bool{}
	add := func(who string, remarks []Remark) {
		for _, r := range remarks {
			if f := (finding{who, r}); r.Rule != "" && !seen[f] {
				seen[f] = true
				all = append(all, f)
			}
		}
	}
	add(p.Name, p.Remarks)
	for i := range p.Tiers {
		t := &p.Tiers[i]
		add(t.Name, t.Remarks)
		for _, s := range t.Subnets {
			add(s.Name, s.Remarks)
		}
	}
	for i := range p.Boxes {
		add(p.Boxes[i].Name, p.Boxes[i].Remarks)
	}
	return all
}

// What is said when the mouse is over something fits a screen.
const (
	mostSaid    = 600
	mostRemarks = 20
)

// said are remarks as lines of text.
func said(remarks []Remark) string {
	var lines []string
	for _, r := range remarks {
		line := r.Text
		if r.Rule != "" {
			line = r.Rule + ": " + r.Text
		}
		if line = shorten(clean(line), mostSaid); line != "" {
			lines = append(lines, line)
		}
		if len(lines) == mostRemarks {
			lines = append(lines, fmt.Sprintf("and %d more", len(remarks)-mostRemarks))
			break
		}
	}
	return strings.Join(lines, "\n")
}
