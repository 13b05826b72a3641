package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// insights leaves container insights to the account's setting.
func insights(value string) edits {
	return edits{
		pt.Computed(ecsCluster, "setting"),
		pt.Add(
			"module.app",
			"aws_ecs_account_setting_default",
			"this",
			map[string]any{"name": "containerInsights", "value": value},
			nil,
		),
	}
}

// percents are the least and the most that may run of a service's tasks while it is deployed.
func percents(least, most int) edits {
	return edits{
		pt.Set(service, "deployment_minimum_healthy_percent", least),
		pt.Set(service, "deployment_maximum_percent", most),
	}
}

// healthWriters let the load balancer ask a port of its own whether targets are healthy.
func healthWriters() []writerCase {
	const rule = "availability/target-health-check"
	port := func(name string, port any, want verdict.Status, more ...pt.Edit) writerCase {
		return writerCase{
			name:  name,
			rule:  rule,
			base:  "existing-prod",
			edits: append(edits{pt.Set(targetGroup, "health_check.0.port", port)}, more...),
			want:  want,
		}
	}
	protocol := func(name, group, check string, want verdict.Status, more ...pt.Edit) writerCase {
		all := append(
			edits{pt.Set(targetGroup, "protocol", group), pt.Set(targetGroup, "health_check.0.protocol", check)},
			more...)
		return writerCase{name: name, rule: rule, base: "existing-prod", edits: all, want: want}
	}
	return []writerCase{
		port("a check where requests go", "traffic-port", verdict.Pass),
		port("a check on the port of the container", "3000", verdict.Pass),
		port("a check on a port that no group admits", "9090", verdict.Fail),
		port(
			"a check on a port that the groups admit",
			"9090",
			verdict.Pass,
			fromBalancer("ingress", "app", "alb"),
			fromBalancer("egress", "alb", "app"),
		),
		port("a check on a port that one group admits", "9090", verdict.Fail, fromBalancer("ingress", "app", "alb")),
		protocol("a check by TLS of targets without", "HTTP", "HTTPS", verdict.Fail),
		protocol("a check without TLS of targets with it", "HTTPS", "HTTP", verdict.Fail),
		protocol("a check by TLS of targets with it", "HTTPS", "HTTPS", verdict.Pass),
		protocol(
			"a check by TLS on a port of its own",
			"HTTP",
			"HTTPS",
			verdict.Pass,
			pt.Set(targetGroup, "health_check.0.port", "9090"),
			fromBalancer("ingress", "app", "alb"),
			fromBalancer("egress", "alb", "app"),
		),
		protocol(
			"a check by a protocol that is not known",
			"HTTPS",
			"HTTPS",
			verdict.Unknown,
			pt.Unknown(targetGroup, "health_check.0.protocol"),
		),
		{
			name:  "targets with TLS and no word of checks",
			rule:  rule,
			base:  "existing-prod",
			edits: edits{pt.Set(targetGroup, "protocol", "HTTPS"), pt.Set(targetGroup, "health_check", []any{})},
			want:  verdict.Fail,
		},
		port("a check on what is no port", "traffic", verdict.Fail),
		{
			name:  "a check on a port that is not known",
			rule:  rule,
			base:  "existing-prod",
			edits: edits{pt.Unknown(targetGroup, "health_check.0.port")},
			want:  verdict.Unknown,
		},
	}
}

// fromBalancer adds a rule for the port of a health check.
func fromBalancer(direction, group, peer string) pt.Edit {
	return pt.Add(
		"module.security",
		"aws_vpc_security_group_"+direction+"_rule",
		"check_"+direction,
		map[string]any{"ip_protocol": "tcp", "from_port": 9090, "to_port": 9090},
		map[string][]string{"security_group_id": {"aws_security_group." + group + ".id", "aws_security_group." + group},
			"referenced_security_group_id": {"aws_security_group." + peer + ".id", "aws_security_group." + peer}},
	)
}

