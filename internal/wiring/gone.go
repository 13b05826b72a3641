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

// goneLogGroup stands for a log group that is known not to exist: what is written there is not kept.
func goneLogGroup(id string) *model.LogGroup {
	return &model.LogGroup{
		Resource:      notRead(id, "aws_cloudwatch_log_group"),
		RetentionDays: model.Known(-1),
		KMSKey:        model.Known(""),
		Class:         model.Known("STANDARD"),
	}
}
