package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// TestUnknownNeverPasses turns every attribute of every resource into unknown, one at a
// time. A verdict that depends on the attribute, which breaking its value shows, must not
// pass when the value is hidden.
func TestUnknownNeverPasses(t *testing.T) {
	for _, name := range []string{"existing-prod", "ok-target-tracking"} {
		t.Run(name, func(t *testing.T) { hideEverything(t, pt.Load(t, name), "", wrongValues, 100) })
	}
	t.Run("sizes", func(t *testing.T) {
		asked := "database.engine_version: \"16\"\ndatabase.instance_class: db.t4g.small\ndatabase.allocated_storage_gib: 100\ncache.engine_version: \"7.1\"\ncache.node_type: cache.t4g.small\n" +
			"application.cpu_units: 1024\napplication.memory_mib: 2048\napplication.health_check_path: /api/health\napplication.log_retention_days: 30"
		hideEverything(
			t,
			pt.Load(t, "existing-prod"),
			asked,
			wrongValues,
			12,
			"databases",
			"caches",
			"task_definitions",
			"target_groups",
			"log_groups",
		)
	})
	// What overrides scaling, alarms and budgets, each within what is documented.
	t.Run("overrides", func(t *testing.T) {
		hideEverything(
			t,
			pt.Load(t, "existing-prod").Apply(harmlessOverrides()...),
			"",
			wrongValues,
			100,
			"alarms",
			"budgets",
			"composite_alarms",
			"scaling_policies",
			"scaling_targets",
			"scheduled_actions",
			"topics",
		)
	})
}

// harmlessOverrides add what may override scaling, alarms and budgets, so that all of it conforms.
func harmlessOverrides() []pt.Edit {
	const policy = `module.app.aws_appautoscaling_policy.app["memory_out"]`
	dimensions := []any{
		map[string]any{"name": "ClusterName", "value": "shop-prod"},
		map[string]any{"name": "ServiceName", "value": "app"},
	}
	edits := slices.Concat(
		queried(alarm("cpu_out"), metricQuery("m", true, "AWS/ECS", "CPUUtilization", "Average", ofService())),
		composed(
			`ALARM("shop-prod-db-cpu")`,
			pt.Set(watch("db-cpu"), "alarm_actions", []any{}),
			pt.Set(watch("db-cpu"), "actions_enabled", false),
		),
		queried(
			watch("cache-memory"),
			expressionQuery("e", "m / 2"),
			metricQuery(
				"m",
				false,
				"AWS/ElastiCache",
				"DatabaseMemoryUsagePercentage",
				"Average",
				map[string]any{"ReplicationGroupId": "shop-prod"},
			),
		),
		costFilter("LinkedAccount", "123456789012"),
	)
	return append(
		edits,
		suspended(false, false, false),
		sale("cron(0 8 ? * FRI *)", 3, 9),
		pt.Remove(alarm("memory_out")),
		pt.Set(policy, "policy_type", "TargetTrackingScaling"),
		pt.Set(policy, "step_scaling_policy_configuration", []any{}),
		pt.Set(
			policy,
			"target_tracking_scaling_policy_configuration",
			[]any{
				map[string]any{
					"target_value":     80,
					"disable_scale_in": true,
					"customized_metric_specification": []any{
						map[string]any{
							"namespace":   "AWS/ECS",
							"metric_name": "MemoryUtilization",
							"statistic":   "Average",
							"unit":        "Percent",
							"dimensions":  dimensions,
							"metrics":     []any{},
						},
					},
				},
			},
		),
	)
}

