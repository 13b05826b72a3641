package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/open-policy-agent/opa/v1/ast"
)

// statement is what a policy says about one resource.
type statement struct {
	status                              verdict.Status
	expected, found                     string
	attribute, reason, detail, override string
	evidence, causes, more              []string
	// asked is what a flag is asked to be, nil for whatever else.
	asked *bool
	// needs is what would decide an unknown one; source is what was read.
	needs  model.Need
	source model.Source
}

// readStatement reads a verdict of a policy about a member of a collection.
func readStatement(o, collection ast.Object) (statement, string, error) {
	s := statement{
		status:    verdict.Status(text(o, "status")),
		expected:  text(o, "expected"),
		found:     text(o, "found"),
		attribute: text(o, "attribute"),
		reason:    text(o, "reason"),
		detail:    text(o, "detail"),
		override:  text(o, "message"),
	}
	s.evidence, s.more = lines(o, "evidence"), lines(o, "more")
	id := text(o, "resource")
	s.describe(o, id, collection)
	if id == "" {
		return s, "", fmt.Errorf("the verdict %v names no resource", o)
	}
	if s.status == verdict.Waived || !slices.Contains(verdict.Statuses(), s.status) {
		return s, "", fmt.Errorf(
			"the verdict on %s has the status %q; a rule says pass, fail, unknown, not_collected or not_applicable",
			id,
			s.status,
		)
	}
	return s, id, nil
}

// describe puts attribute, operator and value into words, unless the policy gave its own.
func (s *statement) describe(o ast.Object, id string, collection ast.Object) {
	operator := text(o, "operator")
	if operator == "" {
		return
	}
	asked := member(o, "asked")
	if s.expected == "" {
		s.expected = expectation(s.attribute, operator, asked)
	}
	if flag, ok := asked.(ast.Boolean); ok {
		s.asked = (*bool)(&flag)
	}
	resource := collection.Get(ast.StringTerm(id))
	if resource != nil && s.status == verdict.Fail {
		s.blame(resource.Value)
	}
	if resource == nil || s.found != "" || s.status != verdict.Pass && s.status != verdict.Fail {
		return
	}
	if object, ok := resource.Value.(ast.Object); ok {
		if value := object.Get(ast.StringTerm(s.attribute)); value != nil {
			s.found = finding(s.attribute, value.Value)
		}
	}
}

// blame reads which resources cause what fails.
func (s *statement) blame(resource ast.Value) {
	object, ok := resource.(ast.Object)
	name := wiring.CausesOf(s.attribute)
	if !ok || name == "" {
		return
	}
	s.causes = append(s.causes, lines(object, name)...)
}

func expectation(attribute, operator string, asked ast.Value) string {
	switch operator {
	case "set":
		if asked != nil && asked.Compare(ast.Boolean(false)) == 0 {
			return attribute + " is empty"
		}
		return attribute + " is set"
	case "empty":
		return "no " + attribute
	case "between":
		if bounds, ok := asked.(ast.Object); ok {
			return fmt.Sprintf("%s between %v and %v", attribute, member(bounds, "from"), member(bounds, "to"))
		}
	}
	return attribute + " " + operator + " " + words(asked)
}

// finding is "attribute = value" for a scalar, and the items for a list.
func finding(attribute string, value ast.Value) string {
	if _, isList := value.(*ast.Array); isList {
		return words(value)
	}
	if value.Compare(ast.String("")) == 0 {
		return attribute + " is empty"
	}
	return attribute + " = " + words(value)
}

// listed writes names for people.
func listed(names []string) string { return strings.Join(names, " or ") }

// words writes a value for people: texts without quotes, lists with commas.
func words(value ast.Value) string {
	switch v := value.(type) {
	case ast.String:
		return string(v)
	case *ast.Array:
		items := make([]string, 0, v.Len())
		v.Foreach(func(t *ast.Term) { items = append(items, words(t.Value)) })
		if len(items) == 0 {
			return "none"
		}
		return strings.Join(items, ", ")
	case nil:
		return "nothing"
	}
	return value.String()
}

func member(o ast.Object, key string) ast.Value {
	if t := o.Get(ast.InternedTerm(key)); t != nil {
		return t.Value
	}
	return nil
}

