package account

import (
	"context"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
)

func readBackups(ctx context.Context, r *region) {
	readBackupsOf(ctx, r, backup.NewFromConfig(r.cfg()))
}

// staleAfter is how long ago a backup may be that some plan still takes: a little more than a month.
const staleAfter = 35 * 24 * time.Hour

// readBackupsOf asks what AWS Backup holds a recovery point of: that is what was backed up,
// whether a plan chose it by name or by tag.
func readBackupsOf(ctx context.Context, r *region, api backup.ListProtectedResourcesAPIClient) {
	protected := model.Whole[string]()
	err := pages(
		ctx,
		backup.NewListProtectedResourcesPaginator(
			api,
			&backup.ListProtectedResourcesInput{MaxResults: aws.Int32(1000)},
		),
		func(out *backup.ListProtectedResourcesOutput) {
			for _, p := range out.Results {
				id := aws.ToString(p.ResourceArn)
				switch {
				case !strings.Contains(id, ":rds:") && !strings.Contains(id, ":elasticfilesystem:"):
				case p.LastBackupTime != nil && r.Now().Sub(*p.LastBackupTime) > staleAfter:
					r.addSelection("last backup of "+lastPart(id), model.Part[string](stale(id, *p.LastBackupTime)))
				default:
					protected = protected.With(id)
				}
			}
		},
	)
	if err != nil {
		protected = protected.Broken(whyNot("Backup", "ListProtectedResources", err))
	}
	if len(protected.Items()) > 0 {
		r.addSelection("protected-resources", protected)
	}
}

// addSelection adds what AWS Backup backs up, or may.
func (r *region) addSelection(name string, resources model.List[string]) {
	n := model.BackupSelection{
		Resource: r.resource(
			"aws_backup_selection",
			r.arn("backup", name),
			nil,
			model.Value[map[string]string]{},
		),
		Resources: resources,
	}
	r.add(func(a *model.Architecture) { a.BackupSelections = append(a.BackupSelections, n) })
}

// stale says why it is not known whether something is still backed up.
func stale(id string, last time.Time) model.Why {
	return model.Why{
		Reason: model.NotRecorded,
		Detail: "AWS Backup last took a backup of " + id + " on " + last.UTC().Format(time.DateOnly) +
			", and whether a plan still does is not read",
		Candidates: []string{id},
	}
}
