package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"github.com/archcheck/archcheck/internal/verdict"
)

//go:embed report.html
var page string

// HTML writes one file that needs nothing beside it: the verdict, counts, and the findings by component,
// with a filter that works from the keyboard.
func HTML(w io.Writer, r *verdict.Report, _ Options) error {
	t, err := template.New("report").Funcs(template.FuncMap{"plain": plain}).Parse(page)
	if err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	if err := t.Execute(w, htmlPage(r)); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}

// htmlData is what the page shows.
type htmlData struct {
	Report     *verdict.Report
	Sentence   string
	Outcome    string
	Severities []verdict.Severity
	Counts     []htmlCount
	Groups     []htmlGroup
	Notes      []string
}

type htmlCount struct {
	Name  string
	Cells []int
}

// htmlGroup are the findings of one component.
type htmlGroup struct {
	Name     string
	Findings []htmlFinding
}

type htmlFinding struct {
	verdict.Verdict
	Title, Subject, Place, Documented string
}

func htmlPage(r *verdict.Report) htmlData {
	d := htmlData{Report: r, Sentence: Sentence(r), Outcome: r.Summary.Outcome, Severities: verdict.Severities(), Notes: r.Summary.Unseen()}
	for _, c := range countsOf(r) {
		row := htmlCount{Name: c.name}
		for _, s := range d.Severities {
			row.Cells = append(row.Cells, c.bySeverity[s])
		}
		d.Counts = append(d.Counts, row)
	}
	for _, gap := range r.Gaps {
		d.Notes = append(d.Notes, "incomplete: "+gap.Detail)
	}
	d.Notes = append(d.Notes, boundLines(r)...)
	for _, v := range append(worst(r), ordered(r, isOther)...) {
		d.put(v, r)
	}
	return d
}

// isOther reports whether a verdict is no violation and yet worth a line.
func isOther(v verdict.Verdict) bool {
	return v.Status != verdict.Fail && v.Status != verdict.Pass && v.Status != verdict.NotApplicable
}

// put adds a finding to those of its component.
func (d *htmlData) put(v verdict.Verdict, r *verdict.Report) {
	f := htmlFinding{Verdict: v, Title: r.About(v).Title, Subject: named(v.Resource)}
	if file, line := v.Written(); file != "" {
		f.Place = fmt.Sprintf("%s:%d", file, line)
	}
	if q := v.Requirement; q != nil {
		f.Documented = fmt.Sprintf("%s (%s:%d)", q.Path, q.File, q.Line)
	}
	name := v.Component
	if name == "" {
		name = noComponent
	}
	for i := range d.Groups {
		if d.Groups[i].Name == name {
			d.Groups[i].Findings = append(d.Groups[i].Findings, f)
			return
		}
	}
	d.Groups = append(d.Groups, htmlGroup{name, []htmlFinding{f}})
}
