package network

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// estate is an account of some hundred stacks: each 4 subnets, 10 groups of 10 rules, a load
// balancer, a service, a database and a cache. Scale 500 is 2,000 subnets, 5,000 groups, 50,000 rules.
func estate(stacks int) *model.Architecture {
	a := &model.Architecture{}
	known := func(format string, args ...any) model.Value[string] { return model.Known(fmt.Sprintf(format, args...)) }
	for i := range stacks {
		id := func(kind string) string { return fmt.Sprintf("%s-%d", kind, i) }
		res := func(kind string) model.Resource { return model.Resource{ID: id(kind), Name: model.Known(id(kind))} }
		vpc := model.Known(id("vpc"))
		a.VPCs = append(
			a.VPCs,
			model.VPC{
				Resource:       res("vpc"),
				CIDRBlocks:     model.Whole("10.0.0.0/16"),
				IPv6CIDRBlocks: model.Whole[string](),
			},
		)
		a.InternetGateways = append(a.InternetGateways, model.InternetGateway{Resource: res("igw"), VPC: vpc})
		a.NATGateways = append(
			a.NATGateways,
			model.NATGateway{
				Resource:         res("nat"),
				Subnet:           model.Known(id("pub")),
				ConnectivityType: model.Known("public"),
			},
		)
		for n, kind := range []string{"pub", "priv", "iso", "iso2"} {
			a.Subnets = append(
				a.Subnets,
				model.Subnet{
					Resource:         res(kind),
					VPC:              vpc,
					CIDRBlock:        known("10.0.%d.0/24", n),
					IPv6CIDRBlock:    model.Known(""),
					AvailabilityZone: model.Known("a"),
					RouteTable:       model.Known(id("t-" + kind)),
					InternetAccess:   model.Known(model.InternetOpen),
				},
			)
			t := model.RouteTable{
				Resource: res("t-" + kind),
				VPC:      vpc,
				Main:     model.Known(false),
				Routes:   model.Whole[model.Route](),
			}
			switch kind {
			case "pub":
				t.Routes = t.Routes.With(
					model.Route{
						Destination: model.Known("0.0.0.0/0"),
						TargetType:  model.Known("internet_gateway"),
						Target:      model.Known(id("igw")),
					},
				)
			case "priv":
				t.Routes = t.Routes.With(
					model.Route{
						Destination: model.Known("0.0.0.0/0"),
						TargetType:  model.Known("nat_gateway"),
						Target:      model.Known(id("nat")),
					},
				)
			}
			a.RouteTables = append(a.RouteTables, t)
		}
		every := model.Whole(
			model.ACLEntry{
				RuleNumber: model.Known(100),
				Protocol:   model.Known("all"),
				Action:     model.Known("allow"),
				CIDRBlock:  model.Known("0.0.0.0/0"),
				FromPort:   model.Known(0),
				ToPort:     model.Known(0),
			},
		)
		a.NetworkACLs = append(
			a.NetworkACLs,
			model.NetworkACL{
				Resource: res("acl"),
				VPC:      vpc,
				Default:  model.Known(true),
				Subnets:  model.Whole[string](),
				Ingress:  every,
				Egress:   every,
			},
		)
		for g := range 10 {
			group := model.SecurityGroup{
				Resource: model.Resource{ID: fmt.Sprintf("sg-%d-%d", i, g)},
				VPC:      vpc,
				Default:  model.Known(false),
				Ingress:  model.Whole[model.SecurityGroupRule](),
				Egress:   model.Whole[model.SecurityGroupRule](),
			}
			for n := range 5 {
				rule := model.SecurityGroupRule{
					Protocol: model.Known("tcp"),
					FromPort: model.Known(1000 * n),
					ToPort:   model.Known(1000*n + 500),
					PeerType: model.Known("cidr"),
					Peer:     known("10.%d.%d.0/24", n, g),
					Origin:   "rule",
				}
				group.Ingress = group.Ingress.With(rule)
				rule.PeerType, rule.Peer = model.Known("security_group"), known("sg-%d-%d", i, (g+1)%10)
				group.Egress = group.Egress.With(rule)
			}
			a.SecurityGroups = append(a.SecurityGroups, group)
		}
		wears := func(groups ...int) model.List[string] {
			l := model.Whole[string]()
			for _, g := range groups {
				l = l.With(fmt.Sprintf("sg-%d-%d", i, g))
			}
			return l
		}
		a.LoadBalancers = append(
			a.LoadBalancers,
			model.LoadBalancer{
				Resource:         res("lb"),
				LoadBalancerType: model.Known("application"),
				Internal:         model.Known(false),
				Placement: model.Placement{
					Subnets:        model.Whole(id("pub")),
					SecurityGroups: wears(0, 4),
					PublicAddress:  model.Known(true),
				},
			},
		)
		a.Services = append(
			a.Services,
			model.Service{
				Resource: res("service"),
				Placement: model.Placement{
					Subnets:        model.Whole(id("priv")),
					SecurityGroups: wears(1, 5),
					PublicAddress:  model.Known(false),
				},
				Targets: model.Whole[model.ServiceTarget](),
			},
		)
		a.Databases = append(
			a.Databases,
			model.Database{
				Resource:  res("db"),
				ReplicaOf: model.Known(""),
				Placement: model.Placement{
					Subnets:        model.Whole(id("iso"), id("iso2")),
					SecurityGroups: wears(2, 6),
					PublicAddress:  model.Known(false),
				},
			},
		)
		a.Caches = append(
			a.Caches,
			model.Cache{
				Resource: res("cache"),
				Placement: model.Placement{
					Subnets:        model.Whole(id("iso"), id("iso2")),
					SecurityGroups: wears(3, 7),
					PublicAddress:  model.Known(false),
				},
			},
		)
	}
	return a
}

