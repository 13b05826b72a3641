package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// priceWriters change what is paid for the same size: the price of something else passes for none of them.
func priceWriters() []writerCase {
	const rule = "cost/expected-within-band"
	platform := func(name, attribute, value string, want verdict.Status) writerCase {
		return writerCase{
			name:  name,
			rule:  rule,
			edits: edits{pt.Set(task, "runtime_platform", []any{map[string]any{attribute: value}})},
			want:  want,
		}
	}
	one := func(name, address, path string, value any, want verdict.Status) writerCase {
		return writerCase{name: name, rule: rule, edits: edits{pt.Set(address, path, value)}, want: want}
	}
	providers := func(names ...string) edits {
		var all []any
		for _, name := range names {
			all = append(all, map[string]any{"capacity_provider": name, "weight": 1})
		}
		return edits{pt.Set(service, "capacity_provider_strategy", all), pt.Set(service, "launch_type", nil)}
	}
	return []writerCase{
		platform("tasks of Windows", "operating_system_family", "WINDOWS_SERVER_2022_CORE", verdict.Unknown),
		platform("tasks of Linux", "operating_system_family", "LINUX", verdict.Pass),
		platform("tasks on ARM", "cpu_architecture", "ARM64", verdict.Pass),
		{
			name:  "tasks of an unknown system",
			rule:  rule,
			edits: edits{pt.Unknown(task, "runtime_platform")},
			want:  verdict.Unknown,
		},
		{name: "tasks on Spot", rule: rule, edits: providers("FARGATE_SPOT"), want: verdict.Unknown},
		{name: "tasks on Spot too", rule: rule, edits: providers("FARGATE", "FARGATE_SPOT"), want: verdict.Unknown},
		{name: "tasks on demand", rule: rule, edits: providers("FARGATE"), want: verdict.Pass},
		one("storage that is faster", database, "storage_throughput", 1000, verdict.Unknown),
		one("storage as fast as it comes", database, "storage_throughput", 125, verdict.Pass),
		one("a volume for the logs", database, "dedicated_log_volume", true, verdict.Unknown),
		{
			name: "storage of unknown speed",
			rule: rule,
			edits: edits{
				pt.Unknown(database, "storage_throughput"),
				pt.Link(database, "storage_throughput", "var.speed"),
			},
			want: verdict.Unknown,
		},
		one("logs that are seldom read", logGroup, "log_group_class", "INFREQUENT_ACCESS", verdict.Unknown),
	}
}
