package draw

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/network"
	"github.com/archcheck/archcheck/internal/topology"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

const classic = `version: 2
base:
  tiers:
    public: {subnets: [10.0.0.0/24], way_out: internet_gateway}
    private: {subnets: [10.0.1.0/24], way_out: nat}
    isolated: {subnets: [10.0.2.0/24], way_out: none}
  components:
    balancer: {kind: load_balancer, type: application, tier: public}
    application: {kind: service, tier: private}
    database: {kind: database, tier: isolated}
  edges:
    - internet -> balancer:443
    - balancer -> application:3000
    - application -> database:5432
    - application -> internet:443
environments: {prod: {}}
`

// drawn is the picture of a topology, against the classic document with some text replaced. The database called
// copy is a replica.
func drawn(t *testing.T, text string, verdicts []verdict.Verdict, replace ...string) Picture {
	t.Helper()
	doc, err := document.Read("classic.yaml", []byte(strings.NewReplacer(replace...).Replace(classic)), "prod")
	if err != nil {
		t.Fatal(err)
	}
	a := topology.Build(t, text)
	for i := range a.Databases {
		if a.Databases[i].ID == "copy" {
			a.Databases[i].ReplicaOf = model.Known("db")
		}
	}
	ix := wiring.NewIndex(a)
	facts := wiring.Build(ix, wiring.Scope{}, doc)
	network.Analyze(ix, facts, doc)
	all := Actual(ix, facts, verdicts)
	if len(all) != 1 {
		t.Fatalf("%d pictures", len(all))
	}
	return all[0]
}

// lines are a picture in words, without what is as documented.
func lines(p *Picture) (all []string) {
	for i := range p.Boxes {
		if b := &p.Boxes[i]; b.State != Converges {
			all = append(all, fmt.Sprintf("%s: %s", b.Name, b.State))
		}
	}
	for _, e := range p.Edges {
		if e.State != Converges {
			all = append(
				all,
				fmt.Sprintf("%s -> %s:%s: %s", p.Boxes[e.From].Name, p.Boxes[e.To].Name, e.Label, e.State),
			)
		}
	}
	slices.Sort(all)
	return all
}

