package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
)

func readBackups(ctx context.Context, r *region) {
	readBackupsOf(ctx, r, backup.NewFromConfig(r.cfg()))
}

// readBackupsOf asks what AWS Backup holds a recovery point of: that is what was backed up,
// whether a plan chose it by name or by tag.
func readBackupsOf(ctx context.Context, r *region, api backup.ListProtectedResourcesAPIClient) {
	n := model.BackupSelection{
		Resource: r.resource(
			"aws_backup_selection",
			r.arn("backup", "protected-resources"),
			nil,
			model.Value[map[string]string]{},
		),
		Resources: model.Whole[string](),
	}
	err := pages(
		ctx,
		backup.NewListProtectedResourcesPaginator(
			api,
			&backup.ListProtectedResourcesInput{MaxResults: aws.Int32(1000)},
		),
		func(out *backup.ListProtectedResourcesOutput) {
			for _, p := range out.Results {
				if id := aws.ToString(p.ResourceArn); strings.Contains(id, ":rds:") ||
					strings.Contains(id, ":elasticfilesystem:") {
					n.Resources = n.Resources.With(id)
				}
			}
		},
	)
	if err != nil {
		n.Resources = n.Resources.Broken(whyNot("Backup", "ListProtectedResources", err))
	}
	if len(n.Resources.Items()) > 0 {
		r.add(func(a *model.Architecture) { a.BackupSelections = append(a.BackupSelections, n) })
	}
}
