package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"
)

// written is a report in a format.
func written(t *testing.T, format string, r *verdict.Report) string {
	t.Helper()
	write, err := report.Format(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := write(&out, r, report.Options{Width: 100, Root: "/repository", Folder: "envs/prod"}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every format says how the run ended, is UTF-8, and lets no control character through.
func TestFormatsAreHarmless(t *testing.T) {
	for name, r := range samples() {
		for _, format := range report.Names() {
			text := written(t, format, r)
			if !utf8.ValidString(text) {
				t.Errorf("%s as %s is not UTF-8", name, format)
			}
			for _, c := range text {
				if c < ' ' && c != '\n' || c == 0x7f ||
					strings.ContainsRune("\u202e\u200b\u2028", c) && format != "json" && format != "junit" &&
						format != "table" {
					t.Errorf("%s as %s holds %U", name, format, c)
					break
				}
			}
			if format != "json" && format != "gitlab" && format != "junit" &&
				!strings.Contains(text, strings.ToUpper(r.Summary.Outcome)) {
				t.Errorf("%s as %s does not say %s", name, format, r.Summary.Outcome)
			}
		}
	}
}

// SARIF is held to its schema, which the library carries, and to what GitHub wants beyond it.
func TestSARIF(t *testing.T) {
	schema := sarifSchema(t)
	for name, r := range samples() {
		text := written(t, "sarif", r)
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		log, err := sarif.FromString(text)
		if err != nil {
			t.Fatal(err)
		}
		run := log.Runs[0]
		prints := map[string]bool{}
		for _, result := range run.Results {
			p := result.Locations[0].PhysicalLocation
			uri := *p.ArtifactLocation.URI
			if uri == "" || strings.HasPrefix(uri, "/") || strings.HasPrefix(uri, "..") || strings.Contains(uri, ":") ||
				*p.Region.StartLine < 1 {
				t.Errorf("%s: a result is at %q", name, uri)
			}
			if fingerprint := result.PartialFingerprints["primaryLocationLineHash"]; fingerprint == "" ||
				prints[fingerprint] {
				t.Errorf("%s: fingerprint %q stands twice", name, fingerprint)
			} else {
				prints[fingerprint] = true
			}
			rule := run.Tool.Driver.Rules[result.RuleIndex]
			if *rule.ID != *result.RuleID || *rule.Help.Text == "" || *rule.ShortDescription.Text == "" ||
				rule.Properties.Properties["security-severity"] == nil {
				t.Errorf("%s: rule %s is not described", name, *result.RuleID)
			}
		}
		if want := r.Summary.Fail + r.Summary.Undecided + r.Summary.Waived; len(run.Results) != want {
			t.Errorf("%s: %d results, want %d", name, len(run.Results), want)
		}
	}
}

// Neither a line that moves nor a resource that is renamed makes a finding another; a different environment does.
func TestFingerprintsSurvive(t *testing.T) {
	one := func(change func(r *verdict.Report)) []string {
		r := samples()["one"]
		change(r)
		return regexp.MustCompile(`"fingerprint": "[0-9a-f]+"`).FindAllString(written(t, "gitlab", r), -1)
	}
	before := one(func(*verdict.Report) {})
	for name, same := range map[string][]string{
		"a line moves":          one(func(r *verdict.Report) { r.Verdicts[1].Resource.Line = 99 }),
		"a resource is renamed": one(func(r *verdict.Report) { r.Verdicts[1].Resource.ID = "aws_other.y" }),
		"a file is renamed":     one(func(r *verdict.Report) { r.Verdicts[1].Resource.File = "other.tf" }),
	} {
		if !slices.Equal(before, same) {
			t.Errorf("%s: %v, then %v", name, before, same)
		}
	}
	if slices.Equal(before, one(func(r *verdict.Report) { r.Environment = "dev" })) ||
		slices.Equal(before, one(func(r *verdict.Report) { r.Verdicts[1].Component = "other" })) {
		t.Error("another finding has the same fingerprint")
	}
}

// A finding stands at the line that causes it, else at the resource's, else at the document's; never in what
// is not in the repository.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		cause, resource, document, want string
	}{
		{"main.tf", "db.tf", "architecture.yaml", "envs/prod/main.tf"},
		{"", "../../modules/db.tf", "architecture.yaml", "modules/db.tf"},
		{"/repository/main.tf", "db.tf", "architecture.yaml", "main.tf"},
		{"/elsewhere/main.tf", "db.tf", "architecture.yaml", "envs/prod/db.tf"},
		{".terraform/modules/x/main.tf", "db.tf", "architecture.yaml", "envs/prod/db.tf"},
		{".terraform/modules/x/main.tf", "../../../db.tf", "architecture.yaml", "envs/prod/architecture.yaml"},
		{"", "", "architecture.yaml (built in)", "envs/prod/architecture.yaml"},
		{"", "", "/elsewhere/architecture.yaml", "architecture.yaml"},
	} {
		v := failing("backup/a", "database", "high", 3)
		v.Causes = []verdict.Cause{{ID: "x", File: c.cause, Line: 3}}
		v.Resource.File = c.resource
		v.Requirement.File = c.document
		var issues []struct{ Location struct{ Path string } }
		if err := json.Unmarshal([]byte(written(t, "gitlab", reportOn(v))), &issues); err != nil {
			t.Fatal(err)
		}
		if got := issues[0].Location.Path; got != c.want {
			t.Errorf("cause %s, resource %s, document %s: at %s, want %s", c.cause, c.resource, c.document, got, c.want)
		}
	}
}

// codeQuality is what GitLab documents of its Code Quality report.
const codeQuality = `{"type": "array", "items": {"type": "object", "additionalProperties": false,
  "required": ["description", "check_name", "fingerprint", "severity", "location"], "properties": {
  "description": {"type": "string", "minLength": 1}, "check_name": {"type": "string", "minLength": 1}, "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
  "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
  "location": {"type": "object", "additionalProperties": false, "required": ["path", "lines"], "properties": {
    "path": {"type": "string", "minLength": 1, "pattern": "^[^/]"},
    "lines": {"type": "object", "additionalProperties": false, "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}`

func TestGitLab(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(codeQuality))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("codequality.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled := compiler.MustCompile("codequality.json")
	for name, r := range samples() {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(written(t, "gitlab", r)))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		seen := map[string]bool{}
		for _, i := range document.([]any) {
			fingerprint := i.(map[string]any)["fingerprint"].(string)
			if seen[fingerprint] {
				t.Errorf("%s: a fingerprint stands twice, so GitLab drops the second", name)
			}
			seen[fingerprint] = true
		}
		want := r.Summary.Fail + r.Summary.Undecided
		if r.Summary.Waived+len(r.Summary.Unseen()) > 0 {
			want++
		}
		if len(seen) != want {
			t.Errorf("%s: %d issues, want %d", name, len(seen), want)
		}
	}
}

