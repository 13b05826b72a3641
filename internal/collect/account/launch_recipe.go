package account

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// isTemplateID tells an id of a launch template from a name.
func isTemplateID(name string) bool { return strings.HasPrefix(name, "lt-") }

// isRoot reports whether a device is the root of the usual images.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
func isRoot(device *string) bool {
	return aws.ToString(device) == "/dev/xvda" || aws.ToString(device) == "/dev/sda1"
}

func ofTemplate(t ec2types.ResponseLaunchTemplateData) recipe {
	made := recipe{
		instanceType: string(t.InstanceType),
		groups:       t.SecurityGroupIds,
		byName:       t.SecurityGroups,
	}
	if p := t.IamInstanceProfile; p != nil {
		made.profile = aws.ToString(p.Arn)
		if made.profile == "" {
			made.profile = aws.ToString(p.Name)
		}
	}
	if o := t.MetadataOptions; o != nil {
		made.tokens = ec2types.HttpTokensState(o.HttpTokens)
		made.isOff = o.HttpEndpoint == ec2types.LaunchTemplateInstanceMetadataEndpointStateDisabled
	}
	for _, wire := range t.NetworkInterfaces {
		made.wear(wire)
	}
	for _, device := range t.BlockDeviceMappings {
		if made.hasRoot = made.hasRoot || isRoot(device.DeviceName); device.Ebs != nil {
			made.volumes = append(made.volumes, device.Ebs.Encrypted)
		}
	}
	return made
}

// wear adds an interface of a template: one that is public makes the instance so.
func (made *recipe) wear(wire ec2types.LaunchTemplateInstanceNetworkInterfaceSpecification) {
	made.groups = append(made.groups, wire.Groups...)
	switch {
	case aws.ToInt32(wire.Ipv6AddressCount) > 0 || len(wire.Ipv6Addresses) > 0 ||
		aws.ToInt32(wire.Ipv6PrefixCount) > 0 || len(wire.Ipv6Prefixes) > 0:
		made.public = aws.Bool(true)
	case wire.AssociatePublicIpAddress != nil && !aws.ToBool(made.public):
		made.public = wire.AssociatePublicIpAddress
	}
}

func ofConfiguration(c types.LaunchConfiguration) recipe {
	made := recipe{
		instanceType: aws.ToString(c.InstanceType),
		profile:      aws.ToString(c.IamInstanceProfile),
		public:       c.AssociatePublicIpAddress,
	}
	for _, group := range c.SecurityGroups {
		if strings.HasPrefix(group, "sg-") {
			made.groups = append(made.groups, group)
		} else {
			made.byName = append(made.byName, group)
		}
	}
	if o := c.MetadataOptions; o != nil {
		made.tokens = ec2types.HttpTokensState(o.HttpTokens)
		made.isOff = o.HttpEndpoint == types.InstanceMetadataEndpointStateDisabled
	}
	for _, device := range c.BlockDeviceMappings {
		if made.hasRoot = made.hasRoot || isRoot(device.DeviceName); device.Ebs != nil {
			made.volumes = append(made.volumes, device.Ebs.Encrypted)
		}
	}
	return made
}
