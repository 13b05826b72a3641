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

// deployment names the price list's own: Multi-AZ is a price of its own, and not twice the
// other; a Multi-AZ DB cluster, with its two readable standbys, is a third.
func deployment(d *model.Database) model.Value[string] {
	multi, known := d.MultiAZ.Get()
	switch {
	case d.Kind.Or("") == "cluster":
		return model.Known("cluster")
	case !known:
		return model.Unknown[string](d.MultiAZ.Why())
	case multi:
		return model.Known("multi")
	}
	return model.Known("single")
}

func (e *estimator) databases() {
	for i := range e.Model.Databases {
		d := &e.Model.Databases[i]
		engine, engineKnown := d.Engine.Get()
		switch {
		case !engineKnown:
			e.unknown(RowDatabase, &d.Resource, "engine", d.Engine.Why())
		case strings.HasPrefix(engine, "aurora"):
			e.aurora(d, engine)
		default:
			e.database(d, engine)
		}
	}
}

func (e *estimator) database(d *model.Database, engine string) {
	class, classKnown := d.InstanceClass.Get()
	how, howKnown := deployment(d).Get()
	switch {
	case !classKnown || class == "":
		e.unknown(RowDatabase, &d.Resource, "instance class", d.InstanceClass.Why())
	case !howKnown:
		e.unknown(RowDatabase, &d.Resource, "Multi-AZ", d.MultiAZ.Why())
	default:
		e.add(RowDatabase, &d.Resource, "instance "+class+", "+how+"-AZ", "rds/"+engine+"/"+class+"/"+how, hours(1), "")
	}
	if howKnown {
		e.storage(d, how)
	}
	if gb := e.usage.BackupGB; gb > 0 {
		e.add(
			RowDatabase,
			&d.Resource,
			"backups beyond the free share",
			"rds-backup",
			count(gb),
			fmt.Sprintf("%d GB more than the storage", gb),
		)
	}
}

// storage runs from what is allocated to the limit of storage autoscaling.
func (e *estimator) storage(d *model.Database, how string) {
	kind, kindKnown := d.StorageType.Get()
	size, sizeKnown := d.StorageGiB.Get()
	limit, limitKnown := d.MaxStorageGiB.Get()
	switch {
	case !kindKnown || kind == "":
		e.unknown(RowDatabase, &d.Resource, "storage type", d.StorageType.Why())
		return
	case !sizeKnown:
		e.unknown(RowDatabase, &d.Resource, "storage", d.StorageGiB.Why())
		return
	case !limitKnown:
		e.unknown(RowDatabase, &d.Resource, "limit of storage autoscaling", d.MaxStorageGiB.Why())
		return
	}
	quantity := count(size)
	quantity.Maximum = decimal.NewFromInt(int64(max(size, limit)))
	e.add(RowDatabase, &d.Resource, "storage "+kind, "rds-storage/"+kind+"/"+how, quantity, "")
	e.iops(d, kind, how, size)
	e.throughput(d, kind, size)
}

// iops are paid for beyond what gp3 brings along, and from the first on with io1 and io2.
func (e *estimator) iops(d *model.Database, kind, how string, size int) {
	free := 0
	switch {
	case kind == "gp3" && size >= largeStorageGiB:
		free = largeBaselineIOPS
	case kind == "gp3":
		free = baselineIOPS
	case !strings.HasPrefix(kind, "io"):
		return
	}
	if iops, known := d.IOPS.Get(); !known {
		e.unknown(RowDatabase, &d.Resource, "IOPS", d.IOPS.Why())
	} else if iops > free {
		e.add(RowDatabase, &d.Resource, "IOPS beyond the baseline", "rds-iops/"+kind+"/"+how, count(iops-free), "")
	}
}

// gp3 storage of RDS brings 125 MiB a second, and 500 from 400 GiB on.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
const (
	baselineMiBps      = 125
	largeBaselineMiBps = 500
)

// throughput beyond what gp3 brings along, and a volume of its own for logs, are paid for, and the price book has
// no prices of them.
func (e *estimator) throughput(d *model.Database, kind string, size int) {
	free := baselineMiBps
	if size >= largeStorageGiB {
		free = largeBaselineMiBps
	}
	notInBook := model.Why{Reason: model.NotPriced, Detail: "the price book has no such prices"}
	rate, known := d.ThroughputMiBps.Get()
	switch {
	case kind != "gp3":
	case !known:
		e.unknown(RowDatabase, &d.Resource, "throughput", d.ThroughputMiBps.Why())
	case rate > free:
		e.unknown(RowDatabase, &d.Resource, "throughput beyond the baseline", notInBook)
	}
	switch own, known := d.DedicatedLogVolume.Get(); {
	case !known:
		e.unknown(RowDatabase, &d.Resource, "volume of the logs", d.DedicatedLogVolume.Why())
	case own:
		e.unknown(RowDatabase, &d.Resource, "volume of the logs", notInBook)
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
			e.unknown(
				RowCache,
				&c.Resource,
				"serverless cache",
				model.Why{Reason: model.NotPriced, Detail: "it is billed by use"},
			)
		case !engineKnown:
			e.unknown(RowCache, &c.Resource, "engine", c.Engine.Why())
		case !nodeKnown:
			e.unknown(RowCache, &c.Resource, "node type", c.NodeType.Why())
		case !nodesKnown:
			e.unknown(RowCache, &c.Resource, "number of nodes", c.Nodes.Why())
		default:
			e.nodes(c, nodes, "cache/"+engine+"/"+node)
		}
	}
}

// nodes are as many as there are, and at times as few or as many as scaling makes of them.
func (e *estimator) nodes(c *model.Cache, now int, key string) {
	least, most := c.Nodes, c.Nodes
	if f := e.scaledCaches[c.ID]; f != nil {
		least, most = f.Nodes, f.NodesAtMost
	}
	low, lowKnown := least.Get()
	high, highKnown := most.Get()
	node, _ := c.NodeType.Get()
	switch {
	case !lowKnown:
		e.unknown(RowCache, &c.Resource, "number of nodes", least.Why())
	case !highKnown:
		e.unknown(RowCache, &c.Resource, "number of nodes", most.Why())
	default:
		now = min(max(now, low), high)
		e.add(
			RowCache,
			&c.Resource,
			"nodes "+node,
			key,
			Figures{hours(low).Minimum, hours(now).Expected, hours(high).Maximum},
			"",
		)
	}
}
