package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// launch is what an instance is made of: its own arguments, then those of its launch template or configuration.
type launch struct {
	in, template *read.Instance
	// why says why the template is not known, if it is not.
	why *model.Why
}

// mixedTemplate is where a group of several purchase options names its launch template.
const mixedTemplate = "mixed_instances_policy.0.launch_template.0."

// launched finds the launch template or configuration of an instance or group.
func (c *collector) launched(in *read.Instance) launch {
	const mixed = mixedTemplate + "launch_template_specification.0."
	for _, names := range []struct{ path, version string }{
		{"launch_template.0.id", "launch_template.0.version"}, {"launch_template.0.name", "launch_template.0.version"},
		{mixed + "launch_template_id", mixed + "version"}, {mixed + "launch_template_name", mixed + "version"}, {"launch_configuration", ""},
	} {
		if !in.IsWritten(names.path) {
			continue
		}
		return c.launchedAs(in, names.path, names.version)
	}
	return launch{in: in}
}

// launchedAs is what the template at a path makes.
func (c *collector) launchedAs(in *read.Instance, path, version string) launch {
	ref := c.Ref(in, []string{"aws_launch_template", "aws_launch_configuration"}, path)
	template, chosen := c.ByAddress[ref.Or("")], model.Known("")
	if version != "" { // of a launch configuration there are none
		chosen = in.Text(version, "$Default")
	}
	switch {
	case !ref.IsKnown():
		why := ref.Why()
		return launch{in: in, why: &why}
	case template == nil:
		return launch{
			in: in,
			why: &model.Why{
				Reason: model.NotInSource,
				Detail: "the launch template " + ref.Or("") + " is not part of the input",
			},
		}
	}
	return launch{in: in, template: template, why: c.olderVersion(in, version, chosen, template)}
}

// launches are all that an instance or group can be made of: some instance types of a group may have templates of their
// own, which its other types have not.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-launch-template-overrides.html
func (c *collector) launches(in *read.Instance) []launch {
	const overrides = mixedTemplate + "override"
	base, own := c.launched(in), []launch{}
	n, s := in.Count(overrides)
	for i := range n {
		const specification = ".launch_template_specification"
		prefix := overrides + "." + strconv.Itoa(i) + specification
		if !in.IsWritten(prefix) {
			continue
		}
		name := prefix + ".0.launch_template_id"
		if !in.IsWritten(name) {
			name = prefix + ".0.launch_template_name"
		}
		own = append(own, c.launchedAs(in, name, prefix+".0.version"))
	}
	switch {
	case s.IsOpen() && in.IsWritten(overrides):
		why := model.Why{
			Reason: model.KnownAfterApply,
			Detail: in.Address + " may have launch templates for some of its instance types",
		}
		own = append(own, launch{in: in, why: &why})
	case n > 0 && len(own) == n:
		return own
	}
	return append([]launch{base}, own...)
}

// ofEach is what all launches have in common; where they differ, nothing.
func ofEach(all []launch, read func(launch) model.Value[string]) model.Value[string] {
	first := read(all[0])
	for _, l := range all[1:] {
		same := model.Equal(first, read(l))
		switch {
		case !same.Or(true):
			return model.Unknown[string](
				model.Why{Reason: model.Unsupported, Detail: "its launch templates differ in it"},
			)
		case !same.IsKnown():
			return model.Unknown[string](same.Why())
		}
	}
	return first
}

// every is what holds of all launches.
func every(all []launch, is func(launch) model.Value[bool]) model.Value[bool] {
	values := make([]model.Value[bool], len(all))
	for i, l := range all {
		values[i] = is(l)
	}
	return model.Every(values...)
}

