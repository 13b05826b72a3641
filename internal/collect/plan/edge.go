package plan

import (
	"math"
	"strconv"
	"time"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func loadBalancer(c *collector, in *instance) {
	lb := model.LoadBalancer{
		Lifecycle:        model.Unseen(),
		Resource:         c.base(in, "name"),
		LoadBalancerType: in.str("load_balancer_type", "application"),
		// AWS makes a load balancer internet-facing unless it is told otherwise.
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
		Internal:                in.boolean("internal", false),
		IPAddressType:           in.str("ip_address_type", "ipv4"),
		DNSName:                 in.str("dns_name"),
		ARNSuffix:               in.str("arn_suffix"),
		HTTP2:                   in.boolean("enable_http2", true),
		IdleTimeoutSeconds:      in.integer("idle_timeout", 60),
		DeletionProtection:      in.boolean("enable_deletion_protection", false),
		DropInvalidHeaderFields: in.boolean("drop_invalid_header_fields", false),
		WebACL:                  model.Known(""),
	}
	if in.data {
		lb.WebACL = model.Unknown[string](
			model.Why{Reason: model.NotManaged, Detail: "a data source does not show a web ACL"},
		)
	}
	lb.Placement = c.placed(in, c.loadBalancerSubnets(in), "security_groups", model.Not(lb.Internal))
	lb.AccessLogs, lb.AccessLogsBucket = c.accessLogs(in)
	lb.AccessLogsPrefix = in.str("access_logs.0.prefix", "")
	lb.CrossZone = in.boolean("enable_cross_zone_load_balancing", false)
	if lb.LoadBalancerType.Or("") == "application" {
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-cross-zone
		lb.CrossZone = model.Known(true)
	}
	c.loadBalancers.add(in.address, lb)
}

// loadBalancerSubnets reads `subnets` or `subnet_mapping`; the one not written is computed.
func (c *collector) loadBalancerSubnets(in *instance) model.List[string] {
	if n, s := in.count("subnet_mapping"); s == isKnown && n > 0 {
		list := model.Whole[string]()
		for i := range n {
			id := c.ref(in, []string{"aws_subnet"}, "subnet_mapping."+strconv.Itoa(i)+".subnet_id")
			if known, ok := id.Get(); ok {
				list = list.With(known)
			} else {
				list = list.Broken(id.Why())
			}
		}
		return list
	}
	return c.refs(in, []string{"aws_subnet"}, "subnets")
}

func (c *collector) accessLogs(in *instance) (model.Value[bool], model.Value[string]) {
	n, s := in.count("access_logs")
	if s == isNull || s == isKnown && n == 0 ||
		s == isUnknown && in.created && in.expression("access_logs").kind == unset {
		return model.Known(false), model.Known("")
	}
	return in.boolean("access_logs.0.enabled", false), c.ref(in, []string{"aws_s3_bucket"}, "access_logs.0.bucket")
}

func targetGroup(c *collector, in *instance) {
	g := model.TargetGroup{
		Members:                    model.Whole[string](),
		MemberPorts:                model.Whole[int](),
		Resource:                   c.base(in, "name"),
		VPC:                        c.ref(in, []string{"aws_vpc"}, "vpc_id", ""),
		Port:                       in.integer("port"),
		Protocol:                   in.str("protocol"),
		TargetType:                 in.str("target_type", "instance"),
		DeregistrationDelaySeconds: in.integer("deregistration_delay", 300),
		HealthCheck:                in.boolean("health_check.0.enabled", true),
		HealthCheckPath:            in.str("health_check.0.path", "/"),
		HealthCheckPort:            in.str("health_check.0.port", "traffic-port"),
		HealthCheckProtocol:        in.str("health_check.0.protocol", "HTTP"),
	}
	g.PreserveClientIP = preservesClient(in, g)
	g.CrossZone = in.str("load_balancing_cross_zone_enabled", "use_load_balancer_configuration")
	why := model.Why{Reason: model.KnownAfterApply, Detail: "only an account shows it"}
	g.Targets, g.HealthyTargets = model.Unknown[int](why), model.Unknown[int](why)
	if n, s := in.count("health_check"); s == isNull || s == isKnown && n == 0 {
		// Elastic Load Balancing checks targets unless told otherwise.
		g.HealthCheck = model.Known(true)
		g.HealthCheckPath = model.Known("/")
		g.HealthCheckPort = model.Known("traffic-port")
		g.HealthCheckProtocol = model.Map(g.Protocol, form.CheckProtocol)
	}
	if in.data {
		why := model.Why{
			Reason: model.NotManaged,
			Detail: "another state manages " + in.address + ", and may register targets with it",
		}
		g.Members, g.MemberPorts = g.Members.Broken(why), g.MemberPorts.Broken(why)
	}
	c.targetGroups.add(in.address, g)
}

// preservesClient is what the author says, else what the protocol and the type of the targets give.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
func preservesClient(in *instance, g model.TargetGroup) model.Value[bool] {
	protocol, known := g.Protocol.Get()
	target, isKnown := g.TargetType.Get()
	switch {
	case !known:
		return model.Unknown[bool](g.Protocol.Why())
	case !isKnown:
		return model.Unknown[bool](g.TargetType.Why())
	case protocol == "HTTP" || protocol == "HTTPS" || protocol == "GENEVE":
		return model.Known(false) // no network load balancer
	}
	return in.boolean("preserve_client_ip", target != "ip" || protocol == "UDP" || protocol == "TCP_UDP")
}

func certificate(c *collector, in *instance) {
	cert := model.Certificate{
		Resource: c.base(in, "domain_name"), DomainName: in.str("domain_name"),
		SubjectAlternativeNames: in.strs("subject_alternative_names", nil),
		ValidationMethod:        in.str("validation_method"), Status: in.str("status"),
		ExpiresInDays: c.daysUntil(in, "not_after"),
	}
	c.certificates.add(in.address, cert)
}

const hoursADay = 24

// daysUntil is how many days after the plan was made a time lies that an existing resource shows.
func (c *collector) daysUntil(in *instance, path string) model.Value[int] {
	end := in.str(path)
	text, ok := end.Get()
	if !ok {
		return model.Unknown[int](end.Why())
	}
	then, err := time.Parse(time.RFC3339, text)
	made, unsaid := time.Parse(time.RFC3339, c.made)
	if err != nil || unsaid != nil {
		return model.Unknown[int](
			model.Why{Reason: model.NotRecorded, Detail: "the input does not say when it was made"},
		)
	}
	return model.Known(int(math.Floor(then.Sub(made).Hours() / hoursADay)))
}
