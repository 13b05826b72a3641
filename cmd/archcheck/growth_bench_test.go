package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// growing is one thing of a plan that can grow, and how much of it is a small plan.
type growing struct {
	name string
	n    int
	edit func(n int) []pt.Edit
}

// BenchmarkGrowthOf compares, for one thing of a plan at a time, what ten times as much of it takes: at most
// twelve times as long. What the plan takes without any is in neither figure.
func BenchmarkGrowthOf(b *testing.B) {
	// A run sets the garbage collector by the size of its input; here all have the same.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	for _, g := range growths() {
		b.Run(fmt.Sprintf("%s/%d", g.name, g.n), func(b *testing.B) {
			none, small, large := grown(b, g, 0), grown(b, g, g.n), grown(b, g, 10*g.n)
			var zero, one, ten time.Duration
			for b.Loop() {
				zero, one, ten = zero+judging(b, none), one+judging(b, small), ten+judging(b, large)
			}
			b.ReportMetric(float64(ten-zero)/float64(one-zero), "times")
			b.ReportMetric((ten-zero).Seconds()/float64(b.N), "s/large")
		})
	}
}

// TestGrowthIsJudged: each of those plans is one that a report comes of, in which what grew is read.
func TestGrowthIsJudged(t *testing.T) {
	for _, g := range growths() {
		t.Run(g.name, func(t *testing.T) {
			if code, _, errs := execute("plan", grown(t, g, 3), "--env", "prod"); code == verdict.ExitError {
				t.Errorf("exit %d: %s", code, errs)
			}
		})
	}
}

func growths() []growing {
	return []growing{
		{"rules of one group in resources of their own", 2000, rulesOfOneGroup},
		{"rules of one group in it", 2000, rulesInOneGroup},
		{"groups that a rule each names", 1000, groupsWithARuleEach},
		{"entries in one network ACL", 2000, entriesInOneACL},
		{"entries of one network ACL in resources of their own", 2000, entriesOfOneACL},
		{"bytes of a name", 1_000_000, bytesOfAName},
		{"bytes of a key", 100_000, bytesOfAKey},
		{"services in one cluster", 300, servicesInOneCluster},
		{"instances of one cluster", 5000, instancesOfOneCluster},
		{"denials in one network ACL", 2000, denialsInOneACL},
		{"routes of one table", 1000, routesOfOneTable},
		{"subnets of one VPC", 1000, subnetsOfOneVPC},
		{"policies of one role", 500, policiesOfOneRole},
		{"alarms", 1000, alarms},
		{"strangers who wear one group", 1000, strangersWhoWearOneGroup},
		{"targets of one group", 1000, targetsOfOneGroup},
		{"rules of a group that is not known", 1000, rulesOfAnUnknownGroup},
		{"texts that are marked sensitive", 2000, markedTexts},
	}
}

func grown(t testing.TB, g growing, n int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.json")
	write(t, file, pt.Load(t, "existing-prod").Apply(g.edit(n)...).JSON())
	return file
}

func judging(t testing.TB, file string) time.Duration {
	t.Helper()
	runtime.GC() // what others left is not this run's work
	start := time.Now()
	var errs bytes.Buffer
	s := streams{in: bytes.NewReader(nil), out: io.Discard, err: &errs, width: 100, env: noVariables, now: time.Now}
	if run([]string{"plan", file, "--env", "prod"}, s) == verdict.ExitError {
		t.Fatalf("%s", errs.String())
	}
	return time.Since(start)
}

// each makes n edits.
func each(n int, edit func(i int) pt.Edit) (edits []pt.Edit) {
	for i := range n {
		edits = append(edits, edit(i))
	}
	return edits
}

// address is one of 64,000 prefixes of the VPC's own.
func address(i int) string { return fmt.Sprintf("10.%d.%d.0/24", i/256%256, i%256) }

func rulesOfOneGroup(n int) []pt.Edit {
	return each(n, func(i int) pt.Edit {
		return securityRule(fmt.Sprintf("r%d", i), "ingress", "app", cidr(address(i), "tcp", 3000, 3000))
	})
}

