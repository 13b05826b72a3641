package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

const (
	narrowest  = 60
	widest     = 200
	labelWidth = 12
	// frame is what borders and padding take beside the two columns.
	frame = 7
)

// Table writes violations first, each with what was expected, what was found and the
// remedy; then what could not be decided; last a line that sums up.
func Table(w io.Writer, r *verdict.Report, o Options) error {
	p := &printer{out: w, width: min(max(o.Width, narrowest), widest), paint: painter(o.Color)}
	p.heading(r)
	for _, gap := range r.Gaps {
		p.wrapped("33", "incomplete: "+gap.Detail)
	}
	if len(r.Gaps) > 0 {
		p.line("")
	}
	p.violations(r)
	p.causes(r)
	p.others(r, verdict.NotCollected, "Not collected: could have been read and was not")
	p.others(r, verdict.Unmatched, "Unmatched: which documented component it is, is not decided")
	p.others(r, verdict.Unknown, unknownTitle(r))
	p.others(r, verdict.Waived, "Waived")
	for _, line := range append(boundLines(r), r.Summary.Unseen()...) {
		p.wrapped("2", line)
	}
	p.wrapped(outcomeColor(r), Sentence(r))
	return p.err
}

// unknownTitle says why things are unknown: a plan or state cannot tell, and an account never will.
func unknownTitle(r *verdict.Report) string {
	if r.Source.Kind == model.KindAccount {
		return "Unknown: no account can tell"
	}
	return "Unknown: this " + r.Source.Kind + " cannot tell"
}

type printer struct {
	out   io.Writer
	width int
	paint func(code, text string) string
	err   error
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

// wrapped prints text of one colour in as many lines as it takes.
func (p *printer) wrapped(code, text string) {
	for _, l := range wrap(text, p.width) {
		p.line(p.paint(code, l))
	}
}

func (p *printer) heading(r *verdict.Report) {
	title := fmt.Sprintf("archcheck: %s %s against %s", r.Source.Kind, r.Source.Name, r.Environment)
	p.wrapped("1", title)
	p.line("")
}

// table prints rows of a label and a text; an empty row is a rule between entries.
func (p *printer) table(rows [][2]string) {
	if p.err != nil || len(rows) == 0 {
		return
	}
	t := tablewriter.NewTable(p.out,
		tablewriter.WithRenderer(renderer.NewBlueprint()),
		tablewriter.WithRendition(tw.Rendition{Symbols: tw.NewSymbols(tw.StyleASCII), Settings: tw.Settings{
			Separators: tw.Separators{BetweenRows: tw.On, BetweenColumns: tw.On},
		}}),
		tablewriter.WithRowAutoWrap(tw.WrapNone), tablewriter.WithTrimSpace(tw.Off), tablewriter.WithRowAlignment(tw.AlignLeft),
		tablewriter.WithColumnWidths(tw.Mapper[int, int]{0: labelWidth + 2, 1: p.width - labelWidth - frame + 2}),
	)
	var label, text []string
	flush := func() {
		if len(label) > 0 && p.err == nil {
			p.err = t.Append([]string{strings.Join(label, "\n"), strings.Join(text, "\n")})
		}
		label, text = nil, nil
	}
	for _, row := range rows {
		if row == [2]string{} {
			flush()
			continue
		}
		for i, l := range wrap(row[1], p.width-labelWidth-frame) {
			if i > 0 {
				row[0] = ""
			}
			label, text = append(label, row[0]), append(text, l)
		}
	}
	flush()
	if p.err == nil {
		p.err = t.Render()
	}
	p.line("")
}

// violations groups what fails by rule, the gravest first.
func (p *printer) violations(r *verdict.Report) {
	var rows [][2]string
	for _, severity := range verdict.Severities() {
		var last verdict.Verdict
		for _, v := range r.Verdicts {
			if v.Status != verdict.Fail || v.Severity != severity {
				continue
			}
			if v.Rule != last.Rule {
				rows = append(remedy(rows, last), [2]string{}, [2]string{string(severity), v.Rule})
			}
			last = v
			rows = append(rows, violation(v)...)
		}
		rows = remedy(rows, last)
	}
	if len(rows) > 0 {
		p.line(p.paint("1;31", fmt.Sprintf("Violations (%d)", r.Summary.Fail)))
	}
	p.table(rows)
}

func violation(v verdict.Verdict) [][2]string {
	rows := [][2]string{{"  resource", v.Resource.ID}}
	if input := v.ReadIn(); input != "" {
		rows = append(rows, [2]string{"  input", input})
	}
	if file, line := v.Written(); file != "" {
		rows = append(rows, [2]string{"  source", fmt.Sprintf("%s:%d", file, line)})
	}
	expected := v.Expected
	if q := v.Requirement; q != nil && q.Line > 0 {
		expected += fmt.Sprintf(" (%s:%d)", q.File, q.Line)
	}
	rows = append(rows, [2]string{"  expected", expected}, [2]string{"  found", v.Found})
	for i, e := range v.Evidence {
		label := "  evidence"
		if i > 0 {
			label = ""
		}
		if !strings.Contains(v.Found, e) {
			rows = append(rows, [2]string{label, e})
		}
	}
	if strings.Contains(v.Message, "the waiver of") {
		rows = append(rows, [2]string{"  note", v.Message[strings.Index(v.Message, "(the waiver"):]})
	}
	return rows
}

// named is a resource with the one of several inputs that it was read in.
func named(r verdict.Resource) string {
	if r.Input == "" || strings.HasPrefix(r.ID, r.Input+":") {
		return r.ID
	}
	return r.ID + " (" + r.Input + ")"
}

// remedy ends the violations of a rule.
func remedy(rows [][2]string, v verdict.Verdict) [][2]string {
	if v.Remediation == "" {
		return rows
	}
	return append(rows, [2]string{"  remedy", v.Remediation})
}

// others lists verdicts of another status, one rule an entry.
func (p *printer) others(r *verdict.Report, status verdict.Status, title string) {
	var rows [][2]string
	last, count := "", 0
	for _, v := range r.Verdicts {
		if v.Status != status {
			continue
		}
		count++
		if v.Rule != last {
			rows = append(rows, [2]string{}, [2]string{string(v.Severity), v.Rule})
		}
		last = v.Rule
		rows = append(rows, [2]string{"", named(v.Resource) + ": " + v.Message})
	}
	if count > 0 {
		p.wrapped("1;33", fmt.Sprintf("%s (%d)", title, count))
	}
	p.table(rows)
}
