package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// closed reports whether a policy denies to all, or to all but some, whatever one of its statements allows.
func closed(policy model.List[model.Statement], allowed model.Statement) model.Value[bool] {
	return some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(
			model.Is(s.Effect, "Deny"),
			anybody(s),
			every(s.Conditions, leavesSome),
			covers(s.Actions, s.NotActions, allowed.Actions, allowed.NotActions, coversAction),
			covers(s.Resources, s.NotResources, allowed.Resources, allowed.NotResources, coversResource),
		)
	})
}

// leavesSome is whether a condition of a denial leaves out those whom it names, or the services of AWS, and nobody else.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
func leavesSome(c model.Condition) model.Value[bool] {
	service := slices.Contains(
		[]string{"aws:principalisawsservice", "aws:viaawsservice"},
		strings.ToLower(c.Key.Or("")),
	) && strings.HasPrefix(c.Operator.Or(""), "Bool")
	return model.Some(names(model.Whole(c), true), model.Every(model.Known(service), has(c.Values, "false")))
}

// covers is whether all that a statement is about is among what a denial is about.
func covers(
	denied, deniedBut, allowed, allowedBut model.List[string],
	wider func(wide, narrow string) model.Value[bool],
) model.Value[bool] {
	patterns := slices.Clone(allowed.Items())
	if len(allowedBut.Items()) > 0 || len(patterns) == 0 {
		patterns = append(patterns, "*")
	}
	all := []model.Value[bool]{model.Known(true)}
	for _, list := range []model.List[string]{allowed, allowedBut} {
		if !list.IsWhole() {
			all = append(all, model.Unknown[bool](list.Why()))
		}
	}
	for _, one := range patterns {
		all = append(all, among(denied, deniedBut, one, wider))
	}
	return model.Every(all...)
}

// among is whether what one pattern matches is denied: another one matches that too, or none of the exceptions does.
// A policy that names no resource is about its own.
func among(
	denied, but model.List[string],
	one string,
	wider func(wide, narrow string) model.Value[bool],
) model.Value[bool] {
	var any []model.Value[bool]
	for _, wide := range denied.Items() {
		any = append(any, wider(wide, one))
	}
	if !denied.IsWhole() {
		any = append(any, model.Unknown[bool](denied.Why()))
	}
	if len(but.Items()) > 0 || len(denied.Items()) == 0 && denied.IsWhole() {
		excepted := slices.ContainsFunc(but.Items(), func(b string) bool {
			return glob.Meet(strings.ToLower(b), strings.ToLower(one))
		})
		any = append(any, model.Every(model.Known(!excepted), model.Known(but.IsWhole())))
	}
	return model.Some(any...)
}

func coversAction(wide, narrow string) model.Value[bool] {
	return model.Known(glob.Subsumes(strings.ToLower(wide), strings.ToLower(narrow)))
}

// coversResource compares resources. One without a path is that which the policy belongs to, however it is written;
// where apply tells one of two they cannot be compared.
func coversResource(wide, narrow string) model.Value[bool] {
	later := func(r string) bool { return strings.Contains(r, model.KnownLater) }
	switch {
	case glob.Subsumes(wide, narrow), !strings.Contains(wide+narrow, "/"):
		return model.Known(true)
	case later(wide) != later(narrow) && strings.Contains(wide, "/") == strings.Contains(narrow, "/"):
		return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: "what its policy denies"})
	}
	return model.Known(false)
}