// TestGitLabSaysWhatIsLeftOut: rules that are skipped, what is waived and what fails below the threshold are said in one issue,
// which is the same from run to run, and there is none where nothing is left out.
func TestGitLabSaysWhatIsLeftOut(t *testing.T) {
	said := func(change func(*verdict.Report)) (string, string) {
		r := samples()["one"]
		r.Summary = verdict.Summary{}
		change(r)
		var issues []struct {
			Description, Fingerprint string
			CheckName                string `json:"check_name"`
		}
		if err := json.Unmarshal([]byte(written(t, "gitlab", r)), &issues); err != nil {
			t.Fatal(err)
		}
		if last := issues[len(issues)-1]; last.CheckName == "archcheck" {
			return last.Description, last.Fingerprint
		}
		return "", ""
	}
	prints := map[string]bool{}
	for want, change := range map[string]func(*verdict.Report){
		"":                       func(r *verdict.Report) { r.Summarize(verdict.Policy{FailOn: "low"}) },
		"1 high below --fail-on": func(r *verdict.Report) { r.Summarize(verdict.Policy{FailOn: "critical"}) },
		"12 rules skipped by --only and --skip": func(r *verdict.Report) {
			r.Summary.SkippedRules = 12
			r.Summarize(verdict.Policy{FailOn: "low"})
		},
	} {
		got, fingerprint := said(change)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		if prints[fingerprint] = true; len(prints) > 2 {
			t.Errorf("another fingerprint: %v", prints)
		}
	}
}

