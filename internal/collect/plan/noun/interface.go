package noun

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// findInterfaces makes a noun of whatever has network interfaces and no noun of its own: each
// resource whose values refer to a subnet or a security group, whatever its type and the
// attribute. What only carries subnets and groups for others, such as a launch template, is
// looked through.
func (c *collector) findInterfaces() {
	c.findFitted()
	carried := map[string]bool{}
	found := map[*read.Instance]*referral{}
	var order []*read.Instance
	for _, in := range c.Instances {
		launches := c.instanceGroups.byID[in.Address] != nil
		if !launches && !c.mayHaveInterface(in) {
			continue
		}
		if r := c.whereabouts(in); launches || r.refers() {
			found[in], order = r, append(order, in)
			for _, carrier := range r.carriers {
				carried[carrier.Address] = true
			}
		}
	}
	for _, in := range order {
		if isTemplate(in.Type) || carried[in.Address] {
			continue
		}
		if c.instanceGroups.byID[in.Address] != nil {
			c.place(in, found[in])
			continue
		}
		c.interfaces.add(in.Address, c.interfaceOf(in, found[in]))
	}
}

// mayHaveInterface leaves out what has a noun of its own, and what only says something about
// subnets and groups.
func (c *collector) mayHaveInterface(in *read.Instance) bool {
	typ := read.CanonicalType(in.Type)
	if in.Twin != nil || in.After == nil && in.Unknown == nil || c.Nouns[typ] != nil && c.isNoun(in) ||
		c.Attachments[typ] != nil && typ != eventSource ||
		c.fitted.by[in] {
		return false
	}
	return !onlyDescribes(typ) && (!in.Data || read.ReadsOne(typ))
}

// eventSource polls a broker from network interfaces of its own, where it says in which subnets.
// https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
const eventSource = "aws_lambda_event_source_mapping"

// isTemplate reports whether a type runs nothing by itself: who refers to it has the interfaces.
func isTemplate(typ string) bool {
	return strings.HasSuffix(typ, "_subnet_group") || typ == "aws_launch_template" || typ == "aws_launch_configuration"
}

// isCarrier reports whether others get subnets or groups by referring to an instance of the type.
func isCarrier(typ string) bool { return isTemplate(typ) || typ == "aws_network_interface" }

// onlyDescribes recognizes types that name subnets or groups and have no network interface: they
// configure, tag, share or watch them. Whatever is not listed counts as having one.
func onlyDescribes(typ string) bool {
	for _, prefix := range []string{
		"aws_security_group", "aws_default_security_group", "aws_vpc_security_group_", "aws_network_acl", "aws_default_network_acl",
		"aws_route", "aws_default_route_table", "aws_main_route_table", "aws_vpc_endpoint", "aws_ram_", "aws_ec2_tag", "aws_ec2_subnet_cidr",
		"aws_iam_", "aws_ssm_", "aws_cloudwatch_log", "aws_cloudwatch_dashboard", "aws_flow_log", "aws_resourcegroups_", "aws_config_",
		"aws_ec2_traffic_mirror", "aws_s3_", "aws_secretsmanager_", "aws_kms_", "aws_dynamodb_",
		"aws_vpc_block_public_access_", "aws_ec2_client_vpn_route", "aws_ec2_transit_gateway_multicast_",
		"aws_networkmanager_device", "aws_networkmanager_connect_peer",
	} {
		if strings.HasPrefix(typ, prefix) && typ != "aws_route53_resolver_endpoint" {
			return true
		}
	}
	return strings.HasSuffix(typ, "_security_group") ||
		slices.Contains([]string{"terraform_data", "null_resource"}, typ)
}

func (c *collector) interfaceOf(in *read.Instance, r *referral) model.Interface {
	i := model.Interface{
		Resource: c.base(
			in,
			"name",
		),
		Owner:     model.Known(in.Address),
		OwnerType: model.Known(read.CanonicalType(in.Type)),
		Placement: model.Placement{Subnets: r.subnets, SecurityGroups: r.groups},
	}
	if tag, ok := in.Text("tags_all.Name").Get(); ok && !in.Text("name").IsKnown() {
		i.Name = model.Known(tag)
	}
	i.PublicAddress = c.publicAddress(in, r)
	return i
}

// wearsDefault reports whether AWS puts the VPC's default group on an owner that names none.
// Others, such as the nodes of a managed cluster, get a group that their service makes.
func wearsDefault(typ string) bool {
	return slices.Contains([]string{
		"aws_network_interface",
		"aws_redshift_cluster",
		"aws_docdb_cluster",
		"aws_neptune_cluster",
		"aws_memorydb_cluster",
		"aws_dms_replication_instance",
		"aws_mq_broker",
		"aws_db_instance",
		"aws_rds_cluster",
		"aws_elasticache_cluster",
		"aws_elasticache_serverless_cache",
		"aws_dax_cluster",
	}, typ)
}

// wearDefaultInterfaces gives interfaces that name no group the one that AWS puts on them.
func (c *collector) wearDefaultInterfaces() {
	for _, i := range c.interfaces.order {
		switch none := i.SecurityGroups.IsWhole() && len(i.SecurityGroups.Items()) == 0; {
		case none && wearsDefault(i.OwnerType.Or("")):
			c.wearDefault(&i.Placement)
		case none && !withoutGroups(i.OwnerType.Or("")):
			i.SecurityGroups = i.SecurityGroups.Broken(
				model.Why{Reason: model.NotManaged, Detail: "its service chooses the group it wears"},
			)
		}
	}
}

// withoutGroups are appliances before which no security group can stand.
func withoutGroups(typ string) bool {
	return strings.HasPrefix(typ, "aws_networkfirewall") || strings.HasPrefix(typ, "aws_networkmanager")
}
