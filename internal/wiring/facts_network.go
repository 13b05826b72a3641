package wiring

import (
	"github.com/archcheck/archcheck/internal/model"
)

// VPC is a VPC of a stack.
type VPC struct {
	model.VPC
	Member
	DefaultGroup string `json:"default_group"`
	// DefaultGroupEmpty is whether the default security group permits nothing.
	DefaultGroupEmpty model.Value[bool] `json:"default_group_empty"`
	DefaultGroupRules []string          `json:"default_group_rules"`
	// DefaultGroupCauses are what wrote these rules.
	DefaultGroupCauses []string `json:"default_group_causes"`
	// FlowLogs are those that record all its traffic and arrive.
	FlowLogs model.List[string] `json:"flow_logs"`
}

// NATGateway is a NAT gateway of a stack.
type NATGateway struct {
	model.NATGateway
	Member
	// InPublicSubnet is whether the subnet it sits in is public.
	InPublicSubnet model.Value[bool] `json:"in_public_subnet"`
	Proof          []string          `json:"proof"`
}

// LoadBalancer is the load balancer of a stack.
type LoadBalancer struct {
	model.LoadBalancer
	Member
	// WearsGroups: security groups stand before it.
	WearsGroups model.Value[bool] `json:"wears_groups"`
	// Scheme is internet-facing or internal.
	Scheme model.Value[string] `json:"scheme"`
	// CrossZoneEver: it spreads over the targets of all zones for one of its target groups at least; its CrossZone is
	// for all of them.
	CrossZoneEver model.Value[bool] `json:"cross_zone_ever"`
	// HTTPSListeners are its listeners for HTTPS on port 443.
	HTTPSListeners model.List[string] `json:"https_listeners"`
	// PlainListeners are its listeners for HTTP on port 80.
	PlainListeners model.List[string] `json:"plain_listeners"`
	// ProtectedBy is the web ACL in front of it that keeps any request away, empty where none does;
	// WebACLNotes say of one that does not.
	ProtectedBy model.Value[string] `json:"protected_by"`
	WebACLNotes []string            `json:"web_acl_notes"`
	// LogNotes say why access logs that are switched on do not arrive.
	LogNotes []string `json:"log_notes"`
	// AliasRecords are the Route 53 records that alias it; AliasNames their names.
	AliasRecords model.List[string] `json:"alias_records"`
	// UncoveredNames are alias names that no certificate of its listeners covers.
	UncoveredNames model.List[string] `json:"uncovered_names"`
}

// Listener is a listener of a stack's load balancer.
type Listener struct {
	model.Listener
	Member
	// TLSMinimum is the oldest TLS version its policy accepts.
	TLSMinimum model.Value[string] `json:"tls_minimum"`
	// ForwardsPlain are actions that do anything but redirect to HTTPS.
	ForwardsPlain model.List[string] `json:"forwards_plain"`
}

// TargetGroup is a target group that a stack's service registers with.
type TargetGroup struct {
	model.TargetGroup
	Member
	// Ports are those on which requests reach its targets: those of the members, else that of the group.
	Ports model.List[int] `json:"ports"`
	// CheckFails says why a health check that is on finds no target healthy.
	CheckFails []string `json:"check_fails"`
}

// Certificate is a certificate that a stack's load balancer shows.
type Certificate struct {
	model.Certificate
	Member
}
