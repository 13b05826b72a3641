package account

import (
	"context"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// snapshotTimes are the snapshots of one database.
type snapshotTimes struct {
	newest time.Time
	manual int
}

// taken is a snapshot that can be restored.
type taken struct {
	// database is what RDS calls the database for good, nil where it does not say.
	database *string
	made     *time.Time
	kind     string
}

// snapshotList are the snapshots by the ARNs of their databases.
type snapshotList map[string][]taken

// add notes a snapshot. One that failed, or that is being made yet, restores nothing.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html
func (l snapshotList) add(arn string, s taken, status *string) {
	if aws.ToString(status) == "available" {
		l[arn] = append(l[arn], s)
	}
}

// of are those of a database. What was taken of an earlier one that had its name is no copy of it. Automated ones
// go when the database is deleted.
func (l snapshotList) of(arn string, database *string) (t snapshotTimes) {
	for _, s := range l[arn] {
		if !mayBeSame(s.database, database) {
			continue
		}
		if s.made != nil && s.made.After(t.newest) {
			t.newest = *s.made
		}
		if s.kind != "automated" {
			t.manual++
		}
	}
	return t
}

// mayBeSame compares what RDS calls a database for good; where it does not say, its name decides.
func mayBeSame(a, b *string) bool { return a == nil || b == nil || *a == *b }

// arnOfDatabase is that of the database of a snapshot: both differ in what kind they name and in the identifier.
func arnOfDatabase(snapshot *string, kind string, id *string, databaseKind string, database *string) string {
	return strings.Replace(
		aws.ToString(snapshot), kind+aws.ToString(id), databaseKind+aws.ToString(database), 1,
	)
}

// readSnapshots lists all snapshots in one go. Tags and details of each are not asked for.
func readSnapshots(ctx context.Context, api databaseAPI) (snapshotList, *model.Why) {
	all := snapshotList{}
	err := pages(
		ctx,
		rds.NewDescribeDBSnapshotsPaginator(api, &rds.DescribeDBSnapshotsInput{MaxRecords: aws.Int32(100)}),
		func(out *rds.DescribeDBSnapshotsOutput) {
			for _, s := range out.DBSnapshots {
				id := arnOfDatabase(
					s.DBSnapshotArn,
					":snapshot:",
					s.DBSnapshotIdentifier,
					":db:",
					s.DBInstanceIdentifier,
				)
				all.add(id, taken{s.DbiResourceId, s.SnapshotCreateTime, aws.ToString(s.SnapshotType)}, s.Status)
			}
		},
	)
	return all, whyPart("RDS", "DescribeDBSnapshots", err)
}

func readClusterSnapshots(ctx context.Context, api databaseAPI) (snapshotList, *model.Why) {
	all := snapshotList{}
	err := pages(
		ctx,
		rds.NewDescribeDBClusterSnapshotsPaginator(
			api,
			&rds.DescribeDBClusterSnapshotsInput{MaxRecords: aws.Int32(100)},
		),
		func(out *rds.DescribeDBClusterSnapshotsOutput) {
			for _, s := range out.DBClusterSnapshots {
				id := arnOfDatabase(
					s.DBClusterSnapshotArn, ":cluster-snapshot:", s.DBClusterSnapshotIdentifier,
					":cluster:", s.DBClusterIdentifier,
				)
				all.add(id, taken{s.DbClusterResourceId, s.SnapshotCreateTime, aws.ToString(s.SnapshotType)}, s.Status)
			}
		},
	)
	return all, whyPart("RDS", "DescribeDBClusterSnapshots", err)
}

// automatedBackups are what RDS keeps of each database beside its snapshots, by the ARN of the database.
type automatedBackups struct {
	all map[string][]types.DBInstanceAutomatedBackup
	why *model.Why
}

// readAutomatedBackups lists them in one go: where they are replicated to, a copy outlives
// the instance and its region.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
func readAutomatedBackups(ctx context.Context, api databaseAPI) automatedBackups {
	list := automatedBackups{all: map[string][]types.DBInstanceAutomatedBackup{}}
	err := pages(
		ctx,
		rds.NewDescribeDBInstanceAutomatedBackupsPaginator(
			api,
			&rds.DescribeDBInstanceAutomatedBackupsInput{MaxRecords: aws.Int32(100)},
		),
		func(out *rds.DescribeDBInstanceAutomatedBackupsOutput) {
			for _, b := range out.DBInstanceAutomatedBackups {
				id := aws.ToString(b.DBInstanceArn)
				list.all[id] = append(list.all[id], b)
			}
		},
	)
	list.why = whyPart("RDS", "DescribeDBInstanceAutomatedBackups", err)
	return list
}

// of counts the copies in other regions of a database's backups. RDS may retain those of an earlier one that had its
// name.
func (b automatedBackups) of(arn string, database *string) model.Value[int] {
	if b.why != nil {
		return model.Unknown[int](*b.why)
	}
	n := 0
	for _, backup := range b.all[arn] {
		if mayBeSame(backup.DbiResourceId, database) {
			n += len(backup.DBInstanceAutomatedBackupsReplications)
		}
	}
	return model.Known(n)
}
