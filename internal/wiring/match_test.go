package wiring_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/topology"
	"github.com/archcheck/archcheck/internal/wiring"
)

const twoServices = `
    balancer: {kind: load_balancer, type: application}
    web: {kind: service}
    worker: {kind: service}
    orders: {kind: database}
    users: {kind: database}
`

const twoServicesEdges = "internet -> balancer:443; balancer -> web:3000; web -> users:5432; worker -> orders:5432"

// network is a VPC with a load balancer, two services and two databases, each with a group of its own.
const network = `
vpc v 10.0.0.0/16
subnet pub v 10.0.0.0/24
subnet priv v 10.0.1.0/24
group sg-lb v
group sg-a v
group sg-b v
group sg-x v
group sg-y v
ingress sg-lb tcp 443 0.0.0.0/0
egress sg-lb tcp 3000 sg-a
ingress sg-a tcp 3000 sg-lb
lb lb pub sg-lb public
service a priv sg-a
service b priv sg-b
db x priv sg-x
db y priv sg-y
listener l lb 443 tg
behind a tg 3000
`

const wired = `
egress sg-a tcp 5432 sg-x
ingress sg-x tcp 5432 sg-a
egress sg-b tcp 5432 sg-y
ingress sg-y tcp 5432 sg-b
`

// asking reads a document with some components and edges, which a semicolon parts.
func asking(t testing.TB, components, edges string) *document.Document {
	t.Helper()
	text := "version: 2\nbase:\n  components:" + components + "  edges:\n"
	for e := range strings.SplitSeq(edges, ";") {
		text += "    - " + strings.TrimSpace(e) + "\n"
	}
	doc, err := document.Read("test.yaml", []byte(text+"environments: {prod: {}}\n"), "prod")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// boundIn writes each thing with its component; one that is not decided with all it can be.
func boundIn(f *wiring.Facts) string {
	bound := map[string]string{}
	for i := range f.Components {
		c := &f.Components[i]
		names, open := c.PartsOf()
		if bound[c.ID] = strings.Join(names, "|"); open {
			bound[c.ID] += "?"
		}
	}
	var all []string
	for _, id := range slices.Sorted(maps.Keys(bound)) {
		all = append(all, id+"="+bound[id])
	}
	return strings.Join(all, " ")
}

func matched(t *testing.T, doc *document.Document, text string) *wiring.Facts {
	t.Helper()
	return wiring.Build(wiring.NewIndex(topology.Build(t, text)), wiring.Scope{}, doc)
}

// TestMatching holds the steps of matching to small networks.
func TestMatching(t *testing.T) {
	for _, c := range []struct{ name, components, edges, text, want string }{
		{"it conforms", twoServices, twoServicesEdges, network + wired, "a=web b=worker lb=balancer x=users y=orders"},
		{"one excess rule unmatches nothing", twoServices, twoServicesEdges, network + wired + "ingress sg-x tcp 22 sg-b\negress sg-b tcp 22 sg-x", "a=web b=worker lb=balancer x=users y=orders"},
		{"groups swapped with the listener right: who the balancer forwards to decides", twoServices, twoServicesEdges,
			strings.NewReplacer("service a priv sg-a", "service a priv sg-b", "service b priv sg-b", "service b priv sg-a").Replace(network + wired),
			"a=web b=worker lb=balancer x=orders y=users"},
		{"nothing is wired", twoServices, "internet -> balancer:443", strings.Split(network, "listener")[0], "a=web|worker? b=web|worker? lb=balancer x=orders|users? y=orders|users?"},
		{"both services reach one database: the other one is missing its edge", twoServices, twoServicesEdges, network + "ingress sg-x tcp 5432 sg-a\ningress sg-x tcp 5432 sg-b\negress sg-a tcp 5432 sg-x\negress sg-b tcp 5432 sg-x",
			"a=web b=worker lb=balancer x=users y=orders"},
		{"one of two services is gone", twoServices, twoServicesEdges, strings.ReplaceAll(network+wired, "service b priv sg-b\n", ""), "a=web lb=balancer x=users y=orders"},
		{"the worker is gone and a stray wears its group", twoServices, twoServicesEdges,
			strings.ReplaceAll(network+wired, "service b priv sg-b\n", "service stray priv sg-b\n"), "a=web lb=balancer stray=worker x=users y=orders"},
		{"match decides", strings.Replace(twoServices, "worker: {kind: service", "worker: {kind: service, match: {name: a}", 1), twoServicesEdges, network + wired, "a=worker b=web lb=balancer x=orders y=users"},
		{"two entries that fit one thing", strings.NewReplacer("web: {kind: service", "web: {kind: service, match: {name: a}", "worker: {kind: service", "worker: {kind: service, match: {name: 'a*'}").Replace(twoServices),
			twoServicesEdges, network + wired, "a=web|worker? b= lb=balancer x=orders|users? y=orders|users?"},
		{"names object to crossed wiring", twoServices, twoServicesEdges, strings.NewReplacer("db x ", "db orders ", "db y ", "db users ").Replace(network + wired),
			"a=web b=worker lb=balancer orders=orders|users? users=orders|users?"},
		{"names alone do not decide", "\n    red: {kind: database}\n    blue: {kind: database}\n    app: {kind: service}\n", "app -> red:5432",
			"vpc v 10.0.0.0/16\nsubnet priv v 10.0.1.0/24\ngroup sg-a v\ngroup sg-r v\ngroup sg-b v\nservice app priv sg-a\ndb red priv sg-r\ndb blue priv sg-b", "app=app blue=blue|red? red=blue|red?"},
		{"a third service", twoServices, twoServicesEdges, network + wired + "group sg-c v\nservice c priv sg-c", "a=web b=worker c= lb=balancer x=users y=orders"},
		{"instances are told apart by who forwards to them", "\n    balancer: {kind: load_balancer}\n    web: {kind: instances}\n    bastion: {kind: instances}\n", "internet -> balancer:443; balancer -> web:8443",
			"vpc v 10.0.0.0/16\nsubnet pub v 10.0.0.0/24\ngroup sg-a v\ngroup sg-b v\nlb n pub - public nlb\nlistener l n 443 tg\ninstances x pub sg-a\ninstances y pub sg-b asg tg=tg", "n=balancer x=bastion y=web"},
		{"a replica is what its source is", "\n    app: {kind: service}\n    db: {kind: database}\n", "app -> db:5432",
			"vpc v 10.0.0.0/16\nsubnet priv v 10.0.1.0/24\ngroup sg-a v\ngroup sg-d v\nservice app priv sg-a\ndb d priv sg-d", "app=app d=db"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := boundIn(matched(t, asking(t, c.components, c.edges), c.text)); got != sortedWords(c.want) {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// sortedWords writes the alternatives of each thing in the document's order as boundIn does.
func sortedWords(text string) string {
	return strings.NewReplacer("blue|red", "red|blue").Replace(text)
}

// TestPathsTellAlikeServicesApart: four services behind one load balancer with equal groups.
func TestPathsTellAlikeServicesApart(t *testing.T) {
	components := "\n    balancer: {kind: load_balancer, type: application}\n"
	edges := []string{"internet -> balancer:443"}
	text := "vpc v 10.0.0.0/16\nsubnet priv v 10.0.1.0/24\ngroup sg-lb v\ngroup sg-s v\ningress sg-s tcp 80 sg-lb\nlb lb priv sg-lb public\nlistener l lb 443 tg-0\n"
	for i, path := range []string{"default", "/api/catalog/*", "/api/cart/*", "/api/orders/*"} {
		components += fmt.Sprintf("    s%d: {kind: service, paths: [%q]}\n", i, path)
		edges = append(edges, fmt.Sprintf("balancer -> s%d:80", i))
		text += fmt.Sprintf("service thing%d priv sg-s\nbehind thing%d tg-%d 80\n", 3-i, 3-i, i)
		if i > 0 {
			text += fmt.Sprintf("rule l %d some tg-%d path=%s\n", i, i, path)
		}
	}
	got := boundIn(matched(t, asking(t, components, strings.Join(edges, ";")), text))
	if want := "lb=balancer thing0=s3 thing1=s2 thing2=s1 thing3=s0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestManyCopiesAreMatchedOneByOne: 180 copies of an architecture, each in a VPC of its own.
func TestManyCopiesAreMatchedOneByOne(t *testing.T) {
	var text strings.Builder
	for i := range 180 {
		for line := range strings.SplitSeq(network+wired, "\n") {
			words := strings.Fields(line)
			for j, w := range words {
				if j > 0 && len(w) > 0 && !strings.ContainsAny(w, "./") && strings.IndexAny(w, "0123456789") != 0 &&
					w != "tcp" &&
					w != "public" {
					words[j] = fmt.Sprintf("%s-%d", w, i)
				}
			}
			text.WriteString(strings.Join(words, " ") + "\n")
		}
	}
	f := matched(t, asking(t, twoServices, twoServicesEdges), text.String())
	if len(f.Stacks) != 180 {
		t.Fatalf("%d stacks", len(f.Stacks))
	}
	for i := range f.Components {
		if names, open := f.Components[i].PartsOf(); open || len(names) != 1 {
			t.Fatalf("%s is %v", f.Components[i].ID, names)
		}
	}
}

// TestOrderOfTheDocumentIsNoMatter: the same components in any order are matched alike.
func TestOrderOfTheDocumentIsNoMatter(t *testing.T) {
	lines := strings.Split(strings.Trim(twoServices, "\n"), "\n")
	edges := strings.Split(twoServicesEdges, ";")
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		random.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
		got := boundIn(
			matched(t, asking(t, "\n"+strings.Join(lines, "\n")+"\n", strings.Join(edges, ";")), network+wired),
		)
		if want := "a=web b=worker lb=balancer x=users y=orders"; got != want {
			t.Fatalf("%s, want %s with %v", got, want, lines)
		}
	}
}

// TestRenamingDecidesNothing: with other names for everything the bindings are the same.
func TestRenamingDecidesNothing(t *testing.T) {
	other := strings.NewReplacer(
		"service a ",
		"service q1 ",
		"behind a ",
		"behind q1 ",
		"service b ",
		"service q2 ",
		"db x ",
		"db q3 ",
		"db y ",
		"db q4 ",
	)
	got := boundIn(matched(t, asking(t, twoServices, twoServicesEdges), other.Replace(network+wired)))
	if want := "lb=balancer q1=web q2=worker q3=users q4=orders"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestMatchOfUnknownName: a name that only apply tells may fit an entry; nothing is said to be missing.
func TestMatchOfUnknownName(t *testing.T) {
	components := "\n    db: {kind: database, match: {name: orders-*}}\n"
	text := "vpc v 10.0.0.0/16\nsubnet priv v 10.0.1.0/24\ngroup sg-x v\ndb x priv sg-x\n"
	for _, c := range []struct {
		name           string
		value          model.Value[string]
		bound, missing string
		things         int
		whole          bool
	}{
		{"fits", model.Known("orders-main"), "x=db", "", 1, true},
		{"does not", model.Known("users"), "x=", "nothing that fits its `match`", 0, true},
		{"not known", model.Unknown[string](model.Why{Reason: model.KnownAfterApply}), "x=db?", "", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := topology.Build(t, text)
			m.Databases[0].Name = c.value
			f := wiring.Build(wiring.NewIndex(m), wiring.Scope{}, asking(t, components, "internet -> db:5432"))
			if got := boundIn(f); got != c.bound {
				t.Errorf("%s, want %s", got, c.bound)
			}
			d := f.Documented[0]
			if d.Missing != c.missing || len(d.Things.Items()) != c.things || d.Things.IsWhole() != c.whole {
				t.Errorf("%+v", d)
			}
		})
	}
}

// TestWhyIsTheSameEachTime: of several things of unknown place it is always the same one that says why.
func TestWhyIsTheSameEachTime(t *testing.T) {
	text := ""
	for _, id := range []string{"a", "b", "c", "d"} {
		text += fmt.Sprintf(
			"vpc v-%s 10.0.0.0/16\nsubnet s-%s v-%s 10.0.1.0/24\ngroup g-%s v-%s\ndb %s s-%s g-%s\n",
			id,
			id,
			id,
			id,
			id,
			id,
			id,
			id,
		)
	}
	seen := map[string]bool{}
	for range 50 {
		m := topology.Build(t, text)
		for i := range m.Databases {
			m.Databases[i].Placement = model.Placement{
				PublicAddress: model.Known(false),
				Subnets: model.Part[string](
					model.Why{Reason: model.KnownAfterApply, Detail: "of " + m.Databases[i].ID},
				),
				SecurityGroups: model.Whole[string](),
			}
		}
		f := wiring.Build(
			wiring.NewIndex(m),
			wiring.Scope{},
			asking(t, "\n    app: {kind: service}\n    db: {kind: database}\n", "app -> db:5432"),
		)
		for _, d := range f.Documented {
			seen[d.ID+" "+d.Parts[0]+": "+d.Things.Why().Detail] = true
		}
	}
	stacks := map[string]int{}
	for line := range seen {
		stacks[strings.Split(line, ":")[0]]++
	}
	for name, n := range stacks {
		if n > 1 {
			t.Errorf("%s has %d reasons: %v", name, n, slices.Sorted(maps.Keys(seen)))
		}
	}
}
