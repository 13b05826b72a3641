package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/table"
	"github.com/archcheck/archcheck/internal/verdict"
)

// Table writes for people: the verdict and counts first, then violations, the gravest first, each with what was
// expected, what was found and the remedy; then what could not be decided; last the verdict again.
func Table(w io.Writer, r *verdict.Report, o Options) error {
	p := &printer{
		out:      w,
		width:    table.Fit(o.Width),
		paint:    painter(o.Color),
		o:        o,
		r:        r,
		accounts: several(r, account),
	}
	if o.Detail == Quiet {
		p.wrapped(outcomeColor(r), Sentence(r))
		return p.err
	}
	p.heading(r)
	p.counts(r)
	for _, gap := range r.Gaps {
		p.hanging("33", "incomplete: "+gap.Detail)
	}
	if len(r.Gaps) > 0 {
		p.line("")
	}
	p.violations(r)
	p.causes(r)
	p.others(r, is(verdict.NotCollected), "Not collected: could have been read and was not")
	p.others(r, is(verdict.Unmatched), "Unmatched: which documented component it is, is not decided")
	for _, u := range unknowns(r) {
		p.others(u.of(r), u.is, u.title)
	}
	p.others(r, is(verdict.Waived), "Waived")
	p.beyond(r)
	for _, v := range known(r) {
		p.hanging("2", fmt.Sprintf("known: %s %s %s: found %s", v.Severity, v.Rule, subject(v), v.Found))
	}
	for _, line := range slices.Concat(pastLines(r), boundLines(r), r.Summary.Unseen()) {
		p.hanging("2", line)
	}
	p.wrapped(outcomeColor(r), Sentence(r))
	return p.err
}

// beyond lists what there is more of than documented, where the document does not say that it has all.
func (p *printer) beyond(r *verdict.Report) {
	all := ordered(r, func(v verdict.Verdict) bool { return len(v.More) > 0 })
	if len(all) == 0 {
		return
	}
	p.wrapped("1;33", fmt.Sprintf("More than documented, which the document does not rule out (%d)", len(all)))
	for _, v := range all {
		p.compact(v, v.Beyond())
	}
	p.line("")
}

// is takes the verdicts of a status.
func is(status verdict.Status) func(verdict.Verdict) bool {
	return func(v verdict.Verdict) bool { return v.Status == status }
}

// unknown are the unknown verdicts that one thing would settle, under a title that says which; their messages need not
// say it once more.
type unknown struct {
	title, outlook string
	is             func(verdict.Verdict) bool
}

// of is a report whose messages do not say what the title says.
func (u unknown) of(r *verdict.Report) *verdict.Report {
	if u.outlook == "" {
		return r
	}
	short := *r
	short.Verdicts = slices.Clone(r.Verdicts)
	for i := range short.Verdicts {
		short.Verdicts[i].Message = strings.Replace(short.Verdicts[i].Message, " "+u.outlook, "", 1)
	}
	return &short
}

func unknowns(r *verdict.Report) []unknown {
	all := []unknown{}
	needing := func(title, outlook string, needs ...model.Need) {
		all = append(all, unknown{title, outlook, func(v verdict.Verdict) bool {
			return v.Status == verdict.Unknown && slices.Contains(needs, v.Needs)
		}})
	}
	needing(
		"Unknown without the configuration: give --source plan.out",
		verdict.WithoutConfiguration,
		model.NeedsSource,
	)
	needing("Unknown until apply", verdict.BeforeApply, model.NeedsApply)
	needing("Unknown: this "+r.Source.Kind+" does not tell", "", model.NeedsReading, "")
	needing("Unknown: for a scan, as AWS or another state owns it", "", model.NeedsScan)
	needing("Unknown: no account can tell", "", model.NeedsNothing)
	return all
}

type printer struct {
	out   io.Writer
	width int
	paint func(code, text string) string
	o     Options
	r     *verdict.Report
	// accounts says that the report is on more than one account or region.
	accounts bool
	err      error
}

func painter(color bool) func(string, string) string {
	return func(code, text string) string {
		if !color || text == "" {
			return text
		}
		return "\x1b[" + code + "m" + text + "\x1b[0m"
	}
}

func outcomeColor(r *verdict.Report) string {
	switch r.Summary.ExitCode {
	case verdict.ExitConforms:
		if r.Summary.Fail > 0 {
			return "1;33"
		}
		return "1;32"
	case verdict.ExitViolations:
		return "1;31"
	}
	return "1;33"
}

func (p *printer) line(text string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.out, text)
	}
}

