package wiring

import (
	"reflect"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// Facts are the components of all stacks, each with what follows from its wiring. What
// belongs to no stack is not in them.
type Facts struct {
	Stacks []Stack `json:"stacks"`
	// Documented are the components of the document, once for each stack.
	Documented []Documented `json:"documented"`
	// Components are the things that are one of them, or may be, with what every kind is asked.
	Components []Component `json:"components"`
	// Residents are whoever lives in the architecture, documented or not.
	Residents      []Resident     `json:"residents"`
	VPCs           []VPC          `json:"vpcs"`
	Tiers          []Tier         `json:"tiers"`
	Subnets        []Subnet       `json:"subnets"`
	NATGateways    []NATGateway   `json:"nat_gateways"`
	LoadBalancers  []LoadBalancer `json:"load_balancers"`
	TLSListeners   []Listener     `json:"tls_listeners"`
	PlainListeners []Listener     `json:"plain_listeners"`
	TargetGroups   []TargetGroup  `json:"target_groups"`
	// ServingTargetGroups are those of which the source can tell how many targets are healthy:
	// before apply there are none.
	ServingTargetGroups []TargetGroup `json:"serving_target_groups"`
	// Certificates are those of HTTPS listeners that exist already.
	Certificates    []Certificate    `json:"certificates"`
	Clusters        []Cluster        `json:"clusters"`
	Services        []Service        `json:"services"`
	TaskDefinitions []TaskDefinition `json:"task_definitions"`
	Databases       []Database       `json:"databases"`
	// PrimaryDatabases are the databases that are no read replicas.
	PrimaryDatabases []Database      `json:"primary_databases"`
	Caches           []Cache         `json:"caches"`
	InstanceGroups   []InstanceGroup `json:"instance_groups"`
	Functions        []Function      `json:"functions"`
	Proxies          []Proxy         `json:"proxies"`
	FileSystems      []FileSystem    `json:"file_systems"`
	Endpoints        []Endpoint      `json:"vpc_endpoints"`
	Queues           []Queue         `json:"queues"`
	Buckets          []Bucket        `json:"buckets"`
	Tables           []Table         `json:"tables"`
	Keys             []Key           `json:"keys"`
	Repositories     []Repository    `json:"repositories"`
	Roles            []Role          `json:"roles"`
	LogGroups        []LogGroup      `json:"log_groups"`
	Alarms           []Alarm         `json:"alarms"`
	Topics           []Topic         `json:"topics"`
	// Document is what they are judged against.
	Document *document.Document `json:"-"`
	// Scope says what the scope took in and left out.
	Scope Scoped `json:"-"`
	// Source is what the model was read from; it decides what an unknown value leads to.
	Source model.Source `json:"-"`
}

// Member says where a fact belongs.
type Member struct {
	// Stack is the id of the stack, empty for what belongs to none.
	Stack string `json:"stack"`
	// Parts are the names of the documented components that it is or serves. Open says that it is
	// one of them, and which is not decided.
	Parts []string `json:"-"`
	Open  bool     `json:"-"`
	// Doubtful says that it may be none of them too.
	Doubtful bool `json:"-"`
}

// StackOf is the id of the stack, empty for what belongs to none.
func (m *Member) StackOf() string { return m.Stack }

// PartsOf are the names of the documented components that a fact is or serves; open says that it
// is only one of them, and which is not decided.
func (m *Member) PartsOf() (names []string, open bool) { return m.Parts, m.Open }

// IsDoubtful reports whether it may be none of the components that it is or serves.
func (m *Member) IsDoubtful() bool { return m.Doubtful }

func (m *Member) member() *Member { return m }

// Edges compare what security groups permit a component with what is documented, one
// direction each. Exact is true when nothing is too much and nothing missing.
type Edges struct {
	IngressExact   model.Value[bool] `json:"ingress_exact"`
	IngressExcess  []string          `json:"ingress_excess"`
	IngressMissing []string          `json:"ingress_missing"`
	IngressPaths   []string          `json:"ingress_paths"`
	// IngressCauses are the ids of what causes a difference: the rule that permits too much, or
	// whoever wears a group and is not documented; where an edge is missing, the groups worn.
	IngressCauses []string `json:"ingress_causes"`
	// IngressMore is what is permitted beyond the documented edges where the document does not say that they are all.
	IngressMore   []string          `json:"ingress_more"`
	EgressExact   model.Value[bool] `json:"egress_exact"`
	EgressExcess  []string          `json:"egress_excess"`
	EgressMissing []string          `json:"egress_missing"`
	EgressPaths   []string          `json:"egress_paths"`
	EgressCauses  []string          `json:"egress_causes"`
	EgressMore    []string          `json:"egress_more"`
	// ACLBlocks are the documented edges to and from the component that a network ACL stops,
	// on the way there or back.
	ACLBlocks model.List[string] `json:"acl_blocks"`
	// ACLCauses are the entries that deny them, or the ACL that lacks one that allows.
	ACLCauses []string `json:"acl_causes"`
	// CutOff are documented edges to what has no network interfaces, such as a queue, for which there is no way.
	CutOff model.List[string] `json:"cut_off"`
	// InternetReachable is whether the internet opens connections to the component itself, not
	// over a load balancer; InternetPath is how, or the first thing that stops it.
	InternetReachable model.Value[bool] `json:"internet_reachable"`
	InternetPath      []string          `json:"internet_path"`
	// OpenToInternet is whether some documented edge from the internet has a way, over load balancers or not; InternetWay
	// is how, or what stops it. Network ACLs are judged by themselves, and leave no way open or shut here.
	OpenToInternet model.Value[bool] `json:"open_to_internet"`
	InternetWay    []string          `json:"internet_way"`
	// InternetCauses are the rules and routes that let the internet through.
	InternetCauses []string `json:"internet_causes"`
	// DocumentedPaths are the documented edges to it, hop by hop, and from it to the internet.
	DocumentedPaths []string `json:"documented_paths"`
	// Connections are its edges one by one, as pictures need them. Policies are told what differs, in the fields above.
	Connections []Connection `json:"-"`
}

// Cluster is a cluster that a stack's service runs in.
type Cluster struct {
	model.Cluster
	Member
}

// Service is the ECS service of a stack with what scales and watches it.
type Service struct {
	model.Service
	Member
	// HTTPSListeners are the HTTPS listeners that forward to it, and no share of it to a target group where nobody is.
	HTTPSListeners model.List[string] `json:"https_listeners"`
	// Paths are the paths of the listener rules that forward to it, "default" for a default action.
	Paths model.List[string] `json:"paths"`
	// TargetPorts are the container ports it registers with target groups.
	TargetPorts model.List[int] `json:"target_ports"`
	// RunsOn is FARGATE, EC2 or EXTERNAL where all tasks run there, by launch type or capacity providers,
	// else mixed.
	RunsOn model.Value[string] `json:"runs_on"`
	// RollingUpdate: ECS itself deploys, and replaces tasks little by little; DeploymentNotes say what
	// leaves it no room to.
	RollingUpdate   model.Value[bool]  `json:"rolling_update"`
	DeploymentNotes []string           `json:"deployment_notes"`
	ScalingTargets  model.List[string] `json:"scaling_targets"`
	MinTasks        model.Value[int]   `json:"min_tasks"`
	MaxTasks        model.Value[int]   `json:"max_tasks"`
	// LowestKnown and HighestKnown are bounds that are set at some time, whatever else may set them.
	LowestKnown  model.Value[int] `json:"lowest_known"`
	HighestKnown model.Value[int] `json:"highest_known"`
	// OutCPU ... are the thresholds in percent at which tasks come and go.
	OutCPU    model.List[float64] `json:"out_cpu"`
	OutMemory model.List[float64] `json:"out_memory"`
	InCPU     model.List[float64] `json:"in_cpu"`
	InMemory  model.List[float64] `json:"in_memory"`
	// TracksCPU and TracksMemory say that target tracking scales in by itself.
	TracksCPU    model.Value[bool]  `json:"tracks_cpu"`
	TracksMemory model.Value[bool]  `json:"tracks_memory"`
	WrongWay     model.List[string] `json:"wrong_way"`
	// ScalingNotes say of what scales it why it gives no threshold.
	ScalingNotes []string `json:"scaling_notes"`
}

// TaskDefinition is the task definition of a stack's service.
type TaskDefinition struct {
	model.TaskDefinition
	Member
	// Credentials are the places where a container has a credential in plain, each with the rule that saw it.
	Credentials model.List[string] `json:"credentials"`
	// ExistingExecutionRole and ExistingTaskRole are the roles that it names, empty where it names
	// none or one that does not exist; Gone says what does not.
	ExistingExecutionRole model.Value[string] `json:"existing_execution_role"`
	ExistingTaskRole      model.Value[string] `json:"existing_task_role"`
	Gone                  []string            `json:"gone"`
	// SecretsFromManager are variables filled from secrets of Secrets Manager that exist and that the
	// execution role may read; Unreadable says which others there are.
	SecretsFromManager model.List[string] `json:"secrets_from_manager"`
	Unreadable         []string           `json:"unreadable"`
	// ForeignImages are images that do not come from an ECR repository.
	ForeignImages model.List[string] `json:"foreign_images"`
	// Unlogged are containers that do not write to CloudWatch Logs.
	Unlogged model.List[string] `json:"unlogged"`
}

// Database is the database of a stack.
type Database struct {
	model.Database
	Member
	// CopiesOutlive: something keeps a copy when the instance is deleted.
	CopiesOutlive model.Value[bool] `json:"copies_outlive"`
	// InstancesAtMost is how many instances scaling makes of an Aurora cluster; its Instances are the fewest.
	InstancesAtMost model.Value[int] `json:"instances_at_most"`
	// ForcesTLS: it refuses connections without TLS.
	ForcesTLS model.Value[bool] `json:"forces_tls"`
	// PointInTimeRecovery: automated backups are on and, where it shows, recent.
	PointInTimeRecovery model.Value[bool] `json:"point_in_time_recovery"`
}

// Cache is the cache of a stack.
type Cache struct {
	model.Cache
	Member
	// NodesAtMost is how many nodes scaling makes of it; its Nodes are the fewest.
	NodesAtMost model.Value[int] `json:"nodes_at_most"`
	// RefusesPlain: it accepts encrypted connections and no others.
	RefusesPlain model.Value[bool] `json:"refuses_plain"`
}

// Key is a customer managed key that encrypts a stack's data.
type Key struct {
	model.Key
	Member
	// Rotates: rotation is on, and the key is in use: KMS rotates no other.
	Rotates model.Value[bool] `json:"rotates"`
}

// Repository is a repository that a stack's tasks refer to.
type Repository struct {
	model.Repository
	Member
}

// Role is a role that a stack's tasks start or run with.
type Role struct {
	model.Role
	Member
	// Wildcards are statements that allow wildcard actions on wildcard resources.
	Wildcards model.List[string] `json:"wildcards"`
}

// LogGroup is a log group that a stack's tasks write to.
type LogGroup struct {
	model.LogGroup
	Member
}

// Alarm watches a component and is not part of scaling.
type Alarm struct {
	model.Alarm
	Member
	// NotifiesTopics are the SNS topics among its actions, and those of composite alarms that
	// speak for it.
	NotifiesTopics model.List[string] `json:"notifies_topics"`
	// Mute: its actions are off, and no composite alarm speaks for it.
	Mute model.Value[bool] `json:"mute"`
}

// Topic is a topic that a component's alarm notifies.
type Topic struct {
	model.Topic
	Member
	// Subscribers are the confirmed subscriptions that hear alarms.
	Subscribers model.List[string] `json:"subscribers"`
}

// Collections are the JSON names of the collections of facts.
func Collections() []string {
	var names []string
	facts := reflect.TypeFor[Facts]()
	for i := range facts.NumField() {
		if name := facts.Field(i).Tag.Get("json"); name != "-" {
			names = append(names, name)
		}
	}
	return names
}

// OnlyOf leaves out what belongs to another stack.
func (f *Facts) OnlyOf(stack string) {
	f.Stacks = slices.DeleteFunc(f.Stacks, func(s Stack) bool { return s.ID != stack })
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		all := v.Field(i)
		if v.Type().Field(i).Tag.Get("json") == "-" {
			continue
		}
		kept := 0
		for j := range all.Len() {
			member, ok := all.Index(j).Addr().Interface().(interface{ StackOf() string })
			if !ok || member.StackOf() == "" || member.StackOf() == stack {
				all.Index(kept).Set(all.Index(j))
				kept++
			}
		}
		all.SetLen(kept)
	}
}

// Each calls visit for every member of every collection, with the collection's JSON name.
func (f *Facts) Each(visit func(collection string, noun model.Noun)) {
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("json")
		if name == "-" {
			continue
		}
		for j := range v.Field(i).Len() {
			visit(name, v.Field(i).Index(j).Addr().Interface().(model.Noun))
		}
	}
}
