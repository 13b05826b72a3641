package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// isGone reports whether what an ARN names is known not to exist: it would be in a collection
// of the account and region that was read whole.
func (ix *Index) isGone(collection, arn string, exists bool) bool {
	source := ix.Model.Source
	named, ok := model.ParseARN(arn)
	return ok && !exists && source.Kind == model.KindAccount && ix.Model.GapFor(collection) == nil &&
		named.Account == source.Account && (named.Region == "" || named.Region == source.Region)
}

// isLost reports whether a queue, topic or secret that something sends to or reads is known not to exist.
func (ix *Index) isLost(id string) bool {
	arn, _ := model.ParseARN(id)
	switch arn.Service {
	case "sqs":
		exists := slices.ContainsFunc(ix.Model.Queues, func(q model.Queue) bool { return q.ID == id })
		return ix.isGone("queues", id, exists)
	case "sns":
		return ix.TopicGone(id)
	case "secretsmanager":
		return ix.isGone("secrets", id, ix.secret(id) != nil)
	}
	return false
}

// unlessLost is a reference, empty where it is known to lead to nothing.
func (ix *Index) unlessLost(ref model.Value[string]) model.Value[string] {
	if ix.isLost(ref.Or("")) {
		return model.Known("")
	}
	return ref
}

// withoutLost are references without those that are known to lead to nothing.
func (ix *Index) withoutLost(refs model.List[string]) model.List[string] {
	left := model.Whole(slices.DeleteFunc(slices.Clone(refs.Items()), ix.isLost)...)
	if !refs.IsWhole() {
		return left.Broken(refs.Why())
	}
	return left
}

// secret finds a secret by its ARN, with or without the six characters that Secrets Manager appends;
// nil if there is none.
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
func (ix *Index) secret(arn string) *model.Secret {
	i := slices.IndexFunc(ix.Model.Secrets, func(s model.Secret) bool {
		suffix, found := strings.CutPrefix(s.ID, arn)
		return found && (suffix == "" || len(suffix) == 7 && suffix[0] == '-')
	})
	if i < 0 {
		return nil
	}
	return &ix.Model.Secrets[i]
}

// existing is a role that tasks name: empty where none is set, and where that is known not to exist.
func (b *builder) existing(role model.Value[string], f *TaskDefinition) model.Value[string] {
	id := role.Or("")
	if id == "" || !b.isGone("roles", id, b.Roles[id] != nil) {
		return role
	}
	f.Gone = append(f.Gone, id+" does not exist")
	return model.Known("")
}

// logGroup adds a log group to the facts. One that is known not to exist is none: what writes there makes it anew, and
// that keeps its logs for ever.
func (b *builder) logGroup(g *model.LogGroup, member Member) {
	if b.isGone("log_groups", g.ID, b.LogGroups[g.ID] != nil) {
		g = goneLogGroup(g.ID)
	}
	if b.once("log_groups", g.ID, member) {
		b.facts.LogGroups = append(b.facts.LogGroups, LogGroup{*g, member})
	}
}

// goneLogGroup stands for a log group that is known not to exist.
func goneLogGroup(id string) *model.LogGroup {
	return &model.LogGroup{
		Resource:      notRead(id, "aws_cloudwatch_log_group"),
		RetentionDays: model.Known(-1),
		KMSKey:        model.Known(""),
		Class:         model.Known("STANDARD"),
	}
}

// goneRole stands for a role that is known not to exist: nobody can be it, and it may do nothing.
func goneRole(id string) *model.Role {
	return &model.Role{
		Resource:           notRead(id, "aws_iam_role"),
		TrustedServices:    model.Whole[string](),
		Statements:         model.Whole[model.Statement](),
		ManagedPolicies:    model.Whole[string](),
		Boundary:           model.Known(""),
		BoundaryStatements: model.Whole[model.Statement](),
	}
}
