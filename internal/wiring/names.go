package wiring

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// recordsOf are the records that alias a load balancer.
func (ix *Index) recordsOf(lb *model.LoadBalancer) []*model.Record {
	records := ix.Aliases[lb.ID]
	if name, ok := lb.DNSName.Get(); ok && name != "" {
		records = append(records[:len(records):len(records)], ix.Aliases[name]...)
	}
	return records
}

// namesOf are the names that alias a load balancer, in small letters.
func (ix *Index) namesOf(ref model.Value[string]) model.List[string] {
	names := gapped(ix.Model, model.Whole[string](), "records")
	lb := ix.LoadBalancers[ref.Or("")]
	if lb == nil {
		return names.Broken(because("the load balancer", ref))
	}
	for _, r := range ix.recordsOf(lb) {
		if name, ok := r.RecordName.Get(); ok {
			names = names.With(strings.ToLower(name))
		} else {
			names = names.Broken(r.RecordName.Why())
		}
	}
	for _, r := range ix.Aliases["?"] {
		names = names.Broken(r.AliasTarget.Why())
	}
	return names
}
