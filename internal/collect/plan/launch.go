package plan

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// launch is what an instance is made of: its own arguments, then those of its launch template or configuration.
type launch struct {
	in, template *instance
	// why says why the template is not known, if it is not.
	why *model.Why
}

// launched finds the launch template or configuration of an instance or group.
func (c *collector) launched(in *instance) launch {
	const mixed = "mixed_instances_policy.0.launch_template.0.launch_template_specification.0."
	for _, path := range []string{"launch_template.0.id", "launch_template.0.name", mixed + "launch_template_id", mixed + "launch_template_name", "launch_configuration"} {
		if !in.isWritten(path) {
			continue
		}
		ref := c.ref(in, []string{"aws_launch_template", "aws_launch_configuration"}, path)
		template := c.byAddress[ref.Or("")]
		switch {
		case !ref.IsKnown():
			why := ref.Why()
			return launch{in: in, why: &why}
		case template == nil:
			return launch{in: in, why: &model.Why{Reason: model.NotInSource, Detail: "the launch template " + ref.Or("") + " is not part of the input"}}
		}
		return launch{in: in, template: template, why: olderVersion(in, template)}
	}
	return launch{in: in}
}

// olderVersion says why a template may not be what is launched: a group may stay with the version before.
func olderVersion(in, template *instance) *model.Why {
	version := in.str("launch_template.0.version", "$Default")
	latest := template.str("latest_version").Or("?")
	if template.created || !version.IsKnown() || template.typ != "aws_launch_template" || version.Or("") == "$Latest" || version.Or("") == latest ||
		version.Or("") == "$Default" && (template.boolean("update_default_version", false).Or(false) || template.str("default_version").Or("") == latest) {
		return nil
	}
	return &model.Why{Reason: model.NotManaged, Detail: in.address + " launches version " + version.Or("") + " of " + template.address + ", which may be an older one"}
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
	if !in.isWritten("metadata_options.0.http_tokens") && (in.created || !tokens.IsKnown()) {
		for _, d := range c.byType["aws_ec2_instance_metadata_defaults"] {
			if !c.standApart(in, d) && d.str("http_tokens", "no-preference").Or("") == "required" {
				return model.Known(true)
			}
		}
		tokens = model.Unknown[string](model.Why{Reason: model.NotManaged, Detail: "it does not say; the account's default or the image decides"})
	}
	return model.Some(off, model.Is(tokens, "required"))
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
		return model.Unknown[string](model.Why{Reason: model.NotInSource, Detail: "the instance profile " + id + " is not part of the input"})
	}
	return ref
}

// volumesEncrypted is whether the root volume and all others are encrypted.
func (c *collector) volumesEncrypted(l launch) model.Value[bool] {
	in, why := l.holder("root_block_device")
	switch {
	case why != nil:
		return model.Unknown[bool](*why)
	case in.typ == "aws_launch_template":
		return c.mappedEncrypted(in)
	}
	all := c.encryptedVolume(in, "root_block_device.0.encrypted")
	n, s := in.count("ebs_block_device")
	if s == isUnknown && (!in.created || in.expression("ebs_block_device").kind != unset) {
		all = model.Every(all, model.Unknown[bool](model.Why{Reason: model.KnownAfterApply}))
	}
	for i := range n {
		all = model.Every(all, c.encryptedVolume(in, "ebs_block_device."+strconv.Itoa(i)+".encrypted"))
	}
	return all
}

// mappedEncrypted reads the volumes of a launch template. One that does not map the root device leaves it to the image.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
func (c *collector) mappedEncrypted(in *instance) model.Value[bool] {
	all, hasRoot := model.Known(true), false
	n, s := in.count("block_device_mappings")
	for i := range n {
		prefix := "block_device_mappings." + strconv.Itoa(i) + "."
		if !in.mayHave(prefix + "ebs") {
			continue // an instance's own disk
		}
		device := in.str(prefix + "device_name").Or("")
		hasRoot = hasRoot || device == "/dev/xvda" || device == "/dev/sda1"
		all = model.Every(all, c.encryptedVolume(in, prefix+"ebs.0.encrypted"))
	}
	if s == isUnknown || !hasRoot {
		all = model.Every(all, c.encryptedVolume(in, "root_block_device.0.encrypted"))
	}
	return all
}

// encryptedVolume is what one volume says. Where it says nothing, the account's default decides, then the snapshot.
// https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
func (c *collector) encryptedVolume(in *instance, path string) model.Value[bool] {
	for _, d := range c.byType["aws_ebs_encryption_by_default"] {
		if !c.standApart(in, d) && d.boolean("enabled", true).Or(false) {
			return model.Known(true)
		}
	}
	if v := in.boolean(path); v.IsKnown() || in.isWritten(path) {
		return v
	}
	return model.Unknown[bool](model.Why{Reason: model.NotManaged, Detail: "it does not say; the account's default or the snapshot decides"})
}

// volumeAttachment adds a volume that is made apart.
func volumeAttachment(c *collector, in *instance) {
	encrypted := model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "the volume of " + in.address + " is not part of the input"})
	if volume := c.byAddress[c.ref(in, []string{"aws_ebs_volume"}, "volume_id").Or("")]; volume != nil {
		encrypted = c.encryptedVolume(volume, "encrypted")
	}
	attachTo(&c.instanceGroups, c.ref(in, instanceTypes(), "instance_id"), in, func(g *model.InstanceGroup, doubt *model.Why) {
		if doubt != nil && !encrypted.Or(false) {
			encrypted = model.Unknown[bool](*doubt)
		}
		g.VolumesEncrypted = model.Every(g.VolumesEncrypted, encrypted)
	})
}
