package account

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

const databaseARN = "arn:aws:rds:eu-west-1:123456789012:db:d"

// snapshots answer the lists of snapshots and of automated backups.
type snapshots struct {
	databaseAPI
	instance []types.DBSnapshot
	cluster  []types.DBClusterSnapshot
	backups  []types.DBInstanceAutomatedBackup
}

func (s snapshots) DescribeDBSnapshots(
	context.Context,
	*rds.DescribeDBSnapshotsInput,
	...func(*rds.Options),
) (*rds.DescribeDBSnapshotsOutput, error) {
	return &rds.DescribeDBSnapshotsOutput{DBSnapshots: s.instance}, nil
}

func (s snapshots) DescribeDBClusterSnapshots(
	context.Context,
	*rds.DescribeDBClusterSnapshotsInput,
	...func(*rds.Options),
) (*rds.DescribeDBClusterSnapshotsOutput, error) {
	return &rds.DescribeDBClusterSnapshotsOutput{DBClusterSnapshots: s.cluster}, nil
}

func (s snapshots) DescribeDBInstanceAutomatedBackups(
	context.Context,
	*rds.DescribeDBInstanceAutomatedBackupsInput,
	...func(*rds.Options),
) (*rds.DescribeDBInstanceAutomatedBackupsOutput, error) {
	return &rds.DescribeDBInstanceAutomatedBackupsOutput{DBInstanceAutomatedBackups: s.backups}, nil
}

// TestSnapshotsOfTheDatabase: a copy counts that can be restored and is of this very database, and not of one that
// was deleted and had its name.
func TestSnapshotsOfTheDatabase(t *testing.T) {
	yesterday := aws.Time(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	for name, one := range map[string]struct {
		status, resource string
		manual           int
	}{
		"available":             {"available", "db-NOW", 1},
		"of one without an id":  {"available", "", 1},
		"failed":                {"failed", "db-NOW", 0},
		"being made":            {"creating", "db-NOW", 0},
		"of its name's earlier": {"available", "db-EARLIER", 0},
	} {
		api := snapshots{
			instance: []types.DBSnapshot{{
				DBSnapshotArn:        aws.String("arn:aws:rds:eu-west-1:123456789012:snapshot:s"),
				DBSnapshotIdentifier: aws.String("s"),
				DBInstanceIdentifier: aws.String("d"),
				SnapshotCreateTime:   yesterday,
				SnapshotType:         aws.String("manual"),
				Status:               said(one.status),
				DbiResourceId:        said(one.resource),
			}},
			cluster: []types.DBClusterSnapshot{{
				DBClusterSnapshotArn:        aws.String("arn:aws:rds:eu-west-1:123456789012:cluster-snapshot:s"),
				DBClusterSnapshotIdentifier: aws.String("s"),
				DBClusterIdentifier:         aws.String("d"),
				SnapshotCreateTime:          yesterday,
				SnapshotType:                aws.String("manual"),
				Status:                      said(one.status),
				DbClusterResourceId:         said(one.resource),
			}},
		}
		all, _ := readSnapshots(context.Background(), api)
		if got := all.of(databaseARN, aws.String("db-NOW")); got.manual != one.manual {
			t.Errorf("%s: %+v", name, got)
		}
		clusters, _ := readClusterSnapshots(context.Background(), api)
		got := clusters.of("arn:aws:rds:eu-west-1:123456789012:cluster:d", aws.String("db-NOW"))
		if got.manual != one.manual {
			t.Errorf("cluster, %s: %+v", name, got)
		}
	}
}

// TestBackupsOfAnEarlierDatabase: what RDS retains of a database that is deleted is no copy of the one with its name.
func TestBackupsOfAnEarlierDatabase(t *testing.T) {
	for resource, want := range map[string]int{"db-NOW": 1, "db-EARLIER": 0} {
		all := readAutomatedBackups(context.Background(), snapshots{backups: []types.DBInstanceAutomatedBackup{{
			DBInstanceArn:                          aws.String(databaseARN),
			DbiResourceId:                          aws.String(resource),
			DBInstanceAutomatedBackupsReplications: make([]types.DBInstanceAutomatedBackupsReplication, 1),
		}}})
		if n := all.of(databaseARN, aws.String("db-NOW")); n.Or(-1) != want {
			t.Errorf("%s: %v", resource, n)
		}
	}
}

// said is an attribute, nil where AWS says nothing.
func said(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