func documentedEdges() []Edge {
	return []Edge{
		{Internet, LoadBalancer, 443},
		{LoadBalancer, Application, 3000},
		{Application, Database, 5432},
		{Application, Cache, 6379},
		{Application, Internet, 443},
	}
}

func analyzed(a *model.Architecture, doc *document.Document) time.Duration {
	runtime.GC() // what others left is not this analysis' work
	start := time.Now()
	ix := wiring.NewIndex(a)
	facts := wiring.Build(ix, wiring.Scope{}, doc)
	Analyze(ix, facts, doc)
	return time.Since(start)
}

// BenchmarkEstate analyses 5,000 security groups with 50,000 rules and 2,000 subnets.
func BenchmarkEstate(b *testing.B) {
	a, doc := estate(500), asking(b, documentedEdges())
	for b.Loop() {
		analyzed(a, doc)
	}
}

// BenchmarkGrowth compares ten times the size within one run: ten times the work may take
// at most twelve times as long.
func BenchmarkGrowth(b *testing.B) {
	// The garbage collector is left out: what it adds to a whole run is in BenchmarkGrowth of the program.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	small, large, doc := estate(50), estate(500), asking(b, documentedEdges())
	var one, ten time.Duration
	for b.Loop() {
		one, ten = one+analyzed(small, doc), ten+analyzed(large, doc)
	}
	b.ReportMetric(float64(ten)/float64(one), "times")
}

// TestAnalysisDoesNotPairEverything counts what is compiled instead of taking time: each
// group, table and ACL at most once in each direction and view, however many stacks there are.
func TestAnalysisDoesNotPairEverything(t *testing.T) {
	a := estate(40)
	ix := wiring.NewIndex(a)
	doc := asking(t, documentedEdges())
	facts := wiring.Build(ix, wiring.Scope{}, doc)
	an := newAnalysis(ix, facts, doc)
	an.ends = an.findEnds()
	an.fillEdges()
	for _, v := range []*view{an.reach.sure, an.reach.possible} {
		if len(v.groups) > 2*len(a.SecurityGroups) || len(v.tables) > len(a.RouteTables) ||
			len(v.passes) > 2*len(a.NetworkACLs) {
			t.Errorf("%d groups, %d tables, %d ACLs were compiled", len(v.groups), len(v.tables), len(v.passes))
		}
	}
	if len(an.reach.possible.groups) == 0 {
		t.Error("nothing was compiled")
	}
}
