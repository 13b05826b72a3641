package network

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

func classicEdges() []Edge {
	return []Edge{
		{Internet, LoadBalancer, 443},
		{LoadBalancer, Application, 3000},
		{Application, Database, 5432},
		{Application, Internet, 443},
	}
}

func analyze(t *testing.T, text string, asked *document.Document) *wiring.Facts {
	t.Helper()
	ix := wiring.NewIndex(build(t, text))
	facts := wiring.Build(ix, wiring.Scope{}, asked)
	Analyze(ix, facts, asked)
	return facts
}

func inWords(v model.Value[bool]) string {
	if is, known := v.Get(); known {
		return map[bool]string{true: yes, false: no}[is]
	}
	return unknown
}

// without is the classic topology less some lines.
func without(starts ...string) string {
	var kept []string
	for _, line := range strings.Split(classic, "\n") {
		if !slices.ContainsFunc(starts, func(s string) bool { return strings.HasPrefix(line, s) }) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// TestWhoeverWearsAGroup holds what a group admits against the document, whoever is there.
func TestWhoeverWearsAGroup(t *testing.T) {
	noService := without("service", "behind")
	bastion := "\ngroup sg-bastion v\ningress sg-bastion tcp 22 0.0.0.0/0\negress sg-bastion all * 0.0.0.0/0"
	openToBastion := "\ningress sg-db tcp 5432 sg-bastion"
	for _, c := range []struct {
		name, text string
		// what is the direction, and the component that is judged.
		what string
		want string
		says string
		// causes are those of a difference.
		causes string
	}{
		{"as documented", classic, "ingress db", yes, "", "[]"},
		{"an instance in the application's group", classic + "\ninterface web pub sg-app", "ingress db", no, "web (wears sg-app) -> sg-db:5432, written by rule of sg-db", "[web]"},
		{"which the load balancer reaches too", classic + "\ninterface web pub sg-app", "egress lb", no, "sg-lb -> web (wears sg-app):3000", "[web]"},
		{"and which leaves the application's own rules alone", classic + "\ninterface web pub sg-app", "egress app", yes, "", "[]"},
		{"an instance in the database's group", classic + "\ninterface web pub sg-db", "egress app", no, "sg-app -> web (wears sg-db):5432", "[web]"},
		{"a network load balancer in the application's group", classic + "\nlb n pub sg-app public nlb", "ingress db", no, "n (wears sg-app) -> sg-db:5432", "[n]"},
		{"a load balancer whose type is not known", strings.Replace(classic, "sg-lb public", "sg-lb public type=?", 1), "ingress app", unknown, "", "[]"},
		{"nor its groups", strings.Replace(classic, "lb lb pub sg-lb public", "lb lb pub ? public type=?", 1), "ingress app", unknown, "", "[]"},
		{"an endpoint in the application's group", classic + "\nendpoint e pub sg-app", "ingress db", no, "e (wears sg-app) -> sg-db:5432", "[e]"},
		{"many instances", classic + "\ninterface w1 pub sg-app\ninterface w2 pub sg-app\ninterface w3 pub sg-app\ninterface w4 pub sg-app\ninterface w5 pub sg-app", "ingress db", no, "2 more (wears sg-app)", "[w1 w2 w3 w4 w5]"},
		{"a bastion's group beside the service", classic + bastion + openToBastion, "ingress db", no, "sg-bastion -> sg-db:5432", "[rule of sg-db]"},
		{"a bastion's group, no service", noService + bastion + openToBastion, "ingress db", no, "sg-bastion -> sg-db:5432", "[rule of sg-db]"},
		{"a bastion in it, no service", noService + bastion + openToBastion + "\ninterface b pub sg-bastion", "ingress db", no, "b (wears sg-bastion) -> sg-db:5432", "[b]"},
		{"a group of another account", classic + "\ningress sg-db tcp 5432 sg-foreign", "ingress db", no, "sg-foreign -> sg-db:5432", "[rule of sg-db]"},
		{"a group of another account, no service", noService + "\ningress sg-db tcp 5432 sg-foreign", "ingress db", no, "sg-foreign -> sg-db:5432", "[rule of sg-db]"},
		{"the group of a service that is not there", noService, "ingress db", unknown, "", "[]"},
		{"a group like it, for another port too", noService + "\ningress sg-app tcp 22 0.0.0.0/0", "ingress db", no, "sg-app -> sg-db:5432", "[rule of sg-db]"},
		{"a service whose groups are not known", strings.Replace(classic, "service app priv sg-app", "service app priv ?", 1), "ingress db", unknown, "", "[]"},
		{"it cannot wear what is open to nobody documented", strings.Replace(classic, "service app priv sg-app", "service app priv ?", 1) + "\ningress sg-db tcp 22 sg-foreign", "ingress db", no, "sg-foreign -> sg-db:22", "[rule of sg-db]"},
		{"an instance whose groups are not known", classic + "\ninterface web pub ?", "ingress db", unknown, "", "[]"},
		{"which a service of AWS made", classic + "\ninterface web pub - managed", "ingress db", yes, "", "[]"},
		{"one in another VPC", classic + "\nvpc w 10.9.0.0/16\nsubnet far w 10.9.1.0/24\ninterface web far ?", "ingress db", yes, "", "[]"},
		{"an interface of nobody knows whom", classic + "\ninterface eni pub sg-app owner=?", "ingress db", unknown, "", "[]"},
		{"an interface of the service", classic + "\ninterface eni pub sg-app owner=app", "ingress db", yes, "", "[]"},
		{"interfaces were not read", classic + "\ngap interfaces", "ingress db", unknown, "", "[]"},
		{"and admit too much whoever they are", classic + openToBastion + "\ngap interfaces", "ingress db", no, "sg-bastion -> sg-db:5432", "[rule of sg-db]"},
		{"services were not read", noService + "\ngap services", "ingress db", unknown, "", "[]"},
		{"nobody is documented on that port", noService + "\ningress sg-db tcp 5432-5433 sg-x\ngap services", "ingress db", no, "sg-x -> sg-db:5433", "[rule of sg-db]"},
		{"what is not of networks was not read", classic + "\ngap topics", "ingress db", yes, "", "[]"},
		{"an address", classic + "\ningress sg-db tcp 5432 10.0.0.0/16", "ingress db", no, "10.0.0.0/16 -> sg-db:5432", "[rule of sg-db]"},
		{"the internet, and no route there", classic + "\ningress sg-db tcp 5432 0.0.0.0/0", "ingress db", no, "internet (0.0.0.0/0) -> sg-db:5432, written by rule of sg-db", "[rule of sg-db]"},
		{"a prefix list that was not read", classic + "\ningress sg-db tcp 5432 pl-1", "ingress db", no, "pl-1 -> sg-db:5432", "[rule of sg-db]"},
		{"a port that is not known", classic + "\ningress sg-db tcp ? sg-app", "ingress db", unknown, "", "[]"},
		{"an edge without a rule", without("ingress sg-db"), "ingress db", no, "app -> db:5432", "[sg-db]"},
		{"an unknown rule for another protocol permits no edge", without("ingress sg-db") + "\ningress sg-db udp ? sg-app", "ingress db", no, "app -> db:5432", "[sg-db]"},
		{"an unknown rule that may be it", without("ingress sg-db") + "\ningress sg-db tcp ? sg-app", "ingress db", unknown, "", "[]"},
		{"an edge beside an unknown rule", classic + "\negress sg-app tcp 443 ?", "egress app", yes, "", "[]"},
		{"half the internet", strings.Replace(classic, "ingress sg-lb tcp 443 0.0.0.0/0", "ingress sg-lb tcp 443 0.0.0.0/1", 1), "ingress lb", no, "the internet (0.0.0.0/0) -> lb:443", "[sg-lb]"},
		{"both halves", strings.Replace(classic, "ingress sg-lb tcp 443 0.0.0.0/0", "ingress sg-lb tcp 443 0.0.0.0/1\ningress sg-lb tcp 443 128.0.0.0/1", 1), "ingress lb", yes, "", "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			direction, id, _ := strings.Cut(c.what, " ")
			e := edgesFor(analyze(t, c.text, asking(t, classicEdges())), id)
			exact, lines, causes := e.EgressExact, slices.Concat(e.EgressExcess, e.EgressMissing), e.EgressCauses
			if direction == "ingress" {
				exact, lines, causes = e.IngressExact, slices.Concat(e.IngressExcess, e.IngressMissing), e.IngressCauses
			}
			if got := inWords(exact); got != c.want || !strings.Contains(strings.Join(lines, "\n"), c.says) {
				t.Errorf("%s, want %s with %q: %q %v", got, c.want, c.says, lines, exact.Why())
			}
			if got := fmt.Sprint(causes); got != c.causes {
				t.Errorf("caused by %s, want %s", got, c.causes)
			}
		})
	}
}

func edgesFor(f *wiring.Facts, id string) wiring.Edges {
	for _, c := range f.Components {
		if c.ID == id {
			return c.Edges
		}
	}
	return wiring.Edges{}
}

// TestACLRuleAndReachAgree asks both about the same network ACL.
func TestACLRuleAndReachAgree(t *testing.T) {
	acl := "\nacl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\n"
	own := "  vpc: {ephemeral_ports: 1024-65535}\n"
	for _, c := range []struct {
		name, text string
		ports      string
		// blocks and reach are what each says; says is part of the first.
		blocks, says, reach, causes string
	}{
		{"all ports of Linux", "out acl-iso 100 allow tcp 32768-60999 10.0.1.0/24", "", yes, "", yes, "[]"},
		{"none of them", "out acl-iso 100 allow tcp 1024-32000 10.0.1.0/24", "", no, "application -> database:5432: acl-iso denies egress to 10.0.1.0/24 on 32768-60999 (answers on 32768-60999, the ports of Linux clients)", no, "[acl-iso]"},
		{"part of them", "out acl-iso 100 allow tcp 1024-40000 10.0.1.0/24", "", no, "on 40001-60999 (answers on", "app -> db 5432: group sg-app by rule of sg-app, t-priv: 10.0.0.0/16 -> local, group sg-db by rule of sg-db; answered on 32768-40000 only, not on all of 32768-60999, the ports of Linux clients", "[acl-iso]"},
		{"less than the document's", "out acl-iso 100 allow tcp 32768-60999 10.0.1.0/24", own, no, "on 1024-32767, 61000-65535 (answers on 1024-65535, the ports of the document)", "answered on 32768-60999 only", "[acl-iso]"},
		{"the document's", "out acl-iso 100 allow tcp 1024-65535 10.0.1.0/24", own, yes, "", yes, "[]"},
		{"not known", "out acl-iso 100 allow tcp ? 10.0.1.0/24", "", unknown, "", unknown, "[]"},
		{"denied whatever is not known", "out acl-iso 100 allow tcp ? 10.0.9.0/24", "", no, "denies egress", no, "[acl-iso]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			facts := analyze(t, classic+acl+c.text, asking(t, classicEdges(), c.ports))
			e := edgesFor(facts, "db")
			lines := strings.Join(e.ACLBlocks.Items(), "\n")
			got := yes
			if len(lines) > 0 {
				got = no
			} else if !e.ACLBlocks.IsWhole() {
				got = unknown
			}
			if got != c.blocks || !strings.Contains(lines, c.says) || fmt.Sprint(e.ACLCauses) != c.causes {
				t.Errorf("%s, want %s with %q by %s: %q %v", got, c.blocks, c.says, c.causes, lines, e.ACLCauses)
			}
			path := strings.Join(e.DocumentedPaths, "\n")
			if word := map[string]string{yes: "app -> db 5432: group", no: "is stopped", unknown: "cannot be decided"}[c.reach]; !strings.Contains(
				path,
				word,
			) ||
				word == "" && !strings.Contains(path, c.reach) {
				t.Errorf("%s, want %s", path, c.reach)
			}
		})
	}
}

