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

// mayBeAliased is why a load balancer may be aliased by its name, which is not known; nil where that is no question.
func (ix *Index) mayBeAliased(lb *model.LoadBalancer) *model.Why {
	if lb.DNSName.IsKnown() || len(ix.Aliases[lb.ID]) > 0 || ix.Elsewhere == nil {
		return nil
	}
	why := lb.DNSName.Why()
	why.Detail = ix.Elsewhere.ID + " may alias it"
	return &why
}

// answering adds a record to those that alias a load balancer, if users get it as an answer.
func (b *builder) answering(f *LoadBalancer, r *model.Record) model.List[string] {
	answers := model.Every(
		model.Some(model.Not(r.Private), f.Internal),
		b.isChosen(r),
		fitsAddresses(&f.LoadBalancer, r),
	)
	switch answer, known := answers.Get(); {
	case !known:
		return f.AliasRecords.Broken(
			model.Why{
				Reason: answers.Why().Reason,
				Detail: "whether users get " + r.ID + " as an answer: " + answers.Why().Detail,
			},
		)
	case !answer:
		return f.AliasRecords
	}
	return f.AliasRecords.With(r.ID)
}

// isChosen reports whether Route 53 answers with a record: one that stands by does so only where no
// other record of its name and type is there. A plan does not show those of other states.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
func (b *builder) isChosen(r *model.Record) model.Value[bool] {
	if standby, known := r.Standby.Get(); known && !standby {
		return model.Known(true)
	}
	others := model.Known(false)
	for i := range b.Model.Records {
		if o := &b.Model.Records[i]; o.ID != r.ID {
			others = model.Some(
				others,
				model.Every(model.Equal(o.RecordName, r.RecordName), model.Equal(o.RecordType, r.RecordType),
					model.Equal(o.Zone, r.Zone), model.Not(o.Standby)),
			)
		}
	}
	if known, is := others.Get(); is && !known && b.Model.Source.Kind != model.KindAccount {
		others = model.Unknown[bool](
			model.Why{
				Reason: model.NotManaged,
				Detail: "it stands by, and another state may own the record that answers",
			},
		)
	}
	return model.Some(model.Not(r.Standby), model.Not(others))
}

// fitsAddresses reports whether a load balancer has addresses of the kind that a record is for.
func fitsAddresses(lb *model.LoadBalancer, r *model.Record) model.Value[bool] {
	return model.Some(
		model.Is(r.RecordType, "A"),
		model.Every(model.Is(r.RecordType, "AAAA"), model.Not(model.Is(lb.IPAddressType, "ipv4"))),
	)
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
	if why := ix.mayBeAliased(lb); why != nil {
		names = names.Broken(*why)
	}
	return names
}
