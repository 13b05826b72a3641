package verdict_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/verdict"
)

// FuzzDecode: whatever bytes are given as a report, what is taken for one can be compared and counted.
func FuzzDecode(f *testing.F) {
	whole, err := json.Marshal(
		&verdict.Report{
			Version:   verdict.Version,
			Archcheck: "0",
			Verdicts:  []verdict.Verdict{violation("a/b", "db", "x", "m = true", "m = false; ")},
		},
	)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(strings.Replace(string(whole), `"fail"`, `"grave"`, 1)))
	f.Add([]byte(strings.Replace(string(whole), `"high"`, `"grave"`, 1)))
	f.Add([]byte(`{"version": "1", "archcheck": "", "summary": {}, "verdicts": [{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := verdict.Decode(data)
		if err != nil {
			return
		}
		again, err := verdict.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		r.Against(again, "same")
		r.Summarize(verdict.Policy{FailOn: "low"})
		if r.Summary.Known != r.Summary.Fail {
			t.Errorf("%d of %d violations are known from the very same report", r.Summary.Known, r.Summary.Fail)
		}
	})
}

// TestDecodeRefuses: what is no report, or has what no report has, is refused, as it would be miscounted.
func TestDecodeRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{`: "it is no report", `{"format_version": "1.2"}`: "it is no report",
		`{"version": "9", "archcheck": "", "summary": {}, "verdicts": []}`:                                                       "version \"9\"",
		`{"version": "1", "archcheck": "", "summary": {}, "verdicts": 7}`:                                                        "no whole report",
		`{"version": "1", "archcheck": "", "summary": {}, "verdicts": [{"rule": "a/b", "status": "grave", "severity": "high"}]}`: `status "grave"`,
		`{"version": "1", "archcheck": "", "summary": {}, "verdicts": [{"rule": "a/b", "status": "fail", "severity": "grave"}]}`: `severity "grave"`,
		`{"version": "1", "archcheck": "", "summary": {}, "verdicts": [{"status": "fail", "severity": "high"}]}`:                 `rule ""`,
	} {
		if _, err := verdict.Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
