package noun

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// recordsExclusive is the type that lists all records of a zone: it makes them, and apply removes the others.
const recordsExclusive = "aws_route53_records_exclusive"

// keepsRecord reports whether a zone keeps a record of a resource's own beside the list of all its records.
func (c *collector) keepsRecord(r *model.Record) model.Value[bool] {
	kept := model.Known(true)
	for _, list := range c.ByType[recordsExclusive] {
		zone := c.Ref(list, []string{"aws_route53_zone"}, "zone_id")
		kept = model.Every(kept, model.Some(model.Not(model.Equal(zone, r.Zone)), listsRecord(list, r)))
	}
	return kept
}

// listsRecord reports whether a list of records has one of the name and type.
func listsRecord(list *read.Instance, r *model.Record) model.Value[bool] {
	n, s := list.Count("resource_record_set")
	if s.IsOpen() {
		return model.Unknown[bool](
			model.Why{Reason: model.KnownAfterApply, Detail: "which records " + list.Address + " lists"},
		)
	}
	var any []model.Value[bool]
	for i := range n {
		at := fmt.Sprintf("resource_record_set.%d.", i)
		name := model.Map(list.Text(at+"name"), plainName)
		any = append(any, model.Every(
			model.Equal(name, model.Map(r.RecordName, plainName)),
			model.Equal(list.Text(at+"type"), r.RecordType),
		))
	}
	return model.Some(any...)
}

// plainName is the name of a record as Route 53 compares it.
func plainName(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }

// exclusiveRecords are the aliases in a list of all records of a zone. Where it has several records, which reference
// belongs to which of them plan JSON does not tell.
func exclusiveRecords(c *collector, in *read.Instance) {
	n, _ := in.Count("resource_record_set")
	for i := range n {
		at := fmt.Sprintf("resource_record_set.%d.", i)
		if aliases, s := in.Count(at + "alias_target"); aliases == 0 && !s.IsOpen() {
			continue
		}
		r := model.Record{
			Resource: c.base(
				in,
				at+"name",
			),
			RecordName: model.Map(in.Text(at+"name"), plainName),
			RecordType: in.Text(at + "type"),
			Zone: c.Ref(
				in,
				[]string{"aws_route53_zone"},
				"zone_id",
			),
			AliasTarget: c.aliased(in.Text(at + "alias_target.0.dns_name")),
			Standby: model.Some(
				model.Is(in.Text(at+"weight", ""), "0"),
				model.Is(in.Text(at+"failover", ""), "SECONDARY"),
			),
			Private: c.privateZone(in),
		}
		if n == 1 {
			r.AliasTarget = c.aliasOf(in, at+"alias_target.0.dns_name")
		}
		r.ID += fmt.Sprintf(".resource_record_set[%d]", i)
		c.records.add(r.ID, r)
	}
}
