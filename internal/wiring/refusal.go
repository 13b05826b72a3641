package wiring

import (
	"slices"
	"strings"

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

// caller is whoever makes a call: a role by its id, and what else is known of it.
type caller struct {
	id   model.Value[string]
	role *model.Role
	// arn is its ARN, account its account.
	arn, account model.Value[string]
}

func (b *builder) callerOf(role model.Value[string]) caller {
	c := caller{id: role, role: b.Roles[role.Or("")]}
	c.arn, c.account = model.Unknown[string](role.Why()), model.Unknown[string](role.Why())
	if arn, ok := model.ParseARN(role.Or("")); ok {
		c.arn, c.account = role, model.Known(arn.Account)
	}
	if c.role != nil {
		c.account = c.role.Account
		if _, ok := model.ParseARN(c.role.Source.ARN); ok {
			c.arn = model.Known(c.role.Source.ARN)
		}
	}
	return c
}

// denied reports whether a statement of a resource's policy denies the caller an action on it.
func (c caller) denied(statements model.List[model.Statement], action string, resource *model.Resource) model.Value[bool] {
	var any []model.Value[bool]
	for _, s := range statements.Items() {
		any = append(any, model.Every(model.Is(s.Effect, "Deny"), speaksOf(s, action, resource), c.isMeant(s), c.meets(s.Conditions)))
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
	acts := matches(s.Actions, action, true)
	if but := s.NotActions; len(but.Items()) > 0 {
		acts = model.Not(matches(but, action, true))
	}
	on := matches(s.Resources, resource.Source.ARN, false)
	if but := s.NotResources; len(but.Items()) > 0 {
		on = model.Not(matches(but, resource.Source.ARN, false))
	}
	return model.Every(acts, on)
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
		case isAnything(pattern), text != "" && subsumes(pattern, text):
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

// isMeant reports whether the principals of a statement are the caller, its account or everybody; or,
// where it excepts some, whether it does not except the caller: the account beside it stands for itself.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
func (c caller) isMeant(s model.Statement) model.Value[bool] {
	if len(s.NotPrincipals.Items()) > 0 || !s.NotPrincipals.IsWhole() {
		return model.Not(c.isAmong(s.NotPrincipals, false))
	}
	return c.isAmong(s.Principals, true)
}

func (c caller) isAmong(principals model.List[string], byAccount bool) model.Value[bool] {
	var any []model.Value[bool]
	for _, p := range principals.Items() {
		arn, isARN := model.ParseARN(p)
		switch {
		case p == "*":
			any = append(any, model.Known(true))
		case isARN && arn.Resource == "root":
			any = append(any, model.Every(model.Known(byAccount), model.Is(c.account, arn.Account)))
		case isARN:
			any = append(any, model.Some(model.Is(c.id, p), c.hasARN(p)))
		case !strings.Contains(p, ".amazonaws.com"):
			any = append(any, model.Some(model.Is(c.id, p), model.Every(model.Known(byAccount), model.Is(c.account, p))))
		}
	}
	if !principals.IsWhole() {
		any = append(any, model.Unknown[bool](principals.Why()))
	}
	return model.Some(any...)
}

// hasARN reports whether an ARN is the caller's. Before there is one, its name tells it from others.
func (c caller) hasARN(arn string) model.Value[bool] {
	if c.role != nil && !c.arn.IsKnown() && c.role.Name.IsKnown() && !strings.HasSuffix(arn, "/"+c.role.Name.Or("")) {
		return model.Known(false)
	}
	return model.Is(c.arn, arn)
}

// meets reports whether a call of the caller meets all conditions. Of those on where the call
// comes from nothing keeps a record.
func (c caller) meets(conditions model.List[model.Condition]) model.Value[bool] {
	var all []model.Value[bool]
	for _, one := range conditions.Items() {
		all = append(all, c.meetsOne(one))
	}
	if !conditions.IsWhole() {
		all = append(all, model.Unknown[bool](conditions.Why()))
	}
	return model.Every(all...)
}

func (c caller) meetsOne(one model.Condition) model.Value[bool] {
	operator := strings.TrimSuffix(strings.ToLower(one.Operator.Or("")), "ifexists")
	var of model.Value[string]
	switch strings.ToLower(one.Key.Or("")) {
	case "aws:securetransport": // ECS calls by TLS
		return model.Every(model.Known(operator == "bool"), matches(one.Values, "true", true))
	case "aws:principalarn":
		of = c.arn
	case "aws:principalaccount":
		of = c.account
	}
	text, known := of.Get()
	values := matches(one.Values, text, false)
	switch {
	case !known:
	case slices.Contains([]string{"stringequals", "stringlike", "arnequals", "arnlike"}, operator):
		return values
	case slices.Contains([]string{"stringnotequals", "stringnotlike", "arnnotequals", "arnnotlike"}, operator):
		return model.Not(values)
	}
	return model.Unknown[bool](model.Why{Reason: model.NotRecorded, Detail: "it denies under a condition on " + one.Key.Or("?") + ", and whether that holds no input tells"})
}
