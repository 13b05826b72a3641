package main

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestReplicaBesideItsSource: a read replica stands in the subnet group of a source in its region,
// unless it has one of its own; where a source elsewhere leaves it nobody knows.
func TestReplicaBesideItsSource(t *testing.T) {
	const name, rule = "module.data.aws_db_instance.replica", "network/component-in-its-tier"
	replica := pt.Add(
		"module.data",
		"aws_db_instance",
		"replica",
		map[string]any{"identifier": "shop-prod-replica", "publicly_accessible": false},
		map[string][]string{
			"vpc_security_group_ids": {"var.db_security_group_id"},
			"replicate_source_db":    ref("aws_db_instance.this", "identifier"),
		},
	)
	for _, c := range []struct {
		name  string
		edits edits
		want  verdict.Status
	}{
		{"no group of its own", nil, verdict.Pass},
		{"its source's group", edits{pt.Set(name, "db_subnet_group_name", "shop-prod")}, verdict.Pass},
		{"a group that is not known", edits{pt.Unknown(name, "db_subnet_group_name")}, verdict.Unknown},
		{"a source elsewhere", edits{pt.Set(name, "replicate_source_db", "arn:aws:rds:eu-west-1:1:db:elsewhere")}, verdict.Unknown},
		{"a region elsewhere", edits{pt.Set(name, "region", "eu-west-1")}, verdict.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, _ := judgePlan(
				t,
				pt.Load(t, "ok-prod").Apply(append(edits{replica}, c.edits...)...).JSON(),
				"--env",
				"prod",
				"--only",
				rule,
			)
			got := verdict.NotApplicable
			for _, v := range r.Verdicts {
				if v.Resource.ID == name {
					got = v.Status
				}
			}
			if got != c.want {
				t.Errorf("%s, want %s\n%s", got, c.want, messages(r))
			}
		})
	}
}
