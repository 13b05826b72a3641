package plan_test

import (
	"maps"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// What stands in a list beside a group may be a group as well, where it is taken of another resource: no list of the
// found ones is whole. An ARN of another resource is none, unless a condition decides between the two.
func TestListsThatOthersAddTo(t *testing.T) {
	const database = "module.data.aws_db_instance.this"
	own := []string{"var.db_security_group_id"}
	for name, c := range map[string]struct {
		typ    string
		values map[string]any
		path   string
		refs   []string
		whole  bool
	}{
		"its own":              {"aws_mq_broker", nil, "security_groups", nil, true},
		"a group of a cluster": {"aws_eks_cluster", map[string]any{"vpc_config": []any{map[string]any{}}}, "vpc_config.0.cluster_security_group_id", []string{"aws_eks_cluster.x.vpc_config[0].cluster_security_group_id", "aws_eks_cluster.x"}, false},
		"groups of a broker":   {"aws_mq_broker", nil, "security_groups", []string{"aws_mq_broker.x.security_groups", "aws_mq_broker.x"}, false},
		"a parameter":          {"aws_ssm_parameter", nil, "value", []string{"aws_ssm_parameter.x.value", "aws_ssm_parameter.x"}, false},
		"an ARN":               {"aws_mq_broker", nil, "arn", []string{"aws_mq_broker.x.arn", "aws_mq_broker.x"}, true},
		"an ARN or the group":  {"aws_mq_broker", nil, "arn", []string{"aws_mq_broker.x.arn", "aws_mq_broker.x", "path.module"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			values := maps.Clone(c.values)
			if values == nil {
				values = map[string]any{}
			}
			a := collected(
				t,
				pt.Add("module.data", c.typ, "x", values, nil),
				pt.Unknown("module.data."+c.typ+".x", c.path),
				pt.Link(database, "vpc_security_group_ids", append(own, c.refs...)...),
			)
			for i := range a.Databases {
				if groups := a.Databases[i].SecurityGroups; a.Databases[i].ID == database &&
					groups.IsWhole() != c.whole {
					t.Errorf("its groups are %v, %v", groups.Items(), groups.Why())
				}
			}
		})
	}
}
