package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// longestComment is how many characters a comment on a merge request may have: GitHub takes 65,536.
const longestComment = 60_000

// Markdown writes a comment for a merge request: the first line is the verdict, details are folded, and a
// hidden marker tells a bot which comment of before to update.
func Markdown(w io.Writer, r *verdict.Report, o Options) error {
	m := &markdown{r: r, o: o, room: longestComment, accounts: several(r, account)}
	notes := m.notes()
	m.room -= utf8.RuneCountInString(notes)
	m.head()
	m.counts()
	m.gone()
	if r.Baseline == nil {
		m.findings("Violations", worst(r))
	} else {
		m.findings("New violations", worst(r))
	}
	m.list("Known from the baseline", known(r))
	m.list("Not decided", open(r))
	m.list("Waived", ordered(r, func(v verdict.Verdict) bool { return v.Status == verdict.Waived }))
	m.WriteString(notes)
	m.drawing()
	if _, err := io.WriteString(w, m.String()); err != nil {
		return fmt.Errorf("write markdown: %w", err)
	}
	return nil
}

// markdown is a comment that grows until it is full; what does not fit is counted.
type markdown struct {
	strings.Builder
	r    *verdict.Report
	o    Options
	room int
	// accounts says that the report is on more than one account or region.
	accounts bool
}

// reserve is kept for the line that says how much was cut, and for what closes a fold.
const reserve = 600

// add writes a part, or reports that it does not fit.
func (m *markdown) add(text string) bool {
	n := utf8.RuneCountInString(text)
	if n > m.room-reserve {
		return false
	}
	m.room -= n
	m.WriteString(text)
	return true
}

// end writes what must be there, from the reserve.
func (m *markdown) end(text string) {
	m.room -= utf8.RuneCountInString(text)
	m.WriteString(text)
}

func (m *markdown) head() {
	sign := map[int]string{verdict.ExitConforms: "✅", verdict.ExitViolations: "❌"}[m.r.Summary.ExitCode]
	m.add("### " + cmp.Or(sign, "❔") + " " + prose(Sentence(m.r)) + "\n\n")
	m.add("<!-- " + marker(m.r) + " -->\n")
	m.add(
		fmt.Sprintf(
			"archcheck: %s %s against %s of %s\n\n",
			prose(m.r.Source.Kind),
			code(truncate(m.r.Source.Name, 1000)),
			code(m.r.Environment),
			code(m.r.Document.File),
		),
	)
}

// marker is the same for all comments on one input, document and environment, and for no other: it is made of letters
// and digits alone. Folders made for a run have another name in the next one: of an absolute path only the last part counts.
func marker(r *verdict.Report) string {
	keep := func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return c
		}
		return '_'
	}
	name := r.Source.Name
	if filepath.IsAbs(name) {
		name = filepath.Base(name)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{r.Source.Kind, r.Environment, r.Document.File, name}, "\x00")))
	return fmt.Sprintf(
		"archcheck:%s:%s:%x",
		strings.Map(keep, r.Source.Kind),
		strings.Map(keep, truncate(r.Environment, 100)),
		sum[:6],
	)
}

// prose is a sentence of ours in Markdown, with what it cites made harmless.
func prose(text string) string {
	return strings.NewReplacer(
		"*",
		`\*`,
		"_",
		`\_`,
		"`",
		"\\`",
		"[",
		`\[`,
		"]",
		`\]`,
		"|",
		`\|`,
		"@",
		"&#64;",
	).Replace(plain.HTML(text))
}

// counts is a table of violations by component and severity.
func (m *markdown) counts() {
	rows := countsOf(m.r)
	if len(rows) == 0 {
		return
	}
	text := "| component | critical | high | medium | low |\n| --- | ---: | ---: | ---: | ---: |\n"
	for i, row := range rows {
		if i == mostCounts {
			text += fmt.Sprintf("| and %d more | | | | |\n", len(rows)-i)
			break
		}
		text += "| " + code(truncate(row.name, 200)) + " |"
		for _, s := range verdict.Severities() {
			text += " " + number(row.bySeverity[s]) + " |"
		}
		text += "\n"
	}
	m.add(text + "\n")
}

