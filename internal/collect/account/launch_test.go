package account

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// launchAnswers answers with what a group launches next.
type launchAnswers struct {
	// refer makes the group refer to a template or configuration, made is what its instances were launched from.
	refer func(*scalingtypes.AutoScalingGroup)
	made  *scalingtypes.LaunchTemplateSpecification
	// templates are the data of template lt-1, by version.
	templates     map[string]types.ResponseLaunchTemplateData
	configuration *scalingtypes.LaunchConfiguration
	encrypted     bool
	tokens        types.HttpTokensState
	unlaunched    error
}

func (a launchAnswers) DescribeLaunchTemplateVersions(
	_ context.Context,
	in *ec2.DescribeLaunchTemplateVersionsInput,
	_ ...func(*ec2.Options),
) (*ec2.DescribeLaunchTemplateVersionsOutput, error) {
	data, ok := a.templates[in.Versions[0]]
	if a.unlaunched != nil || !ok {
		return nil, a.unlaunched
	}
	number, _ := strconv.ParseInt(in.Versions[0], 10, 64)
	return &ec2.DescribeLaunchTemplateVersionsOutput{LaunchTemplateVersions: []types.LaunchTemplateVersion{
		{LaunchTemplateId: aws.String("lt-1"), VersionNumber: aws.Int64(max(number, 1)), LaunchTemplateData: &data},
	}}, nil
}

func (a launchAnswers) DescribeLaunchConfigurations(
	context.Context,
	*autoscaling.DescribeLaunchConfigurationsInput,
	...func(*autoscaling.Options),
) (*autoscaling.DescribeLaunchConfigurationsOutput, error) {
	return &autoscaling.DescribeLaunchConfigurationsOutput{
		LaunchConfigurations: []scalingtypes.LaunchConfiguration{*a.configuration},
	}, a.unlaunched
}

func (a launchAnswers) GetEbsEncryptionByDefault(
	context.Context,
	*ec2.GetEbsEncryptionByDefaultInput,
	...func(*ec2.Options),
) (*ec2.GetEbsEncryptionByDefaultOutput, error) {
	return &ec2.GetEbsEncryptionByDefaultOutput{EbsEncryptionByDefault: aws.Bool(a.encrypted)}, nil
}

func (a launchAnswers) GetInstanceMetadataDefaults(
	context.Context,
	*ec2.GetInstanceMetadataDefaultsInput,
	...func(*ec2.Options),
) (*ec2.GetInstanceMetadataDefaultsOutput, error) {
	return &ec2.GetInstanceMetadataDefaultsOutput{
		AccountLevel: &types.InstanceMetadataDefaultsResponse{HttpTokens: a.tokens},
	}, nil
}

// specification is version 1 of the template lt-1, or another one.
func specification(version string) *scalingtypes.LaunchTemplateSpecification {
	return &scalingtypes.LaunchTemplateSpecification{LaunchTemplateId: aws.String("lt-1"), Version: &version}
}

func launches(version string) func(*scalingtypes.AutoScalingGroup) {
	return func(g *scalingtypes.AutoScalingGroup) { g.LaunchTemplate = specification(version) }
}

// safe is a template that says all that is judged, changed.
func safe(change func(*types.ResponseLaunchTemplateData)) types.ResponseLaunchTemplateData {
	t := types.ResponseLaunchTemplateData{
		InstanceType:       "t3.small",
		IamInstanceProfile: &types.LaunchTemplateIamInstanceProfileSpecification{Name: aws.String("profile")},
		SecurityGroupIds:   []string{"sg-1"},
		MetadataOptions:    &types.LaunchTemplateInstanceMetadataOptions{HttpTokens: "required"},
		NetworkInterfaces: []types.LaunchTemplateInstanceNetworkInterfaceSpecification{
			{AssociatePublicIpAddress: aws.Bool(false)},
		},
		BlockDeviceMappings: []types.LaunchTemplateBlockDeviceMapping{
			{
				DeviceName: aws.String("/dev/xvda"),
				Ebs:        &types.LaunchTemplateEbsBlockDevice{Encrypted: aws.Bool(true)},
			},
		},
	}
	change(&t)
	return t
}

