package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// said is a status in words.
func said(v verdict.Verdict) string {
	if v.Known {
		return "known"
	}
	return strings.ReplaceAll(string(v.Status), "_", " ")
}

// pastLines say what became of the violations of the baseline that are none any more, or may be.
func pastLines(r *verdict.Report) []string {
	if r.Baseline == nil {
		return nil
	}
	lines := []string{}
	for _, p := range r.Baseline.Gone {
		lines = append(lines, "gone: "+pastLine(p))
	}
	for _, p := range r.Baseline.Changed {
		lines = append(lines, "changed: "+pastLine(p)+", and before it found "+p.Found)
	}
	for _, p := range r.Baseline.Open {
		lines = append(lines, "not known to be gone: "+pastLine(p))
	}
	return lines
}

func pastLine(p verdict.Past) string {
	return fmt.Sprintf("%s %s %s: %s", p.Severity, p.Rule, cmp.Or(p.Component, p.Resource), p.Now)
}

// Notes say what was not read whole, what there is beyond the document, and what the report does not speak of.
func Notes(r *verdict.Report) []string {
	lines := []string{}
	for _, gap := range r.Gaps {
		lines = append(lines, "incomplete: "+gap.Detail)
	}
	return append(lines, r.Unseen()...)
}
