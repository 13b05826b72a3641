// Package topology builds small architectures out of lines of text, for tests.
package topology

import (
	"cmp"
	"strconv"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// Build reads a topology. The words in which topologies are written, one fact a line:
//
//	vpc ID CIDR [IPV6]           subnet ID VPC CIDR [table=T] [v6=CIDR] [zone=Z] [internet=ACCESS]
//	table ID VPC [main]          route TABLE DESTINATION KIND:TARGET
//	igw ID VPC                   nat ID SUBNET [private]
//	acl ID VPC SUBNETS|default   in|out ACL NUMBER allow|deny PROTOCOL PORTS CIDR
//	group ID VPC                 ingress|egress GROUP PROTOCOL PORTS PEER
//	[data] lb|service|db|cache|endpoint ID SUBNETS GROUPS [public|internal|nlb] [service=NAME]
//	instances ID SUBNETS GROUPS [asg] [tg=TG,TG] [public]
//	interface ID SUBNETS GROUPS [owner=ID] [type=T] [managed]
//	listener ID LB PORT TG       behind SERVICE TG PORT
//	rule LISTENER PRIORITY all|some TG [idle=TG] [path=P,P]
//	target TG                    a target group
//	peering ID VPC VPC           list ID CIDR,CIDR [name=?]
//
// PORTS are A, A-B or *; "?" stands for what is not known, wherever it is written.
func Build(t testing.TB, text string) *model.Architecture {
	t.Helper()
	a := &model.Architecture{}
	for _, line := range strings.Split(text, "\n") {
		if words := strings.Fields(line); len(words) > 0 {
			addLine(t, a, words)
		}
	}
	return a
}

func str(word string) model.Value[string] {
	switch word {
	case "?":
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply, Detail: "a test"})
	case "-":
		return model.Known("")
	}
	return model.Known(word)
}

func list(word string) model.List[string] {
	l := model.Whole[string]()
	for _, item := range strings.Split(word, ",") {
		switch item {
		case "?":
			l = l.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "a test"})
		case "-":
		default:
			l = l.With(item)
		}
	}
	return l
}

func portsOf(word string) (from, to model.Value[int]) {
	if word == "?" {
		return model.Value[int]{}, model.Value[int]{}
	}
	if word == "*" {
		return model.Known(-1), model.Known(-1)
	}
	low, high, ranged := strings.Cut(word, "-")
	if !ranged {
		high = low
	}
	x, _ := strconv.Atoi(low)
	y, _ := strconv.Atoi(high)
	return model.Known(x), model.Known(y)
}

func option(words []string, name string) string {
	for _, w := range words {
		if value, ok := strings.CutPrefix(w, name+"="); ok {
			return value
		}
		if w == name {
			return name
		}
	}
	return ""
}