// TestUnknownSecondWritersNeverPass does the same where something overrides what a rule judges:
// a statement that is broad without its condition, one without its boundary or a denial, and
// Aurora instances that are spread by their zones.
func TestUnknownSecondWritersNeverPass(t *testing.T) {
	p := pt.Load(t, "existing-prod").Apply(aurora(2)...).Apply(
		pt.Set("module.data.aws_rds_cluster_instance.ia", "availability_zone", "us-east-1a"),
		pt.Set("module.data.aws_rds_cluster_instance.ib", "availability_zone", "us-east-1b"),
		inlinePolicy(
			`[`+everything+`,{"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Owner":"shop"}}}]`,
		),
		pt.Add(
			"module.app",
			"aws_iam_policy",
			"boundary",
			map[string]any{
				"arn":    "arn:aws:iam::123456789012:policy/boundary",
				"policy": `{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*"},{"Effect":"Allow","Action":"ec2:*","Resource":"*"},{"Effect":"Deny","NotAction":["s3:*"],"Resource":"*"}]}`,
			},
			nil,
		),
		pt.Set(execution, "permissions_boundary", "arn:aws:iam::123456789012:policy/boundary"),
		letsLogsIn(),
		pt.Set(balancer, "access_logs.0.prefix", "alb"),
	)
	hideEverything(
		t,
		p,
		"",
		worseValues,
		20,
		"buckets",
		"caches",
		"databases",
		"keys",
		"load_balancers",
		"roles",
		"services",
	)
}

// TestUnknownTextsNeverPass does the same with every text of a task in which a credential may stand.
func TestUnknownTextsNeverPass(t *testing.T) {
	p := pt.Load(t, "existing-prod").Apply(
		containers(
			`[{"name":"app","image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-prod:1.0.0","command":["app","--verbose"],"entryPoint":["sh"],"healthCheck":{"command":["CMD","true"]},"environment":[{"name":"A","value":"b"}],
			"dockerLabels":{"team":"shop"},"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/shop-prod"}},"firelensConfiguration":{"type":"fluentbit","options":{"a":"b"}},
			"secrets":[{"name":"DB_PASSWORD","valueFrom":"arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf"}]}]`,
		),
		pt.Set(
			task,
			"volume",
			[]any{
				map[string]any{
					"name": "v",
					"docker_volume_configuration": []any{
						map[string]any{"driver_opts": map[string]any{"type": "nfs"}, "labels": map[string]any{}},
					},
				},
			},
		),
	)
	hideEverything(t, p, "", credentialValues, 10, "task_definitions")
}

// credentialValues are wrong values, and for lists those with a credential more.
func credentialValues(v any) []any {
	items, isList := v.([]any)
	if !isList || len(items) == 0 {
		return wrongValues(v)
	}
	if _, isObject := items[0].(map[string]any); !isObject {
		return wrongValues(v)
	}
	more := map[string]any{"place": "command", "name": "X", "image": "x", "credential": "password-in-url"}
	return []any{append(slices.Clone(items), more)}
}

// worseValues are wrong values, and for lists of texts those that mean everything, and one thing twice.
func worseValues(v any) []any {
	all := wrongValues(v)
	if items, ok := v.([]any); ok && len(items) > 0 {
		if _, isText := items[0].(string); isText {
			all = append(all, []any{"*"}, []any{items[0], items[0]})
		}
	}
	return all
}

// place is one attribute in a snapshot: the object that holds it, and its name.
type place struct {
	object    map[string]any
	attribute string
	label     string
}

// hideEverything hides each attribute in turn, of some collections or else of all, and wants at least
// so many verdicts that depend on one. What is asked beside the built-in document is as documentWith has it.
func hideEverything(t *testing.T, p *pt.Plan, asked string, wrong func(any) []any, least int, collections ...string) {
	snapshot := snapshotOf(t, p.JSON(), "plan")
	count := len(places(decode(t, snapshot), collections...))
	depended := 0
	var lock sync.Mutex
	var wait sync.WaitGroup
	const workers = 2
	for w := range workers {
		wait.Go(func() {
			j := newJudger(t)
			j.doc = documentAsking(t, asked)
			root := decode(t, snapshot)
			base := j.statuses(t, root)
			for v, status := range base {
				if status == verdict.Fail {
					t.Errorf("%s fails before anything is hidden", v)
				}
			}
			all := places(root, collections...)
			for i := w; i < count; i += workers {
				dependent := j.dependents(t, root, all[i], base, wrong)
				hidden := j.hide(t, root, all[i])
				lock.Lock()
				depended += len(dependent)
				for _, v := range dependent {
					if hidden[v] == verdict.Pass {
						t.Errorf("%s passes although %s is unknown", v, all[i].label)
					}
				}
				lock.Unlock()
			}
		})
	}
	wait.Wait()
	t.Logf("%d attributes hidden, %d verdicts depended on one", count, depended)
	if depended < least {
		t.Errorf("only %d verdicts depend on any attribute; the test sees too little", depended)
	}
}

