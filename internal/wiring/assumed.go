package wiring

import (
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// assumeRole is the action by which a role becomes another one, in the form that actions have here.
const assumeRole = "sts:assumerole"

// wildcardsOf lists the wildcards of a role, and of each role that it may become: who may assume an administrator is one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
func (b *builder) wildcardsOf(r *model.Role) model.List[string] {
	return b.becoming(r, map[string]bool{r.ID: true})
}

func (b *builder) becoming(r *model.Role, met map[string]bool) model.List[string] {
	found := wildcards(r)
	asks := assumptionsOf(r)
	me, bounds := b.callerOf(model.Known(r.ID)), boundaryOf(r).admits(assumeRole)
	for _, id := range b.assumableRoles() {
		other := b.Roles[id]
		if met[id] || len(found.Items()) > 0 {
			continue
		}
		may := me.mayBecome(r, other, asks, bounds)
		if is, known := may.Get(); known && !is {
			continue
		}
		met[id] = true
		theirs := b.becoming(other, met)
		switch {
		case !may.IsKnown() && len(theirs.Items()) > 0:
			found = found.Broken(may.Why())
		case may.IsKnown() && !theirs.IsWhole():
			found = found.Broken(theirs.Why())
		}
		for _, wildcard := range theirs.Items() {
			if may.IsKnown() {
				found = found.With("as " + id + ": " + wildcard)
			}
		}
	}
	return b.unreadRoles(r, asks, found)
}

// assumptionsOf are the statements by which a role may become others.
func assumptionsOf(r *model.Role) []model.Statement {
	return slices.DeleteFunc(slices.Clone(r.Statements.Items()), func(s model.Statement) bool {
		return model.Is(s.Effect, "Allow") == model.Known(false) || narrows(s.Conditions) ||
			actsBy(s, assumeRole) == model.Known(false)
	})
}

// assumableRoles are those whose trust policies may let other roles in, in order. Most roles trust services alone, and a
// plan may have thousands of those.
func (b *builder) assumableRoles() []string {
	if b.assumable != nil {
		return b.assumable
	}
	b.assumable = []string{}
	for _, id := range slices.Sorted(maps.Keys(b.Roles)) {
		if trusted := b.Roles[id].TrustedServices; !trusted.IsWhole() ||
			slices.ContainsFunc(trusted.Items(), mayBeRole) {
			b.assumable = append(b.assumable, id)
		}
	}
	return b.assumable
}

// mayBeRole reports whether a principal of a trust policy may be a role: it is no service, as ecs-tasks.amazonaws.com is.
func mayBeRole(principal string) bool {
	return strings.HasPrefix(principal, "*") || strings.HasPrefix(principal, "arn:") ||
		!strings.Contains(principal, ".")
}

// mayBecome reports whether a role may become another one: that names it in its trust policy, or trusts its account or
// everybody while its own policies allow it, by statements that ask for it and within its boundary.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
func (c caller) mayBecome(
	r, other *model.Role,
	asks []model.Statement,
	bounds model.Value[bool],
) model.Value[bool] {
	named, anyone := model.Known(false), model.Known(false)
	for _, principal := range other.TrustedServices.Items() {
		arn, isARN := model.ParseARN(principal)
		switch {
		case principal == "*" || strings.HasPrefix(principal, "* but for "):
			anyone = model.Known(true)
		case isARN && arn.Service == "iam" && arn.Resource == "root":
			anyone = model.Some(anyone, model.Is(c.account, arn.Account))
		case isARN && arn.Service == "iam":
			named = model.Some(named, c.hasARN(principal))
		case !strings.Contains(principal, "."):
			anyone = model.Some(anyone, model.Is(c.account, principal))
		}
	}
	if !other.TrustedServices.IsWhole() && len(asks) > 0 {
		anyone = model.Some(anyone, model.Unknown[bool](other.TrustedServices.Why()))
	}
	allowed := model.Known(false)
	for _, s := range asks {
		allowed = model.Some(
			allowed,
			model.Every(model.Is(s.Effect, "Allow"), speaksOf(s, assumeRole, &other.Resource)),
		)
	}
	denied := c.deniedHimself(r.Statements, assumeRole, &other.Resource) ||
		c.deniedHimself(r.BoundaryStatements, assumeRole, &other.Resource)
	return model.Every(
		model.Known(!denied),
		bounds,
		model.Some(named, model.Every(anyone, allowed)),
	)
}

// unreadRoles leaves open what roles allow that a role may become and that nobody read: those of other accounts.
func (b *builder) unreadRoles(r *model.Role, asks []model.Statement, found model.List[string]) model.List[string] {
	account := b.callerOf(model.Known(r.ID)).account
	for _, s := range asks {
		for _, resource := range s.Resources.Items() {
			arn, isARN := model.ParseARN(resource)
			if !isARN || glob.IsWild(resource) || b.isRole(resource) || model.Is(account, arn.Account).Or(false) {
				continue
			}
			found = found.Broken(model.Why{
				Reason: model.NotManaged,
				Detail: "it may become " + resource + ", whose policies this input does not have",
			})
		}
	}
	return found
}

// isRole reports whether an ARN is that of a role that was read.
func (b *builder) isRole(arn string) bool {
	if b.Roles[arn] != nil {
		return true
	}
	for _, r := range b.Roles {
		if r.Source.ARN == arn {
			return true
		}
	}
	return false
}
