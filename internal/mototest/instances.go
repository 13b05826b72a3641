package mototest

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// anyImage is one that the emulator does not ask for.
const anyImage = "ami-12c6146b"

func (b *Builder) instances() {
	api := ec2.NewFromConfig(b.cfg)
	for _, g := range b.model.InstanceGroups {
		if len(g.Subnets.Items()) == 0 || !g.Subnets.IsWhole() {
			continue // nobody says where it is
		}
		profile := b.profile(g.Role)
		if g.Autoscaling.Or(false) {
			b.fleet(api, g, profile)
			continue
		}
		in := &ec2.RunInstancesInput{
			ImageId:      aws.String(anyImage),
			InstanceType: types.InstanceType(g.InstanceType.Or("")),
			MinCount:     aws.Int32(1),
			MaxCount:     aws.Int32(1),
			MetadataOptions: &types.InstanceMetadataOptionsRequest{
				HttpTokens: tokens(g),
			},
			NetworkInterfaces: []types.InstanceNetworkInterfaceSpecification{
				{
					DeviceIndex:              aws.Int32(0),
					SubnetId:                 aws.String(b.ids(g.Subnets)[0]),
					Groups:                   b.ids(g.SecurityGroups),
					AssociatePublicIpAddress: aws.Bool(g.PublicAddress.Or(false)),
				},
			},
		}
		b.IDs[g.ID] = *must(api.RunInstances(b.ctx, in)).Instances[0].InstanceId
	}
}

func tokens(g model.InstanceGroup) types.HttpTokensState {
	if g.IMDSv2.Or(false) {
		return types.HttpTokensStateRequired
	}
	return types.HttpTokensStateOptional
}

// profile makes an instance profile of a role, named as the role is.
func (b *Builder) profile(role model.Value[string]) *string {
	arn := aws.ToString(b.id(role))
	if arn == "" {
		return nil
	}
	api, name := iam.NewFromConfig(b.cfg), aws.String(arn[strings.LastIndex(arn, "/")+1:])
	done(api.CreateInstanceProfile(b.ctx, &iam.CreateInstanceProfileInput{InstanceProfileName: name}))
	done(
		api.AddRoleToInstanceProfile(
			b.ctx,
			&iam.AddRoleToInstanceProfileInput{InstanceProfileName: name, RoleName: name},
		),
	)
	return name
}

func (b *Builder) fleet(api *ec2.Client, g model.InstanceGroup, profile *string) {
	data := &types.RequestLaunchTemplateData{
		ImageId:          aws.String(anyImage),
		InstanceType:     types.InstanceType(g.InstanceType.Or("")),
		SecurityGroupIds: b.ids(g.SecurityGroups),
		MetadataOptions: &types.LaunchTemplateInstanceMetadataOptionsRequest{
			HttpTokens: types.LaunchTemplateHttpTokensState(tokens(g)),
		},
	}
	if profile != nil {
		data.IamInstanceProfile = &types.LaunchTemplateIamInstanceProfileSpecificationRequest{Name: profile}
	}
	done(
		api.CreateLaunchTemplate(
			b.ctx,
			&ec2.CreateLaunchTemplateInput{LaunchTemplateName: str(g.Name), LaunchTemplateData: data},
		),
	)
	done(
		autoscaling.NewFromConfig(b.cfg).CreateAutoScalingGroup(b.ctx, &autoscaling.CreateAutoScalingGroupInput{
			AutoScalingGroupName: str(g.Name),
			MinSize:              int32of(g.MinSize),
			MaxSize:              int32of(g.MaxSize),
			DesiredCapacity:      int32of(g.Desired),
			HealthCheckType:      str(g.HealthCheckType),
			VPCZoneIdentifier:    aws.String(strings.Join(b.ids(g.Subnets), ",")),
			TargetGroupARNs:      b.ids(g.TargetGroups),
			LaunchTemplate: &scalingtypes.LaunchTemplateSpecification{
				LaunchTemplateName: str(g.Name),
				Version:            aws.String("$Latest"),
			},
		}),
	)
	b.IDs[g.ID] = "autoScalingGroupName/" + g.Name.Or("")
}
