package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// GitHub writes workflow commands, which GitHub Actions shows as annotations at the lines of a change: it
// shows ten of each level in a step, so the gravest come first. The last line is for people.
func GitHub(w io.Writer, r *verdict.Report, o Options) error {
	var b strings.Builder
	for _, v := range worst(r) {
		annotate(&b, level(v, r), placeOf(v, r, o), string(v.Severity)+": "+v.Rule, subject(v)+": "+failureText(v))
	}
	for _, v := range open(r) {
		annotate(
			&b,
			"warning",
			placeOf(v, r, o),
			strings.ReplaceAll(string(v.Status), "_", " ")+": "+v.Rule,
			subject(v)+": "+v.Message,
		)
	}
	for _, v := range ordered(r, func(v verdict.Verdict) bool { return len(v.More) > 0 }) {
		annotate(&b, "notice", placeOf(v, r, o), "more than documented: "+v.Rule, subject(v)+": "+v.Beyond())
	}
	for _, line := range r.Summary.Unseen() {
		fmt.Fprintln(&b, plainLine(line))
	}
	fmt.Fprintln(&b, plainLine(Sentence(r)))
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	return nil
}

// level is that of an annotation: one that fails the step is an error.
func level(v verdict.Verdict, r *verdict.Report) string {
	switch {
	case r.Summary.Counts(v):
		return "error"
	case v.Severity == "low":
		return "notice"
	}
	return "warning"
}

// subject names what a verdict is about: the component by its documented name, and the resource.
func subject(v verdict.Verdict) string {
	if v.Component == "" || v.Component == v.Resource.ID {
		return named(v.Resource)
	}
	return v.Component + " (" + named(v.Resource) + ")"
}

// failureText says what was expected and found, and how to mend it.
func failureText(v verdict.Verdict) string {
	if v.Remediation == "" {
		return v.Message
	}
	return v.Message + "\n" + v.Remediation
}

func annotate(b *strings.Builder, level string, p place, title, message string) {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	lines := strings.Split(message, "\n")
	for i, line := range lines {
		lines[i] = plain.Line(line)
	}
	fmt.Fprintf(
		b,
		"::%s file=%s,line=%d,title=%s::%s\n",
		level,
		property.Replace(plain.Line(p.file)),
		p.line,
		property.Replace(plain.Line(title)),
		data.Replace(strings.Join(lines, "\n")),
	)
}

// plainLine is a line that GitHub does not take for a command.
func plainLine(text string) string {
	text = strings.TrimLeft(plain.Line(text), " ")
	if strings.HasPrefix(text, "::") || strings.HasPrefix(text, "##[") {
		return "| " + text
	}
	return text
}
