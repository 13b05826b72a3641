package report

import (
	"io"

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
	return writeJSON(w, "code quality report", all)
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
