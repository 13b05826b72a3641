package cost

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// optimized is the storage type that takes more for instances and storage, and nothing for
// requests.
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html
const optimized = "aurora-iopt1"

const million = 1_000_000

// aurora bills each instance by its class, and the storage by what is used.
func (e *estimator) aurora(d *model.Database, engine string) {
	kind, known := d.StorageType.Get()
	if !known {
		e.unknown(RowDatabase, &d.Resource, "storage type", d.StorageType.Why())
		return
	}
	if kind == "" {
		kind = "aurora" // an account says nothing of the standard one
	}
	e.auroraInstances(d, engine, kind)
	e.used(d, "storage "+kind, "aurora-storage/"+engine+"/"+kind, "aurora_gb_per_cluster", "GB", e.usage.AuroraGB, 1)
	if kind != optimized {
		e.used(
			d,
			"storage requests",
			"aurora-io/"+engine,
			"aurora_million_requests_per_cluster",
			"million requests",
			e.usage.AuroraMillionRequests,
			million,
		)
	}
	if gb := e.usage.BackupGB; gb > 0 {
		e.add(
			RowDatabase,
			&d.Resource,
			"backups beyond the free share",
			"aurora-backup/"+engine,
			count(gb),
			fmt.Sprintf("%d GB more than the storage", gb),
		)
	}
}

func (e *estimator) auroraInstances(d *model.Database, engine, kind string) {
	classes := slices.Sorted(slices.Values(d.InstanceClasses.Items()))
	price := "single"
	if kind == optimized {
		price = "iopt1"
	}
	for _, class := range slices.Compact(slices.Clone(classes)) {
		n := 0
		for _, other := range classes {
			if other == class {
				n++
			}
		}
		e.add(
			RowDatabase,
			&d.Resource,
			strconv.Itoa(n)+" x instance "+class,
			"rds/"+engine+"/"+class+"/"+price,
			hours(n),
			"",
		)
	}
	e.addedReplicas(d, classes, "rds/"+engine+"/", "/"+price)
	if n, known := d.Instances.Get(); !known {
		e.unknown(RowDatabase, &d.Resource, "number of instances", d.Instances.Why())
	} else if n > len(classes) {
		e.unknown(RowDatabase, &d.Resource, "class of each instance", d.InstanceClasses.Why())
	}
}

// addedReplicas are those that scaling adds at times, of the class that the instances have.
func (e *estimator) addedReplicas(d *model.Database, classes []string, before, after string) {
	f := e.scaledDatabases[d.ID]
	if f == nil || !d.Instances.IsKnown() {
		return
	}
	now, _ := d.Instances.Get()
	most, known := f.InstancesAtMost.Get()
	switch same := slices.Compact(slices.Clone(classes)); {
	case !known:
		e.unknown(RowDatabase, &d.Resource, "replicas that scaling adds", f.InstancesAtMost.Why())
	case most <= now:
	case len(same) != 1:
		e.unknown(
			RowDatabase,
			&d.Resource,
			"replicas that scaling adds",
			model.Why{Reason: model.NotPriced, Detail: "its instances have several classes"},
		)
	default:
		e.add(
			RowDatabase,
			&d.Resource,
			"replicas that scaling adds",
			before+same[0]+after,
			Figures{Maximum: hours(most - now).Maximum},
			"none on average",
		)
	}
}

// used is billed by what is used; it is never nothing, so that a document that does not say
// how much leaves it without a price.
func (e *estimator) used(d *model.Database, what, key, usage, unit string, n, times int) {
	if n == 0 {
		e.unknown(
			RowDatabase,
			&d.Resource,
			what,
			model.Why{
				Reason: model.NotPriced,
				Detail: "it is billed by use, and the document's cost.usage." + usage + " does not say how much",
			},
		)
		return
	}
	e.add(RowDatabase, &d.Resource, what, key, count(n*times), assumed(n, unit))
}
