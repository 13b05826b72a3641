package report

import (
	"fmt"
	"index/suffixarray"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/table"
	"github.com/archcheck/archcheck/internal/verdict"
)

// violations groups what fails by rule, the gravest first.
func (p *printer) violations(r *verdict.Report) {
	all := worst(r)
	if len(all) == 0 {
		return
	}
	p.line(p.paint("1;31", violationsTitle(all)))
	if p.o.Detail == Compact {
		for _, v := range all {
			p.compact(v, strings.TrimSpace(inShort(v)+" "+lapsed(v)))
		}
		p.line("")
		return
	}
	var rows [][2]string
	var last verdict.Verdict
	for i, v := range all {
		if v.Rule != last.Rule {
			rows = append(p.remedy(rows, last), [2]string{}, [2]string{string(v.Severity), v.Rule})
			if title := r.About(v).Title; title != "" {
				rows = append(rows, [2]string{"", title})
			}
		}
		last = v
		rows = append(rows, p.place(v)...)
		if said := p.findings(
			v,
		); i == len(all)-1 || all[i+1].Rule != v.Rule ||
			!slices.Equal(said, p.findings(all[i+1])) {
			rows = append(rows, said...)
		}
	}
	p.table(p.remedy(rows, last))
}

// violationsTitle counts violations, and the boxes that they stand in where several share one.
func violationsTitle(all []verdict.Verdict) string {
	boxes := 0
	for i, v := range all {
		if i == 0 || v.Rule != all[i-1].Rule {
			boxes++
		}
	}
	if boxes == len(all) {
		return fmt.Sprintf("Violations (%d)", len(all))
	}
	return fmt.Sprintf("Violations (%d of %s)", len(all), rules(boxes, ""))
}

// compact is a verdict in a line.
func (p *printer) compact(v verdict.Verdict, text string) {
	where := ""
	if file, line := v.Written(); file != "" && v.Status == verdict.Fail {
		where = fmt.Sprintf(" at %s:%d", file, line)
	}
	lines := table.Wrap(fmt.Sprintf("%s%s: %s%s", v.Rule+" ", subject(v), text, where), p.width-10)
	for i, l := range lines {
		label := strings.Repeat(" ", 10)
		if i == 0 {
			label = p.paint(severityColor(v.Severity), fmt.Sprintf("%-10s", v.Severity))
		}
		p.line(label + l)
	}
}

// inShort is what is wrong in a line: what was found, and what was expected too where that alone says nothing, as a bare
// value or "none" does.
func inShort(v verdict.Verdict) string {
	if v.Expected == "" || strings.Contains(v.Found, " ") && !strings.Contains(v.Found, " = ") {
		return v.Found
	}
	return "expected: " + v.Expected + ", found: " + v.Found
}

// place is what fails, and where that is.
func (p *printer) place(v verdict.Verdict) [][2]string {
	name := v.Resource.ID
	if v.Component != "" && v.Component != name {
		name = v.Component + ": " + name
	}
	rows := [][2]string{{"  resource", name}}
	if where := account(v.Resource); where != "" && p.accounts {
		rows = append(rows, [2]string{"  account", where})
	}
	if input := v.ReadIn(); input != "" {
		rows = append(rows, [2]string{"  input", input})
	}
	if file, line := v.Written(); file != "" {
		rows = append(rows, [2]string{"  source", fmt.Sprintf("%s:%d", file, line)})
		if p.o.Line != nil {
			if text := p.o.Line(file, line); text != "" {
				rows = append(rows, [2]string{"", text})
			}
		}
	}
	return rows
}

// findings are what was expected and found. Several things of which the same is said stand above it together.
func (p *printer) findings(v verdict.Verdict) [][2]string {
	expected := v.Expected
	if q := v.Requirement; q != nil && q.Line > 0 {
		expected += fmt.Sprintf(" (%s:%d)", q.File, q.Line)
	}
	rows := [][2]string{{"  expected", expected}, {"  found", v.Found}}
	rows = append(rows, p.evidence(v)...)
	if lapsed := lapsed(v); lapsed != "" {
		rows = append(rows, [2]string{"  note", lapsed})
	}
	return rows
}

// lapsed are the waivers of a verdict that expired, as its message has them.
func lapsed(v verdict.Verdict) string {
	if i := strings.Index(v.Message, "(the waiver of "); i >= 0 {
		return v.Message[i:]
	}
	return ""
}

// evidence is a proof line by line; a long one is cut but in full detail.
func (p *printer) evidence(v verdict.Verdict) [][2]string {
	var rows [][2]string
	label, lines := "  evidence", unsaid(v)
	for i, e := range lines {
		if i == mostEvidence && p.o.Detail != Full {
			return append(rows, [2]string{"", fmt.Sprintf("and %d lines more; --details shows them", len(lines)-i)})
		}
		rows = append(rows, [2]string{label, e})
		label = ""
	}
	return rows
}

// unsaid are the lines of a proof without those that were said as what was found.
func unsaid(v verdict.Verdict) []string {
	said := contained(v.Found, len(v.Evidence))
	return slices.DeleteFunc(
		slices.Clone(v.Evidence),
		func(e string) bool { return v.Status == verdict.Fail && said(e) },
	)
}

// contained tells which texts are in one. For many of them it reads the one but once.
func contained(all string, many int) func(string) bool {
	if many <= mostEvidence {
		return func(text string) bool { return strings.Contains(all, text) }
	}
	index := suffixarray.New([]byte(all))
	return func(text string) bool { return text == "" || len(index.Lookup([]byte(text), 1)) > 0 }
}

// mostEvidence is how many lines of a proof a table shows.
const mostEvidence = 12
