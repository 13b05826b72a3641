package source

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// shapeOf is what AWS makes a text attribute of: a name in braces is another attribute of the same
// resource, {} a word of AWS's own. A word, and an attribute without a star behind it, has neither
// slash nor colon in it. Empty where nothing is sure.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
func shapeOf(typ, attribute string) string {
	switch attribute {
	case "arn":
		return arnOf(typ)
	case "id":
		if isNamedByARN(typ) {
			return arnOf(typ)
		}
		if prefix := idPrefix(typ); prefix != "" {
			return prefix + "-{}"
		}
	case "arn_suffix":
		_, suffix, _ := strings.Cut(arnOf(typ), ":loadbalancer/")
		return suffix
	case "repository_url":
		return "{}.dkr.ecr.{}/{name*}"
	}
	return ""
}

// arnOf is the shape of the ARNs of a type.
func arnOf(typ string) string {
	const here = ":{}:{}:"
	resource := map[string]string{
		"aws_ecs_cluster": "ecs" + here + "cluster/{name}", "aws_ecs_service": "ecs" + here + "service/{}/{name}",
		"aws_ecs_task_definition": "ecs" + here + "task-definition/{family}:{}", "aws_ecs_capacity_provider": "ecs" + here + "capacity-provider/{name}",
		"aws_lb": "elasticloadbalancing" + here + "loadbalancer/{}/{name}/{}", "aws_alb": "elasticloadbalancing" + here + "loadbalancer/{}/{name}/{}",
		"aws_lb_target_group": "elasticloadbalancing" + here + "targetgroup/{name}/{}", "aws_alb_target_group": "elasticloadbalancing" + here + "targetgroup/{name}/{}",
		"aws_sns_topic": "sns" + here + "{name}", "aws_sqs_queue": "sqs" + here + "{name}", "aws_lambda_function": "lambda" + here + "function:{function_name}",
		"aws_db_instance": "rds" + here + "db:{identifier}", "aws_rds_cluster": "rds" + here + "cluster:{cluster_identifier}",
		"aws_elasticache_replication_group": "elasticache" + here + "replicationgroup:{replication_group_id}", "aws_dynamodb_table": "dynamodb" + here + "table/{name}",
		"aws_kms_key": "kms" + here + "key/{key_id}", "aws_cloudwatch_log_group": "logs" + here + "log-group:{name*}",
		"aws_cloudwatch_metric_alarm": "cloudwatch" + here + "alarm:{alarm_name*}", "aws_ecr_repository": "ecr" + here + "repository/{name*}",
		"aws_secretsmanager_secret": "secretsmanager" + here + "secret:{name*}-{}", "aws_s3_bucket": "s3:::{bucket}",
		"aws_iam_role": "iam::{}:role{path*}{name}", "aws_iam_policy": "iam::{}:policy{path*}{name}",
		"aws_vpc": "ec2" + here + "vpc/{id}", "aws_subnet": "ec2" + here + "subnet/{id}", "aws_security_group": "ec2" + here + "security-group/{id}",
	}[typ]
	if resource == "" {
		return ""
	}
	return "arn:{}:" + resource
}

// isNamedByARN lists types whose ids are their ARNs.
func isNamedByARN(typ string) bool {
	return slices.Contains(
		[]string{
			"aws_ecs_cluster",
			"aws_ecs_service",
			"aws_lb",
			"aws_alb",
			"aws_lb_target_group",
			"aws_alb_target_group",
			"aws_sns_topic",
			"aws_iam_policy",
			"aws_secretsmanager_secret",
			"aws_ecs_capacity_provider",
		},
		typ,
	)
}

// idPrefix is what AWS begins the ids of a type with.
func idPrefix(typ string) string {
	return map[string]string{
		"aws_vpc": "vpc", "aws_default_vpc": "vpc", "aws_subnet": "subnet", "aws_default_subnet": "subnet", "aws_security_group": "sg",
		"aws_default_security_group": "sg", "aws_route_table": "rtb", "aws_default_route_table": "rtb", "aws_internet_gateway": "igw",
		"aws_egress_only_internet_gateway": "eigw", "aws_nat_gateway": "nat", "aws_eip": "eipalloc", "aws_network_acl": "acl", "aws_default_network_acl": "acl",
		"aws_network_interface": "eni", "aws_vpc_endpoint": "vpce", "aws_instance": "i", "aws_launch_template": "lt", "aws_vpc_peering_connection": "pcx",
		"aws_ec2_transit_gateway": "tgw", "aws_vpn_gateway": "vgw", "aws_efs_file_system": "fs", "aws_ebs_volume": "vol",
	}[typ]
}

// shape is what an attribute is made of, and the other attributes of its resource.
type shape struct {
	text      string
	attribute func(name string) cty.Value
}

// shaped is a text in which each placeholder of a known shape is put as what it is made of.
func (p *placeholders) shaped(text string) string {
	var b strings.Builder
	for _, part := range p.pieces(text) {
		switch {
		case part.number < 0:
			b.WriteString(part.text)
		case p.all[part.number].shape == nil:
			b.WriteString(p.handedOn(part.number, mostSteps))
		default:
			b.WriteString(p.spelled(part.number))
		}
	}
	return b.String()
}

// handedOn is what a resource has been given and hands on as it is: the cluster of a service is the id of one. Only
// what AWS made is, as a provider may write other texts in another way.
func (p *placeholders) handedOn(n, steps int) string {
	if h := p.all[n]; h.written != nil && steps > 0 {
		value, ok := h.written(h.origin.Attribute)
		switch m, alone := p.alone(value); {
		case !ok || !alone || m == n:
		case p.all[m].shape != nil:
			return p.spelled(m)
		default:
			return p.handedOn(m, steps-1)
		}
	}
	return p.token(n).AsString()
}

// spelled is the text that a placeholder's shape makes, once.
func (p *placeholders) spelled(n int) string {
	if p.all[n].spelled == "" {
		text := p.fromShape(n)
		p.all[n].spelled = text
	}
	return p.all[n].spelled
}

func (p *placeholders) fromShape(n int) string {
	var b strings.Builder
	for rest := p.all[n].shape.text; rest != ""; {
		known, after, found := strings.Cut(rest, "{")
		b.WriteString(known)
		if !found {
			break
		}
		name, behind, _ := strings.Cut(after, "}")
		name, anyText := strings.CutSuffix(name, "*")
		b.WriteString(p.attributeIn(n, name, !anyText).AsString())
		rest = behind
	}
	return b.String()
}

// attributeIn is what stands for an attribute, or for a word of AWS's own, in the shape of another.
func (p *placeholders) attributeIn(n int, name string, isWord bool) cty.Value {
	value := cty.NilVal
	if name != "" {
		value = p.all[n].shape.attribute(name)
	}
	if value == cty.NilVal || !isText(value) {
		value = p.derived(cty.String, p.token(n))
	}
	if m, alone := p.alone(value); alone && isWord {
		p.all[m].word = true
	}
	return value
}
