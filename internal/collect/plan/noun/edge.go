package noun

import (
	"math"
	"strconv"
	"time"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func loadBalancer(c *collector, in *read.Instance) {
	lb := model.LoadBalancer{
		Lifecycle:        model.Unseen(),
		Resource:         c.base(in, "name"),
		LoadBalancerType: in.Text("load_balancer_type", "application"),
		// AWS makes a load balancer internet-facing unless it is told otherwise.
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
		Internal:                in.Boolean("internal", false),
		IPAddressType:           in.Text("ip_address_type", "ipv4"),
		DNSName:                 in.Text("dns_name"),
		ARNSuffix:               in.Text("arn_suffix"),
		HTTP2:                   in.Boolean("enable_http2", true),
		IdleTimeoutSeconds:      in.Integer("idle_timeout", 60),
		DeletionProtection:      in.Boolean("enable_deletion_protection", false),
		DropInvalidHeaderFields: in.Boolean("drop_invalid_header_fields", false),
		WebACL:                  model.Known(""),
	}
	if in.Data {
		lb.WebACL = model.Unknown[string](
			model.Why{Reason: model.NotManaged, Detail: "a data source does not show a web ACL"},
		)
	}
	lb.Placement = c.placed(in, c.loadBalancerSubnets(in), "security_groups", model.Not(lb.Internal))
	lb.AccessLogs, lb.AccessLogsBucket = c.accessLogs(in)
	lb.AccessLogsPrefix = in.Text("access_logs.0.prefix", "")
	lb.CrossZone = in.Boolean("enable_cross_zone_load_balancing", false)
	if lb.LoadBalancerType.Or("") == "application" {
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-cross-zone
		lb.CrossZone = model.Known(true)
	}
	c.loadBalancers.add(in.Address, lb)
}

// loadBalancerSubnets reads `subnets` or `subnet_mapping`; the one not written is computed.
func (c *collector) loadBalancerSubnets(in *read.Instance) model.List[string] {
	if n, s := in.Count("subnet_mapping"); s == read.Known && n > 0 {
		list := model.Whole[string]()
		for i := range n {
			id := c.Ref(in, []string{"aws_subnet"}, "subnet_mapping."+strconv.Itoa(i)+".subnet_id")
			if known, ok := id.Get(); ok {
				list = list.With(known)
			} else {
				list = list.Broken(id.Why())
			}
		}
		return list
	}
	return c.Refs(in, []string{"aws_subnet"}, "subnets")
}

func (c *collector) accessLogs(in *read.Instance) (model.Value[bool], model.Value[string]) {
	n, s := in.Count("access_logs")
	if s == read.Null || s == read.Known && n == 0 ||
		s == read.Unknown && in.Created && in.Expression("access_logs").Kind == read.Unset {
		return model.Known(false), model.Known("")
	}
	return in.Boolean("access_logs.0.enabled", false), c.Ref(in, []string{"aws_s3_bucket"}, "access_logs.0.bucket")
}

func targetGroup(c *collector, in *read.Instance) {
	g := model.TargetGroup{
		Members:                    model.Whole[string](),
		MemberPorts:                model.Whole[int](),
		Resource:                   c.base(in, "name"),
		VPC:                        c.Ref(in, []string{"aws_vpc"}, "vpc_id", ""),
		Port:                       in.Integer("port"),
		Protocol:                   in.Text("protocol"),
		TargetType:                 in.Text("target_type", "instance"),
		DeregistrationDelaySeconds: in.Integer("deregistration_delay", 300),
		HealthCheck:                in.Boolean("health_check.0.enabled", true),
		HealthCheckPath:            in.Text("health_check.0.path", "/"),
		HealthCheckPort:            in.Text("health_check.0.port", "traffic-port"),
		HealthCheckProtocol:        in.Text("health_check.0.protocol", "HTTP"),
	}
	g.PreserveClientIP = preservesClient(in, g)
	g.CrossZone = in.Text("load_balancing_cross_zone_enabled", "use_load_balancer_configuration")
	why := model.Why{Reason: model.KnownAfterApply, Detail: "only an account shows it"}
	g.Targets, g.HealthyTargets = model.Unknown[int](why), model.Unknown[int](why)
	if n, s := in.Count("health_check"); s == read.Null || s == read.Known && n == 0 {
		// Elastic Load Balancing checks targets unless told otherwise.
		g.HealthCheck = model.Known(true)
		g.HealthCheckPath = model.Known("/")
		g.HealthCheckPort = model.Known("traffic-port")
		g.HealthCheckProtocol = model.Map(g.Protocol, form.CheckProtocol)
	}
	if in.Data {
		why := model.Why{
			Reason: model.NotManaged,
			Detail: "another state manages " + in.Address + ", and may register targets with it",
		}
		g.Members, g.MemberPorts = g.Members.Broken(why), g.MemberPorts.Broken(why)
	}
	c.targetGroups.add(in.Address, g)
}

// preservesClient is what the author says, else what the protocol and the type of the targets give.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
func preservesClient(in *read.Instance, g model.TargetGroup) model.Value[bool] {
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
	return in.Boolean("preserve_client_ip", target != "ip" || protocol == "UDP" || protocol == "TCP_UDP")
}

func certificate(c *collector, in *read.Instance) {
	cert := model.Certificate{
		Resource: c.base(in, "domain_name"), DomainName: in.Text("domain_name"),
		SubjectAlternativeNames: in.Texts("subject_alternative_names", nil),
		ValidationMethod:        in.Text("validation_method"), Status: in.Text("status"),
		ExpiresInDays: c.daysUntil(in, "not_after"),
	}
	c.certificates.add(in.Address, cert)
}

const hoursADay = 24

// daysUntil is how many days after the plan was made a time lies that an existing resource shows.
func (c *collector) daysUntil(in *read.Instance, path string) model.Value[int] {
	end := in.Text(path)
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
