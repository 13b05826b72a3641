package report

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

const (
	// mostResults is how many results GitHub takes of a run, the gravest first.
	mostResults = 25_000
	// longestDescription is how much of a description GitHub takes.
	longestDescription = 1024
	sarifSchema        = "https://json.schemastore.org/sarif-2.1.0.json"
	homePage           = "https://github.com/archcheck/archcheck"
)

// SARIF writes a report that GitHub's code scanning takes: violations, waived ones as suppressed, and what
// leaves the run undecided. Every result has a place in the repository.
func SARIF(w io.Writer, r *verdict.Report, o Options) error {
	all := slices.Concat(
		worst(r),
		known(r),
		open(r),
		ordered(r, func(v verdict.Verdict) bool { return v.Status == verdict.Waived }),
	)
	left := max(0, len(all)-mostResults)
	run := sarifRun{
		Tool: sarifTool{
			sarifDriver{
				Name:            "archcheck",
				Version:         r.Archcheck,
				SemanticVersion: r.Archcheck,
				InformationURI:  homePage,
				Rules:           []sarifRule{},
			},
		},
		AutomationDetails: sarifID{
			"archcheck/" + relativeURI(plain.Line(r.Environment)) + "/" + relativeURI(plain.Line(r.Source.Kind)) + "/",
		},
		ColumnKind:  "utf16CodeUnits",
		Invocations: []sarifInvocation{invocation(r, left)},
		Results:     []sarifResult{},
	}
	indexes, prints := map[string]int{}, newFingerprints(r)
	for _, v := range all[:len(all)-left] {
		if _, ok := indexes[v.Rule]; !ok {
			indexes[v.Rule] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, describedRule(v, r))
		}
		one := result(v, r, o)
		one.RuleIndex = indexes[v.Rule]
		one.PartialFingerprints = map[string]string{"primaryLocationLineHash": prints.of(v)}
		run.Results = append(run.Results, one)
	}
	return writeJSON(w, "sarif", sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// describedRule is a rule as SARIF wants it, with help; what is not known of it is said by a verdict of it.
func describedRule(v verdict.Verdict, r *verdict.Report) sarifRule {
	about := r.About(v)
	short := truncate(plain.Line(cmp.Or(about.Title, v.Rule)), longestDescription)
	full := truncate(plain.Line(cmp.Or(about.Description, short)), longestDescription)
	help := full + "\n\nTo mend it: " + plain.Line(
		cmp.Or(about.Remediation, v.Remediation, "see `archcheck explain "+v.Rule+"`"),
	)
	group, _, _ := strings.Cut(v.Rule, "/")
	return sarifRule{
		ID:                   v.Rule,
		Name:                 v.Rule,
		ShortDescription:     sarifText{Text: short},
		FullDescription:      sarifText{Text: full},
		Help:                 sarifText{Text: help, Markdown: help},
		DefaultConfiguration: sarifConfiguration{sarifLevel(v.Severity)},
		Properties: sarifProperties{
			Tags:             []string{"archcheck", group},
			SecuritySeverity: score(v.Severity),
			Precision:        "very-high",
		},
	}
}

// score says a severity as GitHub's number, from which it makes its own critical, high, medium and low.
func score(s verdict.Severity) string {
	return map[verdict.Severity]string{"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.5"}[s]
}

// sarifLevel says a severity in SARIF's words.
func sarifLevel(s verdict.Severity) string {
	switch s {
	case "critical", "high":
		return "error"
	case "medium":
		return "warning"
	}
	return "note"
}

func result(v verdict.Verdict, r *verdict.Report, o Options) sarifResult {
	out := sarifResult{
		RuleID:    v.Rule,
		Kind:      "fail",
		Level:     sarifLevel(v.Severity),
		Message:   sarifText{Text: sarifMessage(v)},
		Locations: []sarifLocation{located(v, placeOf(v, r, o))},
	}
	if q := documented(v, r); v.Requirement != nil && o.inRepository(q.file) != "" {
		out.RelatedLocations = []sarifLocation{
			{
				ID:               1,
				PhysicalLocation: physical(place{o.inRepository(q.file), max(q.line, 1)}),
				Message:          &sarifText{Text: "documented here"},
			},
		}
	}
	switch v.Status {
	case verdict.Fail:
		if r.Baseline != nil {
			out.BaselineState = map[bool]string{true: "unchanged", false: "new"}[v.Known]
		}
	case verdict.Waived:
		out.Suppressions = []sarifSuppression{{"external", "accepted", plain.Line(v.Message)}}
	default:
		// An open question is no violation: SARIF has no level for it.
		out.Kind, out.Level = "open", "none"
	}
	return out
}

// sarifMessage is a text in which nothing is a link: brackets would be one.
func sarifMessage(v verdict.Verdict) string {
	message := plain.Line(subject(v) + ": " + v.Message)
	if v.Status == verdict.Fail && v.Remediation != "" {
		message += "\n" + plain.Line(v.Remediation)
	}
	for _, e := range v.Evidence {
		message += "\n- " + plain.Line(e)
	}
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(truncate(message, longestBody))
}

// located is a place with the resource, and the component it is, as logical locations.
func located(v verdict.Verdict, p place) sarifLocation {
	logical := []sarifLogical{{plain.Line(v.Resource.Name), plain.Line(v.Resource.ID), "resource"}}
	if v.Component != "" {
		logical = append(logical, sarifLogical{plain.Line(v.Component), plain.Line(v.Component), "component"})
	}
	return sarifLocation{PhysicalLocation: physical(p), LogicalLocations: logical}
}

func physical(p place) sarifPhysical {
	return sarifPhysical{sarifArtifact{relativeURI(p.file)}, sarifRegion{p.line, 1, p.line, 1}}
}

// relativeURI is a path as a reference without a scheme, whatever stands in it.
func relativeURI(file string) string {
	return strings.ReplaceAll((&url.URL{Path: file}).EscapedPath(), ":", "%3A")
}

// invocation says what the report does not speak of, and how the run ended.
func invocation(r *verdict.Report, left int) sarifInvocation {
	in := sarifInvocation{ExecutionSuccessful: true, ExitCode: r.Summary.ExitCode, ExitCodeDescription: Sentence(r)}
	lines := r.Unseen()
	if left > 0 {
		lines = append(lines, fmt.Sprintf("%d results more are not in this report", left))
	}
	for _, line := range lines {
		in.ToolExecutionNotifications = append(
			in.ToolExecutionNotifications,
			sarifNotification{"note", sarifText{Text: plain.Line(line)}},
		)
	}
	return in
}
