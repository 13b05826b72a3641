package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

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
			any = append(
				any,
				model.Some(model.Is(c.id, p), model.Every(model.Known(byAccount), model.Is(c.account, p))),
			)
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
		if operator == "bool" {
			return matches(one.Values, "true", true)
		}
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
	return model.Unknown[bool](
		model.Why{
			Reason: model.NotRecorded,
			Detail: "it denies under a condition on " + one.Key.Or("?") + ", and whether that holds no input tells",
		},
	)
}