// olderVersion says why a template may not be what is launched: a group may stay with the version before.
func (c *collector) olderVersion(
	in *read.Instance,
	path string,
	version model.Value[string],
	template *read.Instance,
) *model.Why {
	if template.Created || template.Type != "aws_launch_template" ||
		c.isAttribute(in, path, template, "latest_version") {
		return nil
	}
	text, known := version.Get()
	latest := template.Text("latest_version").Or("?")
	byDefault := text == "$Default" || !known && c.isAttribute(in, path, template, "default_version")
	switch {
	case byDefault && (template.Boolean("update_default_version", false).Or(false) || template.Text("default_version").Or("") == latest):
		return nil
	case known && (text == "$Latest" || text == latest):
		return nil
	case !known:
		why := version.Why()
		return &why
	}
	return &model.Why{
		Reason: model.NotManaged,
		Detail: in.Address + " launches version " + text + " of " + template.Address + ", which may be an older one",
	}
}

// isAttribute reports whether the author wrote nothing but an attribute of another resource.
func (c *collector) isAttribute(in *read.Instance, path string, of *read.Instance, attribute string) bool {
	if value, ok := c.Evaluate(in, path); ok {
		origins, sure := value.Origins()
		return sure && len(origins) == 1 && origins[0].Address == of.Address && origins[0].Attribute == attribute
	}
	e := in.Expression(path)
	return e.Kind == read.References && len(e.Refs) == 1 && strings.HasSuffix(e.Refs[0], "."+attribute) &&
		c.Ref(in, []string{of.Type}, path).Or("") == of.Address
}

// holder is who has an argument: the instance itself before its template. Of nobody why says so.
func (l launch) holder(path string) (holder *read.Instance, why *model.Why) {
	switch {
	case l.in.Type != read.FleetType && (l.template == nil && l.why == nil || l.in.IsWritten(path)):
		return l.in, nil
	case l.template == nil && l.why == nil:
		return nil, &model.Why{Reason: model.NotReturned}
	}
	return l.template, l.why
}

func (l launch) text(path string) model.Value[string] {
	in, why := l.holder(path)
	if why != nil {
		return model.Unknown[string](*why)
	}
	return in.Text(path)
}

// tokensRequired reads IMDSv2. Where nobody says it, the account's default decides, then the image.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence
func (c *collector) tokensRequired(l launch) model.Value[bool] {
	in, why := l.holder("metadata_options")
	if why != nil {
		return model.Unknown[bool](*why)
	}
	off := model.Is(in.Text("metadata_options.0.http_endpoint", "enabled"), "disabled")
	tokens := in.Text("metadata_options.0.http_tokens")
	required := model.Is(tokens, "required")
	if !in.IsWritten("metadata_options.0.http_tokens") && (in.Created || !tokens.IsKnown()) {
		required = model.Some(
			c.IsSet(in, "aws_ec2_instance_metadata_defaults", func(defaults *read.Instance) model.Value[bool] {
				return model.Is(defaults.Text("http_tokens", "no-preference"), "required")
			}),
			model.Unknown[bool](
				model.Why{
					Reason: model.NotManaged,
					Detail: "it does not say; the account's default or the image decides",
				},
			),
		)
	}
	return model.Some(off, required)
}

// profileRole is the role of the instance profile.
func (c *collector) profileRole(l launch) model.Value[string] {
	in, why := l.holder("iam_instance_profile")
	if why != nil {
		return model.Unknown[string](*why)
	}
	path := "iam_instance_profile"
	if in.Type == "aws_launch_template" {
		if path = "iam_instance_profile.0.name"; !in.IsWritten(path) {
			path = "iam_instance_profile.0.arn"
		}
	}
	if in.Created && !in.IsWritten(path) {
		return model.Known("")
	}
	ref := c.Ref(in, []string{"aws_iam_instance_profile"}, path, "")
	id, known := ref.Get()
	if profile := c.ByAddress[id]; profile != nil {
		return c.Ref(profile, []string{"aws_iam_role"}, "role", "")
	}
	if known && id != "" {
		return model.Unknown[string](
			model.Why{Reason: model.NotInSource, Detail: "the instance profile " + id + " is not part of the input"},
		)
	}
	return ref
}

