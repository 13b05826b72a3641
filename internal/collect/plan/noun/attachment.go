package noun

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func address(c *collector, in *read.Instance) {
	c.addresses.add(in.Address, model.Address{Resource: c.base(in, "tags_all.Name")})
}

func peeringConnection(c *collector, in *read.Instance) {
	c.peeringConnections.add(in.Address, model.PeeringConnection{
		Resource:  c.base(in, "tags_all.Name"),
		Requester: c.Ref(in, []string{"aws_vpc"}, "vpc_id"), Accepter: c.Ref(in, []string{"aws_vpc"}, "peer_vpc_id"),
	})
}

func transitGatewayAttachment(c *collector, in *read.Instance) {
	c.transitAttachments.add(in.Address, model.TransitGatewayAttachment{
		Resource: c.base(in, "tags_all.Name"),
		TransitGateway: c.Ref(
			in,
			[]string{"aws_ec2_transit_gateway"},
			"transit_gateway_id",
		),
		VPC: c.Ref(in, []string{"aws_vpc"}, "vpc_id"),
		Placement: model.Placement{
			Subnets:        c.Refs(in, subnetTypes(), "subnet_ids"),
			SecurityGroups: model.Whole[string](),
			PublicAddress:  model.Known(false),
		},
	})
}

// flowLog reads the one of three attributes that names what is watched. Whether the logs
// arrive only an account can tell; before apply the setting decides.
func flowLog(c *collector, in *read.Instance) {
	target := model.Known("")
	for attribute, typ := range map[string]string{"vpc_id": "aws_vpc", "subnet_id": "aws_subnet", "eni_id": "aws_network_interface"} {
		if ref := c.Ref(
			in,
			[]string{typ},
			attribute,
			"",
		); !ref.IsKnown() && in.Expression(attribute).Kind != read.Unset ||
			ref.Or("") != "" {
			target = ref
		}
	}
	c.flowLogs.add(in.Address, model.FlowLog{
		Resource:    c.base(in, "tags_all.Name"),
		Target:      target,
		TrafficType: in.Text("traffic_type", "ALL"),
		Delivers:    model.Known(true),
	})
}

func parameterGroup(c *collector, in *read.Instance) {
	g := model.ParameterGroup{
		Resource:   c.base(in, "name"),
		Family:     in.Text("family"),
		Parameters: model.Whole[model.Parameter](),
	}
	n, s := in.Count("parameter")
	if s.IsHidden() || s == read.Unknown && (!in.Created || in.Expression("parameter").Kind != read.Unset) {
		g.Parameters = g.Parameters.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := "parameter." + strconv.Itoa(i) + "."
		g.Parameters = g.Parameters.With(
			model.Parameter{Name: in.Text(prefix + "name"), Value: in.Text(prefix + "value")},
		)
	}
	c.parameterGroups.add(in.Address, g)
}