// Every line of annotations is one that we wrote: no name begins another command.
func TestGitHubAnnotations(t *testing.T) {
	command := regexp.MustCompile(`^::(error|warning|notice) file=[^:,]+,line=\d+,title=[^:,]+::.+$`)
	for name, r := range samples() {
		commands := 0
		for line := range strings.Lines(written(t, "github", r)) {
			switch line = strings.TrimSuffix(line, "\n"); {
			case command.MatchString(line):
				commands++
			case strings.HasPrefix(line, "::"), strings.HasPrefix(line, "##["):
				t.Errorf("%s: not an annotation of ours: %s", name, line)
			}
		}
		if want := r.Summary.Fail - r.Summary.Known + r.Summary.Undecided; commands != want {
			t.Errorf("%s: %d annotations, want %d", name, commands, want)
		}
	}
	below := samples()["one"]
	below.Summary = verdict.Summary{}
	below.Summarize(verdict.Policy{FailOn: "critical"})
	if text := written(t, "github", below); strings.Contains(text, "::error") || !strings.Contains(text, "::warning") {
		t.Errorf("what is below --fail-on is no error:\n%s", text)
	}
}

// No cell of a sheet is a formula, and every row has all columns.
func TestCSV(t *testing.T) {
	for name, r := range samples() {
		rows, err := csv.NewReader(strings.NewReader(written(t, "csv", r))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := len(r.Verdicts) + len(r.Unseen()) + 2; len(rows) != want {
			t.Errorf("%s: %d rows, want %d", name, len(rows), want)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.IndexAny(strings.TrimSpace(cell), "=+-@") == 0 {
					t.Errorf("%s: a formula: %s", name, cell)
				}
			}
		}
	}
}

// TestMarkers: the next run on the same input updates the comment; another input, document or environment has its own.
func TestMarkers(t *testing.T) {
	of := func(name, environment, file string) string {
		text := written(t, "markdown", &verdict.Report{
			Source: verdict.Source{Kind: "plan", Name: name}, Environment: environment,
			Document: verdict.Document{File: file},
		})
		return strings.Split(text, "\n")[2]
	}
	own := of("app/plan.json", "pre-prod", "a.yaml")
	for _, other := range []string{
		of("network/plan.json", "pre-prod", "a.yaml"), of("app/plan.json", "pre_prod", "a.yaml"),
		of("app/plan.json", "pre-prod", "b.yaml"),
	} {
		if other == own {
			t.Errorf("two inputs share the marker %s", own)
		}
	}
	if of("/tmp/one/plan.json", "prod", "a.yaml") != of("/tmp/two/plan.json", "prod", "a.yaml") {
		t.Error("the folder of a run is part of the marker")
	}
}

// A comment fits a merge request, begins with the verdict, carries the marker once, and closes what it folds.
func TestMarkdown(t *testing.T) {
	outside := regexp.MustCompile(`<code>[^<]*</code>`)
	for name, r := range samples() {
		text := written(t, "markdown", r)
		first, _, _ := strings.Cut(text, "\n")
		if !strings.Contains(first, strings.ToUpper(r.Summary.Outcome)) {
			t.Errorf("%s: the first line is %s", name, first)
		}
		if n := utf8.RuneCountInString(text); n > 60_000 {
			t.Errorf("%s: %d characters", name, n)
		}
		if strings.Count(text, "<!-- archcheck:") != 1 ||
			strings.Count(text, "<details>") != strings.Count(text, "</details>") {
			t.Errorf("%s: marker or folds are broken", name)
		}
		for _, breakout := range []string{"<script", "<img", "@octocat", "[link](", "**bold**", "--><b>"} {
			if strings.Contains(outside.ReplaceAllString(text, ""), breakout) || strings.Contains(text, "<script") ||
				strings.Contains(text, "<img") {
				t.Errorf("%s: %s is markup", name, breakout)
			}
		}
	}
	text := written(t, "markdown", samples()["crowd"])
	if shown := strings.Count(text, "<summary>"); shown < 50 ||
		!regexp.MustCompile(`\*\*\d+ more are not shown`).MatchString(text) {
		t.Errorf("%d of 600 are shown, and what is cut is not counted:\n%s", shown, text[len(text)-300:])
	}
}

