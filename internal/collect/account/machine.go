package account

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// machine is what instances have in common.
func (r *region) machine(m machines, all []ec2types.Instance) model.InstanceGroup {
	if len(all) == 0 {
		return unseenMachine(model.Why{Reason: model.NotRecorded, Detail: "it has no instance now"})
	}
	slices.SortFunc(all, func(a, b ec2types.Instance) int {
		return strings.Compare(aws.ToString(a.InstanceId), aws.ToString(b.InstanceId))
	})
	n := r.oneMachine(m, all[0])
	for _, i := range all[1:] {
		n = meet(n, r.oneMachine(m, i))
	}
	return n
}

// unseenMachine is an instance of which nothing is known.
func unseenMachine(why model.Why) model.InstanceGroup {
	return model.InstanceGroup{
		Autoscaling:  model.Known(false),
		Suspended:    model.Whole[string](),
		TargetGroups: model.Whole[string](),
		Placement: model.Placement{
			Subnets:        model.Part[string](why),
			SecurityGroups: model.Part[string](why),
			PublicAddress:  model.Unknown[bool](why),
		},
		InstanceType:     model.Unknown[string](why),
		Role:             model.Unknown[string](why),
		IMDSv2:           model.Unknown[bool](why),
		VolumesEncrypted: model.Unknown[bool](why),
	}
}

// meet is what two kinds of instances have in common: what protects both, and wherever one is.
func meet(n, other model.InstanceGroup) model.InstanceGroup {
	n.Subnets = model.Union(n.Subnets, other.Subnets)
	n.SecurityGroups = model.Union(n.SecurityGroups, other.SecurityGroups)
	n.PublicAddress = model.Some(n.PublicAddress, other.PublicAddress)
	n.IMDSv2 = model.Every(n.IMDSv2, other.IMDSv2)
	n.VolumesEncrypted = model.Every(n.VolumesEncrypted, other.VolumesEncrypted)
	n.InstanceType = agreed(n.InstanceType, other.InstanceType, "its instances are of several types")
	n.Role = agreed(n.Role, other.Role, "its instances have several profiles")
	return n
}

// agreed is a value that two have in common.
func agreed(one, other model.Value[string], detail string) model.Value[string] {
	switch {
	case !one.IsKnown():
		return one
	case !other.IsKnown() || model.Equal(one, other) == model.Known(true):
		return other
	}
	return model.Unknown[string](model.Why{Reason: model.Unsupported, Detail: detail})
}

// oneMachine is an instance.
func (r *region) oneMachine(m machines, i ec2types.Instance) model.InstanceGroup {
	n := model.InstanceGroup{
		Autoscaling:      model.Known(false),
		Suspended:        model.Whole[string](),
		TargetGroups:     model.Whole[string](),
		Placement:        model.Nowhere(),
		IMDSv2:           tokensRequired(i),
		VolumesEncrypted: m.volumesOf(i),
		InstanceType:     model.Known(string(i.InstanceType)),
		Role:             model.Known(""),
	}
	r.join(&n, i)
	if i.IamInstanceProfile != nil {
		n.Role = model.Known(
			lastPart(aws.ToString(i.IamInstanceProfile.Arn)),
		) // of which linkInstanceGroups knows the role
	}
	return n
}

// volumesOf is whether each volume of an instance is encrypted.
func (m machines) volumesOf(i ec2types.Instance) model.Value[bool] {
	if len(i.BlockDeviceMappings) == 0 {
		return model.Unknown[bool](notSaid("EC2 lists no volume of " + aws.ToString(i.InstanceId)))
	}
	all := model.Known(true)
	for _, device := range i.BlockDeviceMappings {
		if device.Ebs == nil {
			continue
		}
		encrypted := model.Unknown[bool](m.unread)
		if is, ok := m.encrypted[aws.ToString(device.Ebs.VolumeId)]; ok {
			encrypted = model.Known(is)
		}
		all = model.Every(all, encrypted)
	}
	return all
}

// join adds where one instance is, and whom its own interfaces wear: not those of tasks that run on it.
func (r *region) join(n *model.InstanceGroup, i ec2types.Instance) {
	for _, wire := range i.NetworkInterfaces {
		if strings.Contains(aws.ToString(wire.Description), ":attachment/") {
			continue
		}
		var groups []string
		for _, g := range wire.Groups {
			groups = append(groups, aws.ToString(g.GroupId))
		}
		n.SecurityGroups = model.Union(n.SecurityGroups, model.Whole(r.ec2All("security-group", groups)...))
		if subnet := r.ec2("subnet", wire.SubnetId); subnet != "" {
			n.Subnets = model.Union(n.Subnets, model.Whole(subnet))
		}
		public := wire.Association != nil && aws.ToString(wire.Association.PublicIp) != "" ||
			len(wire.Ipv6Addresses) > 0
		n.PublicAddress = model.Some(n.PublicAddress, model.Known(public))
	}
	n.PublicAddress = model.Some(n.PublicAddress, model.Known(aws.ToString(i.PublicIpAddress) != ""))
}

func tokensRequired(i ec2types.Instance) model.Value[bool] {
	o := i.MetadataOptions
	if o == nil || o.HttpTokens == "" && o.HttpEndpoint == "" {
		return model.Unknown[bool](notSaid("EC2 does not tell the metadata options of " + aws.ToString(i.InstanceId)))
	}
	return model.Known(
		o.HttpTokens == ec2types.HttpTokensStateRequired ||
			o.HttpEndpoint == ec2types.InstanceMetadataEndpointStateDisabled,
	)
}
