package resolve

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// findDeferredTwins does the same for data sources that are read during apply, by the
// argument that names their object. A data source of a task definition that gets another
// revision reads the one before it.
func (l *Linker) findDeferredTwins() {
	for _, in := range l.Instances {
		if !in.Data || in.Twin != nil || in.Plain("id") != "" && in.Type != "aws_ecs_task_definition" {
			continue
		}
		for _, name := range namedBy(in.Type) {
			if thing := l.namedThing(in, name); thing != nil {
				l.unalias(in)
				in.Twin, l.ByAddress[in.Address] = thing, thing
				l.AddAliases(in)
				break
			}
		}
	}
}

// namedThing is the managed object that an argument of a data source names.
func (l *Linker) namedThing(in *read.Instance, name string) *read.Instance {
	types := []string{
		read.CanonicalType(in.Type),
		strings.Replace(read.CanonicalType(in.Type), "aws_", "aws_default_", 1),
	}
	var all []*read.Instance
	if text := in.Plain(name); text != "" {
		all = l.Named(text, types)
	} else if id, ok := l.Ref(in, types, name).Get(); ok && l.ByAddress[id] != nil {
		all = append(all, l.ByAddress[id])
	}
	all = slices.DeleteFunc(all, func(other *read.Instance) bool {
		return other.Data || l.provider(other) != l.provider(in) || in.Plain("id") != "" && !other.Created
	})
	if len(all) != 1 {
		return nil
	}
	return all[0]
}

// namedBy are the arguments by which a data source finds its object alone.
func namedBy(typ string) []string {
	switch read.CanonicalType(typ) {
	case "aws_vpc", "aws_subnet", "aws_nat_gateway", "aws_network_interface":
		return []string{"id"}
	case "aws_security_group":
		return []string{"id", "name"}
	case "aws_lb", "aws_lb_target_group", "aws_secretsmanager_secret":
		return []string{"arn", "name"}
	case "aws_route_table":
		return []string{"route_table_id"}
	case "aws_internet_gateway":
		return []string{"internet_gateway_id"}
	case "aws_ecs_cluster":
		return []string{"cluster_name"}
	case "aws_ecs_task_definition":
		return []string{"task_definition"}
	case "aws_kms_key":
		return []string{"key_id"}
	case "aws_ecr_repository", "aws_sns_topic", "aws_cloudwatch_log_group", "aws_iam_role":
		return []string{"name"}
	case "aws_db_instance":
		return []string{"db_instance_identifier"}
	case "aws_instance":
		return []string{"instance_id"}
	}
	return nil
}