// running is a group of one safe instance, launched from the first version of its template.
func running(launch launchAnswers) instanceAnswers {
	launch.made = specification("1")
	return instanceAnswers{
		members:   []string{"i-1"},
		encrypted: []string{"vol-i-1"},
		instances: []types.Instance{
			machineOf("i-1", types.HttpTokensStateRequired, types.InstanceStateNameRunning),
		},
		launchAnswers: launch,
	}
}

// facts are what is judged of a group: IMDSv2, volumes, public address, type, role, groups.
func facts(g model.InstanceGroup) string {
	is := func(v model.Value[bool]) string {
		if b, known := v.Get(); known {
			return strconv.FormatBool(b)
		}
		return "?"
	}
	groups := strconv.Itoa(len(g.SecurityGroups.Items()))
	if !g.SecurityGroups.IsWhole() {
		groups += "?"
	}
	return is(
		g.IMDSv2,
	) + " " + is(
		g.VolumesEncrypted,
	) + " " + is(
		g.PublicAddress,
	) + " " + g.InstanceType.Or(
		"?",
	) + " " +
		g.Role.Or(
			"?",
		) + " " + groups
}

// TestLaunchTemplates: what a group launches next counts beside what runs, and where it says nothing what was
// launched from it.
func TestLaunchTemplates(t *testing.T) {
	template := func(change func(*types.ResponseLaunchTemplateData)) launchAnswers {
		return launchAnswers{
			refer: launches("2"),
			templates: map[string]types.ResponseLaunchTemplateData{
				"1": safe(func(*types.ResponseLaunchTemplateData) {}), "2": safe(change),
			},
		}
	}
	silent := func(d *types.ResponseLaunchTemplateData) { d.MetadataOptions, d.BlockDeviceMappings = nil, nil }
	plain := launchAnswers{
		refer:     launches("1"),
		templates: map[string]types.ResponseLaunchTemplateData{"1": safe(silent)},
	}
	byDefault := template(silent)
	byDefault.encrypted, byDefault.tokens = true, types.HttpTokensStateRequired
	mixed := template(func(*types.ResponseLaunchTemplateData) {})
	mixed.templates["3"] = safe(func(d *types.ResponseLaunchTemplateData) { d.MetadataOptions.HttpTokens = "optional" })
	mixed.refer = func(g *scalingtypes.AutoScalingGroup) {
		g.MixedInstancesPolicy = &scalingtypes.MixedInstancesPolicy{LaunchTemplate: &scalingtypes.LaunchTemplate{
			LaunchTemplateSpecification: specification("2"),
			Overrides: []scalingtypes.LaunchTemplateOverrides{
				{InstanceType: aws.String("t3.small")},
				{InstanceType: aws.String("t3.large"), LaunchTemplateSpecification: specification("3")},
			},
		}}
	}
	denied := template(func(*types.ResponseLaunchTemplateData) {})
	denied.unlaunched = errors.New("denied")
	for name, c := range map[string]struct {
		answers instanceAnswers
		want    string
	}{
		"as it runs": {running(template(func(*types.ResponseLaunchTemplateData) {})), "true true false t3.small role 1"},
		"without tokens": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.MetadataOptions.HttpTokens = "optional"
		})), "false true false t3.small role 1"},
		"without a service": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.MetadataOptions.HttpTokens, d.MetadataOptions.HttpEndpoint = "optional", "disabled"
		})), "true true false t3.small role 1"},
		"a plain volume": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.BlockDeviceMappings = append(d.BlockDeviceMappings, types.LaunchTemplateBlockDeviceMapping{
				DeviceName: aws.String("/dev/sdf"), Ebs: &types.LaunchTemplateEbsBlockDevice{Encrypted: aws.Bool(false)},
			})
		})), "true false false t3.small role 1"},
		"public": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.NetworkInterfaces[0].AssociatePublicIpAddress = aws.Bool(true)
		})), "true true true t3.small role 1"},
		"public by IPv6": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.NetworkInterfaces[0].Ipv6AddressCount = aws.Int32(1)
		})), "true true true t3.small role 1"},
		"one more group": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.NetworkInterfaces[0].Groups = []string{"sg-2"}
		})), "true true false t3.small role 2"},
		"a group by its name": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.SecurityGroups = []string{"web"}
		})), "true true false t3.small role 1?"},
		"another type": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.InstanceType = "t3.large"
		})), "true true false ? role 1"},
		"no profile": {running(template(func(d *types.ResponseLaunchTemplateData) {
			d.IamInstanceProfile = nil
		})), "true true false t3.small ? 1"},
		"silent, as it runs":       {running(plain), "true true false t3.small role 1"},
		"silent, in a new version": {running(template(silent)), "? ? false t3.small role 1"},
		"as the account says":      {running(byDefault), "true true false t3.small role 1"},
		"mixed":                    {running(mixed), "false true false ? role 1"},
		"denied":                   {running(denied), "? ? ? ? ? 1?"},
		"none runs":                {instanceAnswers{launchAnswers: template(func(*types.ResponseLaunchTemplateData) {})}, "true true false t3.small role 1"},
		"none runs, silent":        {instanceAnswers{launchAnswers: plain}, "? ? false t3.small role 1"},
		"a plain configuration": {running(launchAnswers{
			refer: func(g *scalingtypes.AutoScalingGroup) { g.LaunchConfigurationName = aws.String("old") },
			configuration: &scalingtypes.LaunchConfiguration{
				LaunchConfigurationName:  aws.String("old"),
				InstanceType:             aws.String("t3.small"),
				IamInstanceProfile:       aws.String("arn:aws:iam::123456789012:instance-profile/profile"),
				SecurityGroups:           []string{"sg-1"},
				AssociatePublicIpAddress: aws.Bool(true),
				MetadataOptions:          &scalingtypes.InstanceMetadataOptions{HttpTokens: "optional"},
				BlockDeviceMappings: []scalingtypes.BlockDeviceMapping{
					{DeviceName: aws.String("/dev/xvda"), Ebs: &scalingtypes.Ebs{Encrypted: aws.Bool(true)}},
				},
			},
		}), "false true true t3.small role 1"},
	} {
		all, _ := readMachines(c.answers, map[string]string{"profile": "role"})
		if got := facts(all["fleet"]); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestLaunchesLeftOpen: a template without groups and without a word of addresses has those of VPC and subnets.
func TestLaunchesLeftOpen(t *testing.T) {
	open := safe(func(d *types.ResponseLaunchTemplateData) { d.SecurityGroupIds, d.NetworkInterfaces = nil, nil })
	answers := instanceAnswers{launchAnswers: launchAnswers{
		refer: launches("1"), templates: map[string]types.ResponseLaunchTemplateData{"1": open},
	}}
	for public, want := range map[bool]string{true: "true true true t3.small role 1", false: "true true false t3.small role 1"} {
		r := testRegion()
		readInstancesOf(context.Background(), r, answers, answers)
		for _, id := range []string{"subnet-a", "subnet-b"} {
			s := model.Subnet{VPC: model.Known("vpc"), MapPublicIPOnLaunch: model.Known(public && id == "subnet-b")}
			s.ID = r.ec2("subnet", &id)
			r.a.Subnets = append(r.a.Subnets, s)
		}
		g := model.SecurityGroup{VPC: model.Known("vpc"), Default: model.Known(true)}
		g.ID = "default"
		r.a.SecurityGroups = append(r.a.SecurityGroups, g)
		r.linkLaunches()
		r.linkInstanceGroups(map[string]string{"profile": "role"})
		if got := facts(r.a.InstanceGroups[0]); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
