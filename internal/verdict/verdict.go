// Package verdict holds what rules say: the closed set of statuses, the verdict with its
// evidence, waivers, and the exit code that follows. It knows nothing of Rego.
package verdict

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Status is what a rule says about one resource.
type Status string

// The statuses, closed: every verdict has exactly one of them.
const (
	// Pass: read, and as documented.
	Pass Status = "pass"
	// Fail: read, and not as documented.
	Fail Status = "fail"
	// Unknown: this kind of input cannot tell; the reason says what would.
	Unknown Status = "unknown"
	// NotCollected: this kind of input could have told, and did not.
	NotCollected Status = "not_collected"
	// Unmatched: which of several documented components it is, is not decided.
	Unmatched Status = "unmatched"
	// Waived: a documented exception, of what fails or was not decided.
	Waived Status = "waived"
	// NotApplicable: the document asks nothing here, or with a reason, what it asks is no question of such a resource.
	NotApplicable Status = "not_applicable"
)

// Statuses returns all statuses in the order reports show them.
func Statuses() []Status {
	return []Status{Fail, NotCollected, Unmatched, Unknown, Waived, Pass, NotApplicable}
}

// Verdict is what one rule says about one resource.
type Verdict struct {
	Rule string `json:"rule"`
	// Question is the rule's own id, where Rule is the alias that it has for a kind of component.
	Question string   `json:"question"`
	Status   Status   `json:"status"`
	Severity Severity `json:"severity"`
	Resource Resource `json:"resource"`
	// Component is the documented component that the resource is or serves, as the document calls it.
	Component string `json:"component,omitempty"`
	Message   string `json:"message"`
	// Reason says why it is unknown or not collected, or not applicable although the document asks.
	Reason string `json:"reason,omitempty"`
	// Needs is what would decide an unknown one.
	Needs    model.Need `json:"needs,omitempty"`
	Expected string     `json:"expected,omitempty"`
	Found    string     `json:"found,omitempty"`
	// Evidence is a proof line by line, such as the hops of a path.
	Evidence []string `json:"evidence"`
	// More is what there is beyond what the document has, where it does not say that it has all: no finding, and
	// yet every report shows it.
	More []string `json:"more,omitempty"`
	// Causes are the resources that make it fail, where that is another than the one that
	// suffers: the rule, the route, or who wears a group.
	Causes      []Cause      `json:"causes,omitempty"`
	Remediation string       `json:"remediation,omitempty"`
	Requirement *Requirement `json:"requirement,omitempty"`
	Waiver      *Waiver      `json:"waiver,omitempty"`
	// Known says that a violation stands in the baseline, so that it does not count.
	Known bool `json:"known,omitempty"`
}

// Cause is a resource that makes a verdict fail.
type Cause struct {
	// ID is the resource's address in a plan, its ARN in an account.
	ID string `json:"id"`
	// Attribute is the fact about the suffering resource that it makes fail.
	Attribute string `json:"attribute"`
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	// Input is the one of several plans and states that it was read in.
	Input string `json:"input,omitempty"`
}

// Written is where what is to be mended was written: at the first cause that has a place, else at
// the resource itself.
func (v Verdict) Written() (file string, line int) {
	for _, c := range v.Causes {
		if c.File != "" {
			return c.File, c.Line
		}
	}
	return v.Resource.File, v.Resource.Line
}

// ReadIn says in which of several inputs a verdict's resource was read, and its causes where that is
// another one; empty where there is one input alone.
func (v Verdict) ReadIn() string {
	text := v.Resource.Input
	for _, c := range v.Causes {
		if c.Input != "" && c.Input != v.Resource.Input && !strings.Contains(text, c.ID) {
			text = strings.TrimPrefix(text+"; "+c.ID+" in "+c.Input, "; ")
		}
	}
	return text
}

// Resource says which resource a verdict is about.
type Resource struct {
	Address string `json:"address,omitempty"`
	ARN     string `json:"arn,omitempty"`
	Type    string `json:"type"`
	Name    string `json:"name"`
	Module  string `json:"module,omitempty"`
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	// Input is the one of several plans and states that it was read in.
	Input string `json:"input,omitempty"`
	// ID is the model's id, unique among the verdicts of a rule.
	ID string `json:"id"`
}

// Requirement is the documented requirement that a verdict is about.
type Requirement struct {
	Path    string `json:"path"`
	Section string `json:"section"`
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
}
