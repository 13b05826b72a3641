package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestPlanAndAccountAgreeOnEachEdit builds the reference architecture with each edit that
// breaks a rule on the emulator: plan and account give the same statuses, rule by rule.
func TestPlanAndAccountAgreeOnEachEdit(t *testing.T) {
	source := filepath.Join(mototest.Root(), "fixtures", "terraform")
	for i, c := range ruleCases() {
		if _, ok := notBuilt()[c.rule]; ok {
			continue
		}
		t.Run(c.rule, func(t *testing.T) {
			data := pt.Load(t, "ok-prod").Apply(c.also...).Apply(c.fail...).JSON()
			document := documentWith(t, c.document)
			planned := judgeOwn(t, data, source, "--env", "prod", "--architecture", document)
			a, err := plan.Collect(data, plan.Options{Name: c.rule, Source: source, OwnSource: true})
			if err != nil {
				t.Fatal(err)
			}
			account := fmt.Sprintf("7000000%05d", i)
			if _, err := mototest.Build(
				context.Background(),
				moto(t).Config(account, "us-east-1"),
				account,
				a,
			); err != nil {
				t.Fatal(err)
			}
			moto(t).Environment(t, account)
			_, scanned, errs := scan(t, "scan", "--account", "a"+account, "--env", "prod", "--architecture", document)
			for source, r := range map[string]*verdict.Report{"plan": planned, "account": scanned} {
				if unproved(r, c.rule) {
					t.Errorf("in the %s it fails without a path or route in its evidence", source)
				}
			}
			want, got := statusesByRule(planned), statusesByRule(scanned)
			for _, rule := range slices.Sorted(maps.Keys(want)) {
				_, excused := notServed()[rule]
				_, account := accountOnly()[rule]
				_, other := otherwise(c.rule)[rule]
				if !excused && !account && !other && !slices.Equal(want[rule], got[rule]) {
					t.Errorf("%s: the plan says %v, the account %v %s", rule, want[rule], got[rule], errs)
				}
			}
		})
	}
}

// unproved reports whether a rule about the network fails without evidence of what it found.
func unproved(r *verdict.Report, rule string) bool {
	group, _, _ := strings.Cut(rule, "/")
	if _, excused := withoutPath()[rule]; excused || group != "network" && group != "security_groups" {
		return false
	}
	return slices.ContainsFunc(r.Verdicts, func(v verdict.Verdict) bool {
		return v.Rule == rule && v.Status == verdict.Fail && len(v.Evidence) == 0
	})
}

// withoutPath are the rules about one attribute, or about what is not there: no path leads to it.
func withoutPath() map[string]string {
	attribute := "it compares an attribute"
	return map[string]string{
		"network/public-subnet-prefixes":           attribute,
		"network/private-subnet-prefixes":          attribute,
		"network/isolated-subnet-prefixes":         attribute,
		"network/private-subnets-map-no-public-ip": attribute,
		"network/listening-port":                   attribute,
		"network/vpc-cidr":                         attribute,
		"network/vpc-present":                      "there is none",
		"network/internet-gateway-present":         "there is none",
	}
}

// notBuilt are the edits that the emulator cannot show, with the reason.
func notBuilt() map[string]string {
	time := "the emulator decides status and end of a certificate; TestScanFindsEachChange imports one"
	ids := "the edit names a subnet of an existing stack; TestScanFindsEachChange moves a gateway"
	return map[string]string{
		"components/undocumented":                         "the builder makes no instance; TestScanInterfaces has strangers in an account",
		"network/vpc-present":                             "without a VPC nothing of it can be built",
		"network/vpc-cidr":                                "AWS refuses subnets outside of the VPC's prefix",
		"network/internet-gateway-present":                "AWS refuses routes to a gateway that is not there",
		"availability/database-instances":                 "moto makes no instance of an Aurora cluster that was read from a plan",
		"availability/target-health-check":                "moto takes no target group whose health check is off",
		"encryption/certificate-issued":                   time,
		"encryption/certificate-expiry":                   time,
		"network/application-not-reachable-from-internet": ids,
		"availability/nat-gateway-in-each-zone":           ids,
		"availability/private-subnets-own-zone-nat":       ids,
	}
}

// otherwise are rules that cannot agree under one edit, with the reason.
func otherwise(edit string) map[string]string {
	switch edit {
	case "edge/web-acl":
		return map[string]string{
			"cost/expected-within-band": "an account shows only the web ACLs that protect something, and the edit takes this one's protection away",
		}
	case "network/isolated-subnets-no-way-out":
		return map[string]string{
			"components/undocumented": "the plan refers to a peering that it does not hold; an account shows it",
		}
	case "availability/database-present":
		return withoutDatabase()
	case "availability/load-balancer-present", "availability/cache-present":
		dimensions := "the plan's dimensions lead nowhere, so the alarm on the emulator watches nothing"
		listener := "AWS has no listener without a load balancer"
		return map[string]string{
			"monitoring/cache-alarm":          dimensions,
			"monitoring/load-balancer-alarm":  dimensions,
			"edge/https-forwarded":            listener,
			"encryption/http-redirects":       listener,
			"encryption/listener-certificate": listener,
			"encryption/tls-policy":           listener,
		}
	}
	return nil
}
