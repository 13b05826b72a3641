package wiring_test

import (
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
	tagged := strings.Replace(twoServices, "worker: {kind: service", "worker: {kind: service, match: {tags: {app: a}}", 1)
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
