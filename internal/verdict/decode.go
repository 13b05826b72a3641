package verdict

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// IsReport tells a report from plans and snapshots by its members.
func IsReport(data []byte) bool {
	var head struct {
		Archcheck *string          `json:"archcheck"`
		Summary   *json.RawMessage `json:"summary"`
		Verdicts  *json.RawMessage `json:"verdicts"`
	}
	return json.Unmarshal(data, &head) == nil && head.Archcheck != nil && head.Summary != nil && head.Verdicts != nil
}

// Decode reads a report that was written as JSON.
func Decode(data []byte) (*Report, error) {
	if !IsReport(data) {
		return nil, errors.New("it is no report; `archcheck plan FILE --format json=report.json` writes one")
	}
	r := &Report{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("it is no whole report: %w", err)
	}
	if r.Version != Version {
		return nil, fmt.Errorf(
			"it is of version %q of the report, and this archcheck reads %s; write it anew",
			r.Version,
			Version,
		)
	}
	for i := range r.Verdicts {
		v := &r.Verdicts[i]
		if v.Rule == "" || !slices.Contains(Statuses(), v.Status) || v.Severity.Rank() < 0 {
			return nil, fmt.Errorf(
				"verdict %d has rule %q, status %q and severity %q, which no report has; write it anew",
				i+1,
				v.Rule,
				v.Status,
				v.Severity,
			)
		}
		// What was known of another baseline is no more than any violation.
		v.Known = false
	}
	return r, nil
}
