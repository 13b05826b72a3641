package report

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

const (
	// mostResults is how many results GitHub takes of a run, the gravest first.
	mostResults = 25_000
	// longestDescription is how much of a description GitHub takes.
	longestDescription = 1024
)

// SARIF writes a report that GitHub's code scanning takes: violations, waived ones as suppressed, and what
// leaves the run undecided. Every result has a place in the repository.
func SARIF(w io.Writer, r *verdict.Report, o Options) error {
	run := sarif.NewRunWithInformationURI("archcheck", "https://github.com/archcheck/archcheck")
	run.Tool.Driver.WithVersion(r.Archcheck).WithSemanticVersion(r.Archcheck)
	run.WithAutomationDetails(sarif.NewRunAutomationDetails().WithID("archcheck/" + url.PathEscape(r.Environment) + "/" + url.PathEscape(r.Source.Kind) + "/"))
	run.WithColumnKind("utf16CodeUnits")
	waived := ordered(r, func(v verdict.Verdict) bool { return v.Status == verdict.Waived })
	all := slices.Concat(worst(r), open(r), waived)
	left := max(0, len(all)-mostResults)
	all = all[:len(all)-left]
	indexes, prints := map[string]int{}, newFingerprints(r)
	for _, v := range all {
		index, ok := indexes[v.Rule]
		if !ok {
			index = len(run.Tool.Driver.Rules)
			indexes[v.Rule] = index
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, describedRule(v, r))
		}
		run.AddResult(result(v, r, o).WithRuleIndex(index).
			WithPartialFingerprints(map[string]string{"primaryLocationLineHash": prints.of(v)}))
	}
	run.AddInvocation(invocation(r, left))
	report := sarif.NewReport()
	report.AddRun(run)
	if err := report.PrettyWrite(w); err != nil {
		return fmt.Errorf("write sarif: %w", err)
	}
	return nil
}

// describedRule is a rule as SARIF wants it, with help; what is not known of it is said by a verdict of it.
func describedRule(v verdict.Verdict, r *verdict.Report) *sarif.ReportingDescriptor {
	about := r.About(v)
	short := truncate(plain(cmp.Or(about.Title, v.Rule)), longestDescription)
	full := truncate(plain(cmp.Or(about.Description, short)), longestDescription)
	help := full + "\n\nTo mend it: " + plain(cmp.Or(about.Remediation, v.Remediation, "see `archcheck explain "+v.Rule+"`"))
	severity := map[verdict.Severity]string{"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.5"}[v.Severity]
	group, _, _ := strings.Cut(v.Rule, "/")
	return sarif.NewRule(v.Rule).WithName(v.Rule).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(short)).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(full)).
		WithHelp(sarif.NewMultiformatMessageString().WithText(help).WithMarkdown(help)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(sarifLevel(v.Severity))).
		WithProperties(sarif.NewPropertyBag().WithTags([]string{"archcheck", group}).Add("security-severity", severity).Add("precision", "very-high"))
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

func result(v verdict.Verdict, r *verdict.Report, o Options) *sarif.Result {
	message := plain(subject(v) + ": " + v.Message)
	if v.Status == verdict.Fail && v.Remediation != "" {
		message += "\n" + plain(v.Remediation)
	}
	for _, e := range v.Evidence {
		message += "\n- " + plain(e)
	}
	// A text in brackets would be a link.
	message = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(truncate(message, longestBody))
	out := sarif.NewRuleResult(v.Rule).WithLevel(sarifLevel(v.Severity)).WithMessage(sarif.NewTextMessage(message)).
		WithLocations([]*sarif.Location{sarifLocation(v, placeOf(v, r, o))})
	if q := documented(v, r); v.Requirement != nil && o.inRepository(q.file) != "" {
		out.WithRelatedLocations([]*sarif.Location{sarif.NewLocation().WithID(1).WithPhysicalLocation(physical(place{o.inRepository(q.file), max(q.line, 1)})).
			WithMessage(sarif.NewTextMessage("documented here"))})
	}
	switch v.Status {
	case verdict.Waived:
		out.WithSuppressions([]*sarif.Suppression{sarif.NewSuppression().WithKind("external").WithStatus("accepted").WithJustification(plain(v.Message))})
	case verdict.Fail:
	default:
		// An open question is no violation: SARIF has no level for it.
		out.WithKind("open").WithLevel("none")
	}
	return out
}

// sarifLocation is a place with the resource, and the component it is, as logical locations.
func sarifLocation(v verdict.Verdict, p place) *sarif.Location {
	logical := []*sarif.LogicalLocation{sarif.NewLogicalLocation().WithKind("resource").WithName(plain(v.Resource.Name)).WithFullyQualifiedName(plain(v.Resource.ID))}
	if v.Component != "" {
		logical = append(logical, sarif.NewLogicalLocation().WithKind("component").WithName(plain(v.Component)).WithFullyQualifiedName(plain(v.Component)))
	}
	return sarif.NewLocation().WithPhysicalLocation(physical(p)).WithLogicalLocations(logical)
}

func physical(p place) *sarif.PhysicalLocation {
	return sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(relativeURI(p.file))).
		WithRegion(sarif.NewRegion().WithStartLine(p.line).WithEndLine(p.line).WithStartColumn(1).WithEndColumn(1))
}

// relativeURI is a path as a reference without a scheme, whatever stands in it.
func relativeURI(file string) string {
	return strings.ReplaceAll((&url.URL{Path: file}).EscapedPath(), ":", "%3A")
}

// invocation says what the report does not speak of, and how the run ended.
func invocation(r *verdict.Report, left int) *sarif.Invocation {
	in := sarif.NewInvocation().WithExecutionSuccessful(true).WithExitCode(r.Summary.ExitCode).WithExitCodeDescription(Sentence(r))
	lines := r.Summary.Unseen()
	if left > 0 {
		lines = append(lines, fmt.Sprintf("%d results more are not in this report", left))
	}
	for _, line := range lines {
		in.AddToolExecutionNotification(sarif.NewNotification().WithLevel("note").WithMessage(sarif.NewTextMessage(plain(line))))
	}
	return in
}