func addLine(t testing.TB, a *model.Architecture, w []string) {
	t.Helper()
	r := model.Resource{}
	if len(w) > 1 {
		r = model.Resource{ID: w[1], Name: model.Known(w[1])}
	}
	if w[0] == "data" { // read by a data source: another state manages it
		w, r = w[1:], model.Resource{ID: w[2], Name: model.Known(w[2]), Source: model.Origin{Data: true}}
	}
	switch w[0] {
	case "vpc":
		v := model.VPC{Resource: r, CIDRBlocks: list(w[2]), IPv6CIDRBlocks: model.Whole[string]()}
		if len(w) > 3 {
			v.IPv6CIDRBlocks = list(w[3])
		}
		a.VPCs = append(a.VPCs, v)
	case "subnet":
		s := model.Subnet{
			Resource:       r,
			VPC:            str(w[2]),
			CIDRBlock:      str(w[3]),
			IPv6CIDRBlock:  model.Known(option(w, "v6")),
			RouteTable:     str("-"),
			InternetAccess: model.Known(model.InternetOpen),
		}
		if access := option(w, "internet"); access != "" {
			s.InternetAccess = str(access)
		}
		if zone := option(w, "zone"); zone != "" {
			s.AvailabilityZone = str(zone)
		}
		if table := option(w, "table"); table != "" {
			s.RouteTable = str(table)
		}
		a.Subnets = append(a.Subnets, s)
	case "table":
		a.RouteTables = append(
			a.RouteTables,
			model.RouteTable{
				Resource: r,
				VPC:      str(w[2]),
				Main:     model.Known(option(w, "main") != ""),
				Routes:   model.Whole[model.Route](),
			},
		)
	case "route":
		table := find(a.RouteTables, func(x *model.RouteTable) bool { return x.ID == w[1] })
		if w[2] == "..." {
			table.Routes = table.Routes.Broken(model.Why{Reason: model.KnownAfterApply})
			return
		}
		kind, target, _ := strings.Cut(w[3], ":")
		kinds := map[string]string{
			"igw":  "internet_gateway",
			"nat":  "nat_gateway",
			"pcx":  "vpc_peering_connection",
			"tgw":  "transit_gateway",
			"eigw": "egress_only_internet_gateway",
			"eni":  "network_interface",
			"vgw":  "vpn_gateway",
			"hole": "blackhole",
			"vpce": "vpc_endpoint",
			"?":    "?",
		}
		table.Routes = table.Routes.With(
			model.Route{
				Destination: str(w[2]),
				TargetType:  str(kinds[kind]),
				Target:      str(target),
				Origin:      w[2] + " of " + w[1],
			},
		)
	case "igw":
		a.InternetGateways = append(a.InternetGateways, model.InternetGateway{Resource: r, VPC: str(w[2])})
	case "nat":
		kind := "public"
		if len(w) > 3 {
			kind = w[3]
		}
		a.NATGateways = append(
			a.NATGateways,
			model.NATGateway{Resource: r, Subnet: str(w[2]), ConnectivityType: str(kind)},
		)
	case "acl":
		acl := model.NetworkACL{
			Resource: r,
			VPC:      str(w[2]),
			Default:  model.Known(w[3] == "default"),
			Subnets:  model.Whole[string](),
			Ingress:  model.Whole[model.ACLEntry](),
			Egress:   model.Whole[model.ACLEntry](),
		}
		if w[3] != "default" {
			acl.Subnets = list(w[3])
		}
		a.NetworkACLs = append(a.NetworkACLs, acl)
	case "in", "out":
		acl := find(a.NetworkACLs, func(x *model.NetworkACL) bool { return x.ID == w[1] })
		number, _ := strconv.Atoi(w[2])
		from, to := portsOf(w[5])
		e := model.ACLEntry{
			RuleNumber: model.Known(number),
			Action:     str(w[3]),
			Protocol:   str(w[4]),
			FromPort:   from,
			ToPort:     to,
			CIDRBlock:  str(w[6]),
		}
		if w[0] == "in" {
			acl.Ingress = acl.Ingress.With(e)
		} else {
			acl.Egress = acl.Egress.With(e)
		}
	case "group":
		a.SecurityGroups = append(
			a.SecurityGroups,
			model.SecurityGroup{
				Resource: r,
				VPC:      str(w[2]),
				Ingress:  model.Whole[model.SecurityGroupRule](),
				Egress:   model.Whole[model.SecurityGroupRule](),
			},
		)
	case "ingress", "egress":
		g := find(a.SecurityGroups, func(x *model.SecurityGroup) bool { return x.ID == w[1] })
		from, to := portsOf(w[3])
		kind := "cidr"
		if strings.HasPrefix(w[4], "sg-") {
			kind = "security_group"
		} else if strings.HasPrefix(w[4], "pl-") {
			kind = "prefix_list"
		}
		rule := model.SecurityGroupRule{
			Protocol: str(w[2]),
			FromPort: from,
			ToPort:   to,
			PeerType: model.Known(kind),
			Peer:     str(w[4]),
			Origin:   "rule of " + w[1],
		}
		if w[0] == "ingress" {
			g.Ingress = g.Ingress.With(rule)
		} else {
			g.Egress = g.Egress.With(rule)
		}
	case "lb":
		kind, internal := "application", model.Known(option(w, "public") == "")
		if option(w, "nlb") != "" {
			kind = "network"
		}
		if option(w, "type") != "" {
			kind = option(w, "type")
		}
		if option(w, "?") != "" {
			internal = model.Value[bool]{}
		}
		a.LoadBalancers = append(
			a.LoadBalancers,
			model.LoadBalancer{
				Resource: r,
				Placement: model.Placement{
					Subnets:        list(w[2]),
					SecurityGroups: list(w[3]),
					PublicAddress:  not(internal),
				},
				Internal:         internal,
				LoadBalancerType: str(kind),
			},
		)
	case "service":
		public := model.Known(option(w, "public") != "")
		if option(w, "?") != "" {
			public = model.Value[bool]{}
		}
		a.Services = append(
			a.Services,
			model.Service{
				Resource:  r,
				Placement: model.Placement{Subnets: list(w[2]), SecurityGroups: list(w[3]), PublicAddress: public},
				Targets:   model.Whole[model.ServiceTarget](),
			},
		)
	case "db":
		a.Databases = append(
			a.Databases,
			model.Database{
				Resource:  r,
				ReplicaOf: model.Known(""),
				Placement: model.Placement{
					Subnets:        list(w[2]),
					SecurityGroups: list(w[3]),
					PublicAddress:  model.Known(option(w, "public") != ""),
				},
			},
		)
	case "cache":
		a.Caches = append(
			a.Caches,
			model.Cache{
				Resource: r,
				Placement: model.Placement{
					Subnets:        list(w[2]),
					SecurityGroups: list(w[3]),
					PublicAddress:  model.Known(false),
				},
			},
		)
	case "instances":
		a.InstanceGroups = append(
			a.InstanceGroups,
			model.InstanceGroup{
				Resource: r,
				Placement: model.Placement{
					Subnets:        list(w[2]),
					SecurityGroups: list(w[3]),
					PublicAddress:  model.Known(option(w, "public") != ""),
				},
				Autoscaling:  model.Known(option(w, "asg") != ""),
				TargetGroups: list(cmp.Or(option(w, "tg"), "-")),
			},
		)
	case "endpoint":
		a.VPCEndpoints = append(
			a.VPCEndpoints,
			model.VPCEndpoint{
				Resource: r,
				Placement: model.Placement{
					Subnets:        list(w[2]),
					SecurityGroups: list(w[3]),
					PublicAddress:  model.Known(false),
				},
				EndpointType: model.Known("Interface"),
				ServiceName:  str(cmp.Or(option(w, "service"), "?")),
				PrivateDNS:   model.Known(option(w, "nodns") == ""),
			},
		)
	case "interface":
		i := model.Interface{
			Resource: r,
			Placement: model.Placement{
				Subnets:        list(w[2]),
				SecurityGroups: list(w[3]),
				PublicAddress:  model.Known(false),
			},
			Owner:     model.Known(w[1]),
			OwnerType: model.Known(option(w, "type")),
		}
		if owner := option(w, "owner"); owner != "" {
			i.Owner = str(owner)
		}
		if option(w, "managed") != "" {
			i.SecurityGroups = model.Part(model.Why{Reason: model.NotManaged}, i.SecurityGroups.Items()...)
		}
		a.Interfaces = append(a.Interfaces, i)
	case "listener":
		port, _ := portsOf(w[3])
		a.Listeners = append(
			a.Listeners,
			model.Listener{
				Resource:     r,
				LoadBalancer: str(w[2]),
				Port:         port,
				Protocol:     model.Known("HTTPS"),
				Actions: model.Whole(model.Action{
					Type:         model.Known("forward"),
					Priority:     model.Known(model.DefaultPriority),
					MatchesAll:   model.Known(true),
					OnlyValues:   model.Whole[string](),
					OnlyRegexes:  model.Whole[string](),
					Paths:        model.Whole[string](),
					Narrowing:    model.Whole[string](),
					TargetGroups: list(w[4]),
					Idle:         model.Whole[string](),
					Origin:       w[1],
				}),
			},
		)
	case "rule":
		l, priority := find(a.Listeners, func(x *model.Listener) bool { return x.ID == w[1] }), model.Value[int]{}
		if n, err := strconv.Atoi(w[2]); err == nil {
			priority = model.Known(n)
		}
		l.Actions = l.Actions.With(
			model.Action{
				Type:         model.Known("forward"),
				Priority:     priority,
				MatchesAll:   model.Known(w[3] == "all"),
				OnlyValues:   model.Whole[string](),
				OnlyRegexes:  model.Whole[string](),
				Paths:        list(cmp.Or(option(w, "path"), "-")),
				Narrowing:    model.Whole[string](),
				TargetGroups: list(w[4]),
				Idle:         list(cmp.Or(option(w, "idle"), "-")),
				Origin:       w[1] + " " + w[2],
			},
		)
	case "behind":
		s := find(a.Services, func(x *model.Service) bool { return x.ID == w[1] })
		port, _ := portsOf(w[3])
		s.Targets = s.Targets.With(model.ServiceTarget{TargetGroup: str(w[2]), ContainerPort: port})
	case "target":
		a.TargetGroups = append(
			a.TargetGroups,
			model.TargetGroup{Resource: r, Members: model.Whole[string](), MemberPorts: model.Whole[int]()},
		)
	case "peering":
		a.PeeringConnections = append(
			a.PeeringConnections,
			model.PeeringConnection{Resource: r, Requester: str(w[2]), Accepter: str(w[3])},
		)
	case "list":
		if name := option(w, "name"); name != "" {
			r.Name = str(name)
		}
		a.PrefixLists = append(a.PrefixLists, model.PrefixList{Resource: r, Entries: list(w[2])})
	case "gap":
		a.Gaps = append(a.Gaps, model.Gap{Collection: w[1], Reason: model.AccessDenied})
	default:
		t.Fatalf("no such word: %s", w[0])
	}
}

