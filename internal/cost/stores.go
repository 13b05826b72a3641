package cost

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/shopspring/decimal"
)

// gp3 storage of RDS brings 3,000 IOPS, and 12,000 from 400 GiB on.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
const (
	baselineIOPS      = 3000
	largeBaselineIOPS = 12000
	largeStorageGiB   = 400
)

// deployment names the price list's own: Multi-AZ is a price of its own, and not twice the other.
func deployment(multi bool) string {
	if multi {
		return "multi"
	}
	return "single"
}

func (e *estimator) databases() {
	for i := range e.Model.Databases {
		d := &e.Model.Databases[i]
		multi, multiKnown := d.MultiAZ.Get()
		class, classKnown := d.InstanceClass.Get()
		engine, engineKnown := d.Engine.Get()
		instances, instancesKnown := d.Instances.Get()
		switch {
		case !classKnown || class == "":
			e.unknown(RowDatabase, &d.Resource, "instance class", d.InstanceClass.Why())
		case !engineKnown:
			e.unknown(RowDatabase, &d.Resource, "engine", d.Engine.Why())
		case !instancesKnown:
			e.unknown(RowDatabase, &d.Resource, "number of instances", d.Instances.Why())
		case d.Kind.Or("") == "cluster":
			e.add(RowDatabase, &d.Resource, "instances "+class, "rds/"+engine+"/"+class+"/single", hours(instances), "")
		case !multiKnown:
			e.unknown(RowDatabase, &d.Resource, "Multi-AZ", d.MultiAZ.Why())
		default:
			e.add(RowDatabase, &d.Resource, "instance "+class+", "+deployment(multi)+"-AZ", "rds/"+engine+"/"+class+"/"+deployment(multi), hours(1), "")
		}
		e.storage(d, multi, multiKnown)
		if gb := e.usage.BackupGB; gb > 0 {
			e.add(RowDatabase, &d.Resource, "backups beyond the free share", "rds-backup", count(gb), fmt.Sprintf("%d GB more than the storage", gb))
		}
	}
}

// storage runs from what is allocated to the limit of storage autoscaling.
func (e *estimator) storage(d *model.Database, multi, multiKnown bool) {
	kind, kindKnown := d.StorageType.Get()
	size, sizeKnown := d.StorageGiB.Get()
	limit, limitKnown := d.MaxStorageGiB.Get()
	switch {
	case d.Kind.Or("") == "cluster":
		e.unknown(RowDatabase, &d.Resource, "storage", model.Why{Reason: model.NotPriced, Detail: "Aurora bills what is used"})
		return
	case !kindKnown || kind == "":
		e.unknown(RowDatabase, &d.Resource, "storage type", d.StorageType.Why())
		return
	case !sizeKnown:
		e.unknown(RowDatabase, &d.Resource, "storage", d.StorageGiB.Why())
		return
	case !limitKnown:
		e.unknown(RowDatabase, &d.Resource, "limit of storage autoscaling", d.MaxStorageGiB.Why())
		return
	case !multiKnown:
		return // said with the instance
	}
	quantity := count(size)
	quantity.Maximum = decimal.NewFromInt(int64(max(size, limit)))
	e.add(RowDatabase, &d.Resource, "storage "+kind, "rds-storage/"+kind+"/"+deployment(multi), quantity, "")
	free := baselineIOPS
	if size >= largeStorageGiB {
		free = largeBaselineIOPS
	}
	if iops, known := d.IOPS.Get(); known && iops > free && kind == "gp3" || known && iops > 0 && strings.HasPrefix(kind, "io") {
		if kind != "gp3" {
			free = 0
		}
		e.add(RowDatabase, &d.Resource, "IOPS beyond the baseline", "rds-iops/"+kind+"/"+deployment(multi), count(iops-free), "")
	}
}

func (e *estimator) caches() {
	for i := range e.Model.Caches {
		c := &e.Model.Caches[i]
		engine, engineKnown := c.Engine.Get()
		node, nodeKnown := c.NodeType.Get()
		nodes, nodesKnown := c.Nodes.Get()
		switch {
		case c.Kind.Or("") == "serverless":
			e.unknown(RowCache, &c.Resource, "serverless cache", model.Why{Reason: model.NotPriced, Detail: "it is billed by use"})
		case !engineKnown:
			e.unknown(RowCache, &c.Resource, "engine", c.Engine.Why())
		case !nodeKnown:
			e.unknown(RowCache, &c.Resource, "node type", c.NodeType.Why())
		case !nodesKnown:
			e.unknown(RowCache, &c.Resource, "number of nodes", c.Nodes.Why())
		default:
			e.add(RowCache, &c.Resource, "nodes "+node, "cache/"+engine+"/"+node, hours(nodes), "")
		}
	}
}
