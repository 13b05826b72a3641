package noun

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func record(c *collector, in *read.Instance) {
	r := model.Record{
		Resource: c.base(in, "name"), RecordName: c.recordName(in), RecordType: in.Text("type"),
		Zone: c.Ref(in, []string{"aws_route53_zone"}, "zone_id"), AliasTarget: model.Known(""),
		Standby: standby(in), Private: c.privateZone(in),
	}
	if n, s := in.Count("alias"); s.IsOpen() || n > 0 {
		r.AliasTarget = c.aliasOf(in, "alias.0.name")
	}
	switch kept := c.keepsRecord(&r); {
	case !kept.IsKnown():
		r.AliasTarget = model.Unknown[string](kept.Why())
	case !kept.Or(false):
		return
	}
	c.records.add(in.Address, r)
}

// aliasTargets are what an alias can be of. Only load balancers are read, but an alias of another is none of theirs.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html
func aliasTargets() []string {
	return []string{
		"aws_lb",
		"aws_api_gateway_domain_name",
		"aws_apigatewayv2_domain_name",
		"aws_appsync_domain_name",
		"aws_cloudfront_distribution",
		"aws_cognito_user_pool_domain",
		"aws_elb",
		"aws_globalaccelerator_accelerator",
		"aws_s3_bucket",
		"aws_s3_bucket_website_configuration",
		"aws_vpc_endpoint",
		"aws_vpclattice_service",
	}
}

// aliasOf is what a record aliases by an attribute.
func (c *collector) aliasOf(in *read.Instance, path string) model.Value[string] {
	return c.aliased(c.Ref(in, aliasTargets(), path))
}

// aliased is the load balancer of which a record has the name.
func (c *collector) aliased(target model.Value[string]) model.Value[string] {
	text, known := target.Get()
	if !known {
		return target
	}
	text = strings.TrimPrefix(text, "dualstack.")
	if named := c.Named(text, []string{"aws_lb"}); len(named) == 1 {
		return model.Known(named[0].Address)
	}
	return model.Known(text)
}

// recordName is the full name; `name` may leave the zone's name out.
func (c *collector) recordName(in *read.Instance) model.Value[string] {
	if fqdn, ok := in.Text("fqdn").Get(); ok && fqdn != "" {
		return model.Known(strings.TrimSuffix(fqdn, "."))
	}
	name, ok := in.Text("name", "").Get()
	zone := c.ByAddress[c.Ref(in, []string{"aws_route53_zone"}, "zone_id").Or("")]
	if !ok || zone == nil {
		return in.Text("name", "")
	}
	zoneName, ok := zone.Text("name").Get()
	name, zoneName = strings.TrimSuffix(name, "."), strings.TrimSuffix(zoneName, ".")
	switch {
	case !ok || name == zoneName || strings.HasSuffix(name, "."+zoneName):
		return model.Known(name)
	case name == "":
		return model.Known(zoneName)
	}
	return model.Known(name + "." + zoneName)
}

// standby reports whether a record answers only where no other of its name does.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html
func standby(in *read.Instance) model.Value[bool] {
	idle, secondary := model.Known(false), model.Known(false)
	if n, s := in.Count("weighted_routing_policy"); n > 0 || s.IsHidden() ||
		s == read.Unknown && in.Expression("weighted_routing_policy").Kind != read.Unset {
		idle = model.Is(in.Integer("weighted_routing_policy.0.weight"), 0)
	}
	if n, s := in.Count("failover_routing_policy"); n > 0 || s.IsHidden() ||
		s == read.Unknown && in.Expression("failover_routing_policy").Kind != read.Unset {
		secondary = model.Is(in.Text("failover_routing_policy.0.type"), "SECONDARY")
	}
	return model.Some(idle, secondary)
}

// privateZone reports whether the zone of a record answers to VPCs alone.
func (c *collector) privateZone(in *read.Instance) model.Value[bool] {
	ref := c.Ref(in, []string{"aws_route53_zone"}, "zone_id")
	id, known := ref.Get()
	zone := c.ByAddress[id]
	switch {
	case !known:
		return model.Unknown[bool](ref.Why())
	case zone == nil:
		return model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "another state owns the zone " + id + ", which may be private"},
		)
	case zone.Data:
		return zone.Boolean("private_zone")
	}
	return hasBlock(zone, "vpc")
}
