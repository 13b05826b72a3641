package account

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// backupAnswers answers when backups of things were last taken, as so long ago.
type backupAnswers map[string]time.Duration

func (b backupAnswers) ListProtectedResources(
	context.Context,
	*backup.ListProtectedResourcesInput,
	...func(*backup.Options),
) (*backup.ListProtectedResourcesOutput, error) {
	out := &backup.ListProtectedResourcesOutput{}
	for id, ago := range b {
		last := testRegion().Now().Add(-ago)
		out.Results = append(out.Results, types.ProtectedResource{ResourceArn: aws.String(id), LastBackupTime: &last})
	}
	return out, nil
}

// TestStaleBackups: what was last backed up long ago may be forgotten by now.
func TestStaleBackups(t *testing.T) {
	const daily, old = "arn:aws:rds:eu-west-1:123456789012:db:daily", "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/old"
	r := testRegion()
	readBackupsOf(context.Background(), r, backupAnswers{daily: time.Hour, old: 90 * 24 * time.Hour})
	var sure, maybe []string
	for _, s := range r.a.BackupSelections {
		sure = append(sure, s.Resources.Items()...)
		if !s.Resources.IsWhole() {
			maybe = append(maybe, s.Resources.Why().Candidates...)
		}
	}
	if !slices.Equal(sure, []string{daily}) || !slices.Equal(maybe, []string{old}) {
		t.Errorf("%v are backed up, %v may be", sure, maybe)
	}
}