// volumesEncrypted is whether the root volume and all others are encrypted. An instance adds its own to those of its
// launch template, or puts them in their place.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
func (c *collector) volumesEncrypted(l launch) model.Value[bool] {
	in, why := l.holder("root_block_device")
	all := model.Known(true)
	if l.in.Type != read.FleetType && in != l.in {
		all = c.addedEncrypted(l.in)
	}
	switch {
	case why != nil:
		return model.Every(all, model.Unknown[bool](*why))
	case in.Type == "aws_launch_template":
		return model.Every(all, c.mappedEncrypted(in, l.in.IsWritten("root_block_device")))
	}
	all = model.Every(all, c.encryptedVolume(in, "root_block_device.0.encrypted"), c.addedEncrypted(in))
	switch {
	case in != l.in || l.template == nil && l.why == nil:
		return all
	case l.why != nil:
		return model.Every(all, model.Unknown[bool](*l.why))
	}
	return model.Every(all, c.mappedEncrypted(l.template, true))
}

// addedEncrypted reads the volumes beside the root one.
func (c *collector) addedEncrypted(in *read.Instance) model.Value[bool] {
	all := model.Known(true)
	n, s := in.Count("ebs_block_device")
	if s.IsHidden() || s == read.Unknown && (!in.Created || in.Expression("ebs_block_device").Kind != read.Unset) {
		all = model.Unknown[bool](model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		all = model.Every(all, c.encryptedVolume(in, "ebs_block_device."+strconv.Itoa(i)+".encrypted"))
	}
	return all
}

// mappedEncrypted reads the volumes of a launch template, but for the root one if something else replaces that. One
// that does not map the root device leaves it to the image.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
func (c *collector) mappedEncrypted(in *read.Instance, replaced bool) model.Value[bool] {
	all, hasRoot := model.Known(true), replaced
	n, s := in.Count("block_device_mappings")
	for i := range n {
		prefix := "block_device_mappings." + strconv.Itoa(i) + "."
		device := in.Text(prefix + "device_name").Or("")
		isRoot := device == "/dev/xvda" || device == "/dev/sda1"
		if hasRoot = hasRoot || isRoot; isRoot && replaced || !in.MayHave(prefix+"ebs") {
			continue // or an instance's own disk
		}
		all = model.Every(all, c.encryptedVolume(in, prefix+"ebs.0.encrypted"))
	}
	if s.IsOpen() || !hasRoot {
		all = model.Every(all, c.encryptedVolume(in, "root_block_device.0.encrypted"))
	}
	return all
}

// encryptedVolume is what one volume says. Of a new one the account's default decides before that, and
// where it says nothing the snapshot.
// https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
func (c *collector) encryptedVolume(in *read.Instance, path string) model.Value[bool] {
	own := in.Boolean(path)
	if !in.Created && own.IsKnown() && in.Type != "aws_launch_template" && in.Type != "aws_launch_configuration" {
		return own
	}
	if !own.IsKnown() && !in.IsWritten(path) {
		own = model.Unknown[bool](
			model.Why{
				Reason: model.NotManaged,
				Detail: "it does not say; the account's default or the snapshot decides",
			},
		)
	}
	return model.Some(
		own,
		c.IsSet(
			in,
			"aws_ebs_encryption_by_default",
			func(d *read.Instance) model.Value[bool] { return d.Boolean("enabled", true) },
		),
	)
}

// volumeAttachment adds a volume that is made apart.
func volumeAttachment(c *collector, in *read.Instance) {
	encrypted := model.Unknown[bool](
		model.Why{Reason: model.NotInSource, Detail: "the volume of " + in.Address + " is not part of the input"},
	)
	if volume := c.ByAddress[c.Ref(in, []string{"aws_ebs_volume"}, "volume_id").Or("")]; volume != nil {
		encrypted = c.encryptedVolume(volume, "encrypted")
	}
	attachTo(
		&c.instanceGroups,
		c.Ref(in, instanceTypes(), "instance_id"),
		in,
		func(g *model.InstanceGroup, doubt *model.Why) {
			if doubt != nil && !encrypted.Or(false) {
				encrypted = model.Unknown[bool](*doubt)
			}
			g.VolumesEncrypted = model.Every(g.VolumesEncrypted, encrypted)
		},
	)
}