// Classic is the documented shape: a public load balancer, a private service, an isolated database.
const Classic = `
vpc v 10.0.0.0/16
subnet pub v 10.0.0.0/24 table=t-pub
subnet priv v 10.0.1.0/24 table=t-priv
subnet iso v 10.0.2.0/24 table=t-iso
table t-pub v
table t-priv v
table t-iso v
table t-main v main
igw igw v
nat nat pub
route t-pub 0.0.0.0/0 igw:igw
route t-priv 0.0.0.0/0 nat:nat
acl acl v default
in acl 100 allow all * 0.0.0.0/0
out acl 100 allow all * 0.0.0.0/0
group sg-lb v
group sg-app v
group sg-db v
ingress sg-lb tcp 443 0.0.0.0/0
egress sg-lb tcp 3000 sg-app
ingress sg-app tcp 3000 sg-lb
egress sg-app tcp 5432 sg-db
egress sg-app tcp 443 0.0.0.0/0
ingress sg-db tcp 5432 sg-app
lb lb pub sg-lb public
service app priv sg-app
db db iso sg-db
listener l lb 443 tg
behind app tg 3000
`

func find[T any](items []T, is func(*T) bool) *T {
	for i := range items {
		if is(&items[i]) {
			return &items[i]
		}
	}
	return nil
}

func not(v model.Value[bool]) model.Value[bool] {
	if b, ok := v.Get(); ok {
		return model.Known(!b)
	}
	return v
}
