package plan

import (
	"slices"
	"strings"
)

// itself is the instance that becomes the noun: for a data source of a managed object the
// managed one, for one of several data sources of an object the first.
func (in *instance) itself() *instance {
	if in.twin != nil {
		return in.twin
	}
	return in
}

// findTwins brings each data source to the object that it reads: what is managed says more of it.
func (c *collector) findTwins() {
	things := map[string]*instance{}
	for _, data := range []bool{false, true} {
		for _, in := range c.instances {
			keys := in.identities()
			if in.data != data || len(keys) == 0 ||
				data && !readableAsData(in.typ) && !readsOne(canonicalType(in.typ)) {
				continue
			}
			if data {
				in.twin = thingOf(in, keys, things)
			}
			if in.twin == nil {
				for _, key := range keys {
					things[key] = in
				}
			}
		}
	}
}

// thingOf finds what was seen under one of the keys. An id that is a name may be that of
// another object in another region or account: then the ARNs differ.
func thingOf(in *instance, keys []string, things map[string]*instance) *instance {
	for _, key := range keys {
		other := things[key]
		if other == nil {
			continue
		}
		if mine, its := in.ownARN(), other.ownARN(); mine == "" || its == "" || mine == its {
			return other
		}
	}
	return nil
}

// identities are what an object is known by, its ARN first.
func (in *instance) identities() (keys []string) {
	kind := strings.Replace(canonicalType(in.typ), "aws_default_", "aws_", 1)
	if arn := in.ownARN(); arn != "" {
		keys = append(keys, kind+"|"+arn)
	}
	if id := in.plain("id"); id != "" {
		keys = append(keys, kind+"|"+id)
	}
	return keys
}

func (in *instance) ownARN() string {
	for _, name := range []string{"arn", "db_instance_arn"} {
		if arn := in.plain(name); strings.HasPrefix(arn, "arn:") {
			return arn
		}
	}
	return ""
}

// plain is a text that the plan knows and may show, else empty.
func (in *instance) plain(name string) string {
	v, s := in.at(name)
	if s != isKnown {
		return ""
	}
	return string(v.GetStringBytes())
}

// findDeferredTwins does the same for data sources that are read during apply, by the
// argument that names their object. A data source of a task definition that gets another
// revision reads the one before it.
func (c *collector) findDeferredTwins() {
	for _, in := range c.instances {
		if !in.data || in.twin != nil || in.plain("id") != "" && in.typ != "aws_ecs_task_definition" {
			continue
		}
		for _, name := range namedBy(in.typ) {
			if thing := c.namedThing(in, name); thing != nil {
				c.unalias(in)
				in.twin, c.byAddress[in.address] = thing, thing
				c.addAliases(in)
				break
			}
		}
	}
}

// namedThing is the managed object that an argument of a data source names.
func (c *collector) namedThing(in *instance, name string) *instance {
	types := []string{canonicalType(in.typ), strings.Replace(canonicalType(in.typ), "aws_", "aws_default_", 1)}
	var all []*instance
	if text := in.plain(name); text != "" {
		all = c.named(text, types)
	} else if id, ok := c.ref(in, types, name).Get(); ok && c.byAddress[id] != nil {
		all = append(all, c.byAddress[id])
	}
	all = slices.DeleteFunc(all, func(other *instance) bool {
		return other.data || c.provider(other) != c.provider(in) || in.plain("id") != "" && !other.created
	})
	if len(all) != 1 {
		return nil
	}
	return all[0]
}

// namedBy are the arguments by which a data source finds its object alone.
func namedBy(typ string) []string {
	switch canonicalType(typ) {
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

// things puts each object that an outcome means in the place of the data sources that read it. What
// only apply tells is open.
func (o outcome) things() outcome {
	if !slices.ContainsFunc(o.found, func(t target) bool { return t.twin != nil || t.isShadow }) {
		return o
	}
	whole := o
	whole.found, whole.open = nil, slices.Clone(o.open)
	for _, t := range o.found {
		if t.isShadow {
			whole.open = append(whole.open, t.address)
			continue
		}
		whole.merge(outcome{found: []target{{t.itself(), t.bare, t.named, t.attributes}}})
	}
	return whole
}