func serviceWriters() []writerCase {
	const rolling, credentials = "delivery/rolling-update", "identity/no-plain-credentials"
	strategy := func(strategy string) edits {
		return edits{pt.Set(service, "deployment_configuration", []any{map[string]any{"strategy": strategy}})}
	}
	files := func(more string) edits {
		return edits{
			containers(
				`[{"name":"app","image":"x","environmentFiles":[{"type":"s3","value":"arn:aws:s3:::shop/app.env"}]` + more + `}]`,
			),
		}
	}
	volume := func(options string, all map[string]any) edits {
		return edits{
			pt.Set(
				task,
				"volume",
				[]any{map[string]any{"name": "v", "docker_volume_configuration": []any{map[string]any{options: all}}}},
			),
		}
	}
	connect := func(options map[string]any) edits {
		logs := map[string]any{"log_driver": "splunk", "options": options}
		return edits{
			pt.Set(service, "service_connect_configuration", []any{map[string]any{"log_configuration": []any{logs}}}),
		}
	}
	share := map[string]any{"type": "cifs", "o": "username=app,password=hunter2,uid=1000"}
	return []writerCase{
		{
			name:  "a password in the options of a volume",
			rule:  credentials,
			base:  "existing-prod",
			edits: volume("driver_opts", share),
			want:  verdict.Fail,
		},
		{
			name:  "a password in a label of a volume",
			rule:  credentials,
			base:  "existing-prod",
			edits: volume("labels", map[string]any{"db": "postgres://app:hunter2@db/app"}),
			want:  verdict.Fail,
		},
		{
			name:  "a volume without a password",
			rule:  credentials,
			base:  "existing-prod",
			edits: volume("driver_opts", map[string]any{"type": "nfs", "o": "addr=10.0.1.9,rw"}),
			want:  verdict.Pass,
		},
		{
			name: "options of a volume that are not known",
			rule: credentials,
			base: "existing-prod",
			edits: append(
				volume("driver_opts", share),
				pt.Unknown(task, "volume.0.docker_volume_configuration.0.driver_opts"),
			),
			want: verdict.Unknown,
		},
		{
			name:  "volumes that are not known",
			rule:  credentials,
			base:  "existing-prod",
			edits: edits{pt.Unknown(task, "volume")},
			want:  verdict.Unknown,
		},
		{
			name:  "a token in the log options of Service Connect",
			rule:  credentials,
			base:  "existing-prod",
			edits: connect(map[string]any{"splunk-token": "5fb1a2c9-7d3e-4f60-9a8b-1c2d3e4f5a6b"}),
			want:  verdict.Fail,
		},
		{
			name:  "log options of Service Connect without a token",
			rule:  credentials,
			base:  "existing-prod",
			edits: connect(map[string]any{"awslogs-group": "/ecs/proxy", "awslogs-region": "us-east-1"}),
			want:  verdict.Pass,
		},
		{
			name: "log options of Service Connect that are not known",
			rule: credentials,
			base: "existing-prod",
			edits: append(
				connect(map[string]any{}),
				pt.Unknown(service, "service_connect_configuration.0.log_configuration.0.options"),
			),
			want: verdict.Unknown,
		},
		{
			name: "as many tasks as instances",
			rule: "scaling/minimum-tasks",
			edits: edits{
				pt.Remove(scaleTarget),
				pt.Set(service, "desired_count", 2),
				pt.Set(service, "scheduling_strategy", "DAEMON"),
			},
			want: verdict.Unknown,
		},
		{
			name: "as many tasks as are written",
			rule: "scaling/minimum-tasks",
			edits: edits{
				pt.Remove(scaleTarget),
				pt.Set(service, "desired_count", 2),
				pt.Set(service, "scheduling_strategy", "REPLICA"),
			},
			want: verdict.Pass,
		},
		{
			name: "tasks of a strategy that is not known",
			rule: "scaling/minimum-tasks",
			edits: edits{
				pt.Remove(scaleTarget),
				pt.Set(service, "desired_count", 2),
				pt.Unknown(service, "scheduling_strategy"),
			},
			want: verdict.Unknown,
		},
		{name: "strategy rolling", rule: rolling, edits: strategy("ROLLING"), want: verdict.Pass},
		{name: "strategy blue/green", rule: rolling, edits: strategy("BLUE_GREEN"), want: verdict.Fail},
		{name: "strategy linear", rule: rolling, edits: strategy("LINEAR"), want: verdict.Fail},
		{
			name:  "strategy canary of an existing service",
			rule:  rolling,
			base:  "existing-prod",
			edits: strategy("CANARY"),
			want:  verdict.Fail,
		},
		{
			name:  "strategy unknown",
			rule:  rolling,
			edits: edits{pt.Unknown(service, "deployment_configuration.0.strategy")},
			want:  verdict.Unknown,
		},
		{
			name:  "deployment configuration unknown",
			rule:  rolling,
			edits: edits{pt.Unknown(service, "deployment_configuration")},
			want:  verdict.Unknown,
		},
		{
			name: "strategy of another controller unknown",
			rule: rolling,
			edits: edits{
				pt.Unknown(service, "deployment_configuration.0.strategy"),
				pt.Set(service, "deployment_controller", []any{map[string]any{"type": "EXTERNAL"}}),
			},
			want: verdict.Fail,
		},
		{name: "room for one task more", rule: rolling, edits: percents(100, 150), want: verdict.Pass},
		{name: "room for no task more", rule: rolling, edits: percents(100, 100), want: verdict.Fail},
		{name: "room for less than a task more", rule: rolling, edits: percents(100, 149), want: verdict.Fail},
		{name: "room to stop one", rule: rolling, edits: percents(50, 100), want: verdict.Pass},
		{name: "room to stop less than one", rule: rolling, edits: percents(51, 100), want: verdict.Fail},
		{
			name:  "room at two tasks and not at one",
			rule:  rolling,
			edits: append(percents(100, 150), pt.Set(scaleTarget, "min_capacity", 1)),
			want:  verdict.Fail,
		},
		{
			name:  "room for a task more and none yet",
			rule:  rolling,
			edits: append(percents(100, 150), pt.Set(scaleTarget, "min_capacity", 0)),
			want:  verdict.Fail,
		},
		{
			name:  "room at a number that is not known",
			rule:  rolling,
			edits: append(percents(100, 150), pt.Unknown(scaleTarget, "min_capacity")),
			want:  verdict.Unknown,
		},
		{
			name:  "room at any number",
			rule:  rolling,
			edits: append(percents(100, 200), pt.Unknown(scaleTarget, "min_capacity")),
			want:  verdict.Pass,
		},
		{
			name:  "room at no number",
			rule:  rolling,
			edits: append(percents(100, 100), pt.Unknown(scaleTarget, "min_capacity")),
			want:  verdict.Fail,
		},
		{
			name:  "room by a percentage that is not known",
			rule:  rolling,
			edits: append(percents(100, 100), pt.Unknown(service, "deployment_maximum_percent")),
			want:  verdict.Unknown,
		},
		{
			name:  "room, whatever the other percentage",
			rule:  rolling,
			edits: append(percents(0, 100), pt.Unknown(service, "deployment_maximum_percent")),
			want:  verdict.Pass,
		},
		{
			name:  "room at two tasks and not at a schedule's one",
			rule:  rolling,
			edits: append(percents(100, 150), sale("cron(0 8 ? * FRI *)", 1, 10)),
			want:  verdict.Fail,
		},
		{
			name:  "insights by the account's setting",
			rule:  "monitoring/container-insights",
			edits: insights("enabled"),
			want:  verdict.Pass,
		},
		{
			name:  "insights off by the account's setting",
			rule:  "monitoring/container-insights",
			edits: insights("disabled"),
			want:  verdict.Fail,
		},
		{
			name:  "insights by an account's setting that is not known",
			rule:  "monitoring/container-insights",
			edits: append(insights("enabled"), pt.Unknown("module.app.aws_ecs_account_setting_default.this", "value")),
			want:  verdict.Unknown,
		},
		{
			name:  "insights that nobody sets",
			rule:  "monitoring/container-insights",
			edits: edits{pt.Computed(ecsCluster, "setting")},
			want:  verdict.Fail,
		},
		{
			name:  "environment files",
			rule:  credentials,
			base:  "existing-prod",
			edits: files(""),
			want:  verdict.NotCollected,
		},
		{
			name:  "environment files and a password",
			rule:  credentials,
			base:  "existing-prod",
			edits: files(`,"environment":[{"name":"DB_PASSWORD","value":"hunter2"}]`),
			want:  verdict.Fail,
		},
		{
			name:  "no environment files",
			rule:  credentials,
			base:  "existing-prod",
			edits: edits{containers(`[{"name":"app","image":"x","environmentFiles":[]}]`)},
			want:  verdict.Pass,
		},
	}
}
