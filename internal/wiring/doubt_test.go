package wiring_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/topology"
	"github.com/archcheck/archcheck/internal/wiring"
)

// TestUnknownsBindNothing: a name, a tag or a rule that is not known decides no binding, and speaks
// against none.
func TestUnknownsBindNothing(t *testing.T) {
	later := model.Why{Reason: model.KnownAfterApply}
	named := strings.Replace(twoServices, "worker: {kind: service", "worker: {kind: service, match: {name: a}", 1)
	tagged := strings.Replace(
		twoServices,
		"worker: {kind: service",
		"worker: {kind: service, match: {tags: {app: a}}",
		1,
	)
	for _, c := range []struct {
		name, components, text, want string
		change                       func(*model.Service)
	}{
		{"a name", named, network + wired, "a=web|worker? b=web?", func(s *model.Service) { s.Name = model.Unknown[string](later) }},
		{"a tag's value", tagged, network + wired, "a=web|worker? b=web?", func(s *model.Service) {
			s.Tags = model.Known(map[string]string{"app": model.KnownLater})
		}},
		{"a tag that is not there", strings.Replace(tagged, "app: a", "app: '*'", 1), network + wired, "a=web b=", func(s *model.Service) {
			s.Tags = model.Known(map[string]string{})
		}},
		{"ports of a rule", twoServices, network + "ingress sg-y tcp ? sg-a\n", "a=web b=worker lb=balancer x=orders|users? y=orders|users?", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := topology.Build(t, c.text)
			for i := range a.Services {
				if c.change != nil && a.Services[i].ID == "a" {
					c.change(&a.Services[i])
				} else if c.change != nil {
					a.Services[i].Tags = model.Known(map[string]string{})
				}
			}
			got := boundIn(wiring.Build(wiring.NewIndex(a), wiring.Scope{}, asking(t, c.components, twoServicesEdges)))
			if !strings.HasPrefix(got+" ", c.want+" ") {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestWhatMayBeAReplicaIsOpen: a database of which it is not known whether it copies another one.
func TestWhatMayBeAReplicaIsOpen(t *testing.T) {
	a := topology.Build(t, network+wired)
	for i := range a.Databases {
		if a.Databases[i].ID == "y" {
			a.Databases[i].ReplicaOf = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
		}
	}
	got := boundIn(wiring.Build(wiring.NewIndex(a), wiring.Scope{}, asking(t, twoServices, twoServicesEdges)))
	if want := "y=orders|users?"; !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestWhoServesIsNoComponent: what another queue leaves its failures in is none, unless a match says so;
// where that is not known, neither is whether it is one.
func TestWhoServesIsNoComponent(t *testing.T) {
	later := model.Why{Reason: model.KnownAfterApply}
	named := func(name string) string {
		return "\n    jobs: {kind: queue}\n    failed: {kind: queue, match: {name: " + name + "}}\n"
	}
	for _, c := range []struct {
		name, components string
		serves           model.Value[string]
		want             string
	}{
		{"it serves", "\n    jobs: {kind: queue}\n", model.Known("dead"), "main=jobs"},
		{"it does not", "\n    jobs: {kind: queue}\n", model.Known(""), "dead=jobs main=jobs"},
		{"it may", "\n    jobs: {kind: queue}\n", model.Unknown[string](later), "dead=jobs? main=jobs"},
		{"another one may", "\n    jobs: {kind: queue}\n", model.Unknown[string](model.Why{Reason: model.UnresolvedReference, Candidates: []string{"x", "y"}}), "dead=jobs main=jobs"},
		{"it serves, and is documented", named("dead"), model.Known("dead"), "dead=failed main=jobs"},
		{"it may, and is documented", named("dead"), model.Unknown[string](later), "dead=failed main=jobs"},
		{"it may, and another one is documented", named("x"), model.Unknown[string](later), "dead=jobs? main=jobs?"},
	} {
		a := topology.Build(t, "vpc v 10.0.0.0/16\nsubnet priv v 10.0.1.0/24\ngroup sg-a v\nservice app priv sg-a\n")
		a.Queues = []model.Queue{
			{Resource: model.Resource{ID: "main", Name: model.Known("main")}, DeadLetterQueue: c.serves},
			{Resource: model.Resource{ID: "dead", Name: model.Known("dead")}, DeadLetterQueue: model.Known("")},
		}
		got := boundIn(
			wiring.Build(
				wiring.NewIndex(a),
				wiring.Scope{},
				asking(t, "\n    app: {kind: service}"+c.components, "app -> jobs"),
			),
		)
		if want := "app=app " + c.want; got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
	}
}

// TestWhatMayBeAReplicaMayBeOneTooMany: beside the one database that the document has.
func TestWhatMayBeAReplicaMayBeOneTooMany(t *testing.T) {
	for want, replica := range map[string]model.Value[string]{
		"x=false y=false": model.Known(""), "x=true y=true": model.Known("x"), "x=true y=unknown": model.Unknown[string](model.Why{Reason: model.KnownAfterApply}),
	} {
		a := topology.Build(t, network+wired)
		for i := range a.Databases {
			if a.Databases[i].ReplicaOf = model.Known(""); a.Databases[i].ID == "y" {
				a.Databases[i].ReplicaOf = replica
			}
		}
		doc := asking(
			t,
			strings.Replace(twoServices, "    users: {kind: database}\n", "", 1),
			"internet -> balancer:443; balancer -> web:3000; worker -> orders:5432",
		)
		var got []string
		for _, r := range wiring.Build(wiring.NewIndex(a), wiring.Scope{}, doc).Residents {
			if documented, known := r.Documented.Get(); r.ID != "x" && r.ID != "y" {
				continue
			} else if known {
				got = append(got, fmt.Sprintf("%s=%v", r.ID, documented))
			} else {
				got = append(got, r.ID+"=unknown")
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}