// TestHidingNeverAcquits: with strangers in the architecture, no attribute that is hidden turns
// what fails into a pass.
func TestHidingNeverAcquits(t *testing.T) {
	in := map[string][]string{
		"subnet_id": {`aws_subnet.private["us-east-1a"].id`, `aws_subnet.private["us-east-1a"]`, "aws_subnet.private"},
	}
	snapshot := snapshotOf(t, pt.Load(t, "ok-target-tracking").Apply(
		stranger(),
		pt.Add("module.network", "aws_efs_mount_target", "x", map[string]any{}, in),
		pt.Add(
			"module.network",
			"aws_lb",
			"x",
			map[string]any{"load_balancer_type": "network", "internal": true},
			map[string][]string{"subnets": in["subnet_id"]},
		),
		pt.Add(
			"module.app",
			"aws_lb_target_group_attachment",
			"x",
			map[string]any{"target_id": "192.168.0.9"},
			map[string][]string{
				"target_group_arn": {"aws_lb_target_group.app.arn", "aws_lb_target_group.app"},
			},
		),
	).JSON(), "strangers")
	j, root := newJudger(t), decode(t, snapshot)
	base := j.statuses(t, root)
	failing := 0
	for _, status := range base {
		if status == verdict.Fail {
			failing++
		}
	}
	if failing < 4 {
		t.Errorf("only %d verdicts fail", failing)
	}
	for _, p := range places(root) {
		for v, status := range j.hide(t, root, p) {
			if base[v] == verdict.Fail && status == verdict.Pass {
				t.Errorf("%s passes when %s is unknown", v, p.label)
			}
		}
	}
}

