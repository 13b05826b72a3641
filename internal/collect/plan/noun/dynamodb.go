package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func dynamoTable(c *collector, in *read.Instance) {
	onDemand := model.Is(in.Text("billing_mode", "PROVISIONED"), "PAY_PER_REQUEST")
	c.dynamoTables.add(in.Address, model.Table{
		// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
		Resource:            c.base(in, "name"),
		Lifecycle:           model.Unseen(),
		Encrypted:           model.Known(true),
		KMSKey:              c.tableKey(in),
		PointInTimeRecovery: in.Boolean("point_in_time_recovery.0.enabled", false),
		OnDemand:            onDemand,
		ReadCapacity:        tableCapacity(in, onDemand, "read_capacity"),
		WriteCapacity:       tableCapacity(in, onDemand, "write_capacity"),
		DeletionProtection:  in.Boolean("deletion_protection_enabled", false),
	})
}

// tableKey is the key of encryption that the author switches on, which without a name is AWS's own. One that is made of
// another table has that one's, where the author says nothing.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html
func (c *collector) tableKey(in *read.Instance) model.Value[string] {
	restored := in.IsWritten("restore_source_name") || in.IsWritten("restore_source_table_arn")
	switch enabled, known := in.Boolean("server_side_encryption.0.enabled", false).Get(); {
	case in.Created && restored && !in.IsWritten("server_side_encryption"):
		return model.Unknown[string](
			model.Why{
				Reason: model.NotManaged,
				Detail: in.Address + " takes the key of the table that it is restored from",
			},
		)
	case !known:
		return model.Unknown[string](in.Boolean("server_side_encryption.0.enabled").Why())
	case !enabled:
		return model.Known("")
	}
	return c.keyRef(in, "server_side_encryption.0.kms_key_arn")
}

// tableCapacity counts only where capacity is provisioned: an existing table shows what it had before.
func tableCapacity(in *read.Instance, onDemand model.Value[bool], path string) model.Value[int] {
	switch on, known := onDemand.Get(); {
	case !known:
		return model.Unknown[int](onDemand.Why())
	case on:
		return model.Known(0)
	}
	return in.Integer(path)
}