// hanging prints a text that cites an input: what does not fit is indented, as it would pass for a line of ours else.
func (p *printer) hanging(code, text string) {
	for _, l := range hung(text, p.width) {
		p.line(p.paint(code, l))
	}
}

// hung breaks a text into lines of which all but the first are indented.
func hung(text string, width int) []string {
	const indent = "  "
	lines := table.Wrap(text, width)
	if len(lines) > 1 {
		lines = table.Wrap(text, width-len(indent))
	}
	for i := range lines[1:] {
		lines[i+1] = indent + lines[i+1]
	}
	return lines
}

// wrapped prints text of one colour in as many lines as it takes.
func (p *printer) wrapped(code, text string) {
	for _, l := range table.Wrap(text, p.width) {
		p.line(p.paint(code, l))
	}
}

func (p *printer) heading(r *verdict.Report) {
	title := fmt.Sprintf("archcheck: %s %s against %s", r.Source.Kind, r.Source.Name, r.Environment)
	p.hanging("1", title)
	p.wrapped(outcomeColor(r), Sentence(r))
	p.line("")
}

// table prints entries of a label and a text; an empty row ends an entry.
func (p *printer) table(rows [][2]string) {
	if p.err != nil || len(rows) == 0 {
		return
	}
	p.err = table.Boxes(p.out, p.width, p.label, rows)
	p.line("")
}

// label is the left cell of a row: a severity has its colour.
func (p *printer) label(text string) string {
	if code := severityColor(verdict.Severity(text)); code != "" {
		return p.paint(code, text)
	}
	return text
}

// severityColor is that of a severity's word.
func severityColor(s verdict.Severity) string {
	return map[verdict.Severity]string{"critical": "1;31", "high": "31", "medium": "33", "low": "36"}[s]
}

// counts is a table of violations by component and severity, where there are several.
func (p *printer) counts(r *verdict.Report) {
	rows := countsOf(r)
	if len(worst(r)) < 2 || p.err != nil {
		return
	}
	most := len(rows)
	if p.o.Detail != Full {
		most = min(most, mostCounts)
	}
	align, head := []table.Align{table.Left}, []string{""}
	for _, s := range verdict.Severities() {
		align, head = append(align, table.Right), append(head, p.paint(severityColor(s), string(s)))
	}
	lines := [][]string{head}
	for _, row := range rows[:most] {
		line := []string{strings.Join(hung(row.name, p.width-len(align)*severityWidth), "\n")}
		for _, s := range verdict.Severities() {
			line = append(line, number(row.bySeverity[s]))
		}
		lines = append(lines, line)
	}
	p.err = table.Columns(p.out, align, lines)
	if more := len(rows) - most; more > 0 {
		p.line(fmt.Sprintf("and %d more", more))
	}
	p.line("")
}

// severityWidth is how many columns a count by severity takes, its gap included.
const severityWidth = len("critical") + len(table.Gap)

// account is where a resource of a scan is.
func account(r verdict.Resource) string { return strings.TrimSpace(r.Account + " " + r.Region) }

// several reports whether resources of a report differ in something.
func several(r *verdict.Report, of func(verdict.Resource) string) bool {
	first := ""
	for _, v := range r.Verdicts {
		if text := of(v.Resource); text != "" && first != "" && text != first {
			return true
		} else if text != "" {
			first = text
		}
	}
	return false
}

// named is a resource with the one of several inputs that it was read in.
func named(r verdict.Resource) string {
	if r.Input == "" || strings.HasPrefix(r.ID, r.Input+":") {
		return r.ID
	}
	return r.ID + " (" + r.Input + ")"
}

// remedy ends the violations of a rule.
func (p *printer) remedy(rows [][2]string, v verdict.Verdict) [][2]string {
	if v.Remediation == "" {
		return rows
	}
	return append(rows, [2]string{"  remedy", v.Remediation})
}

// others lists verdicts that are no violations: a line each, in boxes by rule in full detail.
func (p *printer) others(r *verdict.Report, take func(verdict.Verdict) bool, title string) {
	all := ordered(r, take)
	if len(all) == 0 {
		return
	}
	p.hanging("1;33", fmt.Sprintf("%s (%d)", title, len(all)))
	if p.o.Detail != Full {
		for _, v := range all {
			p.compact(v, v.Message)
		}
		p.line("")
		return
	}
	var rows [][2]string
	last := ""
	for _, v := range all {
		if v.Rule != last {
			rows = append(rows, [2]string{}, [2]string{string(v.Severity), v.Rule})
		}
		last = v.Rule
		rows = append(rows, [2]string{"", subject(v) + ": " + v.Message})
	}
	p.table(rows)
}