func rulesInOneGroup(n int) []pt.Edit {
	rules := make([]any, n)
	for i := range rules {
		rules[i] = map[string]any{
			"cidr_blocks":      []any{address(i)},
			"ipv6_cidr_blocks": []any{},
			"prefix_list_ids":  []any{},
			"security_groups":  []any{},
			"description":      "",
			"self":             false,
			"protocol":         "tcp",
			"from_port":        3000,
			"to_port":          3000,
		}
	}
	const group = "module.security.aws_security_group.app"
	return []pt.Edit{pt.Set(group, "ingress", rules), pt.Constant(group, "ingress", rules)}
}

func groupsWithARuleEach(n int) []pt.Edit {
	return each(n, func(i int) pt.Edit {
		return func(p *pt.Plan) {
			name := fmt.Sprintf("g%d", i)
			pt.Add(
				"module.security",
				"aws_security_group",
				name,
				map[string]any{"name": name, "ingress": []any{}},
				map[string][]string{"vpc_id": {"var.vpc_id"}},
			)(p)
			pt.Add(
				"module.security",
				"aws_vpc_security_group_ingress_rule",
				name,
				map[string]any{"ip_protocol": "tcp", "from_port": 3000, "to_port": 3000},
				map[string][]string{
					"security_group_id":            ref("aws_security_group.app", "id"),
					"referenced_security_group_id": ref("aws_security_group."+name, "id"),
				},
			)(p)
		}
	})
}

func aclEntry(i int) map[string]any {
	return map[string]any{
		"action":          "allow",
		"cidr_block":      address(i),
		"ipv6_cidr_block": "",
		"protocol":        "6",
		"from_port":       5000 + i%2,
		"to_port":         6379,
		"rule_no":         200 + i,
		"icmp_code":       0,
		"icmp_type":       0,
	}
}

func entriesInOneACL(n int) []pt.Edit {
	return []pt.Edit{func(p *pt.Plan) {
		after := p.After(acl).(map[string]any)
		entries := after["ingress"].([]any)
		for i := range n {
			entries = append(entries, aclEntry(i))
		}
		after["ingress"] = entries
	}}
}

func entriesOfOneACL(n int) []pt.Edit {
	return each(n, func(i int) pt.Edit {
		entry := aclEntry(i)
		entry["rule_number"], entry["rule_action"], entry["egress"] = entry["rule_no"], entry["action"], false
		delete(entry, "rule_no")
		delete(entry, "action")
		return pt.Add(
			"module.network",
			"aws_network_acl_rule",
			fmt.Sprintf("r%d", i),
			entry,
			map[string][]string{"network_acl_id": ref("aws_network_acl.isolated", "id")},
		)
	})
}

func bytesOfAName(n int) []pt.Edit {
	name := strings.Repeat("name-", n/5)
	return []pt.Edit{
		pt.Set(database, "identifier", "x"+name),
		pt.Set(balancer, "name", "x"+name),
		pt.Set(service, "name", "x"+name),
		pt.Set(database, "multi_az", false),
	}
}

func bytesOfAKey(n int) []pt.Edit {
	key := `["x` + strings.Repeat("key.", n/4) + `"]`
	return []pt.Edit{pt.Set(database, "multi_az", false), func(p *pt.Plan) {
		for _, address := range []string{database, balancer, service} {
			p.Resource(address)["address"] = address + key
			p.Resource(address + key)["index"] = key[2 : len(key)-2]
		}
	}}
}

// copies are n instances of a resource beside it, each with its own values.
func copies(address string, n int, own func(after map[string]any, name string)) pt.Edit {
	return func(p *pt.Plan) {
		data, _ := json.Marshal(p.Resource(address))
		for i := range n {
			var r map[string]any
			_ = json.Unmarshal(data, &r)
			name := fmt.Sprintf("k%05d", i)
			block, _, _ := strings.Cut(address, "[")
			r["address"], r["index"] = fmt.Sprintf("%s[%q]", block, name), name
			own(r["change"].(map[string]any)["after"].(map[string]any), name)
			p.Root["resource_changes"] = append(p.Changes(), r)
		}
	}
}

