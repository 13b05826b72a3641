package report

import (
	"cmp"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

//go:embed report_head.html
var pageHead string

//go:embed report_foot.html
var pageFoot string

// HTML writes one file that needs nothing beside it: the verdict, counts, and the findings by component,
// with a filter that works from the keyboard.
func HTML(w io.Writer, r *verdict.Report, _ Options) error {
	p := &htmlPage{groups: groupsOf(r), accounts: several(r, account)}
	p.put(pageHead, strings.ToUpper(r.Summary.Outcome)+": "+r.Source.Kind+" "+r.Source.Name+" against "+r.Environment)
	p.headline(r)
	p.counts(r)
	p.drawing(r)
	p.filter()
	for i, g := range p.groups {
		p.group(i, g, r)
	}
	p.notes(r)
	p.WriteString(pageFoot)
	if _, err := io.WriteString(w, p.String()); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}

// htmlPage is a page that grows. It is no template: with one the linker keeps every method of the program, at
// three times its size. All texts go through put, which escapes them.
type htmlPage struct {
	strings.Builder
	groups []group
	// accounts says that the report is on more than one account or region.
	accounts bool
}

// put writes markup of ours with texts in it, each escaped for text and for attributes in quotes.
func (p *htmlPage) put(markup string, texts ...string) {
	all := make([]any, len(texts))
	for i, t := range texts {
		all[i] = plain.HTML(t)
	}
	fmt.Fprintf(p, markup, all...)
}

func (p *htmlPage) headline(r *verdict.Report) {
	p.put("<h1 class=\"%s\">%s</h1>\n", r.Summary.Outcome, Sentence(r))
	p.put(
		"<p class=\"said\">%s <code>%s</code> against <strong>%s</strong> of <code>%s</code>",
		r.Source.Kind,
		r.Source.Name,
		r.Environment,
		r.Document.File,
	)
	if r.Source.Time != "" {
		p.put(", made %s", r.Source.Time)
	}
	p.put("; archcheck %s</p>\n", r.Archcheck)
}

// drawing is the picture of what was judged, as an image of its own: its styles and ids stay out of the page's.
func (p *htmlPage) drawing(r *verdict.Report) {
	if r.Draw == nil {
		return
	}
	p.put(
		"<details open><summary>What is there, as a picture</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Picture\">"+
			"<img alt=\"What is there: zones are columns, tiers are rows; the findings below say in words what is red in it\" src=\"data:image/svg+xml;base64,%s\"></div>\n</details>\n",
		base64.StdEncoding.EncodeToString([]byte(r.Draw("svg"))),
	)
}

func (p *htmlPage) counts(r *verdict.Report) {
	rows := countsOf(r)
	if len(rows) == 0 {
		return
	}
	p.put(
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Violations by component and severity\">\n<table>\n<thead><tr><th scope=\"col\">component</th>",
	)
	for _, s := range verdict.Severities() {
		p.put("<th scope=\"col\">%s</th>", string(s))
	}
	p.put("</tr></thead>\n<tbody>\n")
	for _, row := range rows {
		p.put("<tr><th scope=\"row\"><a href=\"#component-%s\">%s</a></th>", p.section(row.component), row.name)
		for _, s := range verdict.Severities() {
			p.put("<td>%s</td>", number(row.bySeverity[s]))
		}
		p.put("</tr>\n")
	}
	p.put("</tbody>\n</table>\n</div>\n")
}

// section is the number of the section with the findings on a component.
func (p *htmlPage) section(component string) string {
	return strconv.Itoa(slices.IndexFunc(p.groups, func(g group) bool { return g.name == component }))
}

// filter is hidden until its script shows it.
func (p *htmlPage) filter() {
	if len(p.groups) == 0 {
		return
	}
	p.put(
		"<form id=\"filter\" hidden>\n<label>Words in a finding <input id=\"words\" type=\"search\" autocomplete=\"off\"></label>\n" +
			"<label>Severity <select id=\"severity\"><option value=\"\">all</option>",
	)
	for _, s := range verdict.Severities() {
		p.put("<option>%s</option>", string(s))
	}
	p.put(
		"</select></label>\n<label>Status <select id=\"status\"><option value=\"\">all</option><option value=\"fail\">violation</option>" +
			"<option value=\"other\">known, not decided or waived</option></select></label>\n<button id=\"fold\" type=\"button\">Close all</button>\n</form>\n<p id=\"shown\" role=\"status\" class=\"said\"></p>\n",
	)
}

func (p *htmlPage) group(number int, g group, r *verdict.Report) {
	p.put("<section id=\"component-%s\">\n<h2>%s</h2>\n", strconv.Itoa(number), g.name)
	for _, v := range g.verdicts {
		p.finding(v, r)
	}
	p.put("</section>\n")
}

func (p *htmlPage) finding(v verdict.Verdict, r *verdict.Report) {
	if v.Status == verdict.Fail && !v.Known {
		p.put(
			"<details data-severity=\"%s\" data-status=\"fail\" open>\n<summary><span class=\"severity %s\">%s</span> ",
			string(v.Severity),
			string(v.Severity),
			string(v.Severity),
		)
	} else {
		p.put(
			"<details data-severity=\"%s\" data-status=\"other\">\n<summary><span class=\"severity %s\">%s</span> <span class=\"status\">%s</span> ",
			string(v.Severity),
			string(v.Severity),
			string(v.Severity),
			said(v),
		)
	}
	p.put("%s", v.Rule)
	if title := r.About(v).Title; title != "" {
		p.put(": %s", title)
	}
	p.put("</summary>\n<dl>\n")
	p.facts(v)
	p.put("</dl>\n</details>\n")
}

// facts are the lines under a finding.
func (p *htmlPage) facts(v verdict.Verdict) {
	fact := func(label, markup string, text string) {
		if text != "" {
			p.put("<dt>%s</dt>", label)
			p.put("<dd>"+markup+"</dd>\n", text)
		}
	}
	fact("resource", "<code>%s</code>", named(v.Resource))
	if p.accounts {
		fact("account", "%s", account(v.Resource))
	}
	fact("input", "<code>%s</code>", v.ReadIn())
	if file, line := v.Written(); file != "" {
		fact("source", "<code>%s</code>", fmt.Sprintf("%s:%d", file, line))
	}
	if v.Status == verdict.Fail {
		fact("expected", "%s", v.Expected)
		fact("found", "%s", v.Found)
	} else {
		fact("why", "%s", v.Message)
	}
	p.evidence(v)
	if q := v.Requirement; q != nil {
		fact("documented", "<code>%s</code>", fmt.Sprintf("%s (%s:%d)", q.Path, q.File, q.Line))
	}
	if v.Remediation != "" {
		p.put("<dt>remedy</dt>")
		p.WriteString("<dd>" + marked(v.Remediation) + "</dd>\n")
	}
}

// evidence is a proof line by line, without what was said as found.
func (p *htmlPage) evidence(v verdict.Verdict) {
	lines := unsaid(v)
	if len(lines) == 0 {
		return
	}
	p.put("<dt>evidence</dt><dd><ol>")
	for _, e := range lines {
		p.put("<li><code>%s</code></li>", e)
	}
	p.put("</ol></dd>\n")
}

// marked is a text of ours in which what stands between backticks is code.
func marked(text string) string {
	parts := strings.Split(plain.HTML(text), "`")
	if len(parts)%2 == 0 {
		return strings.Join(parts, "`")
	}
	for i := 1; i < len(parts); i += 2 {
		parts[i] = "<code>" + parts[i] + "</code>"
	}
	return strings.Join(parts, "")
}

// notes say what the report does not speak of, and how things were matched.
func (p *htmlPage) notes(r *verdict.Report) {
	lines := slices.Concat(Notes(r), pastLines(r), boundLines(r))
	if len(lines) == 0 {
		return
	}
	p.put(
		"<section>\n<h2>What is there beyond the document, what is not judged here, and how things were matched</h2>\n<ul>\n",
	)
	for _, line := range lines {
		p.put("<li>%s</li>\n", line)
	}
	p.put("</ul>\n</section>\n")
}

// group are the findings on one component.
type group struct {
	name     string
	verdicts []verdict.Verdict
}

// groupsOf are the findings by component: violations first, the component with the gravest one first.
func groupsOf(r *verdict.Report) []group {
	var all []group
	at := map[string]int{}
	for _, v := range append(worst(r), ordered(r, isOther)...) {
		name := cmp.Or(v.Component, noComponent)
		i, ok := at[name]
		if !ok {
			i = len(all)
			at[name], all = i, append(all, group{name: name})
		}
		all[i].verdicts = append(all[i].verdicts, v)
	}
	return all
}

// isOther reports whether a verdict is no violation and yet worth a line.
func isOther(v verdict.Verdict) bool {
	return v.Known || v.Status != verdict.Fail && v.Status != verdict.Pass && v.Status != verdict.NotApplicable
}
