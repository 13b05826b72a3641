package account

import (
	"context"
	"strconv"
	"sync"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// launchAPI is what is read of launch templates, and of what counts where they say nothing.
type launchAPI interface {
	ec2.DescribeLaunchTemplateVersionsAPIClient
	GetEbsEncryptionByDefault(
		context.Context,
		*ec2.GetEbsEncryptionByDefaultInput,
		...func(*ec2.Options),
	) (*ec2.GetEbsEncryptionByDefaultOutput, error)
	GetInstanceMetadataDefaults(
		context.Context,
		*ec2.GetInstanceMetadataDefaultsInput,
		...func(*ec2.Options),
	) (*ec2.GetInstanceMetadataDefaultsOutput, error)
}

// source is a version of a launch template, or a launch configuration, that an Auto Scaling group launches.
type source struct{ template, version, configuration string }

// sourceOf is what a specification names, by its id where it has one. Without a version it is the default one.
func sourceOf(s *types.LaunchTemplateSpecification) source {
	template, version := aws.ToString(s.LaunchTemplateId), aws.ToString(s.Version)
	if template == "" {
		template = aws.ToString(s.LaunchTemplateName)
	}
	if version == "" {
		version = "$Default"
	}
	return source{template: template, version: version}
}

// sourcesOf are all that a group launches: instance types of a mixed group may have templates of their own.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateOverrides.html
func sourcesOf(g types.AutoScalingGroup) []source {
	switch mixed := g.MixedInstancesPolicy; {
	case g.LaunchTemplate != nil:
		return []source{sourceOf(g.LaunchTemplate)}
	case aws.ToString(g.LaunchConfigurationName) != "":
		return []source{{configuration: *g.LaunchConfigurationName}}
	case mixed == nil || mixed.LaunchTemplate == nil:
		return nil
	}
	var all []source
	shared := g.MixedInstancesPolicy.LaunchTemplate
	own := 0
	for _, o := range shared.Overrides {
		if o.LaunchTemplateSpecification != nil {
			own++
			all = append(all, sourceOf(o.LaunchTemplateSpecification))
		}
	}
	if shared.LaunchTemplateSpecification != nil && (own == 0 || own < len(shared.Overrides)) {
		all = append(all, sourceOf(shared.LaunchTemplateSpecification))
	}
	return all
}

// recipes are what Auto Scaling groups launch next.
type recipes struct {
	of map[source]recipe
	// encrypted is whether the account encrypts each new volume, tokens what it asks of the metadata service where
	// nobody says it.
	encrypted model.Value[bool]
	tokens    model.Value[string]
}

// readRecipes reads each template and configuration once, however many groups launch it.
func readRecipes(
	ctx context.Context,
	r *region,
	api launchAPI,
	groups groupAPI,
	fleets []types.AutoScalingGroup,
) recipes {
	var templates []source
	var configurations []string
	all := recipes{of: map[source]recipe{}}
	for _, g := range fleets {
		for _, s := range sourcesOf(g) {
			switch _, met := all.of[s]; {
			case met:
				continue
			case s.configuration != "":
				configurations = append(configurations, s.configuration)
			default:
				templates = append(templates, s)
			}
			all.of[s] = recipe{why: &model.Why{Reason: model.NotReturned, Detail: "AWS does not say what it launches"}}
		}
	}
	var mu sync.Mutex
	add := func(s source, made recipe) {
		mu.Lock()
		defer mu.Unlock()
		all.of[s] = made
	}
	together(ctx, r,
		func(ctx context.Context, _ *region) {
			follow(ctx, templates, func(ctx context.Context, s source) { add(s, readTemplate(ctx, api, s)) })
		},
		func(ctx context.Context, _ *region) {
			follow(ctx, chunks(configurations, configurationBatch), func(ctx context.Context, names []string) {
				readConfigurations(ctx, groups, names, add)
			})
		},
		func(ctx context.Context, _ *region) { all.encrypted = encryptsByDefault(ctx, api) },
		func(ctx context.Context, _ *region) { all.tokens = tokensByDefault(ctx, api) },
	)
	return all
}

// readTemplate reads one version of a launch template.
func readTemplate(ctx context.Context, api launchAPI, s source) recipe {
	in := &ec2.DescribeLaunchTemplateVersionsInput{Versions: []string{s.version}}
	if isTemplateID(s.template) {
		in.LaunchTemplateId = &s.template
	} else {
		in.LaunchTemplateName = &s.template
	}
	out, err := api.DescribeLaunchTemplateVersions(ctx, in)
	switch {
	case classify(err) == statusAbsent:
		why := notSaid("the launch template " + s.template + " is gone, so that nobody says what would be launched")
		return recipe{why: &why}
	case err != nil:
		return recipe{why: whyPart("EC2", "DescribeLaunchTemplateVersions", err)}
	case len(out.LaunchTemplateVersions) != 1 || out.LaunchTemplateVersions[0].LaunchTemplateData == nil:
		why := notSaid("EC2 does not describe the launch template " + s.template)
		return recipe{why: &why}
	}
	v := out.LaunchTemplateVersions[0]
	made := ofTemplate(*v.LaunchTemplateData)
	made.source = source{
		template: aws.ToString(v.LaunchTemplateId),
		version:  strconv.FormatInt(aws.ToInt64(v.VersionNumber), 10),
	}
	return made
}

// configurationBatch is how many launch configurations are asked for at once.
const configurationBatch = 50

func readConfigurations(ctx context.Context, api groupAPI, names []string, add func(source, recipe)) {
	err := pages(
		ctx,
		autoscaling.NewDescribeLaunchConfigurationsPaginator(
			api,
			&autoscaling.DescribeLaunchConfigurationsInput{LaunchConfigurationNames: names},
		),
		func(out *autoscaling.DescribeLaunchConfigurationsOutput) {
			for _, c := range out.LaunchConfigurations {
				s := source{configuration: aws.ToString(c.LaunchConfigurationName)}
				made := ofConfiguration(c)
				made.source = s
				add(s, made)
			}
		},
	)
	for _, name := range names {
		if err != nil {
			add(source{configuration: name}, recipe{why: whyPart("Auto Scaling", "DescribeLaunchConfigurations", err)})
		}
	}
}

// encryptsByDefault is whether EC2 encrypts each new volume of the region, whatever is said of it.
// https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
func encryptsByDefault(ctx context.Context, api launchAPI) model.Value[bool] {
	out, err := api.GetEbsEncryptionByDefault(ctx, &ec2.GetEbsEncryptionByDefaultInput{})
	if err != nil {
		return model.Unknown[bool](whyNot("EC2", "GetEbsEncryptionByDefault", err))
	}
	return model.Known(aws.ToBool(out.EbsEncryptionByDefault))
}

// tokensByDefault is what new instances of the region ask for where nobody says it; empty leaves it to the image.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence
func tokensByDefault(ctx context.Context, api launchAPI) model.Value[string] {
	out, err := api.GetInstanceMetadataDefaults(ctx, &ec2.GetInstanceMetadataDefaultsInput{})
	switch {
	case err != nil:
		return model.Unknown[string](whyNot("EC2", "GetInstanceMetadataDefaults", err))
	case out.AccountLevel == nil:
		return model.Known("")
	}
	return model.Known(string(out.AccountLevel.HttpTokens))
}

// recipe is what a launch template or configuration says of an instance.
type recipe struct {
	source
	// why says why it was not read, if it was not.
	why *model.Why
	// instanceType and profile are empty where it does not say.
	instanceType, profile string
	tokens                ec2types.HttpTokensState
	isOff                 bool
	// public is whether its instances get a public address; nil leaves it to their subnets.
	public *bool
	// groups are security groups by their ids, byName those it knows by their names alone.
	groups, byName []string
	// volumes are those that are encrypted, or are not, or of which it says nothing.
	volumes []*bool
	// hasRoot: it says something of the root volume, which is the image's otherwise.
	hasRoot bool
}

// unread says why it was not read.
func (made recipe) unread() model.Why {
	if made.why == nil {
		return model.Why{}
	}
	return *made.why
}
