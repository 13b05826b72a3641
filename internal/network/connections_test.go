package network

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/topology"
	"github.com/archcheck/archcheck/internal/wiring"
)

// TestConnections: each edge of a component stands by itself, as its own side has it.
func TestConnections(t *testing.T) {
	const acl = "acl mine v iso\nout mine 100 allow all * 0.0.0.0/0\n"
	edges := []Edge{{"internet", LoadBalancer, 443}, {LoadBalancer, Application, 3000}, {Application, Database, 5432},
		{Application, "internet", 443}, {Database, "internet", 8443}}
	for _, c := range []struct {
		name, change, of string
		want             wiring.Connection
	}{
		{"a documented edge", "", "app", wiring.Connection{Far: "db", Ports: "5432", Standing: wiring.Permitted}},
		{"its other side", "", "db",
			wiring.Connection{Ingress: true, Far: "app", Ports: "5432", Standing: wiring.Permitted}},
		{"the internet", "", "app", wiring.Connection{Far: "internet", Ports: "443", Standing: wiring.Permitted}},
		{"a prefix too much", "ingress sg-db tcp 22 10.9.0.0/16", "db",
			wiring.Connection{Ingress: true, Far: "10.9.0.0/16", Ports: "22",
				Standing: wiring.Excess, Why: "written by rule of sg-db"}},
		{"a component too much", "ingress sg-db tcp 5432 sg-lb", "db",
			wiring.Connection{Ingress: true, Far: "lb", Ports: "5432",
				Standing: wiring.Excess, Why: "written by rule of sg-db"}},
		{"somebody too much", "group sg-x v\ninterface x priv sg-x\ningress sg-db tcp 5432 sg-x", "db",
			wiring.Connection{Ingress: true, Far: "x",
				Ports: "5432", Standing: wiring.Excess, Why: "written by rule of sg-db"}},
		{"a group that nobody wears", "group sg-x v\ningress sg-db tcp 5432 sg-x", "db",
			wiring.Connection{Ingress: true, Far: "sg-x",
				Ports: "5432", Standing: wiring.Excess, Why: "written by rule of sg-db"}},
		{"no rule", "", "db",
			wiring.Connection{Far: "internet", Ports: "8443", Standing: wiring.Missing, Why: "no rule of sg-db permits it"}},
		{"a rule that is not known", "egress sg-db tcp 8443 ?", "db",
			wiring.Connection{Far: "internet", Ports: "8443", Standing: wiring.Open}},
		{"an ACL that is not known", acl + "in mine 100 allow tcp ? 0.0.0.0/0", "db",
			wiring.Connection{Ingress: true, Far: "app", Ports: "5432", Standing: wiring.Open}},
		{"stopped by an ACL", acl + "in mine 100 deny tcp 5432 10.0.1.0/24", "db",
			wiring.Connection{Ingress: true, Far: "app", Ports: "5432", Standing: wiring.Missing}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ix, doc := wiring.NewIndex(topology.Build(t, topology.Classic+c.change)), asking(t, edges)
			facts := wiring.Build(ix, wiring.Scope{}, doc)
			Analyze(ix, facts, doc)
			all := connectionsOf(t, facts, c.of)
			fits := func(one wiring.Connection) bool {
				if c.want.Why == "" {
					one.Why = ""
				}
				return one == c.want
			}
			if !slices.ContainsFunc(all, fits) {
				t.Errorf("%s has no %+v, only\n%+v", c.of, c.want, all)
			}
		})
	}
}

// TestWithoutEdgesNothingIsTooMuch: a document that states no edges says of none that it is one too many.
func TestWithoutEdgesNothingIsTooMuch(t *testing.T) {
	const open = "ingress sg-db tcp 22 10.9.0.0/16\ningress sg-db tcp 5432 0.0.0.0/0\n"
	ix, doc := wiring.NewIndex(topology.Build(t, topology.Classic+open)), asking(t, nil)
	facts := wiring.Build(ix, wiring.Scope{}, doc)
	Analyze(ix, facts, doc)
	seen := 0
	for i := range facts.Components {
		for _, c := range facts.Components[i].Connections {
			if seen++; c.Standing == wiring.Excess {
				t.Errorf("%s: %+v", facts.Components[i].ID, c)
			}
		}
	}
	if seen == 0 {
		t.Error("nothing is connected")
	}
}

func connectionsOf(t *testing.T, facts *wiring.Facts, id string) []wiring.Connection {
	t.Helper()
	for i := range facts.Components {
		if facts.Components[i].ID == id {
			return facts.Components[i].Connections
		}
	}
	t.Fatalf("there is no component %s", id)
	return nil
}
