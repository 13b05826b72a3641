package noun

import (
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// table holds the nouns of one collection in the order they were found.
type table[T any] struct {
	byID  map[string]*T
	order []*T
}

func (t *table[T]) add(id string, noun T) *T {
	if t.byID == nil {
		t.byID = map[string]*T{}
	}
	p := &noun
	t.byID[id] = p
	t.order = append(t.order, p)
	return p
}

func (t *table[T]) all() []T {
	out := make([]T, 0, len(t.order))
	for _, p := range t.order {
		out = append(out, *p)
	}
	return out
}

// of returns the nouns that a reference can mean: the one it names, else its candidates,
// else every noun there is. Exact is true when it is known to be that one.
func (t *table[T]) of(ref model.Value[string]) (all []*T, exact bool) {
	if id, ok := ref.Get(); ok {
		if p := t.byID[id]; p != nil {
			return []*T{p}, true
		}
		return nil, true
	}
	for _, id := range ref.Why().Candidates {
		if p := t.byID[id]; p != nil {
			all = append(all, p)
		}
	}
	if all == nil {
		all = t.order
	}
	return all, false
}

// tables are the collections under construction.
type tables struct {
	vpcs               table[model.VPC]
	subnets            table[model.Subnet]
	routeTables        table[model.RouteTable]
	internetGateways   table[model.InternetGateway]
	natGateways        table[model.NATGateway]
	networkACLs        table[model.NetworkACL]
	securityGroups     table[model.SecurityGroup]
	vpcEndpoints       table[model.VPCEndpoint]
	interfaces         table[model.Interface]
	prefixLists        table[model.PrefixList]
	addresses          table[model.Address]
	peeringConnections table[model.PeeringConnection]
	transitAttachments table[model.TransitGatewayAttachment]
	flowLogs           table[model.FlowLog]
	parameterGroups    table[model.ParameterGroup]
	loadBalancers      table[model.LoadBalancer]
	listeners          table[model.Listener]
	targetGroups       table[model.TargetGroup]
	certificates       table[model.Certificate]
	records            table[model.Record]
	webACLs            table[model.WebACL]
	clusters           table[model.Cluster]
	services           table[model.Service]
	taskDefinitions    table[model.TaskDefinition]
	functions          table[model.Function]
	instanceGroups     table[model.InstanceGroup]
	scalingTargets     table[model.ScalingTarget]
	scalingPolicies    table[model.ScalingPolicy]
	scheduledActions   table[model.ScheduledAction]
	alarms             table[model.Alarm]
	compositeAlarms    table[model.CompositeAlarm]
	databases          table[model.Database]
	caches             table[model.Cache]
	proxies            table[model.Proxy]
	fileSystems        table[model.FileSystem]
	secrets            table[model.Secret]
	keys               table[model.Key]
	repositories       table[model.Repository]
	buckets            table[model.Bucket]
	backupSelections   table[model.BackupSelection]
	queues             table[model.Queue]
	dynamoTables       table[model.Table]
	logGroups          table[model.LogGroup]
	topics             table[model.Topic]
	roles              table[model.Role]
	budgets            table[model.Budget]
}

// architecture puts the tables together.
func (c *collector) architecture() *model.Architecture {
	unread := model.Unread{Mentions: c.findMentions()}
	for _, typ := range slices.Sorted(maps.Keys(c.Unmodeled)) {
		unread.Types = append(unread.Types, model.TypeCount{Type: typ, Count: c.Unmodeled[typ]})
	}
	return &model.Architecture{
		Gaps:                      c.Gaps,
		Unread:                    unread,
		Lines:                     c.lines(),
		VPCs:                      c.vpcs.all(),
		Subnets:                   c.subnets.all(),
		RouteTables:               c.routeTables.all(),
		InternetGateways:          c.internetGateways.all(),
		NATGateways:               c.natGateways.all(),
		NetworkACLs:               c.networkACLs.all(),
		SecurityGroups:            c.securityGroups.all(),
		VPCEndpoints:              c.vpcEndpoints.all(),
		Interfaces:                c.interfaces.all(),
		PrefixLists:               c.prefixLists.all(),
		Addresses:                 c.addresses.all(),
		PeeringConnections:        c.peeringConnections.all(),
		TransitGatewayAttachments: c.transitAttachments.all(),
		FlowLogs:                  c.flowLogs.all(),
		ParameterGroups:           c.parameterGroups.all(),
		LoadBalancers:             c.loadBalancers.all(),
		Listeners:                 c.listeners.all(),
		TargetGroups:              c.targetGroups.all(),
		Certificates:              c.certificates.all(),
		Records:                   c.records.all(),
		WebACLs:                   c.webACLs.all(),
		Clusters:                  c.clusters.all(),
		Services:                  c.services.all(),
		TaskDefinitions:           c.taskDefinitions.all(),
		Functions:                 c.functions.all(),
		InstanceGroups:            c.instanceGroups.all(),
		ScalingTargets:            c.scalingTargets.all(),
		ScalingPolicies:           c.scalingPolicies.all(),
		ScheduledActions:          c.scheduledActions.all(),
		Alarms:                    c.alarms.all(),
		CompositeAlarms:           c.compositeAlarms.all(),
		Databases:                 c.databases.all(),
		Caches:                    c.caches.all(),
		Proxies:                   c.proxies.all(),
		FileSystems:               c.fileSystems.all(),
		Secrets:                   c.secrets.all(),
		Keys:                      c.keys.all(),
		Repositories:              c.repositories.all(),
		Buckets:                   c.buckets.all(),
		BackupSelections:          c.backupSelections.all(),
		Queues:                    c.queues.all(),
		Tables:                    c.dynamoTables.all(),
		LogGroups:                 c.logGroups.all(),
		Topics:                    c.topics.all(),
		Roles:                     c.roles.all(),
		Budgets:                   c.budgets.all(),
	}
}

// lines are the positions of what attaches to nouns, by address.
func (c *collector) lines() map[string]model.Place {
	lines := map[string]model.Place{}
	for _, in := range c.Instances {
		if c.Attachments[read.CanonicalType(in.Type)] == nil {
			continue
		}
		place := model.Place{Input: c.Reads(in).Label}
		if place.File, place.Line = c.Position(in); place != (model.Place{}) {
			lines[in.Address] = place
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return lines
}