// The page has the elements that we wrote and no other, loads nothing, and names every violation.
func TestHTML(t *testing.T) {
	anchor := regexp.MustCompile(`^#component-\d+$`)
	for name, r := range samples() {
		text := written(t, "html", r)
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		scripts, findings := 0, 0
		for n := range root.Descendants() {
			switch {
			case n.Type != html.ElementNode:
				continue
			case n.Data == "script":
				scripts++
			case n.Data == "details":
				findings++
			case slices.Contains([]string{"img", "b", "iframe", "link"}, n.Data):
				t.Errorf("%s: an element %s", name, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" ||
					a.Key == "href" && (!anchor.MatchString(a.Val) || !strings.Contains(text, `id="`+a.Val[1:]+`"`)) {
					t.Errorf("%s: attribute %s", name, a.Key)
				}
			}
		}
		s := r.Summary
		if want := s.Fail + s.Unknown + s.NotCollected + s.Unmatched + s.Waived; scripts != 1 || findings != want {
			t.Errorf("%s: %d scripts, %d findings, want %d", name, scripts, findings, want)
		}
	}
}

// TestFindingsForPeople: the picture is no finding, what was found is not said again as evidence, and code of ours looks like code.
func TestFindingsForPeople(t *testing.T) {
	v := failing("backup/a", "database", "high", 7)
	v.Found, v.Evidence = "first; second", []string{"first", "<proof>"}
	v.Remediation = "Set `<a>`, or `b`."
	r := reportOn(v)
	r.Draw = func(string) string { return "<svg/>" }
	text := written(t, "html", r)
	if n := strings.Count(text, "<details data-severity="); n != 1 ||
		strings.Count(
			text,
			`querySelectorAll("details[data-severity]")`,
		) != strings.Count(
			text,
			`querySelectorAll("details`,
		)-1 {
		t.Errorf("%d findings, or the filter takes the picture for one:\n%s", n, text)
	}
	for _, want := range []string{
		"<title>archcheck VIOLATIONS: plan tfplan.json against prod</title>", "<ol><li><code>&lt;proof&gt;</code></li></ol>",
		"<dd>Set <code>&lt;a&gt;</code>, or <code>b</code>.</dd>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing:\n%s", want, text)
		}
	}
	v.Remediation = "Set `a."
	if text := written(t, "html", reportOn(v)); !strings.Contains(text, "<dd>Set `a.</dd>") {
		t.Errorf("half a pair of backticks:\n%s", text)
	}
	if text := written(
		t,
		"html",
		samples()["accounts"],
	); !strings.Contains(
		text,
		"<dt>account</dt><dd>111111111112 us-east-1</dd>",
	) {
		t.Errorf("of several accounts none is named:\n%s", text)
	}
	if text := written(
		t,
		"markdown",
		samples()["accounts"],
	); strings.Count(
		text,
		"- account: <code>111111111111 us&#45;east&#45;1</code>",
	) != 1 {
		t.Errorf("of several accounts none is named:\n%s", text)
	}
}

// TestJUnitHasNoFiles: mikepenz/action-junit-report looks for a file that is called as what stands after the
// last dot of a classname, and for its line in the body; dorny/test-reporter looks for lines of a stack trace.
func TestJUnitHasNoFiles(t *testing.T) {
	all := samples()
	delete(all, "crowd")
	for name, r := range all {
		text := written(t, "junit", r)
		for _, class := range regexp.MustCompile(`classname="([^"]*)"`).FindAllStringSubmatch(text, -1) {
			last := class[1][strings.LastIndex(class[1], ".")+1:]
			if !strings.HasSuffix(last, " rules") ||
				regexp.MustCompile(` [^ ]*`+regexp.QuoteMeta(last)+`.*?:\d+`).MatchString(text) {
				t.Errorf("%s: %q may be a file", name, last)
			}
		}
		if regexp.MustCompile(`(?m)^\s*at \S+\(.*:\d+\)`).MatchString(text) {
			t.Errorf("%s: a line of a stack trace", name)
		}
	}
}

// TestJUnitBelowFailOn: what fails below --fail-on fails no build in JUnit, as it does not by the exit code.
func TestJUnitBelowFailOn(t *testing.T) {
	r := &verdict.Report{Verdicts: []verdict.Verdict{
		{
			Rule:     "backup/a",
			Status:   verdict.Fail,
			Severity: "low",
			Message:  "small",
			Resource: verdict.Resource{ID: "x"},
		},
		{
			Rule:     "backup/b",
			Status:   verdict.Fail,
			Severity: "high",
			Message:  "great",
			Resource: verdict.Resource{ID: "x"},
		},
	}}
	r.Summarize(verdict.Policy{FailOn: "high", UndecidedOn: "high"})
	var out bytes.Buffer
	if err := report.JUnit(&out, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if !strings.Contains(text, `failures="1" errors="0" skipped="1"`) ||
		!strings.Contains(text, `message="below --fail-on: small"`) {
		t.Error(text)
	}
}
