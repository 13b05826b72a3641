package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// issue is one of GitLab's Code Quality report: all of its members are required.
type issue struct {
	Description string   `json:"description"`
	CheckName   string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Location    location `json:"location"`
}

type location struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

// GitLab writes a Code Quality report, which GitLab shows in merge requests: violations, and what leaves
// the run undecided as info.
func GitLab(w io.Writer, r *verdict.Report, o Options) error {
	prints := newFingerprints(r)
	all := []issue{}
	add := func(v verdict.Verdict, severity, text string) {
		p := placeOf(v, r, o)
		i := issue{
			Description: plain.Line(subject(v) + ": " + text),
			CheckName:   v.Rule,
			Fingerprint: prints.of(v),
			Severity:    severity,
		}
		i.Location.Path, i.Location.Lines.Begin = p.file, p.line
		all = append(all, i)
	}
	// GitLab compares with the target branch itself, so what the baseline knows stands here too.
	for _, v := range append(worst(r), known(r)...) {
		add(v, gitlabSeverity(v.Severity), v.Message)
	}
	for _, v := range open(r) {
		add(v, "info", "not decided: "+v.Message)
	}
	for _, v := range ordered(r, func(v verdict.Verdict) bool { return len(v.More) > 0 && v.Status == verdict.Pass }) {
		add(v, "info", "more than documented: "+v.Beyond())
	}
	if text := leftOut(r); text != "" {
		p := placeOf(verdict.Verdict{}, r, o)
		sum := sha256.Sum256(fmt.Appendf(nil, "%q", []string{r.Environment, leftOutCheck}))
		i := issue{
			Description: plain.Line(text),
			CheckName:   leftOutCheck,
			Fingerprint: hex.EncodeToString(sum[:]),
			Severity:    "info",
		}
		i.Location.Path, i.Location.Lines.Begin = p.file, p.line
		all = append(all, i)
	}
	return writeJSON(w, "code quality report", all)
}

// leftOutCheck is what the issue is called that says what the others leave out; no rule has such a name.
const leftOutCheck = "archcheck"

// leftOut says what the issues of a report do not: rules that were skipped, what is out of scope, what is waived or fails
// below the threshold. It is empty where they say it all.
func leftOut(r *verdict.Report) string {
	lines := r.Summary.Unseen()
	below := slices.ContainsFunc(worst(r), func(v verdict.Verdict) bool { return !r.Summary.Counts(v) })
	if len(lines) == 0 && !below && r.Summary.Waived == 0 {
		return ""
	}
	return strings.Join(append([]string{Sentence(r)}, lines...), "; ")
}

// gitlabSeverity says a severity in GitLab's words.
func gitlabSeverity(s verdict.Severity) string {
	switch s {
	case "critical":
		return "blocker"
	case "high":
		return "critical"
	case "medium":
		return "major"
	}
	return "minor"
}
