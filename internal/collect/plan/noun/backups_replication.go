package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// backupsReplication counts a copy of a database's automated backups in another region.
func backupsReplication(c *collector, in *read.Instance) {
	databases, exact := c.databases.of(c.Ref(in, []string{"aws_db_instance"}, "source_db_instance_arn"))
	for _, d := range databases {
		if exact {
			d.ReplicatedBackups = model.Known(d.ReplicatedBackups.Or(0) + 1)
		} else if !d.ReplicatedBackups.IsKnown() {
			d.ReplicatedBackups = model.Unknown[int](
				model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may replicate its backups"},
			)
		}
	}
}
