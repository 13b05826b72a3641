package account

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// atWorst brings in what waits for the next maintenance window: until the change is through, a
// database has of now and then what protects it less.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PendingModifiedValues.html
func atWorst(n *model.Database, pending *types.PendingModifiedValues) {
	if pending == nil {
		return
	}
	if pending.MultiAZ != nil && !*pending.MultiAZ {
		n.MultiAZ = model.Known(false)
	}
	n.BackupRetentionDays = less(n.BackupRetentionDays, pending.BackupRetentionPeriod)
	n.StorageGiB = less(n.StorageGiB, pending.AllocatedStorage)
	if exports := pending.PendingCloudwatchLogsExports; exports != nil {
		going := exports.LogTypesToDisable
		n.LogExports = model.Whole(
			slices.DeleteFunc(
				slices.Clone(n.LogExports.Items()),
				func(log string) bool { return slices.Contains(going, log) },
			)...)
	}
}

// less is the smaller one of what is and what is to come.
func less(now model.Value[int], then *int32) model.Value[int] {
	if value, isKnown := now.Get(); isKnown && then != nil && int(*then) < value {
		return model.Known(int(aws.ToInt32(then)))
	}
	return now
}