func text(o ast.Object, key string) string {
	s, _ := member(o, key).(ast.String)
	return string(s)
}

// lines are the texts of a list.
func lines(o ast.Object, key string) (all []string) {
	if list, ok := member(o, key).(*ast.Array); ok {
		list.Foreach(func(t *ast.Term) {
			if line, ok := t.Value.(ast.String); ok {
				all = append(all, string(line))
			}
		})
	}
	return all
}

// verdict joins a statement with what the rule's METADATA says.
func (s statement) verdict(r verdict.Rule, e *entry, doc *document.Document) verdict.Verdict {
	v := verdict.Verdict{
		Rule:        r.ID,
		Question:    r.Question(),
		Status:      s.status,
		Severity:    r.Severity,
		Resource:    resourceOf(e.noun.Base()),
		Component:   strings.Join(e.parts, ", "),
		Expected:    s.expected,
		Found:       s.found,
		Evidence:    s.evidence,
		More:        s.more,
		Requirement: requirementOf(r, e, doc),
		Reason:      s.reason,
		Needs:       s.needs,
	}
	for _, id := range s.causes {
		v.Causes = append(v.Causes, verdict.Cause{ID: id, Attribute: s.attribute})
	}
	if v.Evidence == nil {
		v.Evidence = []string{}
	}
	if s.status == verdict.Fail || s.status == verdict.NotCollected {
		v.Remediation = s.remediation(r, e)
	}
	v.Message = s.message(r)
	return v
}

// remediation is what the rule says, which is about the usual demand: a flag that is to be set, or one that lets others
// in that is not. Where the document asks the contrary, it would lead away from it.
func (s statement) remediation(r verdict.Rule, e *entry) string {
	section, name, _ := strings.Cut(r.Requirement, ".")
	if section == "component" {
		section = e.kind
	}
	k := kind.Find(section)
	if s.asked == nil || k == nil {
		return r.Remediation
	}
	requirement, ok := k.Requirement(k.Asked(name))
	if usual := requirement.Careful != false; !ok || *s.asked == usual {
		return r.Remediation
	}
	return "Make it `" + s.expected + "`, or change what the document asks."
}

// requirementOf is where the document asks it: of the component, of the tier, or of neither.
func requirementOf(r verdict.Rule, e *entry, doc *document.Document) *verdict.Requirement {
	path := r.Requirement
	section, key, _ := strings.Cut(path, ".")
	switch {
	case section == "tier" && e.tier != "":
		path = "tiers." + e.tier + "." + key
	case len(e.parts) > 0 && (section == "component" || kind.Is(section)):
		path = "components." + e.parts[0]
		if key != "" {
			path += "." + calledBy(doc.Component(e.parts[0]), key)
		}
	}
	line := doc.Line(path)
	if section, _, _ := strings.Cut(path, "."); line == 0 && section == "components" && e.kind != "" {
		line = doc.Line("defaults." + e.kind)
	}
	file, line := doc.Place(line)
	return &verdict.Requirement{Path: path, Section: r.Section, File: file, Line: line}
}

// calledBy is the name that a component's kind has for a requirement.
func calledBy(c *document.Component, name string) string {
	if c == nil {
		return name
	}
	return c.Kind.Asked(name)
}

// message is one sentence on the outcome.
func (s statement) message(r verdict.Rule) string {
	switch {
	case s.override != "":
		return s.override
	case s.status == verdict.Pass:
		return r.Title
	case s.status == verdict.Fail:
		return fmt.Sprintf("expected %s, found %s", s.expected, s.found)
	case s.status == verdict.NotApplicable:
		return "the document does not ask for it"
	}
	return s.undecided()
}

func resourceOf(r *model.Resource) verdict.Resource {
	return verdict.Resource{
		ID:      r.ID,
		Address: r.Source.Address,
		ARN:     r.Source.ARN,
		Type:    r.Type,
		Name:    r.Name.Or(r.ID),
		Module:  r.Source.Module,
		Account: r.Account.Or(""),
		Region:  r.Region.Or(""),
		File:    r.Source.File,
		Line:    r.Source.Line,
		Input:   r.Source.Input,
	}
}
