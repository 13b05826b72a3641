package report_test

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// hostileNames are names that try to break out of one format or another.
func hostileNames() []string {
	return []string{
		`"><script>alert(1)</script><img src=x onerror=alert(1)>`,
		"`code` | **bold** @octocat #1 [link](https://example.com) </details>",
		"a\n::error file=x::pwned\r\n##[error]pwned",
		`=HYPERLINK("https://example.com")`,
		"+1\t-1",
		"\x1b[31mred\x1b[0m\u202egnp\u200b\u2028::warning::x",
		"100%0A::notice::x, y:z",
		"]]><!-- --> -->",
		"--><b>",
		"\xff\xfe bad",
		"$x^2$ :smile: ~~gone~~ ![i](j)",
	}
}

// failing is a violation of a rule on a component.
func failing(rule, component string, severity verdict.Severity, line int) verdict.Verdict {
	id := "module.app.aws_thing." + strings.ReplaceAll(component, " ", "_")
	return verdict.Verdict{
		Rule:      rule,
		Question:  rule,
		Status:    verdict.Fail,
		Severity:  severity,
		Component: component,
		Message:   "expected a = true, found a = false",
		Resource: verdict.Resource{
			ID:      id,
			Address: id,
			Type:    "aws_thing",
			Name:    "thing",
			File:    "modules/app/main.tf",
			Line:    line,
		},
		Expected:    "a = true",
		Found:       "a = false",
		Evidence:    []string{},
		Remediation: "Set `a = true`.",
		Requirement: &verdict.Requirement{
			Path:    component + ".a",
			Section: "Things",
			File:    "architecture.yaml",
			Line:    12,
		},
	}
}

func reportOn(verdicts ...verdict.Verdict) *verdict.Report {
	r := &verdict.Report{
		Version:     verdict.Version,
		Archcheck:   "0.0.0",
		Environment: "prod",
		Source:      verdict.Source{Kind: "plan", Name: "tfplan.json"},
		Document: verdict.Document{
			File: "architecture.yaml",
		},
		Gaps:       []verdict.Gap{},
		Components: []verdict.Bound{},
		Verdicts:   append([]verdict.Verdict{}, verdicts...),
		Rules: []verdict.Rule{
			{
				ID:          "backup/a",
				Title:       "A is set",
				Description: "Without it nothing is kept.",
				Severity:    "high",
				Remediation: "Set `a`.",
			},
		},
	}
	r.Summarize(verdict.Policy{FailOn: "low"})
	return r
}

// samples are the reports that every format is held to.
func samples() map[string]*verdict.Report {
	pass := verdict.Verdict{
		Rule:      "backup/b",
		Status:    verdict.Pass,
		Severity:  "low",
		Component: "database",
		Message:   "B is set",
		Resource:  verdict.Resource{ID: "x"},
		Evidence:  []string{},
	}
	var many, stacks, accounts, wicked []verdict.Verdict
	for i := range 46 {
		v := failing(
			fmt.Sprintf("%s/rule-%d", []string{"backup", "cost", "edge", "network"}[i%4], i),
			fmt.Sprintf("component %d", i%5),
			verdict.Severities()[i%3],
			i+1,
		)
		if i%9 == 0 {
			v.Causes = []verdict.Cause{{ID: "aws_route.out", Attribute: "a", File: "network.tf", Line: 7}}
		}
		many = append(many, v)
	}
	for i := range 5 {
		v := failing("backup/a", fmt.Sprintf("stack%d", i), "high", i+1)
		v.Resource.Input = fmt.Sprintf("stack%d.json", i)
		stacks = append(stacks, v)
	}
	for i := range 3 {
		v := failing("backup/a", "database", "critical", 0)
		v.Resource.File = ""
		v.Resource.Address = ""
		v.Resource.ARN = fmt.Sprintf("arn:aws:rds:us-east-1:11111111111%d:db:shop", i)
		v.Resource.ID = v.Resource.ARN
		v.Resource.Account = fmt.Sprintf("11111111111%d", i)
		v.Resource.Region = "us-east-1"
		accounts = append(accounts, v)
	}
	for i, name := range hostileNames() {
		v := failing("backup/a", name, verdict.Severities()[i%4], 3)
		v.Resource = verdict.Resource{
			ID:      name,
			Address: name,
			Type:    name,
			Name:    name,
			Module:  name,
			File:    name,
			Line:    3,
			Account: name,
			Region:  name,
			Input:   name,
		}
		v.Message, v.Expected, v.Found, v.Remediation, v.Evidence = name, name, name, name, []string{name}
		v.Causes = []verdict.Cause{{ID: name, Attribute: name, File: "../" + name, Line: 3, Input: name}}
		v.Requirement = &verdict.Requirement{Path: name, Section: name, File: name, Line: 3}
		u := unknown("backup/b", "high", model.NeedsSource)
		u.Resource.ID, u.Component, u.Message = name, name, name
		w := v
		w.Status = verdict.Waived
		w.Waiver = &verdict.Waiver{Rule: name, Resource: name, Reason: name, Owner: name, Expires: "2027-01-31"}
		wicked = append(wicked, v, u, w)
	}
	hostileReport := reportOn(wicked...)
	name := strings.Join(hostileNames(), "")
	hostileReport.Environment, hostileReport.Source.Name, hostileReport.Document.File = name, name, name
	hostileReport.Gaps = []verdict.Gap{{Collection: "*", Reason: "failed", Detail: name}}
	hostileReport.Components = []verdict.Bound{{Component: name, Kind: name, Resource: name, How: name}}
	hostileReport.Summary.LeftOut, hostileReport.Summary.Notes = []string{name}, []string{name}
	account := reportOn(accounts...)
	account.Source = verdict.Source{Kind: "account", Name: "prod, staging, tools"}
	long := failing("backup/a", "database", "high", 1)
	long.Found = strings.Repeat("internet -> database:5432, ", 4000)
	baseline := reportOn(pass, failing("backup/a", "database", "high", 7), failing("backup/c", "cache", "low", 9))
	baseline.Against(
		reportOn(
			failing("backup/a", "database", "high", 7),
			failing("backup/b", "database", "high", 7),
			failing("gone/b", "queue", "high", 7),
		),
		"old.json",
	)
	baseline.Summary = verdict.Summary{SkippedRules: 12, UnusedWaivers: []string{"waiver 1 matches no rule: backup/x"}}
	baseline.Summarize(verdict.Policy{FailOn: "low"})
	crowd := []verdict.Verdict{}
	for i := range 600 {
		crowd = append(crowd, failing("backup/a", fmt.Sprintf("component %d", i), "high", i+1))
	}
	return map[string]*verdict.Report{
		"conforming": reportOn(pass),
		"one":        reportOn(pass, failing("backup/a", "database", "high", 7)),
		"forty-six":  reportOn(many...),
		"unknowns": reportOn(
			pass,
			unknown("a/x", "critical", model.NeedsSource),
			unknown("a/y", "high", model.NeedsApply),
			unknown("a/z", "low", model.NeedsScan),
		),
		"stacks":   reportOn(stacks...),
		"accounts": account,
		"hostile":  hostileReport,
		"statuses": shared(),
		"long":     reportOn(long),
		"crowd":    reportOn(crowd...),
		"nothing":  reportOn(),
		"baseline": baseline,
	}
}
