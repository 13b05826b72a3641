package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// The elements below are valid against the strict schema of the Jenkins xUnit plugin and
// against that of Ant at once: no attribute of testsuites, none but name, classname and
// time of a testcase, and every member of a testsuite present, in their order.

type testSuites struct {
	XMLName xml.Name    `xml:"testsuites"`
	Suites  []testSuite `xml:"testsuite"`
}

type testSuite struct {
	Name       string     `xml:"name,attr"`
	Package    string     `xml:"package,attr"`
	ID         int        `xml:"id,attr"`
	Timestamp  string     `xml:"timestamp,attr"`
	Hostname   string     `xml:"hostname,attr"`
	Tests      int        `xml:"tests,attr"`
	Failures   int        `xml:"failures,attr"`
	Errors     int        `xml:"errors,attr"`
	Skipped    int        `xml:"skipped,attr"`
	Time       string     `xml:"time,attr"`
	Properties properties `xml:"properties"`
	Cases      []testCase `xml:"testcase"`
	SystemOut  string     `xml:"system-out"`
	SystemErr  string     `xml:"system-err"`
}

type properties struct {
	Properties []property `xml:"property"`
}

type property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type testCase struct {
	Name      string   `xml:"name,attr"`
	ClassName string   `xml:"classname,attr"`
	Time      string   `xml:"time,attr"`
	Skipped   *skipped `xml:"skipped"`
	Error     *problem `xml:"error"`
	Failure   *problem `xml:"failure"`
}

type problem struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Body    string `xml:",chardata"`
}

// skipped has no type: the Ant schema does not know one, so the message begins with it.
type skipped struct {
	Message string `xml:"message,attr"`
	Body    string `xml:",chardata"`
}

// noTime stands where an input does not say when it was made: the schemas want a time,
// and the clock would make every report differ.
const noTime = "1970-01-01T00:00:00"

const (
	longestName = 512
	longestBody = 16 << 10
)

// JUnit writes one testsuite a rule group and one testcase a verdict.
func JUnit(w io.Writer, r *verdict.Report, _ Options) error {
	doc := testSuites{}
	names := map[string]bool{}
	for _, v := range r.Verdicts {
		group, _, _ := strings.Cut(v.Rule, "/")
		if n := len(doc.Suites); n == 0 || doc.Suites[n-1].Name != group {
			doc.Suites = append(doc.Suites, newSuite(r, group, n))
		}
		doc.Suites[len(doc.Suites)-1].add(r, group, uniqueName(v, names), v)
	}
	if len(doc.Suites) == 0 {
		doc.Suites = append(doc.Suites, nothingJudged(r))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write junit: %w", err)
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("write junit: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write junit: %w", err)
	}
	return nil
}

func newSuite(r *verdict.Report, group string, id int) testSuite {
	unseen := []property{}
	for _, line := range r.Unseen() {
		unseen = append(unseen, property{"unseen", plain.Line(line)})
	}
	for _, b := range r.Components {
		unseen = append(
			unseen,
			property{
				"component",
				plain.Line(fmt.Sprintf("%s: %s (%s)", cmp.Or(b.Component, "none"), b.Resource, b.How)),
			},
		)
	}
	return testSuite{
		Name:      group,
		Package:   "archcheck." + plain.Line(r.Environment),
		ID:        id,
		Timestamp: timestamp(r.Source.Time),
		Hostname:  "localhost",
		Time:      "0",
		Properties: properties{append([]property{
			{
				"archcheck",
				plain.Line(r.Archcheck),
			},
			{"environment", plain.Line(r.Environment)},
			{"source", plain.Line(r.Source.Name)},
			{"source.sha256", plain.Line(r.Source.Digest)},
			{"document", plain.Line(r.Document.File)},
			{"document.sha256", plain.Line(r.Document.Digest)},
		}, unseen...)},
	}
}