// snapshotOf is the model of a plan as a snapshot.
func snapshotOf(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	a, err := plan.Collect(data, plan.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func decode(t *testing.T, snapshot []byte) map[string]any {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(snapshot, &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// places lists the attributes of some collections, or else of all, in a fixed order, those of nested structures too.
func places(root map[string]any, collections ...string) []place {
	var all []place
	for _, collection := range slices.Sorted(maps.Keys(root)) {
		nouns, ok := root[collection].(map[string]any)
		if !ok || collection == "source" || collection == "unread" ||
			len(collections) > 0 && !slices.Contains(collections, collection) {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(nouns)) {
			all = append(all, placesOf(nouns[id].(map[string]any), collection+" "+id)...)
		}
	}
	return all
}

func placesOf(object map[string]any, label string) []place {
	var all []place
	for _, attribute := range slices.Sorted(maps.Keys(object)) {
		switch attribute {
		case "id", "type", "source", "unknown", "origin", "tags":
			continue
		}
		here := label + " " + attribute
		all = append(all, place{object, attribute, here})
		if items, ok := object[attribute].([]any); ok {
			for i, item := range items {
				if inner, ok := item.(map[string]any); ok {
					all = append(all, placesOf(inner, fmt.Sprintf("%s[%d]", here, i))...)
				}
			}
		}
	}
	return all
}

// judger judges many models with one engine.
type judger struct {
	engine *evaluate.Engine
	doc    *document.Document
	book   *cost.Book
}

func newJudger(t *testing.T) *judger {
	engine, err := loadEngine(&settings{})
	if err != nil {
		t.Fatal(err)
	}
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	return &judger{engine, documentAsking(t, ""), book}
}

// documentAsking is the built-in document with more that it asks.
func documentAsking(t *testing.T, asked string) *document.Document {
	t.Helper()
	doc, err := document.Read("architecture.yaml", []byte(readText(t, documentWith(t, asked))), "prod")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// statuses returns the status of each verdict.
func (j *judger) statuses(t *testing.T, root map[string]any) map[string]verdict.Status {
	data, err := json.Marshal(root)
	if err != nil {
		t.Error(err)
		return nil
	}
	a, err := model.Decode(data)
	if err != nil {
		t.Error(err)
		return nil
	}
	return j.judged(t, a)
}

// judged returns the status of each verdict on a model.
func (j *judger) judged(t *testing.T, a *model.Architecture) map[string]verdict.Status {
	verdicts, err := j.engine.Judge(
		context.Background(),
		factsOf(wiring.NewIndex(a), j.doc, wiring.Scope{}, j.book),
		j.doc,
	)
	if err != nil {
		t.Error(err)
		return nil
	}
	all := map[string]verdict.Status{}
	for _, v := range verdicts {
		all[v.Rule+" on "+v.Resource.ID] = v.Status
	}
	return all
}

// dependents are the passing verdicts that are still given, and no pass, when the attribute
// has another value. One that is no longer given does not apply to that other value.
func (j *judger) dependents(
	t *testing.T,
	root map[string]any,
	p place,
	base map[string]verdict.Status,
	wrongValues func(any) []any,
) []string {
	original := p.object[p.attribute]
	defer func() { p.object[p.attribute] = original }()
	depend := map[string]any{}
	for _, wrong := range wrongValues(original) {
		p.object[p.attribute] = wrong
		now := j.statuses(t, root)
		for v, status := range base {
			if other, given := now[v]; status == verdict.Pass && given && other != verdict.Pass {
				depend[v] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(depend))
}

func wrongValues(v any) []any {
	switch c := v.(type) {
	case bool:
		return []any{!c}
	case float64:
		return []any{c + 1000, 0.0}
	case string:
		return []any{c + "-other"}
	case []any:
		return []any{[]any{}}
	}
	return nil
}

// hide makes the attribute unknown and returns the statuses then.
func (j *judger) hide(t *testing.T, root map[string]any, p place) map[string]verdict.Status {
	original := p.object[p.attribute]
	before, had := p.object["unknown"].(map[string]any)
	unknown := map[string]any{p.attribute: map[string]any{"reason": "known_after_apply"}}
	for k, v := range before {
		unknown[k] = v
	}
	delete(p.object, p.attribute)
	p.object["unknown"] = unknown
	now := j.statuses(t, root)
	p.object[p.attribute] = original
	if had {
		p.object["unknown"] = before
	} else {
		delete(p.object, "unknown")
	}
	return now
}

// TestRuleOfUnknownDirection: a rule of which only apply tells whether it lets in or out is in neither
// list, and neither list is whole.
func TestRuleOfUnknownDirection(t *testing.T) {
	for rule, open := range map[string][]string{
		`alb["http"]`: {"security_groups/load-balancer-ingress", "security_groups/load-balancer-egress"},
		"app_https":   {"security_groups/application-ingress", "security_groups/application-egress"},
		"db_app":      {"security_groups/database-ingress", "security_groups/database-egress"},
	} {
		address := "module.security.aws_security_group_rule." + rule
		edits := []pt.Edit{
			pt.Computed(address, "type"),
			pt.Set(address, "type", nil),
			pt.Link(address, "type", "local.type"),
		}
		r, _ := judgePlan(t, pt.Load(t, "ok-security-group-rule").Apply(edits...).JSON(), "--env", "prod")
		for _, name := range open {
			if got := statuses(r, name); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
				t.Errorf("%s, %s: %v", rule, name, got)
			}
		}
	}
}
