package plan

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// launch is what an instance is made of: its own arguments, then those of its launch template or configuration.
type launch struct {
	in, template *instance
	// why says why the template is not known, if it is not.
	why *model.Why
}

// mixedTemplate is where a group of several purchase options names its launch template.
const mixedTemplate = "mixed_instances_policy.0.launch_template.0."

// launched finds the launch template or configuration of an instance or group.
func (c *collector) launched(in *instance) launch {
	const mixed = mixedTemplate + "launch_template_specification.0."
	for _, names := range []struct{ path, version string }{
		{"launch_template.0.id", "launch_template.0.version"}, {"launch_template.0.name", "launch_template.0.version"},
		{mixed + "launch_template_id", mixed + "version"}, {mixed + "launch_template_name", mixed + "version"}, {"launch_configuration", ""},
	} {
		if !in.isWritten(names.path) {
			continue
		}
		ref := c.ref(in, []string{"aws_launch_template", "aws_launch_configuration"}, names.path)
		template := c.byAddress[ref.Or("")]
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
		return launch{
			in:       in,
			template: template,
			why:      cmp.Or(c.olderVersion(in, names.version, template), otherTemplate(in)),
		}
	}
	return launch{in: in}
}

// otherTemplate says why what a template has may not hold of all that a group launches: some of its
// instance types have templates of their own.
func otherTemplate(in *instance) *model.Why {
	own := in.anyBlock(mixedTemplate+"override", func(prefix string) model.Value[bool] {
		return model.Known(in.isWritten(prefix + "launch_template_specification"))
	})
	if own.IsKnown() && !own.Or(true) || !in.isWritten(mixedTemplate+"override") {
		return nil
	}
	return &model.Why{
		Reason: model.Unsupported,
		Detail: in.address + " has launch templates for some of its instance types, which are not compared",
	}
}

// olderVersion says why a template may not be what is launched: a group may stay with the version before.
func (c *collector) olderVersion(in *instance, path string, template *instance) *model.Why {
	version := in.str(path, "$Default")
	if template.created || template.typ != "aws_launch_template" ||
		c.isAttribute(in, path, template, "latest_version") {
		return nil
	}
	text, known := version.Get()
	latest := template.str("latest_version").Or("?")
	byDefault := text == "$Default" || !known && c.isAttribute(in, path, template, "default_version")
	switch {
	case byDefault && (template.boolean("update_default_version", false).Or(false) || template.str("default_version").Or("") == latest):
		return nil
	case known && (text == "$Latest" || text == latest):
		return nil
	case !known:
		why := version.Why()
		return &why
	}
	return &model.Why{
		Reason: model.NotManaged,
		Detail: in.address + " launches version " + text + " of " + template.address + ", which may be an older one",
	}
}

// isAttribute reports whether the author wrote nothing but an attribute of another resource.
func (c *collector) isAttribute(in *instance, path string, of *instance, attribute string) bool {
	if value, ok := c.evaluate(in, path); ok {
		origins, sure := value.Origins()
		return sure && len(origins) == 1 && origins[0].Address == of.address && origins[0].Attribute == attribute
	}
	e := in.expression(path)
	return e.kind == references && len(e.refs) == 1 && strings.HasSuffix(e.refs[0], "."+attribute) &&
		c.ref(in, []string{of.typ}, path).Or("") == of.address
}

