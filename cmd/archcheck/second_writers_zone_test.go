package main

import (
	"path/filepath"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// zoneWriters pin nodes of a cache to zones, whatever subnets it may use.
func zoneWriters() []writerCase {
	const rule, asked = "availability/zones", "nodes: 2"
	nodes := func(zones any, more ...pt.Edit) edits {
		return append(
			edits{pt.Set(cache, "num_cache_clusters", 2), pt.Set(cache, "preferred_cache_cluster_azs", zones)},
			more...)
	}
	pinned := func(zones ...any) edits { return nodes(zones) }
	return []writerCase{
		{name: "a cache of one node", rule: rule, want: verdict.NotApplicable},
		{name: "nodes that ElastiCache places", rule: rule, document: asked, edits: nodes(nil), want: verdict.Pass},
		{
			name:     "nodes of two zones",
			rule:     rule,
			document: asked,
			edits:    pinned("us-east-1a", "us-east-1b"),
			want:     verdict.Pass,
		},
		{
			name:     "nodes pinned to one zone",
			rule:     rule,
			document: asked,
			edits:    pinned("us-east-1a", "us-east-1a"),
			want:     verdict.Fail,
		},
		{
			name:     "nodes pinned to zones that are not known",
			rule:     rule,
			document: asked,
			edits:    nodes([]any{"us-east-1a"}, pt.Unknown(cache, "preferred_cache_cluster_azs")),
			want:     verdict.Unknown,
		},
		{
			name:     "nodes in subnets of one zone",
			rule:     rule,
			document: asked,
			edits:    nodes(nil, pt.Set(isolatedB, "availability_zone", "us-east-1a")),
			want:     verdict.Fail,
		},
		{
			name:     "a node more in the zone of the first",
			rule:     rule,
			document: asked,
			edits: edits{
				pt.Set(cache, "preferred_cache_cluster_azs", []any{"us-east-1a"}),
				pt.Add(
					"module.data",
					"aws_elasticache_cluster",
					"more",
					map[string]any{"cluster_id": "more", "availability_zone": "us-east-1a"},
					written{
						"replication_group_id": ref("aws_elasticache_replication_group.this", "id"),
					},
				),
			},
			want: verdict.Fail,
		},
	}
}

// TestZonesOfFunctions: a function in a VPC spans the zones of its subnets; one outside stands in none.
func TestZonesOfFunctions(t *testing.T) {
	const rule, function, second = "availability/zones", "aws_lambda_function.worker", "aws_subnet.private[1]"
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	write(
		t,
		file,
		[]byte(
			"version: 2\nbase:\n  vpc: {zones: 2+}\n  components:\n    worker: {kind: function, match: {name: worker}}\n"+
				"    open: {kind: function, match: {name: open}}\n    image: {kind: function, match: {name: image}}\nenvironments: {prod: {}}\n",
		),
	)
	for name, c := range map[string]struct {
		edits edits
		want  verdict.Status
	}{
		"two zones":  {nil, verdict.Pass},
		"one zone":   {edits{pt.Set(second, "availability_zone", "eu-west-1a"), pt.Set("aws_subnet.private[0]", "availability_zone", "eu-west-1a")}, verdict.Fail},
		"not known":  {edits{pt.Unknown(second, "availability_zone")}, verdict.Unknown},
		"no VPC":     {edits{pt.Set(function, "vpc_config", []any{})}, verdict.NotApplicable},
		"perhaps in": {edits{pt.Set(function, "vpc_config", []any{}), pt.Unknown(function, "vpc_config"), pt.Link(function, "vpc_config", "var.vpc")}, verdict.Unknown},
	} {
		r, _ := judgePlan(
			t,
			pt.Load(t, nounPlan("function")).Apply(c.edits...).JSON(),
			"--env",
			"prod",
			"--only",
			rule,
			"--architecture",
			file,
		)
		if got := worst(statuses(r, rule)); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", name, got, c.want, messages(r))
		}
	}
}
