package plan

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

func address(c *collector, in *instance) {
	c.addresses.add(in.address, model.Address{Resource: c.base(in, "tags_all.Name")})
}

func peeringConnection(c *collector, in *instance) {
	c.peeringConnections.add(in.address, model.PeeringConnection{
		Resource:  c.base(in, "tags_all.Name"),
		Requester: c.ref(in, []string{"aws_vpc"}, "vpc_id"), Accepter: c.ref(in, []string{"aws_vpc"}, "peer_vpc_id"),
	})
}

func transitGatewayAttachment(c *collector, in *instance) {
	c.transitAttachments.add(in.address, model.TransitGatewayAttachment{
		Resource: c.base(in, "tags_all.Name"),
		TransitGateway: c.ref(
			in,
			[]string{"aws_ec2_transit_gateway"},
			"transit_gateway_id",
		),
		VPC: c.ref(in, []string{"aws_vpc"}, "vpc_id"),
		Placement: model.Placement{
			Subnets:        c.refs(in, subnetTypes(), "subnet_ids"),
			SecurityGroups: model.Whole[string](),
			PublicAddress:  model.Known(false),
		},
	})
}

// flowLog reads the one of three attributes that names what is watched. Whether the logs
// arrive only an account can tell; before apply the setting decides.
func flowLog(c *collector, in *instance) {
	target := model.Known("")
	for attribute, typ := range map[string]string{"vpc_id": "aws_vpc", "subnet_id": "aws_subnet", "eni_id": "aws_network_interface"} {
		if ref := c.ref(
			in,
			[]string{typ},
			attribute,
			"",
		); !ref.IsKnown() && in.expression(attribute).kind != unset ||
			ref.Or("") != "" {
			target = ref
		}
	}
	c.flowLogs.add(in.address, model.FlowLog{
		Resource:    c.base(in, "tags_all.Name"),
		Target:      target,
		TrafficType: in.str("traffic_type", "ALL"),
		Delivers:    model.Known(true),
	})
}

func parameterGroup(c *collector, in *instance) {
	g := model.ParameterGroup{
		Resource:   c.base(in, "name"),
		Family:     in.str("family"),
		Parameters: model.Whole[model.Parameter](),
	}
	n, s := in.count("parameter")
	if s.isHidden() || s == isUnknown && (!in.created || in.expression("parameter").kind != unset) {
		g.Parameters = g.Parameters.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := "parameter." + strconv.Itoa(i) + "."
		g.Parameters = g.Parameters.With(
			model.Parameter{Name: in.str(prefix + "name"), Value: in.str(prefix + "value")},
		)
	}
	c.parameterGroups.add(in.address, g)
}
