package cost

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// small adds what costs little each.
func (e *estimator) small() {
	for i := range e.Model.Secrets {
		e.add(RowOther, &e.Model.Secrets[i].Resource, "secret", "secret", count(1), "")
	}
	for i := range e.Model.Keys {
		e.add(RowOther, &e.Model.Keys[i].Resource, "KMS key", "kms", count(1), "")
	}
	e.alarms()
	e.logs()
	for i := range e.Model.Repositories {
		if gb := e.usage.ImageGB; gb > 0 {
			e.add(RowOther, &e.Model.Repositories[i].Resource, "images", "ecr", count(gb), assumed(gb, "GB"))
		}
	}
	for i := range e.Model.Clusters {
		c := &e.Model.Clusters[i]
		if n := e.usage.InsightsMetrics; n > 0 && c.ContainerInsights.Or("enabled") != "disabled" {
			e.add(RowOther, &c.Resource, "container insights", "metric", count(n), assumed(n, "metrics"))
		}
	}
	for i := range e.Model.WebACLs {
		w := &e.Model.WebACLs[i]
		e.add(RowOther, &w.Resource, "web ACL", "waf/acl", count(1), "")
		if rules, known := w.Rules.Get(); known && rules > 0 {
			e.add(RowOther, &w.Resource, "rules of the web ACL", "waf/rule", count(rules), "")
		} else if !known {
			e.unknown(RowOther, &w.Resource, "rules of the web ACL", w.Rules.Why())
		}
	}
	e.zones()
}

// logs of each class have a price of their own.
func (e *estimator) logs() {
	for i := range e.Model.LogGroups {
		g := &e.Model.LogGroups[i]
		class, known := g.Class.Get()
		switch gb := e.usage.LogGB; {
		case gb == 0:
		case !known:
			e.unknown(RowOther, &g.Resource, "class of the logs", g.Class.Why())
		case class != "STANDARD":
			e.unknown(
				RowOther,
				&g.Resource,
				"logs",
				model.Why{Reason: model.NotPriced, Detail: "the price book has no logs of the class " + class},
			)
		default:
			e.add(
				RowOther,
				&g.Resource,
				"logs",
				"logs/ingest",
				count(gb),
				assumed(gb, "GB")+", without what older ones cost to keep",
			)
		}
	}
}

// tracking is the type of a scaling policy for which AWS makes the alarms.
const tracking = "TargetTrackingScaling"

// alarms counts those that somebody made, and for each policy that tracks a target the two
// that AWS makes: an account lists these as alarms, a plan does not.
// https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
func (e *estimator) alarms() {
	for i := range e.Model.Alarms {
		a := &e.Model.Alarms[i]
		ofAWS := func(action string) bool {
			p := e.ScalingPolicies[action]
			return p != nil && p.PolicyType.Or("") == tracking
		}
		if !slices.ContainsFunc(a.AlarmActions.Items(), ofAWS) {
			e.add(RowOther, &a.Resource, "alarm", "alarm", count(1), "")
		}
	}
	for i := range e.Model.ScalingPolicies {
		p := &e.Model.ScalingPolicies[i]
		if p.PolicyType.Or("") != tracking {
			continue
		}
		n := 2
		if off, known := p.DisableScaleIn.Get(); known && off {
			n = 1
		}
		e.add(RowOther, &p.Resource, "alarms of target tracking", "alarm", count(n), "")
	}
}

// zones counts the hosted zones that records stand in, each once.
func (e *estimator) zones() {
	seen := map[string]bool{}
	for i := range e.Model.Records {
		r := &e.Model.Records[i]
		zone := r.Zone.Or("of " + r.ID)
		if seen[zone] {
			continue
		}
		seen[zone] = true
		n := r.Resource
		n.Region = model.Known("") // a zone costs the same everywhere
		e.add(RowOther, &n, "hosted zone", "zone", count(1), "")
	}
}
