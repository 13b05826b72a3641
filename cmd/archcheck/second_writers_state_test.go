package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// stateWriters take things out of service that have all else that is asked of them.
func stateWriters() []writerCase {
	const rule = "components/in-service"
	state := func(state string, more ...pt.Edit) edits {
		return append(
			edits{
				pt.Add(
					"module.data",
					"aws_rds_instance_state",
					"this",
					map[string]any{"state": state},
					written{"identifier": ref("aws_db_instance.this", "identifier")},
				),
			},
			more...)
	}
	shown := func(name, state string, want verdict.Status) writerCase {
		return writerCase{
			name:  name,
			rule:  rule,
			base:  "existing-prod",
			edits: edits{pt.Set(database, "status", state)},
			want:  want,
		}
	}
	elsewhere := pt.Add(
		"module.data",
		"aws_rds_instance_state",
		"this",
		map[string]any{"state": "stopped"},
		written{"identifier": {"local.database"}},
	)
	return []writerCase{
		{name: "a database that is stopped once it is made", rule: rule, edits: state("stopped"), want: verdict.Fail},
		{name: "a database that is kept running", rule: rule, edits: state("available"), want: verdict.Pass},
		{
			name:  "a database of which only apply tells",
			rule:  rule,
			edits: state("", pt.Unknown("module.data.aws_rds_instance_state.this", "state")),
			want:  verdict.Unknown,
		},
		{name: "perhaps another database that is stopped", rule: rule, edits: edits{elsewhere}, want: verdict.Unknown},
		{name: "a new database without a state", rule: rule, want: verdict.NotApplicable},
		shown("a database that is stopped now", "stopped", verdict.Fail),
		shown("a database whose key is gone", "inaccessible-encryption-credentials", verdict.Fail),
		shown("a database of which AWS gave up the network", "incompatible-network", verdict.Fail),
		shown("a database that is changed", "configuring-enhanced-monitoring", verdict.Pass),
		shown("a database in a state that nobody knows", "dancing", verdict.NotCollected),
	}
}