// mostCounts is how many components the table of counts names.
const mostCounts = 40

// gone says what got better since the baseline, and of what that is not known.
func (m *markdown) gone() {
	for i, line := range pastLines(m.r) {
		if !m.add("- " + prose(truncate(line, 600)) + "\n") {
			m.end(fmt.Sprintf("- **%d more of the baseline are not shown here**\n", len(pastLines(m.r))-i))
			break
		}
	}
	m.end("\n")
}

// findings folds each violation under a line that says what is wrong.
func (m *markdown) findings(title string, all []verdict.Verdict) {
	if len(all) == 0 {
		return
	}
	if !m.add(fmt.Sprintf("#### %s (%d)\n\n", title, len(all))) {
		return
	}
	for i, v := range all {
		if !m.add(m.finding(v)) {
			m.end(fmt.Sprintf("**%d more are not shown here, as a comment has no room for them.**\n\n", len(all)-i))
			return
		}
	}
}

func (m *markdown) finding(v verdict.Verdict) string {
	var b strings.Builder
	fmt.Fprintf(
		&b,
		"<details><summary><b>%s</b> %s: %s</summary>\n\n",
		v.Severity,
		code(v.Rule),
		code(truncate(subject(v), 400)),
	)
	item := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "- %s: %s\n", label, text)
		}
	}
	if m.accounts {
		item("account", code(account(v.Resource)))
	}
	if p := placeOf(v, m.r, m.o); v.Resource.File != "" || len(v.Causes) > 0 {
		item("source", code(fmt.Sprintf("%s:%d", p.file, p.line)))
	}
	item("expected", code(v.Expected))
	item("found", code(truncate(v.Found, 4000)))
	lines := unsaid(v)
	for i, e := range lines {
		if i == 10 {
			item("evidence", fmt.Sprintf("%d lines more", len(lines)-i))
			break
		}
		item("evidence", code(truncate(e, 1000)))
	}
	if q := v.Requirement; q != nil {
		item("documented", code(fmt.Sprintf("%s (%s:%d)", q.Path, q.File, q.Line)))
	}
	item("remedy", prose(v.Remediation))
	return b.String() + "\n</details>\n\n"
}

// list folds verdicts of which one line says enough.
func (m *markdown) list(title string, all []verdict.Verdict) {
	if len(all) == 0 || !m.add(fmt.Sprintf("<details><summary>%s (%d)</summary>\n\n", title, len(all))) {
		return
	}
	for i, v := range all {
		if !m.add(
			fmt.Sprintf(
				"- %s %s %s: %s\n",
				v.Severity,
				code(v.Rule),
				code(truncate(subject(v), 400)),
				code(truncate(v.Message, 1000)),
			),
		) {
			m.end(fmt.Sprintf("- **%d more are not shown here**\n", len(all)-i))
			break
		}
	}
	m.end("\n</details>\n\n")
}

// drawing folds the picture of what was judged, where it fits.
func (m *markdown) drawing() {
	if m.r.Draw == nil {
		return
	}
	if picture := m.r.Draw("mermaid"); !m.add(
		"<details><summary>What is there</summary>\n\n```mermaid\n" + picture + "```\n\n</details>\n\n",
	) {
		m.end("the picture is too large for a comment; `archcheck draw` draws it\n\n")
	}
}

// mostNotes is how many characters notes take at most: violations need the room too.
const mostNotes = 10_000

// notes say what there is beyond the document, and what the report does not speak of. Their room is theirs, whatever
// stands above them.
func (m *markdown) notes() string {
	var b strings.Builder
	lines := Notes(m.r)
	for i, line := range lines {
		item := "- " + code(truncate(line, 1000)) + "\n"
		if b.Len()+len(item) > mostNotes {
			fmt.Fprintf(&b, "- **%d notes more are not shown here**\n", len(lines)-i)
			break
		}
		b.WriteString(item)
	}
	if len(lines) > 0 {
		b.WriteString("\n")
	}
	return b.String()
}
