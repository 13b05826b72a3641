package model

// Version is the version of the snapshot format.
const Version = "1"

// Architecture is everything a collector read, sorted by id in each collection.
type Architecture struct {
	Source Source `json:"source"`
	// Gaps are the collections that were not read whole.
	Gaps []Gap `json:"gaps"`
	// Unread is what no rule reads.
	Unread Unread `json:"unread"`
	// Lines are where resources that became no noun of their own were written, by address: the
	// rules, routes and attachments that findings accuse. Empty without the source, but for several inputs.
	Lines map[string]Place `json:"lines,omitempty"`
	// Calls are what a scan asked AWS for; a plan makes none.
	Calls []Call `json:"calls,omitempty"`
	// Notes are sentences for people on what such a source can never show, sorted. They are no
	// gaps: nothing failed.
	Notes []string `json:"notes,omitempty"`

	VPCs                      []VPC                      `json:"vpcs"`
	Subnets                   []Subnet                   `json:"subnets"`
	RouteTables               []RouteTable               `json:"route_tables"`
	InternetGateways          []InternetGateway          `json:"internet_gateways"`
	NATGateways               []NATGateway               `json:"nat_gateways"`
	NetworkACLs               []NetworkACL               `json:"network_acls"`
	SecurityGroups            []SecurityGroup            `json:"security_groups"`
	VPCEndpoints              []VPCEndpoint              `json:"vpc_endpoints"`
	Interfaces                []Interface                `json:"interfaces"`
	PrefixLists               []PrefixList               `json:"prefix_lists"`
	Addresses                 []Address                  `json:"addresses"`
	PeeringConnections        []PeeringConnection        `json:"peering_connections"`
	TransitGatewayAttachments []TransitGatewayAttachment `json:"transit_gateway_attachments"`
	FlowLogs                  []FlowLog                  `json:"flow_logs"`
	LoadBalancers             []LoadBalancer             `json:"load_balancers"`
	Listeners                 []Listener                 `json:"listeners"`
	TargetGroups              []TargetGroup              `json:"target_groups"`
	Certificates              []Certificate              `json:"certificates"`
	Records                   []Record                   `json:"records"`
	WebACLs                   []WebACL                   `json:"web_acls"`
	Clusters                  []Cluster                  `json:"clusters"`
	Services                  []Service                  `json:"services"`
	TaskDefinitions           []TaskDefinition           `json:"task_definitions"`
	Functions                 []Function                 `json:"functions"`
	InstanceGroups            []InstanceGroup            `json:"instance_groups"`
	ScalingTargets            []ScalingTarget            `json:"scaling_targets"`
	ScalingPolicies           []ScalingPolicy            `json:"scaling_policies"`
	ScheduledActions          []ScheduledAction          `json:"scheduled_actions"`
	Alarms                    []Alarm                    `json:"alarms"`
	CompositeAlarms           []CompositeAlarm           `json:"composite_alarms"`
	Databases                 []Database                 `json:"databases"`
	ParameterGroups           []ParameterGroup           `json:"parameter_groups"`
	Caches                    []Cache                    `json:"caches"`
	Proxies                   []Proxy                    `json:"proxies"`
	FileSystems               []FileSystem               `json:"file_systems"`
	Secrets                   []Secret                   `json:"secrets"`
	Keys                      []Key                      `json:"keys"`
	Repositories              []Repository               `json:"repositories"`
	Buckets                   []Bucket                   `json:"buckets"`
	BackupSelections          []BackupSelection          `json:"backup_selections"`
	Queues                    []Queue                    `json:"queues"`
	Tables                    []Table                    `json:"tables"`
	LogGroups                 []LogGroup                 `json:"log_groups"`
	Topics                    []Topic                    `json:"topics"`
	Roles                     []Role                     `json:"roles"`
	Budgets                   []Budget                   `json:"budgets"`
}

// Source says what was read.
type Source struct {
	// Kind is KindPlan, KindState or KindAccount.
	Kind string `json:"kind"`
	// Name is the file as the user named it, or the account's name.
	Name string `json:"name"`
	// Tool is the program that wrote the input and its version, when it says so.
	Tool string `json:"tool,omitempty"`
	// Time is when the input was made, RFC 3339, when it says so.
	Time string `json:"time,omitempty"`
	// Digest is the SHA-256 of the input's bytes.
	Digest string `json:"digest,omitempty"`
	// Account and Region are what a scan read, empty for a plan.
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	// Configured says that the Terraform configuration was given with a plan.
	Configured bool `json:"configured,omitempty"`
	// Inputs are the plans and states that were read as one, where there are several.
	Inputs []Source `json:"inputs,omitempty"`
}

// Names are those of the inputs that were read.
func (s Source) Names() []string {
	if len(s.Inputs) == 0 {
		return []string{s.Name}
	}
	names := make([]string, len(s.Inputs))
	for i, in := range s.Inputs {
		names[i] = in.Name
	}
	return names
}

// Place is a line of a file, and the one of several inputs in which it was read.
type Place struct {
	File  string `json:"file"`
	Line  int    `json:"line"`
	Input string `json:"input,omitempty"`
}

// Call counts the requests of one AWS operation that ended alike.
type Call struct {
	Account string `json:"account"`
	// Region is empty for what an account has once, such as IAM.
	Region    string `json:"region,omitempty"`
	Service   string `json:"service"`
	Operation string `json:"operation"`
	// Count is how many calls were made, Pages how many pages they had together.
	Count int `json:"count"`
	Pages int `json:"pages"`
	// Status is ok, denied, bad_credentials, region_off, throttled, unreachable, absent,
	// unsupported, canceled or failed.
	Status string `json:"status"`
	Detail string `json:"detail,omitempty"`
}

// Gap is a collection that was not read whole: what it lacks is not proof of absence.
type Gap struct {
	// Collection is the JSON name of a collection of Architecture, or "*" for all.
	Collection string `json:"collection"`
	Reason     Reason `json:"reason"`
	// Detail is a sentence for people: what is missing, and what to do about it.
	Detail string `json:"detail"`
}

// Why is the reason for what a gap leaves unknown.
func (g Gap) Why() Why { return Why{Reason: g.Reason, Detail: g.Detail} }

// Everything is the collection of a gap that concerns all collections.
const Everything = "*"

// GapFor returns the first gap that concerns a collection, or nil.
func (a *Architecture) GapFor(collection string) *Gap {
	for i := range a.Gaps {
		if g := &a.Gaps[i]; g.Collection == collection || g.Collection == Everything {
			return g
		}
	}
	return nil
}