// TestStates: what is there is drawn as it stands against the document, each way round.
func TestStates(t *testing.T) {
	without := func(line string) string { return strings.Replace(topology.Classic, "\n"+line+"\n", "\n", 1) }
	const acl = "acl mine v iso\nout mine 100 allow all * 0.0.0.0/0\n"
	for _, c := range []struct {
		name, topology string
		replace        []string
		want           []string
	}{
		{"as documented", topology.Classic, nil, nil},
		{"a rule from the internet", topology.Classic + "ingress sg-db tcp 22 0.0.0.0/0", nil,
			[]string{"internet -> database:22: not documented"}},
		{"a rule for addresses", topology.Classic + "ingress sg-db tcp 22 192.0.2.0/24", nil,
			[]string{"192.0.2.0/24 -> database:22: not documented", "192.0.2.0/24: not documented"}},
		{"a rule for another component", topology.Classic + "ingress sg-db tcp 5432 sg-lb", nil,
			[]string{"balancer -> database:5432: not documented"}},
		{"one side alone lacks it", without("egress sg-app tcp 5432 sg-db"), nil,
			[]string{"application -> database:5432: documented, not there"}},
		{"one side alone is open", without("egress sg-app tcp 5432 sg-db") + "egress sg-app tcp 5432 ?", nil,
			[]string{"application -> database:5432: not decided"}},
		{"a network ACL stops it", topology.Classic + acl + "in mine 100 deny tcp 5432 10.0.1.0/24", nil,
			[]string{"application -> database:5432: documented, not there"}},
		{"a network ACL that is not known", topology.Classic + acl + "in mine 100 allow tcp ? 0.0.0.0/0", nil,
			[]string{"application -> database:5432: not decided"}},
		{"no route leads out", without("route t-priv 0.0.0.0/0 nat:nat"), nil,
			[]string{"application -> internet:443: documented, not there"}},
		{"a route that may lead anything elsewhere", strings.Replace(topology.Classic, "t-priv 0.0.0.0/0", "t-priv ?", 1), nil,
			[]string{"application -> database:5432: not decided", "application -> internet:443: not decided",
				"balancer -> application:3000: not decided"}},
		{"no public address", strings.Replace(topology.Classic, "sg-lb public", "sg-lb internal", 1), nil,
			[]string{"internet -> balancer:443: documented, not there"}},
		{"nothing is forwarded", without("behind app tg 3000"), nil,
			[]string{"balancer -> application:3000: documented, not there"}},
		{"a component is missing", without("db db iso sg-db"), nil,
			[]string{"application -> database:5432: documented, not there", "database: documented, not there"}},
		{"a collection was not read", without("db db iso sg-db") + "gap databases", nil,
			[]string{"application -> database:5432: not decided", "database: not decided"}},
		{"somebody undocumented", topology.Classic + "group sg-x v\ninterface x priv sg-x type=aws_instance", nil,
			[]string{"x: not documented"}},
		{"a replica, which nobody has to reach",
			topology.Classic + "group sg-copy v\ningress sg-copy tcp 5432 sg-app\ndb copy iso sg-copy",
			[]string{"kind: database,", "kind: database, count: 1-2,"}, nil},
		{"more where edges are not complete", topology.Classic + "ingress sg-db tcp 22 10.9.0.0/16",
			[]string{"  edges:\n", "  edges_complete: false\n  edges:\n"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := drawn(t, c.topology, nil, c.replace...)
			if got := lines(&p); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestPlaces: a thing stands where its subnets are, not where the document wants it.
func TestPlaces(t *testing.T) {
	text := strings.Replace(topology.Classic, "db db iso", "db db pub,priv2", 1)
	text += "subnet priv2 v 10.0.7.0/24 table=t-priv zone=b\n"
	text = strings.Replace(text, "10.0.0.0/24 table=t-pub", "10.0.0.0/24 table=t-pub zone=a", 1)
	p := drawn(t, text, nil)
	for _, b := range p.Boxes {
		if b.Name == "database" && (p.Tiers[b.Row].Name != "public" || p.zonesOf(&b) != "a, b") {
			t.Errorf("it stands in %s, %s", p.Tiers[b.Row].Name, p.zonesOf(&b))
		}
	}
	if want := []string{"a", "b", unknownZone}; !slices.Equal(p.Zones, want) {
		t.Errorf("zones %q, want %q", p.Zones, want)
	}
}

// TestRemarks: each verdict stands at what it is about.
func TestRemarks(t *testing.T) {
	on := func(rule, id, component, path string, status verdict.Status) verdict.Verdict {
		return verdict.Verdict{Rule: rule, Status: status, Resource: verdict.Resource{ID: id}, Component: component,
			Message: "wrong", Requirement: &verdict.Requirement{Path: path}}
	}
	p := drawn(t, topology.Classic, []verdict.Verdict{
		on("a/box", "db", "database", "components.database.x", verdict.Fail),
		on("a/role", "role", "application", "components.application.x", verdict.Fail),
		on("a/subnet", "priv", "", "tiers.private.way_out", verdict.Fail),
		on("a/gateway", "nat", "", "tiers", verdict.Fail),
		on("a/tier", "v", "", "tiers.isolated.nat_gateways", verdict.Fail),
		on("a/vpc", "v", "", "vpc.cidr", verdict.Fail),
		on("a/open", "db", "database", "components.database.y", verdict.Unknown),
		on("a/waived", "db", "database", "components.database.y", verdict.Waived),
	})
	var got []string
	for _, f := range p.findings() {
		got = append(got, f.Rule+" at "+f.who)
	}
	slices.Sort(got)
	want := []string{"a/box at database", "a/gateway at pub", "a/role at application", "a/subnet at priv",
		"a/tier at isolated", "a/vpc at v"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, b := range p.Boxes {
		if b.Name == "database" && (b.Open != 1 || b.State != Violates) {
			t.Errorf("%+v", b)
		}
	}
}