// TestInternetCauses names the route and the rule by which the internet reaches a component.
func TestInternetCauses(t *testing.T) {
	for more, want := range map[string]string{
		"route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public": "[0.0.0.0/0 of t-pub rule of sg-db]",
		"route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db":        "[]",
		"db db pub sg-db public":                                "[]",
	} {
		e := edgesFor(analyze(t, openDatabase+more, asking(t, classicEdges())), "db")
		if got := fmt.Sprint(e.InternetCauses); got != want {
			t.Errorf("%s: caused by %s, want %s", more, got, want)
		}
	}
}

// TestEdgesToExternals holds rules for addresses and prefix lists against documented externals, tiers and the VPC.
func TestEdgesToExternals(t *testing.T) {
	more := "  vpc: {cidr: 10.0.0.0/16}\n  externals: {office: {addresses: [203.0.113.0/24]}, edge: {prefix_list: pl-1}, partner: {security_group: sg-theirs}}\n" +
		"  tiers: {public: {subnets: [10.0.0.0/24], way_out: internet_gateway}, private: {way_out: nat}, isolated: {way_out: none}}\n"
	base := strings.Replace(classic, "ingress sg-lb tcp 443 0.0.0.0/0\n", "", 1) + "list pl-1 198.51.100.0/24\n"
	for _, c := range []struct{ name, from, rules, want, says string }{
		{"the addresses", "office", "ingress sg-lb tcp 443 203.0.113.0/24", yes, ""},
		{"some of them", "office", "ingress sg-lb tcp 443 203.0.113.0/25", no, "office -> lb:443"},
		{"more than them", "office", "ingress sg-lb tcp 443 203.0.0.0/16", no, "203.0.0.0/16 -> sg-lb:443"},
		{"halves of them", "office", "ingress sg-lb tcp 443 203.0.113.0/25\ningress sg-lb tcp 443 203.0.113.128/25", yes, ""},
		{"another port too", "office", "ingress sg-lb tcp 443-444 203.0.113.0/24", no, "203.0.113.0/24 -> sg-lb:444"},
		{"the internet", "office", "ingress sg-lb tcp 443 0.0.0.0/0", no, "internet (0.0.0.0/0) -> sg-lb:443"},
		{"the prefix list", "edge", "ingress sg-lb tcp 443 pl-1", yes, ""},
		{"another prefix list", "edge", "list pl-2 192.0.2.0/24\ningress sg-lb tcp 443 pl-2", no, "192.0.2.0/24 -> sg-lb:443"},
		{"a list by its name", "edge", "list pl-2 192.0.2.0/24 name=pl-1\ningress sg-lb tcp 443 pl-2", yes, ""},
		{"a list that may have its name", "edge", "list pl-2 192.0.2.0/24 name=?\ningress sg-lb tcp 443 pl-2", unknown, ""},
		{"a list that may have its name, for more", "edge", "list pl-2 192.0.2.0/24 name=?\ningress sg-lb tcp 443-444 pl-2", no, "192.0.2.0/24 -> sg-lb:443-444"},
		{"a list that may have its name, and the list", "edge", "list pl-2 192.0.2.0/24 name=?\ningress sg-lb tcp 443 pl-1\ningress sg-lb tcp 80 pl-2", no, "192.0.2.0/24 -> sg-lb:80"},
		{"the group of another account", "partner", "ingress sg-lb tcp 443 sg-theirs", yes, ""},
		{"another group", "partner", "ingress sg-lb tcp 443 sg-other", no, "sg-other -> sg-lb:443"},
		{"the prefixes of a tier", "public", "ingress sg-lb tcp 443 10.0.0.0/24", yes, ""},
		{"those of the whole VPC", "vpc", "ingress sg-lb tcp 443 10.0.0.0/16", yes, ""},
		{"less than the VPC", "vpc", "ingress sg-lb tcp 443 10.0.0.0/24", no, "vpc -> lb:443"},
		{"a rule that is not known", "office", "ingress sg-lb tcp 443 ?", unknown, ""},
		{"nothing", "office", "", no, "office -> lb:443"},
	} {
		t.Run(c.name, func(t *testing.T) {
			edges := append([]Edge{{c.from, LoadBalancer, 443}}, classicEdges()[1:]...)
			e := edgesFor(analyze(t, base+c.rules, asking(t, edges, more)), "lb")
			if got, lines := inWords(e.IngressExact), strings.Join(
				append(e.IngressExcess, e.IngressMissing...),
				"\n",
			); got != c.want ||
				!strings.Contains(lines, c.says) {
				t.Errorf("%s, want %s with %q: %s", got, c.want, c.says, lines)
			}
		})
	}
}

