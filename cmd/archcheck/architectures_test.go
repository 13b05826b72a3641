package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// stacks are architectures unlike the reference, each with its document. Plan and source have its name.
func stacks() map[string]string {
	return map[string]string{
		"four-services":     "internal/document/examples/four-services.yaml",
		"autoscaling-group": "internal/document/examples/autoscaling-group.yaml",
		"events":            "fixtures/architectures/events.yaml",
		"two-databases":     "fixtures/architectures/two-databases.yaml",
		"blue-green":        "fixtures/architectures/blue-green.yaml",
	}
}

func stackSource(stack string) string {
	return filepath.Join(mototest.Root(), "fixtures", "terraform", stack)
}

func stackDocument(stack string) string { return filepath.Join(mototest.Root(), stacks()[stack]) }

// judgeStack judges a stack with its source against a document.
func judgeStack(t *testing.T, stack, document string) (*verdict.Report, int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(mototest.Root(), "fixtures", "plans", "arch-"+stack+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return judgePlan(t, data, "--architecture", document, "--env", "prod", "--source", stackSource(stack))
}

// TestArchitecturesConform: each stack conforms to its own document, with nothing undecided, and to no other's.
func TestArchitecturesConform(t *testing.T) {
	for stack, document := range stacks() {
		t.Run(stack, func(t *testing.T) {
			t.Parallel()
			r, code := judgeStack(t, stack, filepath.Join(mototest.Root(), document))
			if code != verdict.ExitConforms {
				t.Errorf("exit %d, fails %v", code, failing(r))
			}
			for _, v := range r.Verdicts {
				if v.Status != verdict.Pass && v.Status != verdict.NotApplicable {
					t.Errorf("%s %s is %s: %s", v.Rule, v.Resource.ID, v.Status, v.Message)
				}
			}
			for other, document := range stacks() {
				if _, code := judgeStack(t, stack, filepath.Join(mototest.Root(), document)); other != stack &&
					code != verdict.ExitViolations {
					t.Errorf("as %s: exit %d", other, code)
				}
			}
		})
	}
}

// TestContraries: what a document asks for is judged both ways. Each row asks a conforming stack for the contrary of
// one line of its document.
func TestContraries(t *testing.T) {
	for _, c := range []struct{ stack, line, contrary, rule string }{
		{"events", "uploads: {kind: bucket, encrypted: true", "uploads: {kind: bucket, encrypted: false", "encryption/bucket-at-rest"},
		{"events", "items: {kind: table, encrypted: true", "items: {kind: table, encrypted: false", "encryption/table-at-rest"},
		{"events", "on_demand: true", "on_demand: false", "scaling/table-on-demand"},
		{"events", "point_in_time_recovery: true", "point_in_time_recovery: false", "backup/table-point-in-time-recovery"},
		{"events", "on_demand: true", "read_capacity: 5+", "scaling/table-read-capacity"},
		{"events", "on_demand: true", "write_capacity: 5+", "scaling/table-write-capacity"},
		{"events", "versioning: true", "versioning: false", "backup/bucket-versioning"},
		{"events", "lifecycle: true", "lifecycle: false", "cost/bucket-lifecycle"},
		{"events", "dead_letter_queue: true", "dead_letter_queue: false", "delivery/dead-letter-queue"},
		{"events", "trusted_service: lambda.amazonaws.com", "trusted_service: ec2.amazonaws.com", "identity/role-trust"},
		{"events", "dead_letters: true", "dead_letters: false", "delivery/dead-letters"},
		{"events", "retention_days: 4+", "retention_days: 14", "backup/queue-retention-days"},
		{"events", "reserved_concurrency: 10", "reserved_concurrency: 11", "scaling/reserved-concurrency"},
		{"events", "fifo: false", "fifo: true", "delivery/queue-order"},
		{"events", "runtime_supported: true", "runtime_supported: false", "delivery/runtime-supported"},
		{"autoscaling-group", "autoscaling: true", "autoscaling: false", "scaling/instances-autoscaling"},
		{"autoscaling-group", "groups: false", "groups: true", "security_groups/load-balancer-groups"},
		{"autoscaling-group", "groups: false", "groups: false, cross_zone: true", "availability/cross-zone"},
		{"autoscaling-group", "bastion: {kind: instances, tier: public, count: 1, public_ip: true, imds_v2: true", "bastion: {kind: instances, tier: public, count: 1, public_ip: true, imds_v2: false", "identity/imds-v2"},
		{"four-services", "cart: {kind: service, paths: [/api/cart/*]", "cart: {kind: service, paths: [/api/carts/*]", "edge/paths"},
		{"blue-green", "tasks: 2}", "tasks: 3}", "scaling/minimum-tasks"},
	} {
		t.Run(c.stack+" "+c.rule, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join(mototest.Root(), stacks()[c.stack]))
			if err != nil || !strings.Contains(string(text), c.line) {
				t.Fatalf("no %q: %v", c.line, err)
			}
			file := filepath.Join(t.TempDir(), "contrary.yaml")
			write(t, file, []byte(strings.Replace(string(text), c.line, c.contrary, 1)))
			r, code := judgeStack(t, c.stack, file)
			if got := statuses(r, c.rule); code != verdict.ExitViolations || !has(got, verdict.Fail) {
				t.Errorf("exit %d, %s %v", code, c.rule, got)
			}
		})
	}
}
