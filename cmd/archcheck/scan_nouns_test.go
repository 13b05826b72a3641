package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/mototest"
)

// nounsNotServed are the attributes, by collection, that moto does not serve as AWS does, with the reason.
func nounsNotServed() map[string]map[string]string {
	return map[string]map[string]string{
		"buckets": {"public": "in an account an open bucket is unknown, as what the account itself blocks is not read",
			"blocks_public_access": "the builder sets it of each bucket", "policy": "the builder gives none"},
		"instance_groups": {
			"resource":          "an account knows no resources of Terraform",
			"volumes_encrypted": "the emulator's image has one volume that is not",
			"imds_v2":           "the emulator launches without the template's metadata options",
			"role":              "the emulator launches without the template's profile",
		},
		"load_balancers": {
			"http2":                      "only an application load balancer has it",
			"idle_timeout_seconds":       "only an application load balancer has it",
			"drop_invalid_header_fields": "only an application load balancer has it",
		},
		"queues": {
			"redrive":         "moto keeps no redrive allow policy",
			"redrive_sources": "moto keeps no redrive allow policy",
		},
		"functions": {
			"public_url":  "moto does not list the URLs of a function",
			"environment": "the builder gives variables values of its own",
			"dead_letter": "moto lists functions without it",
		},
	}
}

// TestScanOfNouns builds what the plans of nouns describe on the emulator: the account shows the
// attributes that the plan tells.
func TestScanOfNouns(t *testing.T) {
	for n, c := range []struct{ folder, collection string }{{"function", "functions"}, {"queue", "queues"}, {"table", "tables"}, {"bucket", "buckets"}, {"instances", "instance_groups"},
		{"file_system", "file_systems"}, {"proxy", "proxies"},
		{"endpoint", "vpc_endpoints"}, {"network_balancer", "load_balancers"}, {"network_balancer", "target_groups"}} {
		t.Run(c.folder, func(t *testing.T) {
			account := "3000000001" + string(rune('0'+n/10)) + string(rune('0'+n%10))
			planned := plannedNouns(t, c.folder)
			b, err := mototest.Build(context.Background(), moto(t).Config(account, "us-east-1"), account, planned)
			if err != nil {
				t.Fatal(err)
			}
			moto(t).Environment(t, account)
			have := attributesOf(t, collected(t, "a"+account), c.collection)
			compared := 0
			for id, want := range attributesOf(t, planned, c.collection) {
				arn := b.IDs[id]
				if arn == "" {
					continue // the emulator cannot have it
				}
				compared++
				for name, value := range want {
					if _, excused := nounsNotServed()[c.collection][name]; excused || value == "" {
						continue
					}
					if got := have[lastOf(arn)][name]; lasts(value, b.IDs) != lasts(got, nil) {
						t.Errorf(
							"%s, %s: the plan says %s, the account %s",
							id,
							name,
							lasts(value, b.IDs),
							lasts(got, nil),
						)
					}
				}
			}
			if compared == 0 {
				t.Error("nothing was compared")
			}
		})
	}
}

// plannedNouns is the model of a configuration of nouns, with its source.
func plannedNouns(t *testing.T, folder string) *model.Architecture {
	t.Helper()
	folder = filepath.Join(mototest.Root(), "internal", "collect", "plan", "testdata", "nouns", folder)
	data, err := os.ReadFile(filepath.Join(folder, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(data, plan.Options{Name: folder, Source: folder, OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// attributesOf are those of a collection's nouns as JSON, by the end of their ids; empty where nothing is known.
func attributesOf(t *testing.T, a *model.Architecture, collection string) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	visitor := model.NewVisitor()
	a.Each(func(name string, noun model.Noun) {
		if name != collection {
			return
		}
		id := noun.Base().ID
		if strings.HasPrefix(id, "arn:") {
			id = lastOf(id)
		}
		all[id] = map[string]string{}
		visitor.Visit(noun, func(attribute string, value any, why *model.Why) {
			if slices.Contains(
				[]string{"id", "name", "tags", "region", "account", "source", "state", "in_service"},
				attribute,
			) ||
				why != nil {
				return
			}
			text, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			all[id][attribute] = string(text)
		})
	})
	return all
}

// lastOf is the end of an ARN or URL.
func lastOf(id string) string { return id[strings.LastIndexAny(id, ":/")+1:] }

// lasts puts the ends of what AWS calls things where they are named: a plan's ids by what was made of them.
func lasts(value string, made map[string]string) string {
	var texts []string
	if json.Unmarshal([]byte(value), &texts) != nil {
		var text string
		if json.Unmarshal([]byte(value), &text) != nil {
			return value
		}
		texts = []string{text}
	}
	for i, text := range texts {
		if id, ok := made[text]; ok {
			text = id
		}
		texts[i] = lastOf(text)
	}
	slices.Sort(texts)
	return strings.Join(texts, " ")
}