// holder is who has an argument: the instance itself before its template. Of nobody why says so.
func (l launch) holder(path string) (holder *instance, why *model.Why) {
	switch {
	case l.in.typ != fleetType && (l.template == nil && l.why == nil || l.in.isWritten(path)):
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
	return in.str(path)
}

// tokensRequired reads IMDSv2. Where nobody says it, the account's default decides, then the image.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence
func (c *collector) tokensRequired(l launch) model.Value[bool] {
	in, why := l.holder("metadata_options")
	if why != nil {
		return model.Unknown[bool](*why)
	}
	off := model.Is(in.str("metadata_options.0.http_endpoint", "enabled"), "disabled")
	tokens := in.str("metadata_options.0.http_tokens")
	required := model.Is(tokens, "required")
	if !in.isWritten("metadata_options.0.http_tokens") && (in.created || !tokens.IsKnown()) {
		required = model.Some(
			c.isSet(in, "aws_ec2_instance_metadata_defaults", func(defaults *instance) model.Value[bool] {
				return model.Is(defaults.str("http_tokens", "no-preference"), "required")
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
	if in.typ == "aws_launch_template" {
		if path = "iam_instance_profile.0.name"; !in.isWritten(path) {
			path = "iam_instance_profile.0.arn"
		}
	}
	if in.created && !in.isWritten(path) {
		return model.Known("")
	}
	ref := c.ref(in, []string{"aws_iam_instance_profile"}, path, "")
	id, known := ref.Get()
	if profile := c.byAddress[id]; profile != nil {
		return c.ref(profile, []string{"aws_iam_role"}, "role", "")
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
	if l.in.typ != fleetType && in != l.in {
		all = c.addedEncrypted(l.in)
	}
	switch {
	case why != nil:
		return model.Every(all, model.Unknown[bool](*why))
	case in.typ == "aws_launch_template":
		return model.Every(all, c.mappedEncrypted(in, l.in.isWritten("root_block_device")))
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
func (c *collector) addedEncrypted(in *instance) model.Value[bool] {
	all := model.Known(true)
	n, s := in.count("ebs_block_device")
	if s.isHidden() || s == isUnknown && (!in.created || in.expression("ebs_block_device").kind != unset) {
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
func (c *collector) mappedEncrypted(in *instance, replaced bool) model.Value[bool] {
	all, hasRoot := model.Known(true), replaced
	n, s := in.count("block_device_mappings")
	for i := range n {
		prefix := "block_device_mappings." + strconv.Itoa(i) + "."
		device := in.str(prefix + "device_name").Or("")
		isRoot := device == "/dev/xvda" || device == "/dev/sda1"
		if hasRoot = hasRoot || isRoot; isRoot && replaced || !in.mayHave(prefix+"ebs") {
			continue // or an instance's own disk
		}
		all = model.Every(all, c.encryptedVolume(in, prefix+"ebs.0.encrypted"))
	}
	if s.isOpen() || !hasRoot {
		all = model.Every(all, c.encryptedVolume(in, "root_block_device.0.encrypted"))
	}
	return all
}

// encryptedVolume is what one volume says. Of a new one the account's default decides before that, and
// where it says nothing the snapshot.
// https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
func (c *collector) encryptedVolume(in *instance, path string) model.Value[bool] {
	own := in.boolean(path)
	if !in.created && own.IsKnown() && in.typ != "aws_launch_template" && in.typ != "aws_launch_configuration" {
		return own
	}
	if !own.IsKnown() && !in.isWritten(path) {
		own = model.Unknown[bool](
			model.Why{
				Reason: model.NotManaged,
				Detail: "it does not say; the account's default or the snapshot decides",
			},
		)
	}
	return model.Some(
		own,
		c.isSet(
			in,
			"aws_ebs_encryption_by_default",
			func(d *instance) model.Value[bool] { return d.boolean("enabled", true) },
		),
	)
}

// volumeAttachment adds a volume that is made apart.
func volumeAttachment(c *collector, in *instance) {
	encrypted := model.Unknown[bool](
		model.Why{Reason: model.NotInSource, Detail: "the volume of " + in.address + " is not part of the input"},
	)
	if volume := c.byAddress[c.ref(in, []string{"aws_ebs_volume"}, "volume_id").Or("")]; volume != nil {
		encrypted = c.encryptedVolume(volume, "encrypted")
	}
	attachTo(
		&c.instanceGroups,
		c.ref(in, instanceTypes(), "instance_id"),
		in,
		func(g *model.InstanceGroup, doubt *model.Why) {
			if doubt != nil && !encrypted.Or(false) {
				encrypted = model.Unknown[bool](*doubt)
			}
			g.VolumesEncrypted = model.Every(g.VolumesEncrypted, encrypted)
		},
	)
}
