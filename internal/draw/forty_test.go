package draw

import (
	"fmt"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/network"
	"github.com/archcheck/archcheck/internal/topology"
	"github.com/archcheck/archcheck/internal/wiring"
)

// forty is a document of forty components over three zones, and what is there of it: with somebody who is not
// documented, one component missing, a rule too much and a rule too few.
func forty(t testing.TB) (*document.Document, []Picture) {
	t.Helper()
	doc, err := document.Read("forty.yaml", []byte(fortyDocument()), "prod")
	if err != nil {
		t.Fatal(err)
	}
	a := topology.Build(t, fortyTopology())
	named := func(name string) model.Resource { return model.Resource{ID: name, Name: model.Known(name)} }
	for i := range 3 {
		a.Queues = append(a.Queues, model.Queue{Resource: named(fmt.Sprintf("queue-%02d", i+1))})
	}
	a.Buckets = append(
		a.Buckets,
		model.Bucket{Resource: named("bucket-01")},
		model.Bucket{Resource: named("bucket-02")},
	)
	ix := wiring.NewIndex(a)
	facts := wiring.Build(ix, wiring.Scope{}, doc)
	network.Analyze(ix, facts, doc)
	return doc, Actual(ix, facts, nil)
}

// Of services the first five are behind the load balancer; each has a database, a cache, or a queue.
const (
	fortyServices  = 18
	fortyDatabases = 9
	fortyCaches    = 5
)

func fortyDocument() string {
	var b strings.Builder
	b.WriteString("version: 2\nbase:\n  vpc: {cidr: 10.0.0.0/16, zones: 3}\n  tiers:\n" +
		"    public: {subnets: [10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24], way_out: internet_gateway}\n" +
		"    apps: {subnets: [10.0.10.0/24, 10.0.11.0/24, 10.0.12.0/24], way_out: nat}\n" +
		"    data: {subnets: [10.0.20.0/24, 10.0.21.0/24, 10.0.22.0/24], way_out: none}\n  components:\n")
	one := func(kind, tier string, n int) {
		for i := range n {
			name := fmt.Sprintf("%s-%02d", kind, i+1)
			where := ", tier: " + tier
			if tier == "" {
				where = ""
			}
			fmt.Fprintf(&b, "    %s: {kind: %s%s, match: {name: %s}}\n", name, kind, where, name)
		}
	}
	one("load_balancer", "public", 1)
	one("service", "apps", fortyServices)
	one("database", "data", fortyDatabases)
	one("cache", "data", fortyCaches)
	one("instances", "apps", 1)
	one("queue", "", 3)
	one("bucket", "", 2)
	one("table", "", 1)
	b.WriteString("  externals:\n    office: {addresses: [198.51.100.0/24]}\n  edges:\n" +
		"    - internet -> load_balancer-01:443\n    - office -> instances-01:22\n")
	for _, e := range fortyEdges() {
		fmt.Fprintf(&b, "    - %s -> %s\n", e[0], e[1])
	}
	b.WriteString("environments: {prod: {}}\n")
	return b.String()
}

// fortyEdges are those between components, and to the internet.
func fortyEdges() (all [][2]string) {
	for i := range fortyServices {
		name := fmt.Sprintf("service-%02d", i+1)
		if i < 5 {
			all = append(all, [2]string{"load_balancer-01", name + ":8080"})
		}
		database := fmt.Sprintf("database-%02d:5432", i%fortyDatabases+1)
		all = append(all, [2]string{name, database}, [2]string{name, "internet:443"})
		if i%2 == 0 {
			all = append(all, [2]string{name, fmt.Sprintf("cache-%02d:6379", i%fortyCaches+1)})
		}
		if i > 5 {
			all = append(all, [2]string{name, fmt.Sprintf("queue-%02d", i%3+1)})
		}
		if i > 0 && i < 6 {
			all = append(all, [2]string{fmt.Sprintf("service-%02d", i), name + ":9090"})
		}
	}
	return append(all, [2]string{"instances-01", "database-01:5432"}, [2]string{"service-01", "bucket-01"},
		[2]string{"service-02", "bucket-02"}, [2]string{"service-03", "table-01"})
}

func fortyTopology() string {
	var b strings.Builder
	b.WriteString("vpc v 10.0.0.0/16\nigw igw v\ntable t-public v\ntable t-apps v\ntable t-data v\n" +
		"route t-public 0.0.0.0/0 igw:igw\nacl acl v default\nin acl 100 allow all * 0.0.0.0/0\nout acl 100 allow all * 0.0.0.0/0\n")
	for t, tier := range []string{"public", "apps", "data"} {
		for z, zone := range []string{"a", "b", "c"} {
			fmt.Fprintf(&b, "subnet %s-%s v 10.0.%d.0/24 table=t-%s zone=eu-west-1%s\n", tier, zone, 10*t+z, tier, zone)
		}
	}
	b.WriteString("nat nat public-a\nroute t-apps 0.0.0.0/0 nat:nat\n")
	thing := func(word, kind, tier string, n int, options string) {
		for i := range n {
			name := fmt.Sprintf("%s-%02d", kind, i+1)
			zones := fmt.Sprintf("%s-a,%s-b,%s-c", tier, tier, tier)
			if kind == "cache" {
				zones = tier + "-" + string(rune('a'+i%3))
			}
			fmt.Fprintf(&b, "group sg-%s v\n%s %s %s sg-%s %s\n", name, word, name, zones, name, options)
		}
	}
	thing("lb", "load_balancer", "public", 1, "public")
	thing("service", "service", "apps", fortyServices, "")
	thing("db", "database", "data", fortyDatabases-1, "")
	thing("cache", "cache", "data", fortyCaches, "")
	thing("instances", "instances", "apps", 1, "")
	b.WriteString("ingress sg-load_balancer-01 tcp 443 0.0.0.0/0\n" +
		"ingress sg-instances-01 tcp 22 198.51.100.0/24\nlistener l load_balancer-01 443 tg\n")
	for i := range 5 {
		fmt.Fprintf(&b, "behind service-%02d tg 8080\n", i+1)
	}
	for _, e := range fortyEdges() {
		to, port, isPlaced := strings.Cut(e[1], ":")
		switch {
		case !isPlaced, to == "database-09":
		case to == "internet":
			fmt.Fprintf(&b, "egress sg-%s tcp %s 0.0.0.0/0\n", e[0], port)
		default:
			fmt.Fprintf(&b, "egress sg-%s tcp %s sg-%s\n", e[0], port, to)
			if e != [2]string{"service-04", "database-04:5432"} {
				fmt.Fprintf(&b, "ingress sg-%s tcp %s sg-%s\n", to, port, e[0])
			}
		}
	}
	b.WriteString("ingress sg-database-02 tcp 5432 0.0.0.0/0\ninterface stranger apps-b sg-service-07\n")
	return b.String()
}
