package main

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestReferencesThatThePlanCannotFollow writes each reference of the reference plan as the id of
// what another state owns, and as what only source tells. No rule loses its verdict. The first is
// for a scan; the second leaves the run undecided where a critical or high rule hangs on it.
func TestReferencesThatThePlanCannotFollow(t *testing.T) {
	for _, c := range []struct {
		address, path string
		foreign       any
		// rule judges what the reference names.
		rule string
	}{
		{service, "load_balancer.0.target_group_arn", "arn:aws:elasticloadbalancing:us-east-1:999999999999:targetgroup/other/0123456789abcdef", "availability/target-health-check"},
		{service, "cluster", "arn:aws:ecs:us-east-1:999999999999:cluster/other", "monitoring/container-insights"},
		{service, "task_definition", "arn:aws:ecs:us-east-1:999999999999:task-definition/other:1", "identity/no-plain-credentials"},
		{service, "network_configuration.0.subnets", []any{"subnet-0123456789abcdef0"}, "network/private-subnets-through-nat"},
		{task, "execution_role_arn", "arn:aws:iam::999999999999:role/other", "identity/role-trust"},
		{task, "task_role_arn", "arn:aws:iam::999999999999:role/other", "identity/no-wildcards"},
		{database, "kms_key_id", "arn:aws:kms:us-east-1:999999999999:key/other", "encryption/key-rotation"},
		{cache, "kms_key_id", "arn:aws:kms:us-east-1:999999999999:key/other", "encryption/key-rotation"},
		{https, "certificate_arn", "arn:aws:acm:us-east-1:999999999999:certificate/other", "encryption/certificate-issued"},
		{https, "load_balancer_arn", "arn:aws:elasticloadbalancing:us-east-1:999999999999:loadbalancer/app/other/0123456789abcdef", "encryption/tls-policy"},
		{plainHTTP, "load_balancer_arn", "arn:aws:elasticloadbalancing:us-east-1:999999999999:loadbalancer/app/other/0123456789abcdef", "encryption/http-redirects"},
		{watch("alb-5xx"), "alarm_actions", []any{"arn:aws:sns:us-east-1:999999999999:other"}, "monitoring/topic-subscribers"},
	} {
		plan := pt.Load(t, "existing-prod")
		before, _ := judgePlan(t, plan.JSON(), "--env", "prod")
		for name, edit := range map[string]pt.Edit{"foreign": pt.Set(c.address, c.path, c.foreign), "unresolved": pt.Link(c.address, c.path, "local.somewhere")} {
			after, code := judgePlan(t, pt.Load(t, "existing-prod").Apply(edit).JSON(), "--env", "prod")
			missing(t, before, after, c.address+" "+c.path+" "+name)
			if !holds(after, c.rule, verdict.Unknown) && c.rule != "encryption/tls-policy" &&
				c.rule != "encryption/http-redirects" {
				t.Errorf("%s is %v where %s of %s is %s", c.rule, statuses(after, c.rule), c.path, c.address, name)
			}
			if after.Summary.NotCollected > 0 || code == verdict.ExitError {
				t.Errorf("%s of %s is %s: exit %d\n%s", c.path, c.address, name, code, messages(after))
			}
			for _, v := range after.Verdicts {
				if v.Rule == c.rule && v.Status == verdict.Unknown && (v.Needs == "scan") != (name == "foreign") {
					t.Errorf("%s on %s needs %s: %s", v.Rule, v.Resource.ID, v.Needs, v.Message)
				}
			}
		}
	}
}

// missing finds rules that judged something before and judge nothing now.
func missing(t *testing.T, before, after *verdict.Report, what string) {
	t.Helper()
	now := map[string]bool{}
	for _, v := range after.Verdicts {
		now[v.Rule] = now[v.Rule] || v.Status != verdict.NotApplicable
	}
	for _, v := range before.Verdicts {
		if v.Status != verdict.NotApplicable && !now[v.Rule] {
			t.Errorf("%s: %s gives no verdict", what, v.Rule)
			now[v.Rule] = true
		}
	}
}

func holds(r *verdict.Report, rule string, status verdict.Status) bool {
	for _, v := range r.Verdicts {
		if v.Rule == rule && v.Status == status {
			return true
		}
	}
	return false
}