// TestOpenEdges: where the documented edges are not complete, more is a note, but never from the internet.
func TestOpenEdges(t *testing.T) {
	for _, c := range []struct{ rules, what, want, notes string }{
		{"ingress sg-db tcp 22 sg-lb", "db", yes, "sg-lb -> sg-db:22"},
		{"ingress sg-db tcp 22 10.0.0.0/24", "db", yes, "10.0.0.0/24 -> sg-db:22"},
		{"ingress sg-db tcp 22 0.0.0.0/0", "db", no, ""},
		{"ingress sg-db tcp 22 8.8.8.0/24", "db", no, ""},
	} {
		e := edgesFor(analyze(t, classic+c.rules, asking(t, classicEdges(), "  edges_complete: false\n")), c.what)
		if got := inWords(e.IngressExact); got != c.want ||
			!strings.Contains(strings.Join(e.IngressMore, "\n"), c.notes) {
			t.Errorf("%s: %s, want %s: %v %v", c.rules, got, c.want, e.IngressExcess, e.IngressMore)
		}
	}
}

// TestClosedEdges: where edges are complete for some components, more is a finding there, in that direction.
func TestClosedEdges(t *testing.T) {
	for _, c := range []struct{ complete, want string }{
		{"{ingress: [database]}", no},
		{"{egress: [database]}", yes},
		{"{ingress: [application]}", yes},
	} {
		rules := classic + "ingress sg-db tcp 22 10.0.0.0/24"
		e := edgesFor(analyze(t, rules, asking(t, classicEdges(), "  edges_complete: "+c.complete+"\n")), "db")
		if got := inWords(e.IngressExact); got != c.want {
			t.Errorf("%s: %s, want %s: %v %v", c.complete, got, c.want, e.IngressExcess, e.IngressPaths)
		}
		drawn := slices.ContainsFunc(
			e.Connections,
			func(x wiring.Connection) bool { return x.Standing == wiring.Excess },
		)
		if drawn != (c.want == no) {
			t.Errorf("%s: drawn as too much: %v", c.complete, drawn)
		}
	}
}