func servicesInOneCluster(n int) []pt.Edit {
	return []pt.Edit{copies(service, n, func(after map[string]any, name string) {
		after["name"], after["id"] = name, "arn:aws:ecs:us-east-1:123456789012:service/shop-prod/"+name
	})}
}

func instancesOfOneCluster(n int) []pt.Edit {
	instance := func(i int) pt.Edit {
		return pt.Add(
			"module.data",
			"aws_rds_cluster_instance",
			fmt.Sprintf("i%d", i),
			map[string]any{"instance_class": "db.t4g.medium"},
			map[string][]string{"cluster_identifier": ref("aws_rds_cluster.this", "id")},
		)
	}
	return append(aurora(0), each(n, instance)...)
}

func denialsInOneACL(n int) []pt.Edit {
	return []pt.Edit{func(p *pt.Plan) {
		after := p.After(acl).(map[string]any)
		var entries []any
		for i := range n {
			entry := aclEntry(i)
			entry["action"], entry["rule_no"] = "deny", 1+i%99
			entries = append(entries, entry)
		}
		everything := aclEntry(n)
		everything["cidr_block"], everything["from_port"], everything["to_port"], everything["protocol"] = "0.0.0.0/0", 0, 0, "-1"
		after["ingress"] = append(entries, everything)
	}}
}

func routesOfOneTable(n int) []pt.Edit {
	return []pt.Edit{copies(natRouteA, n, func(after map[string]any, name string) {
		i, _ := strconv.Atoi(name[1:])
		after["destination_cidr_block"] = fmt.Sprintf("%d.%d.%d.0/24", 20+i/65536, i/256%256, i%256)
		after["id"] = "r-" + name
	})}
}

func subnetsOfOneVPC(n int) []pt.Edit {
	return []pt.Edit{copies(isolatedB, n, func(after map[string]any, name string) {
		i, _ := strconv.Atoi(name[1:])
		after["cidr_block"], after["id"] = fmt.Sprintf("10.0.%d.%d/28", 64+i/16%128, i%16*16), "subnet-"+name
	})}
}

func policiesOfOneRole(n int) []pt.Edit {
	return []pt.Edit{copies(rolePolicy, n, func(after map[string]any, name string) {
		after["name"], after["id"] = name, "shop-prod-execution:"+name
	})}
}

func alarms(n int) []pt.Edit {
	return []pt.Edit{copies(watch("db-cpu"), n, func(after map[string]any, name string) { after["alarm_name"] = name })}
}

func strangersWhoWearOneGroup(n int) []pt.Edit {
	return each(n, func(i int) pt.Edit {
		return pt.Add(
			"module.security",
			"aws_instance",
			fmt.Sprintf("s%d", i),
			map[string]any{"instance_type": "t4g.nano"},
			map[string][]string{"vpc_security_group_ids": ref("aws_security_group.app", "id")},
		)
	})
}

func targetsOfOneGroup(n int) []pt.Edit {
	return each(n, func(i int) pt.Edit {
		return pt.Add(
			"module.app",
			"aws_lb_target_group_attachment",
			fmt.Sprintf("t%d", i),
			map[string]any{"target_id": fmt.Sprintf("192.168.%d.%d", i/256%256, i%256)},
			map[string][]string{"target_group_arn": ref("aws_lb_target_group.app", "arn")},
		)
	})
}

func rulesOfAnUnknownGroup(n int) []pt.Edit {
	return each(n, func(i int) pt.Edit {
		return pt.Add(
			"module.security",
			"aws_vpc_security_group_ingress_rule",
			fmt.Sprintf("r%d", i),
			cidr(address(i), "tcp", 3000, 3000),
			map[string][]string{"security_group_id": {"local.hidden"}},
		)
	})
}

// markedTexts are secrets that begin alike, which are looked for in whatever else a plan says.
func markedTexts(n int) []pt.Edit {
	return each(n, func(i int) pt.Edit {
		return func(p *pt.Plan) {
			name := fmt.Sprintf("s%d", i)
			pt.Add(
				"",
				"aws_ssm_parameter",
				name,
				map[string]any{"value": fmt.Sprintf("Common-beginning-%d", i)},
				nil,
			)(
				p,
			)
			pt.Sensitive("aws_ssm_parameter."+name, "value")(p)
		}
	})
}
