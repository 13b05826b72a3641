package plan_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

const isolatedA = `module.network.aws_subnet.isolated["us-east-1a"]`

// inDataModule adds a resource beside the cache of the reference, in its subnets and its group.
func inDataModule(typ string, values map[string]any, subnets ...string) pt.Edit {
	links := map[string][]string{"security_group_ids": {"var.cache_security_group_id"}}
	if len(subnets) > 0 {
		links[subnets[0]] = subnets[1:]
	}
	return pt.Add("module.data", typ, "x", values, links)
}

// Every store in the architecture's subnets is a cache or an interface, whatever its engine.
func TestEveryCacheIsSeen(t *testing.T) {
	byGroup := []string{
		"subnet_group_name",
		"aws_elasticache_subnet_group.this.name",
		"aws_elasticache_subnet_group.this",
	}
	bySubnet := []string{"subnet_ids", "var.subnet_ids"}
	for name, c := range map[string]struct {
		typ    string
		values map[string]any
		at     []string
		cache  bool
	}{
		"memcached":            {"aws_elasticache_cluster", map[string]any{"cluster_id": "x", "engine": "memcached"}, byGroup, false},
		"one node of Redis":    {"aws_elasticache_cluster", map[string]any{"cluster_id": "x", "engine": "redis"}, byGroup, true},
		"serverless memcached": {"aws_elasticache_serverless_cache", map[string]any{"name": "x", "engine": "memcached"}, bySubnet, false},
		"serverless Valkey":    {"aws_elasticache_serverless_cache", map[string]any{"name": "x", "engine": "valkey"}, bySubnet, true},
		"MemoryDB":             {"aws_memorydb_cluster", map[string]any{"name": "x"}, byGroup, false},
		"DAX":                  {"aws_dax_cluster", map[string]any{"cluster_name": "x"}, byGroup, false},
	} {
		t.Run(name, func(t *testing.T) {
			a := collected(t, inDataModule(c.typ, c.values, c.at...))
			id := "module.data." + c.typ + ".x"
			placement := placementOf(a, id)
			if placement == nil || !slices.Contains(placement.Subnets.Items(), isolatedA) ||
				len(placement.SecurityGroups.Items()) != 1 {
				t.Fatalf("it is at %+v", placement)
			}
			if got := interfaceOf(a, id) == nil; got != c.cache {
				t.Errorf("it is a cache: %v, want %v", got, c.cache)
			}
		})
	}
}

func placementOf(a *model.Architecture, id string) (found *model.Placement) {
	a.EachPlaced(func(_ string, noun model.Placed) {
		if noun.Base().ID == id {
			found = noun.Place()
		}
	})
	return found
}

// A subnet group that the plan does not hold may lie in the architecture's VPC.
func TestForeignSubnetGroupLeavesThePlaceOpen(t *testing.T) {
	for typ, attribute := range map[string]string{
		"aws_elasticache_cluster": "subnet_group_name", "aws_dax_cluster": "subnet_group_name", "aws_redshift_cluster": "cluster_subnet_group_name",
		"aws_dms_replication_instance": "replication_subnet_group_id",
	} {
		a := collected(t, pt.Add("", typ, "x", map[string]any{"engine": "memcached", attribute: "elsewhere"}, nil))
		i := interfaceOf(a, typ+".x")
		if i == nil || i.Subnets.IsWhole() || i.Subnets.Why().Reason != model.NotInSource {
			t.Errorf("%s is %+v", typ, i)
		}
	}
}

// What becomes no noun and has no interface in the architecture's network is counted as unread.
func TestCacheOfTheDefaultVPCIsCounted(t *testing.T) {
	for typ, engine := range map[string]string{"aws_elasticache_cluster": "memcached", "aws_elasticache_serverless_cache": "memcached", "aws_rds_cluster": "neptune"} {
		a := collected(t, pt.Add("", typ, "x", map[string]any{"engine": engine}, nil))
		if want := (model.TypeCount{Type: typ, Count: 1}); !slices.Contains(a.Unread.Types, want) {
			t.Errorf("%s: unread are %v", typ, a.Unread.Types)
		}
	}
}

// A further member of a replication group is that group's; of a group that the plan does not hold
// it is somebody whose place nobody knows.
func TestMemberOfAReplicationGroup(t *testing.T) {
	own := collected(t, pt.Add(
		"module.data",
		"aws_elasticache_cluster",
		"x",
		map[string]any{"cluster_id": "x"},
		map[string][]string{
			"replication_group_id": {
				"aws_elasticache_replication_group.this.id",
				"aws_elasticache_replication_group.this",
			},
		},
	))
	if interfaceOf(own, "module.data.aws_elasticache_cluster.x") != nil || len(own.Caches) != 1 {
		t.Errorf("interfaces %v, caches %v", own.Interfaces, own.Caches)
	}
	foreign := collected(
		t,
		pt.Add(
			"",
			"aws_elasticache_cluster",
			"x",
			map[string]any{"cluster_id": "x", "replication_group_id": "elsewhere"},
			nil,
		),
	)
	if i := interfaceOf(foreign, "aws_elasticache_cluster.x"); i == nil || i.Subnets.IsWhole() ||
		i.SecurityGroups.IsWhole() {
		t.Errorf("it is %+v", i)
	}
}