// TestWayToServices: a queue is reached by an endpoint of its service, or over the internet.
func TestWayToServices(t *testing.T) {
	doc := asking(t, []Edge{{Application, Database, 5432}}, "  tiers: {public: {}, private: {}, isolated: {}}\n")
	doc.Components = append(
		doc.Components,
		document.Component{Name: "jobs", Kind: kind.Find("queue"), Asked: document.Requirements{}},
	)
	doc.Edges = append(doc.Edges, document.Edge{From: Application, To: "jobs"})
	shut := strings.Replace(
		classic,
		"egress sg-app tcp 443 0.0.0.0/0\n",
		"egress sg-app tcp 443 sg-e\ngroup sg-e v\ningress sg-e tcp 443 sg-app\n",
		1,
	)
	for _, c := range []struct{ name, text, want string }{
		{"over the internet", classic, "[]"},
		{"no way", shut, "[application -> jobs: neither an endpoint of sqs with private DNS nor the internet on 443]"},
		{"an endpoint", shut + "endpoint e priv sg-e service=com.amazonaws.eu-west-1.sqs", "[]"},
		{"an endpoint that its name does not lead to", shut + "endpoint e priv sg-e nodns service=com.amazonaws.eu-west-1.sqs", "[application -> jobs: neither an endpoint of sqs with private DNS nor the internet on 443]"},
		{"an endpoint of another service", shut + "endpoint e priv sg-e service=com.amazonaws.eu-west-1.sns", "[application -> jobs: neither an endpoint of sqs with private DNS nor the internet on 443]"},
		{"an endpoint that lets nobody in", strings.Replace(shut, "ingress sg-e tcp 443 sg-app\n", "", 1) + "endpoint e priv sg-e service=com.amazonaws.eu-west-1.sqs", "[application -> jobs: neither an endpoint of sqs with private DNS nor the internet on 443]"},
	} {
		if got := fmt.Sprint(edgesFor(analyze(t, c.text, doc), "app").CutOff.Items()); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestPings: a documented edge for ICMP is met by that of IPv4, and lets in that of IPv6.
func TestPings(t *testing.T) {
	for _, c := range []struct{ rules, want string }{
		{"ingress sg-lb icmp * 0.0.0.0/0", yes},
		{"ingress sg-lb icmp * 0.0.0.0/0\ningress sg-lb icmpv6 * ::/0", yes},
		{"ingress sg-lb icmp 8--1 0.0.0.0/0", no},
		{"ingress sg-lb icmp * 10.0.0.0/8", no},
		{"", no},
	} {
		asked := asking(t, classicEdges())
		asked.Edges = append(
			asked.Edges,
			document.Edge{
				From:     Internet,
				To:       LoadBalancer,
				Protocol: "icmp",
				Ports:    document.Ports{From: 0, To: 65535},
			},
		)
		e := edgesFor(analyze(t, classic+c.rules, asked), "lb")
		if got := inWords(e.IngressExact); got != c.want {
			t.Errorf("%q: %s, want %s: %v %v", c.rules, got, c.want, e.IngressExcess, e.IngressMissing)
		}
	}
}
