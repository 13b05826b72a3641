package form

import (
	"fmt"
	"slices"

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
		Effect: model.Known(string(s.GetStringBytes("Effect"))), Origin: origin, Sid: string(s.GetStringBytes("Sid")), Conditions: model.Whole(conditions(s.GetObject("Condition"))...),
		Actions: model.Whole(texts(s.Get("Action"))...), NotActions: model.Whole(texts(s.Get("NotAction"))...),
		Resources: model.Whole(texts(s.Get("Resource"))...), NotResources: model.Whole(texts(s.Get("NotResource"))...),
		Principals: model.Whole(principals(s)...),
	}
}

// principals are whom a statement of a resource's policy is about. Whoever may come that is not named is anybody.
func principals(s *fastjson.Value) []string {
	if s.Get("NotPrincipal") != nil && string(s.GetStringBytes("Effect")) == "Allow" {
		return []string{"*"}
	}
	principal := s.Get("Principal")
	if principal == nil || principal.Type() != fastjson.TypeObject {
		return texts(principal)
	}
	var all []string
	principal.GetObject().Visit(func(_ []byte, names *fastjson.Value) { all = append(all, texts(names)...) })
	return all
}

// conditions reads the condition block of a statement: operator, then key, then values.
func conditions(block *fastjson.Object) []model.Condition {
	var all []model.Condition
	if block == nil {
		return nil
	}
	block.Visit(func(operator []byte, keys *fastjson.Value) {
		object, err := keys.Object()
		if err != nil {
			return
		}
		object.Visit(func(key []byte, values *fastjson.Value) {
			all = append(all, model.Condition{Operator: model.Known(string(operator)), Key: model.Known(string(key)), Values: model.Whole(texts(values)...)})
		})
	})
	return all
}

// TrustedPrincipals reads who may assume a role: service, account and federated principals
// of the Allow statements, sorted.
func TrustedPrincipals(document string) ([]string, error) {
	v, err := fastjson.Parse(document)
	if err != nil {
		return nil, fmt.Errorf("read the trust policy: it is not JSON")
	}
	all := []string{}
	for _, s := range oneOrMany(v.Get("Statement")) {
		if string(s.GetStringBytes("Effect")) != "Allow" {
			continue
		}
		principal := s.Get("Principal")
		if principal == nil || principal.Type() != fastjson.TypeObject {
			all = append(all, texts(principal)...)
			continue
		}
		for _, kind := range []string{"Service", "AWS", "Federated"} {
			all = append(all, texts(principal.Get(kind))...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
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

func texts(v *fastjson.Value) []string {
	var all []string
	for _, item := range oneOrMany(v) {
		if item.Type() == fastjson.TypeString {
			all = append(all, string(item.GetStringBytes()))
		}
	}
	return all
}