// nothingJudged is the one testcase of a report without verdicts: an empty report would pass.
func nothingJudged(r *verdict.Report) testSuite {
	s := newSuite(r, "archcheck", 0)
	s.Cases = []testCase{{Name: "something is judged", ClassName: className(r, "all"), Time: "0",
		Error: &problem{"not_collected", "no rule judged anything", "no rule judged anything; see --only and --skip"}}}
	s.Tests, s.Errors = 1, 1
	return s
}

func timestamp(text string) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return noTime
	}
	return t.UTC().Format("2006-01-02T15:04:05")
}

func (s *testSuite) add(r *verdict.Report, group, name string, v verdict.Verdict) {
	c := testCase{Name: name, ClassName: className(r, group), Time: "0"}
	p := &problem{Message: plain.Line(v.Message), Body: story(v)}
	s.Tests++
	switch {
	case v.Known:
		s.skip(&c, "known from the baseline: "+p.Message)
	case v.Status == verdict.Fail && !r.Summary.Counts(v): // CI servers would fail the build that passes
		s.skip(&c, "below --fail-on: "+p.Message)
	case v.Status == verdict.Fail:
		p.Type, c.Failure = v.Rule, p
		s.Failures++
	case r.Summary.Undecides(v):
		p.Type, c.Error = string(v.Status), p
		s.Errors++
	case v.Status != verdict.Pass:
		s.skip(&c, string(v.Status)+": "+p.Message)
	}
	s.Cases = append(s.Cases, c)
}

func (s *testSuite) skip(c *testCase, because string) {
	c.Skipped = &skipped{because, because}
	s.Skipped++
}

// className ends in words that no file is called: mikepenz/action-junit-report takes what stands after the last
// dot for a file's name, and would put the findings of the group backup on backup.tf.
func className(r *verdict.Report, group string) string {
	return plain.Line("archcheck." + r.Environment + "." + group + " rules")
}

// caseName is unique and stable: consumers drop the second of two equal names. One that is
// too long keeps its beginning and a hash of the whole.
func caseName(v verdict.Verdict) string {
	name := plain.Line(v.Rule + " " + v.Resource.ID)
	if v.Resource.Account != "" && v.Resource.Region != "" && v.Resource.Address == "" &&
		!strings.Contains(v.Resource.ID, v.Resource.Region) {
		name += " (" + v.Resource.Account + " " + v.Resource.Region + ")"
	}
	if len(name) > longestName {
		return hashed(name, v.Resource.ID)
	}
	return name
}

func hashed(name, id string) string {
	sum := sha256.Sum256([]byte(id))
	return truncate(name, longestName-20) + "~" + hex.EncodeToString(sum[:8])
}

// uniqueName tells names apart that differ only in what XML cannot hold.
func uniqueName(v verdict.Verdict, names map[string]bool) string {
	name := caseName(v)
	if names[name] {
		name = hashed(name, v.Resource.ID)
	}
	names[name] = true
	return name
}

// story is the body of a failure: consumers that do not show the message show this.
func story(v verdict.Verdict) string {
	var b strings.Builder
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, plain.Line(text))
		}
	}
	b.WriteString(plain.Line(v.Message) + "\n")
	line("severity", string(v.Severity))
	line("resource", v.Resource.ID)
	line("input", v.ReadIn())
	if file, number := v.Written(); file != "" {
		line("source", fmt.Sprintf("%s:%d", file, number))
	}
	for _, c := range v.Causes {
		line("cause", c.ID)
	}
	line("expected", v.Expected)
	line("found", v.Found)
	for _, e := range v.Evidence {
		line("evidence", e)
	}
	if q := v.Requirement; q != nil {
		line("documented", fmt.Sprintf("%s (%s:%d, %s)", q.Path, q.File, q.Line, q.Section))
	}
	line("remedy", v.Remediation)
	return truncate(b.String(), longestBody)
}

func truncate(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
