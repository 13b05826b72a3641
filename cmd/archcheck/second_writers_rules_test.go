package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// refusing adds a rule that answers requests by itself, of a priority, to the listener that forwards to the
// application.
func refusing(priority int, field string, values ...any) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_lb_listener_rule",
		"r"+string(rune('0'+priority)),
		map[string]any{
			"priority": priority,
			"action":   []any{map[string]any{"type": "fixed-response"}},
			"condition": []any{
				map[string]any{field: []any{map[string]any{"values": values}}},
			},
		},
		written{"listener_arn": ref("aws_lb_listener.https", "arn")},
	)
}

// jointWriters are rules that only together leave nothing to the default action.
func jointWriters() []writerCase {
	const path, method = "path_pattern", "http_request_method"
	query := func(value string) pt.Edit {
		return pt.Add(
			"module.app",
			"aws_lb_listener_rule",
			"query",
			map[string]any{
				"priority": 1,
				"action":   []any{map[string]any{"type": "fixed-response"}},
				"condition": []any{
					map[string]any{"query_string": []any{map[string]any{"key": nil, "value": value}}},
				},
			},
			written{"listener_arn": ref("aws_lb_listener.https", "arn")},
		)
	}
	regex := func(priority int, expression string) pt.Edit {
		return pt.Add("module.app", "aws_lb_listener_rule", "regex", map[string]any{
			"priority": priority,
			"action":   []any{map[string]any{"type": "fixed-response"}},
			"condition": []any{
				map[string]any{path: []any{map[string]any{"values": nil, "regex_values": []any{expression}}}},
			},
		},
			written{"listener_arn": ref("aws_lb_listener.https", "arn")})
	}
	cases := []writerCase{
		{name: "a regular expression for every path", edits: edits{regex(1, "^.*$")}, want: verdict.Fail},
		{
			name:  "a regular expression for perhaps every path",
			edits: edits{regex(1, "^/.*")},
			want:  verdict.NotCollected,
		},
		{name: "a regular expression for some paths", edits: edits{regex(1, "^/admin/.*$")}, want: verdict.Pass},
		{
			name:  "rules for some paths",
			edits: edits{refusing(1, path, "/a*"), refusing(2, path, "/b*")},
			want:  verdict.Pass,
		},
		{
			name:  "rules for the root and all behind it",
			edits: edits{refusing(1, path, "/"), refusing(2, path, "/?*")},
			want:  verdict.Fail,
		},
		{
			name:  "rules for both halves of the internet",
			edits: edits{refusing(1, "source_ip", "0.0.0.0/1"), refusing(2, "source_ip", "128.0.0.0/1")},
			want:  verdict.Fail,
		},
		{
			name:  "a rule for all methods",
			edits: edits{refusing(1, method, "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")},
			want:  verdict.Fail,
		},
		{name: "a rule for a method", edits: edits{refusing(1, method, "DELETE")}, want: verdict.Pass},
		{name: "a rule for any query", edits: edits{query("*")}, want: verdict.Pass},
		{name: "a rule for one query", edits: edits{query("old")}, want: verdict.Pass},
	}
	for i := range cases {
		cases[i].rule = "edge/https-forwarded"
	}
	return cases
}

// portWriters register targets beside the service, which a rule of its own accuses, on ports of their own.
func portWriters() []writerCase {
	register := func(port any, more ...pt.Edit) edits {
		return append(
			edits{
				pt.Add(
					"module.app",
					"aws_lb_target_group_attachment",
					"x",
					map[string]any{"target_id": "10.0.10.7", "port": port},
					written{"target_group_arn": ref("aws_lb_target_group.app", "arn")},
				),
			},
			more...)
	}
	cases := []writerCase{
		{name: "a target on the group's port", edits: register(nil), want: verdict.Pass},
		{name: "a target on another port than the group's", edits: register(8080), want: verdict.Fail},
		{
			name:  "the service registers its tasks on the documented port, the group's is another",
			edits: edits{pt.Set(targetGroup, "port", 80)},
			want:  verdict.Pass,
		},
		{
			name:  "a target on the group's port beside the service, which is another",
			edits: register(nil, pt.Set(targetGroup, "port", 80)),
			want:  verdict.Fail,
		},
		{
			name:  "the service registers its tasks on a port that is not known",
			edits: edits{pt.Unknown(service, "load_balancer.0.container_port")},
			want:  verdict.Unknown,
		},
		{
			name:  "a target on the documented port, the group's is another",
			edits: register(3000, pt.Set(targetGroup, "port", 80)),
			want:  verdict.Pass,
		},
		{
			name:  "a target on a port that is not known",
			edits: register(3000, pt.Unknown("module.app.aws_lb_target_group_attachment.x", "port")),
			want:  verdict.Unknown,
		},
	}
	for i := range cases {
		cases[i].rule = "edge/target-port"
	}
	return cases
}
