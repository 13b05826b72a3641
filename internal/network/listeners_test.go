package network

import (
	"slices"
	"strings"
	"testing"
)

// TestListenersOfABalancerWithoutGroups: it admits everybody on the ports of its listeners.
func TestListenersOfABalancerWithoutGroups(t *testing.T) {
	public := strings.Replace(classic, "lb lb pub sg-lb public", "lb lb pub - public nlb", 1)
	internal := strings.Replace(classic, "lb lb pub sg-lb public", "lb lb pub - nlb", 1)
	internet := []Edge{{Internet, LoadBalancer, 443}, {LoadBalancer, Application, 3000}}
	inside := []Edge{{Application, LoadBalancer, 443}, {LoadBalancer, Application, 3000}}
	none := strings.Replace(public, "listener l lb 443 tg\n", "", 1)
	for _, c := range []struct {
		name, text string
		edges      []Edge
		want, says string
	}{
		{"no listener that this state has", strings.Replace(none, "lb lb pub", "data lb lb pub", 1), internet, unknown, ""},
		{"one listener too many of this state", strings.Replace(none, "lb lb pub", "data lb lb pub", 1) + "\nlistener m lb 22 tg", internet, no, "anybody -> lb:22, by m"},
		{"as documented", public, internet, yes, ""},
		{"no listener for the edge", strings.Replace(public, "listener l lb 443 tg\n", "", 1), internet, no, "-> lb:443"},
		{"one more listener", public + "\nlistener m lb 22 tg", internet, no, "anybody -> lb:22, by m"},
		{"a public one that is documented for a component", public, inside, no, "internet -> lb:443, by l"},
		{"an internal one that is documented for a component", internal, inside, yes, ""},
		{"an internal one with one more listener", internal + "\nlistener m lb 22 tg", inside, no, "anybody -> lb:22, by m"},
		{"a port that is not known", public + "\nlistener m lb ? tg", internet, unknown, ""},
		{"a port that is not known, and one that is too much", public + "\nlistener m lb ? tg\nlistener n lb 22 tg", internet, no, "anybody -> lb:22"},
		{"whose listener it is, is not known", strings.Replace(public, "listener l lb", "listener l ?", 1), internet, unknown, ""},
		{"listeners were not read", strings.Replace(public, "listener l lb 443 tg\n", "gap listeners\n", 1), internet, unknown, ""},
		{"whether it is public is not known", strings.Replace(public, "public nlb", "? nlb", 1), inside, unknown, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := asking(t, c.edges)
			doc.Component(LoadBalancer).Asked = nil
			e := edgesFor(analyze(t, c.text, doc), "lb")
			lines := strings.Join(slices.Concat(e.IngressExcess, e.IngressMissing), "\n")
			if got := inWords(e.IngressExact); got != c.want || !strings.Contains(lines, c.says) {
				t.Errorf("%s, want %s with %q: %q %v", got, c.want, c.says, lines, e.IngressExact.Why())
			}
			if got := inWords(e.EgressExact); got != yes {
				t.Errorf("egress is %s", got)
			}
		})
	}
}

// TestDocumentedExternalsAreNoStrangers: who is documented by his address is not the internet.
func TestDocumentedExternalsAreNoStrangers(t *testing.T) {
	office := "  externals: {office: {addresses: [203.0.113.0/24]}}\n"
	open := strings.Replace(
		openDatabase,
		"sg-db tcp 5432 0.0.0.0/0",
		"sg-db tcp 5432 203.0.113.0/24",
		1,
	) + "\nroute t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public"
	for _, c := range []struct {
		name, text string
		edges      []Edge
		want       string
	}{
		{"the office is not documented", open, nil, yes},
		{"the office is documented", open, []Edge{{"office", Database, 5432}}, no},
		{"others are let in too", open + "\ningress sg-db tcp 5432 203.0.114.0/24", []Edge{{"office", Database, 5432}}, yes},
		{"the office is documented for something else", open, []Edge{{"office", Cache, 6379}}, yes},
	} {
		e := edgesFor(analyze(t, c.text, asking(t, append(classicEdges(), c.edges...), office)), "db")
		if got := inWords(e.InternetReachable); got != c.want {
			t.Errorf("%s: %s, want %s: %v", c.name, got, c.want, e.InternetPath)
		}
	}
}
