package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// readsSecret is the action by which ECS reads a secret with the execution role, as lower writes it.
const readsSecret = "secretsmanager:getsecretvalue"

// refuses reports whether a secret is kept from a role, and by what: its own policy denies it, or plainly
// the role's.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
func (b *builder) refuses(s *model.Secret, role model.Value[string]) (refused model.Value[bool], by string) {
	if s == nil {
		return model.Known(false), ""
	}
	c := b.callerOf(role)
	refused = c.denied(s.Policy, readsSecret, &s.Resource)
	by = "the policy of " + s.ID
	if r := c.role; r != nil && !refused.Or(false) && c.deniedHimself(r.Statements, readsSecret, &s.Resource) {
		refused, by = model.Known(true), "a policy of "+r.ID
	}
	return refused, by
}

// denied reports whether a statement of a resource's policy denies the caller an action on it.
func (c caller) denied(
	statements model.List[model.Statement],
	action string,
	resource *model.Resource,
) model.Value[bool] {
	var any []model.Value[bool]
	for _, s := range statements.Items() {
		any = append(
			any,
			model.Every(model.Is(s.Effect, "Deny"), speaksOf(s, action, resource), c.isMeant(s), c.meets(s.Conditions)),
		)
	}
	if !statements.IsWhole() {
		any = append(any, model.Unknown[bool](statements.Why()))
	}
	return model.Some(any...)
}

// deniedHimself is denied for the role's own policies, which speak of it alone. Only what is plain counts.
func (c caller) deniedHimself(statements model.List[model.Statement], action string, resource *model.Resource) bool {
	return slices.ContainsFunc(statements.Items(), func(s model.Statement) bool {
		return model.Every(model.Is(s.Effect, "Deny"), speaksOf(s, action, resource), c.meets(s.Conditions)).Or(false)
	})
}

// speaksOf reports whether a statement speaks of an action on a resource.
func speaksOf(s model.Statement, action string, resource *model.Resource) model.Value[bool] {
	on := matches(s.Resources, resource.Source.ARN, false)
	if but := s.NotResources; len(but.Items()) > 0 {
		on = model.Not(matches(but, resource.Source.ARN, false))
	}
	return model.Every(actsBy(s, action), on)
}

// actsBy reports whether an action is among those of a statement.
func actsBy(s model.Statement, action string) model.Value[bool] {
	if but := s.NotActions; len(but.Items()) > 0 {
		return model.Not(matches(but, action, true))
	}
	return matches(s.Actions, action, true)
}

// matches reports whether one of some patterns matches a text; where that is not known yet, only * does.
func matches(patterns model.List[string], text string, isAction bool) model.Value[bool] {
	later := model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: "what its policies are about"})
	var any []model.Value[bool]
	for _, pattern := range patterns.Items() {
		if isAction {
			pattern = strings.ToLower(pattern)
		}
		switch {
		case glob.IsAnything(pattern), text != "" && glob.Subsumes(pattern, text):
			any = append(any, model.Known(true))
		case text == "" || strings.Contains(pattern, model.KnownLater):
			any = append(any, later)
		}
	}
	if !patterns.IsWhole() {
		any = append(any, model.Unknown[bool](patterns.Why()))
	}
	return model.Some(any...)
}
