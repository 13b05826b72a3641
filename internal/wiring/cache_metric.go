package wiring

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// cacheSubject is a cache as CloudWatch knows it: a replication group by its id or by that of a node, and what is none
// by its own id alone.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html
func (w *watches) cacheSubject(k *model.Cache) *subject {
	s := &subject{Resource: &k.Resource, bursts: model.Known(false), namespaces: []string{metricsOfCaches}}
	kind, known := k.Kind.Get()
	by := func(name, of string, whole func(string) model.Value[string]) {
		if !known || kind == of {
			s.namings = append(s.namings, naming{
				dimensions: []namingDimension{{name, model.Known(k.ID), k.Identifier, whole}},
				beside:     []string{"CacheNodeId", "NodeGroupId", "Role"},
			})
		}
	}
	by("ReplicationGroupId", "replication_group", nil)
	by("CacheClusterId", "replication_group", func(node string) model.Value[string] { return w.groupOf(k, node) })
	by("CacheClusterId", "cluster", nil)
	by("clusterId", "serverless", nil)
	return s
}

// groupOf is the replication group of a node of such a name: "shop-001", or "shop-0001-001" where it has several node
// groups; empty for a name of none. ElastiCache counts the nodes of a new group from one; which numbers are left of one
// that is there only an account tells.
func (w *watches) groupOf(k *model.Cache, node string) model.Value[string] {
	group := w.members.ReplaceAllString(node, "")
	if group == node {
		return model.Known("")
	}
	const digits = 3
	number, _ := strconv.Atoi(node[len(node)-digits:])
	nodes, known := k.Nodes.Get()
	switch {
	case w.Model.Source.Kind == model.KindAccount || known && number <= nodes:
		return model.Known(group)
	case !known:
		return model.Unknown[string](k.Nodes.Why())
	case k.Source.ARN != "":
		return model.Unknown[string](model.Why{Reason: model.NotReturned, Detail: "which nodes " + k.ID + " has"})
	}
	return model.Known("")
}
