package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// DifferenceFormats are those of a difference, sorted.
func DifferenceFormats() []string { return []string{"json", "markdown", "table"} }

// difference is what became of each violation between two reports.
type difference struct {
	Before  string           `json:"before"`
	After   string           `json:"after"`
	Broken  []verdict.Past   `json:"broken"`
	Fixed   []verdict.Past   `json:"fixed"`
	Changed []verdict.Past   `json:"changed"`
	Open    []verdict.Past   `json:"open"`
	Still   []verdict.Past   `json:"still"`
	Summary verdict.Summary  `json:"summary"`
	Notes   []string         `json:"notes"`
	Cost    *json.RawMessage `json:"cost,omitempty"`
}

// Difference writes what broke and what was fixed between an earlier report and one that was held Against it.
// Money is the difference in cost in the same format, empty where it is not known.
func Difference(w io.Writer, format string, r *verdict.Report, money []byte, o Options) error {
	d := difference{
		Before:  r.Baseline.File,
		After:   r.Source.Name,
		Broken:  pastOf(worst(r)),
		Fixed:   r.Baseline.Gone,
		Changed: r.Baseline.Changed,
		Open:    r.Baseline.Open,
		Still:   pastOf(known(r)),
		Summary: r.Summary,
		Notes:   Notes(r),
	}
	switch format {
	case "json":
		return d.json(w, money)
	case "markdown":
		return d.text(w, "#### ", "- ", prose, money)
	case "table":
		p := painter(o.Color)
		return d.text(w, "", "  ", func(text string) string { return p("1", plain.Line(text)) }, money)
	}
	return fmt.Errorf("a difference is written as %s, not as %q", strings.Join(DifferenceFormats(), ", "), format)
}

func pastOf(all []verdict.Verdict) []verdict.Past {
	out := []verdict.Past{}
	for _, v := range all {
		out = append(
			out,
			verdict.Past{
				Rule:      v.Rule,
				Severity:  v.Severity,
				Component: v.Component,
				Resource:  v.Resource.ID,
				Found:     v.Found,
				Now:       "it fails",
			},
		)
	}
	return out
}

func (d difference) json(w io.Writer, money []byte) error {
	if len(money) > 0 {
		raw := json.RawMessage(money)
		d.Cost = &raw
	}
	return writeJSON(w, "the difference", d)
}

// text writes a section a kind of change; title marks what begins one and item what stands in it.
func (d difference) text(w io.Writer, title, item string, emphasis func(string) string, money []byte) error {
	var b strings.Builder
	words := newWording()
	foundLine := func(p verdict.Past) string { return foundLine(p, words) }
	fmt.Fprintf(
		&b,
		"%s%s\n\n",
		title,
		emphasis(
			fmt.Sprintf("archcheck: %d broken, %d fixed, %d changed, %d not known to be fixed, %d still fail: %s -> %s",
				len(d.Broken), len(d.Fixed), len(d.Changed), len(d.Open), len(d.Still), d.Before, d.After),
		),
	)
	for _, section := range []struct {
		name string
		all  []verdict.Past
		line func(verdict.Past) string
	}{
		{"Broken", d.Broken, foundLine},
		{"Fixed", d.Fixed, pastLine},
		{"Changed: it fails otherwise now, see broken", d.Changed, foundLine},
		{"Not known to be fixed", d.Open, pastLine},
		{"Still", d.Still, foundLine},
	} {
		if len(section.all) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s%s\n", title, emphasis(fmt.Sprintf("%s (%d)", section.name, len(section.all))))
		for _, p := range section.all {
			line := section.line(p)
			if title != "" {
				line = code(line)
			}
			fmt.Fprintf(&b, "%s%s\n", item, plain.Line(line))
		}
		b.WriteString("\n")
	}
	d.notes(&b, title, item, emphasis)
	b.Write(money)
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write the difference: %w", err)
	}
	return nil
}

// notes say what is beyond the document and what is not judged, in what is new.
func (d difference) notes(b *strings.Builder, title, item string, emphasis func(string) string) {
	if len(d.Notes) == 0 {
		return
	}
	fmt.Fprintf(b, "%s%s\n", title, emphasis("Notes on "+d.After))
	for _, line := range d.Notes {
		if title != "" {
			line = code(line)
		}
		fmt.Fprintf(b, "%s%s\n", item, plain.Line(line))
	}
	b.WriteString("\n")
}

// foundLine is a violation with what was found.
func foundLine(p verdict.Past, words wording) string {
	name := p.Resource
	if p.Component != "" {
		name = p.Component + " (" + p.Resource + ")"
	}
	return fmt.Sprintf("%s %s %s: %s", p.Severity, p.Rule, name, words.say(p.Found))
}
