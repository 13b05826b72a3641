package account

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// next is what a group launches next, nil where nobody says it. A new version of the template counts from the moment
// that the group refers to it, whatever runs.
func (r *region) next(id string, g types.AutoScalingGroup, m machines, all recipes) *model.InstanceGroup {
	var next *model.InstanceGroup
	for _, s := range sourcesOf(g) {
		made := all.of[s]
		one := unseenMachine(made.unread())
		if made.why == nil {
			one = r.launched(id, made, r.machine(m, m.madeBy(g, made.source)), all)
		}
		if next != nil {
			one = meet(*next, one)
		}
		next = &one
	}
	if typ, is := mixedType(g); is && next != nil {
		next.InstanceType = typ
	}
	return next
}

// launched is what one template makes; alike are the instances that it made.
func (r *region) launched(id string, made recipe, alike model.InstanceGroup, all recipes) model.InstanceGroup {
	n := model.InstanceGroup{
		IMDSv2:           all.tokensOf(made, alike),
		VolumesEncrypted: all.encryptedOf(made, alike),
		Role:             model.Known(lastPart(made.profile)), // of which linkInstanceGroups knows the role
		InstanceType:     model.Known(made.instanceType),
	}
	n.Placement = r.wornNext(id, made)
	return n
}

// madeBy are the instances of a group that were launched as the next one will be. What a template leaves open they
// show.
func (m machines) madeBy(g types.AutoScalingGroup, s source) []ec2types.Instance {
	var all []ec2types.Instance
	for _, member := range g.Instances {
		i, ok := m.instances[aws.ToString(member.InstanceId)]
		if !ok || !isThere(i) {
			continue
		}
		is := s.configuration != "" && aws.ToString(member.LaunchConfigurationName) == s.configuration
		if t := member.LaunchTemplate; t != nil && s.configuration == "" {
			is = aws.ToString(t.LaunchTemplateId) == s.template && aws.ToString(t.Version) == s.version
		}
		if is {
			all = append(all, i)
		}
	}
	return all
}

// tokensOf is whether the next instance's metadata service wants a token: what is said of the instance counts before
// the account's default, and that before the image.
func (all recipes) tokensOf(made recipe, alike model.InstanceGroup) model.Value[bool] {
	byDefault, known := all.tokens.Get()
	switch {
	case made.isOff:
		return model.Known(true)
	case made.tokens != "":
		return model.Known(made.tokens == ec2types.HttpTokensStateRequired)
	case !known:
		return model.Unknown[bool](all.tokens.Why())
	case byDefault == "required" || byDefault == "optional":
		return model.Known(byDefault == "required")
	}
	return unlessAlike(alike.IMDSv2, "its launch template leaves it to the image")
}

// encryptedOf is whether each volume of the next instance is encrypted.
func (all recipes) encryptedOf(made recipe, alike model.InstanceGroup) model.Value[bool] {
	volumes := model.Known(true)
	silent := unlessAlike(alike.VolumesEncrypted, "its launch template leaves it to the image or snapshot")
	for _, encrypted := range made.volumes {
		if encrypted == nil {
			volumes = model.Every(volumes, silent)
			continue
		}
		volumes = model.Every(volumes, model.Known(*encrypted))
	}
	if !made.hasRoot {
		volumes = model.Every(volumes, silent)
	}
	return model.Some(volumes, all.encrypted)
}

// unlessAlike is what instances show that were launched so already, or why nobody tells.
func unlessAlike(shown model.Value[bool], detail string) model.Value[bool] {
	if shown.IsKnown() {
		return shown
	}
	return model.Unknown[bool](model.Why{Reason: model.NotRecorded, Detail: detail})
}

// wornNext are the security groups and the public address of the next instance. What it leaves to the VPC and the
// subnets is settled once those are read.
func (r *region) wornNext(id string, made recipe) model.Placement {
	p := model.Nowhere()
	p.SecurityGroups = model.Whole(r.ec2All("security-group", made.groups)...)
	if len(made.byName) > 0 {
		p.SecurityGroups = p.SecurityGroups.Broken(
			model.Why{
				Reason: model.Unsupported,
				Detail: "its launch template names security groups by their names: " + strings.Join(made.byName, ", "),
			},
		)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(made.groups)+len(made.byName) == 0 {
		r.byDefault.groups[id] = true
	}
	if made.public == nil {
		r.byDefault.address[id] = true
	} else {
		p.PublicAddress = model.Known(*made.public)
	}
	return p
}

// mixedType is the one type of a mixed group's overrides, or that there are several.
func mixedType(g types.AutoScalingGroup) (model.Value[string], bool) {
	mixed := g.MixedInstancesPolicy
	if mixed == nil || mixed.LaunchTemplate == nil || len(mixed.LaunchTemplate.Overrides) == 0 {
		return model.Value[string]{}, false
	}
	var types []string
	for _, o := range mixed.LaunchTemplate.Overrides {
		types = append(types, aws.ToString(o.InstanceType))
	}
	slices.Sort(types)
	if types = slices.Compact(types); len(types) == 1 && types[0] != "" {
		return model.Known(types[0]), true
	}
	return model.Unknown[string](
		model.Why{Reason: model.Unsupported, Detail: "the group launches several types"},
	), true
}

// leftOpen are groups of instances, by their ids, whose launch template leaves something to where they are.
type leftOpen struct {
	// groups wear the VPC's default group, address is as their subnets say.
	groups, address map[string]bool
}

// linkLaunches settles what launch templates leave to the VPC and the subnets.
func (r *region) linkLaunches() {
	subnets := map[string]*model.Subnet{}
	for i := range r.a.Subnets {
		subnets[r.a.Subnets[i].ID] = &r.a.Subnets[i]
	}
	for i := range r.a.InstanceGroups {
		g := &r.a.InstanceGroups[i]
		for _, id := range g.Subnets.Items() {
			s := subnets[id]
			if s == nil {
				why := notSaid("the subnet " + id + " was not read")
				s = &model.Subnet{VPC: model.Unknown[string](why), MapPublicIPOnLaunch: model.Unknown[bool](why)}
			}
			if r.byDefault.address[g.ID] {
				g.PublicAddress = model.Some(g.PublicAddress, s.MapPublicIPOnLaunch)
			}
			if r.byDefault.groups[g.ID] {
				g.SecurityGroups = model.Union(g.SecurityGroups, r.defaultGroupOf(s.VPC))
			}
		}
	}
}

// defaultGroupOf is the default group of a VPC, which wears who names none.
func (r *region) defaultGroupOf(vpc model.Value[string]) model.List[string] {
	for _, g := range r.a.SecurityGroups {
		if g.Default.Or(false) && vpc.IsKnown() && g.VPC.Or("") == vpc.Or("") {
			return model.Whole(g.ID)
		}
	}
	return model.Part[string](
		model.Why{Reason: model.NotInSource, Detail: "it wears the default group of its VPC, which was not read"},
	)
}
