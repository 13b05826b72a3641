package model

import "slices"

// LoadBalancer is an aws_lb, aws_alb or one read through ELBv2.
type LoadBalancer struct {
	Resource
	Placement
	Lifecycle
	// LoadBalancerType is application, network or gateway.
	LoadBalancerType Value[string] `json:"load_balancer_type"`
	Internal         Value[bool]   `json:"internal"`
	// IPAddressType is ipv4, dualstack or dualstack-without-public-ipv4.
	IPAddressType      Value[string] `json:"ip_address_type"`
	DNSName            Value[string] `json:"dns_name"`
	ARNSuffix          Value[string] `json:"arn_suffix"`
	HTTP2              Value[bool]   `json:"http2"`
	IdleTimeoutSeconds Value[int]    `json:"idle_timeout_seconds"`
	DeletionProtection Value[bool]   `json:"deletion_protection"`
	AccessLogs         Value[bool]   `json:"access_logs"`
	AccessLogsBucket   Value[string] `json:"access_logs_bucket"`
	// AccessLogsPrefix stands before the names of the logs, empty for none.
	AccessLogsPrefix        Value[string] `json:"access_logs_prefix"`
	WebACL                  Value[string] `json:"web_acl"`
	DropInvalidHeaderFields Value[bool]   `json:"drop_invalid_header_fields"`
	// CrossZone: each of its nodes hands on to targets in all zones. A target group may say otherwise.
	CrossZone Value[bool] `json:"cross_zone"`
}

// Listener is a listener of a load balancer, its default action first.
type Listener struct {
	Resource
	LoadBalancer Value[string] `json:"load_balancer"`
	Port         Value[int]    `json:"port"`
	Protocol     Value[string] `json:"protocol"`
	// SSLPolicy is empty unless the protocol is HTTPS or TLS.
	SSLPolicy Value[string] `json:"ssl_policy"`
	// Certificates holds the default certificate and the additional ones.
	Certificates List[string] `json:"certificates"`
	// Actions are those of the default action and of every listener rule, in no order.
	Actions List[Action] `json:"actions"`
}

// DefaultPriority is where a default action stands: behind every rule, whose numbers are lower.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
const DefaultPriority = 50001

// Action is what a listener or one of its rules does with a request.
type Action struct {
	// Type is forward, redirect, fixed-response, authenticate-oidc or authenticate-cognito.
	Type Value[string] `json:"type"`
	// Priority is that of the rule; the first whose conditions a request meets takes it.
	Priority Value[int] `json:"priority"`
	// MatchesAll is whether every request meets the conditions.
	MatchesAll Value[bool] `json:"matches_all"`
	// OnlyField is the field of the one condition that not every request meets, such as host-header, and
	// OnlyValues are those that it wants; empty where the rule has more such conditions, or none.
	OnlyField  string       `json:"only_field"`
	OnlyValues List[string] `json:"only_values"`
	// OnlyRegexes are the regular expressions that the one condition compares with.
	OnlyRegexes List[string] `json:"only_regexes"`
	// Paths are the patterns of the paths that a rule is for, none where it wants no path.
	Paths List[string] `json:"paths"`
	// Narrowing are the fields of its other conditions, but for those on hosts, that not every request meets.
	Narrowing    List[string] `json:"narrowing"`
	TargetGroups List[string] `json:"target_groups"`
	// Idle are those of the target groups that have weight 0 and get no request.
	Idle             List[string]  `json:"idle"`
	RedirectProtocol Value[string] `json:"redirect_protocol"`
	RedirectHost     Value[string] `json:"redirect_host"`
	RedirectPort     Value[string] `json:"redirect_port"`
	Origin           string        `json:"origin"`
}

// TargetGroup is a target group with its health check.
type TargetGroup struct {
	Resource
	VPC        Value[string] `json:"vpc"`
	Port       Value[int]    `json:"port"`
	Protocol   Value[string] `json:"protocol"`
	TargetType Value[string] `json:"target_type"`
	// Members are what is registered, beside the services that register themselves: the id of
	// a noun or Interface where it is in the model, else an instance id, an address or an ARN.
	Members List[string] `json:"members"`
	// MemberPorts are the ports on which the members are registered, 0 for the group's own.
	MemberPorts                List[int]     `json:"member_ports"`
	DeregistrationDelaySeconds Value[int]    `json:"deregistration_delay_seconds"`
	HealthCheck                Value[bool]   `json:"health_check"`
	HealthCheckPath            Value[string] `json:"health_check_path"`
	// HealthCheckPort is a number, or traffic-port.
	HealthCheckPort Value[string] `json:"health_check_port"`
	// HealthCheckProtocol is HTTP, HTTPS or TCP, whatever the protocol of the group.
	HealthCheckProtocol Value[string] `json:"health_check_protocol"`
	// PreserveClientIP: targets see the client's address as the sender's, behind a network load balancer.
	PreserveClientIP Value[bool] `json:"preserve_client_ip"`
	// CrossZone is true, false, or use_load_balancer_configuration.
	CrossZone Value[string] `json:"cross_zone"`
	// Targets is how many are registered, HealthyTargets how many of them pass the health
	// check. Only an account shows it.
	Targets        Value[int] `json:"targets"`
	HealthyTargets Value[int] `json:"healthy_targets"`
}

// AddedTo is a list of target groups with this one, if some instances are among its members, and open if
// that is not known.
func (t *TargetGroup) AddedTo(list List[string], instances string) List[string] {
	switch {
	case slices.Contains(t.Members.Items(), instances):
		return list.With(t.ID)
	case !t.Members.IsWhole():
		return list.Broken(t.Members.Why())
	}
	return list
}

// Certificate is an ACM certificate.
type Certificate struct {
	Resource
	DomainName              Value[string] `json:"domain_name"`
	SubjectAlternativeNames List[string]  `json:"subject_alternative_names"`
	ValidationMethod        Value[string] `json:"validation_method"`
	Status                  Value[string] `json:"status"`
	ExpiresInDays           Value[int]    `json:"expires_in_days"`
}

// Record is a Route 53 record set.
type Record struct {
	Resource
	RecordName Value[string] `json:"record_name"`
	RecordType Value[string] `json:"record_type"`
	Zone       Value[string] `json:"zone"`
	// AliasTarget is the load balancer's id when it is one of the model, else the DNS name; empty without alias.
	AliasTarget Value[string] `json:"alias_target"`
	// Standby: it has weight 0 or is secondary, and answers only where no other record of its name does.
	Standby Value[bool] `json:"standby"`
	// Private: its zone answers to VPCs alone.
	Private Value[bool] `json:"private"`
}

// WebACL is a WAFv2 web ACL; Resources are the load balancers it protects.
type WebACL struct {
	Resource
	Scope     Value[string] `json:"scope"`
	Resources List[string]  `json:"resources"`
	Rules     Value[int]    `json:"rules"`
	// Blocks: its default action or any rule keeps requests away. One that allows and counts stops nothing.
	Blocks Value[bool] `json:"blocks"`
}
