package cost

import "github.com/archcheck/archcheck/internal/model"

// small adds what costs little each.
func (e *estimator) small() {
	for i := range e.Model.Secrets {
		e.add(RowOther, &e.Model.Secrets[i].Resource, "secret", "secret", count(1), "")
	}
	for i := range e.Model.Keys {
		e.add(RowOther, &e.Model.Keys[i].Resource, "KMS key", "kms", count(1), "")
	}
	for i := range e.Model.Alarms {
		e.add(RowOther, &e.Model.Alarms[i].Resource, "alarm", "alarm", count(1), "")
	}
	for i := range e.Model.LogGroups {
		if gb := e.usage.LogGB; gb > 0 {
			e.add(RowOther, &e.Model.LogGroups[i].Resource, "logs", "logs/ingest", count(gb), assumed(gb, "GB")+", without what older ones cost to keep")
		}
	}
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
