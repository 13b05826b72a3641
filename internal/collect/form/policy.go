package form

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// Statements reads the statements of an IAM policy document. Origin goes into each, for
// evidence.
func Statements(document, origin string) ([]model.Statement, error) {
	v, err := fastjson.Parse(document)
	if err != nil {
		return nil, fmt.Errorf("read the policy of %s: it is not JSON", origin)
	}
	var all []model.Statement
	for _, s := range oneOrMany(v.Get("Statement")) {
		all = append(all, statement(s, origin))
	}
	return all, nil
}

func statement(s *fastjson.Value, origin string) model.Statement {
	return model.Statement{
		Effect:        model.Known(string(s.GetStringBytes("Effect"))),
		Origin:        origin,
		Sid:           string(s.GetStringBytes("Sid")),
		Conditions:    conditions(s.Get("Condition")),
		Actions:       model.Whole(texts(s.Get("Action"))...),
		NotActions:    model.Whole(texts(s.Get("NotAction"))...),
		Resources:     model.Whole(texts(s.Get("Resource"))...),
		NotResources:  model.Whole(texts(s.Get("NotResource"))...),
		Principals:    model.Whole(principals(s.Get("Principal"))...),
		NotPrincipals: model.Whole(principals(s.Get("NotPrincipal"))...),
	}
}

// conditions reads the condition block of a statement: operator, then key, then values. What has
// another form may be any condition.
func conditions(block *fastjson.Value) model.List[model.Condition] {
	list := model.Whole[model.Condition]()
	odd := visited(block, func(operator string, keys *fastjson.Value) bool {
		return visited(keys, func(key string, values *fastjson.Value) bool {
			list = list.With(
				model.Condition{
					Operator: model.Known(operator),
					Key:      model.Known(key),
					Values:   model.Whole(texts(values)...),
				},
			)
			return false
		})
	})
	if odd {
		return list.Broken(model.Why{Reason: model.Unsupported, Detail: "a condition is no object"})
	}
	return list
}

// visited goes over the members of an object. It reports whether the value, or one of the members
// by what member says, is of another form.
func visited(v *fastjson.Value, member func(name string, value *fastjson.Value) bool) (odd bool) {
	if v == nil || v.Type() == fastjson.TypeNull {
		return false
	}
	object, err := v.Object()
	if err != nil {
		return true
	}
	object.Visit(func(name []byte, value *fastjson.Value) { odd = member(string(name), value) || odd })
	return odd
}

// TrustedPrincipals reads who may assume a role: service, account and federated principals
// of the statements that allow it, without those of statements that deny it, sorted.
func TrustedPrincipals(document string) ([]string, error) {
	v, err := fastjson.Parse(document)
	if err != nil {
		return nil, fmt.Errorf("read the trust policy: it is not JSON")
	}
	allowed, denied := []string{}, []string{}
	for _, s := range oneOrMany(v.Get("Statement")) {
		switch effect := string(s.GetStringBytes("Effect")); {
		case !assumes(s):
		case effect == "Allow":
			allowed = append(allowed, principals(s.Get("Principal"))...)
			if excepted := principals(s.Get("NotPrincipal")); len(excepted) > 0 {
				allowed = append(allowed, "* but for "+strings.Join(excepted, ", "))
			}
		case s.Get("Condition") == nil:
			denied = append(denied, principals(s.Get("Principal"))...)
		}
	}
	slices.Sort(allowed)
	return slices.DeleteFunc(
		slices.Compact(allowed),
		func(p string) bool { return slices.Contains(denied, p) || slices.Contains(denied, "*") },
	), nil
}

// assumes reports whether a statement speaks of assuming the role, in whatever way. One without actions
// speaks of all but a few.
func assumes(s *fastjson.Value) bool {
	actions := texts(s.Get("Action"))
	return len(actions) == 0 || slices.ContainsFunc(actions, func(action string) bool {
		action = strings.ToLower(action)
		return strings.HasPrefix(action, assumeRole) ||
			slices.ContainsFunc([]string{"", "withsaml", "withwebidentity"}, func(way string) bool {
				return glob.Subsumes(action, assumeRole+way)
			})
	})
}

const assumeRole = "sts:assumerole"

// principals are those of one element, whatever their kind.
func principals(v *fastjson.Value) []string {
	if v == nil || v.Type() != fastjson.TypeObject {
		return texts(v)
	}
	var all []string
	for _, kind := range []string{"Service", "AWS", "Federated"} {
		all = append(all, texts(v.Get(kind))...)
	}
	return all
}

// oneOrMany reads IAM's habit of writing a list of one as the element alone.
func oneOrMany(v *fastjson.Value) []*fastjson.Value {
	if v == nil {
		return nil
	}
	if v.Type() == fastjson.TypeArray {
		return v.GetArray()
	}
	return []*fastjson.Value{v}
}

// texts are the texts of an element, among which IAM also takes booleans and numbers.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func texts(v *fastjson.Value) []string {
	var all []string
	for _, item := range oneOrMany(v) {
		switch item.Type() {
		case fastjson.TypeString:
			all = append(all, string(item.GetStringBytes()))
		case fastjson.TypeTrue, fastjson.TypeFalse, fastjson.TypeNumber:
			all = append(all, item.String())
		}
	}
	return all
}
