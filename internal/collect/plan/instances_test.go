package plan_test

import (
	"encoding/json"
	"strconv"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

const (
	fleet   = "aws_autoscaling_group.web"
	bastion = "aws_instance.bastion[0]"
)

func TestInstances(t *testing.T) {
	a := nounsOf(t, "instances", false)
	holdNouns(t, a, map[string]attributes{
		fleet: {
			"resource":          `"aws_autoscaling_group.web"`,
			"autoscaling":       "true",
			"min_size":          "2",
			"max_size":          "6",
			"desired":           "2",
			"instance_type":     `"t3.small"`,
			"imds_v2":           "true",
			"volumes_encrypted": "true",
			"health_check_type": `"ELB"`,
			"role":              `"aws_iam_role.web"`,
			"target_groups":     `["aws_lb_target_group.web"]`,
			"subnets":           `["aws_subnet.private[0]","aws_subnet.private[1]"]`,
			"security_groups":   `["aws_security_group.web"]`,
			"public_address":    "false",
			"tags":              `{"Project":"shop"}`,
		},
		bastion: {
			"resource":          `"aws_instance.bastion"`,
			"autoscaling":       "false",
			"min_size":          "1",
			"max_size":          "1",
			"desired":           "1",
			"imds_v2":           "false",
			"volumes_encrypted": "false",
			"health_check_type": `""`,
			"role":              `""`,
			"target_groups":     "null",
			"subnets":           `["aws_subnet.private[0]"]`,
			"public_address":    "true",
			"name":              `"bastion"`,
		},
		"aws_instance.bastion[1]": {"volumes_encrypted": "true", "subnets": `["aws_subnet.private[1]"]`},
		"aws_instance.plain": {
			"imds_v2":           "unknown: not_managed",
			"volumes_encrypted": "unknown: not_managed",
			"subnets":           "unknown: not_managed",
			"security_groups":   `["the default group of the default VPC"]`,
			"public_address":    "unknown: not_managed",
		},
		"aws_ecs_service.app": {
			"instances":       `["aws_autoscaling_group.web"]`,
			"security_groups": `["aws_security_group.web"]`,
		},
	})
	if len(a.Interfaces) > 0 {
		t.Errorf("an instance is an interface too: %v", a.Interfaces)
	}
}

// What the account's defaults decide, what an instance says before its template, and what is hidden.
func TestWhatInstancesAreMadeOf(t *testing.T) {
	const template = "aws_launch_template.web"
	hidden := "unknown: known_after_apply"
	own := pt.Set("aws_instance.plain", "launch_template", []any{map[string]any{"name": "web"}})
	block := func(name string, encrypted bool) pt.Edit {
		return both(
			"aws_instance.plain",
			name,
			[]any{map[string]any{"device_name": "/dev/sdf", "encrypted": encrypted}},
		)
	}
	plainVolume := both(template, "block_device_mappings", []any{
		map[string]any{"device_name": "/dev/xvda", "ebs": []any{map[string]any{"encrypted": "true"}}},
		map[string]any{"device_name": "/dev/sdg", "ebs": []any{map[string]any{"encrypted": "false"}}},
	})
	raises := func(mode, beyond string) []pt.Edit {
		predicts := map[string]any{"mode": mode, "max_capacity_breach_behavior": beyond}
		return []pt.Edit{pt.Add("", "aws_autoscaling_policy", "x", map[string]any{
			"autoscaling_group_name":           "web",
			"policy_type":                      "PredictiveScaling",
			"predictive_scaling_configuration": []any{predicts},
		}, nil)}
	}
	planned := func(namespace string) []pt.Edit {
		instruction := map[string]any{
			"service_namespace": namespace,
			"resource_id":       "autoScalingGroup/web",
			"min_capacity":      1,
			"max_capacity":      50,
			"predictive_scaling_max_capacity_behavior": "",
			"predictive_scaling_mode":                  "",
		}
		return []pt.Edit{pt.Add("", "aws_autoscalingplans_scaling_plan", "x", map[string]any{
			"name": "web", "scaling_instruction": []any{instruction},
		}, nil)}
	}
	for name, c := range map[string]struct {
		edits []pt.Edit
		id    string
		want  attributes
	}{
		"volumes are encrypted by default": {[]pt.Edit{pt.Add("", "aws_ebs_encryption_by_default", "x", map[string]any{"enabled": true}, nil)}, "aws_instance.plain", attributes{"volumes_encrypted": "true"}},
		"no longer":                        {[]pt.Edit{pt.Add("", "aws_ebs_encryption_by_default", "x", map[string]any{"enabled": false}, nil)}, "aws_instance.plain", attributes{"volumes_encrypted": "unknown: not_managed"}},
		"tokens are required by default":   {[]pt.Edit{pt.Add("", "aws_ec2_instance_metadata_defaults", "x", map[string]any{"http_tokens": "required"}, nil)}, "aws_instance.plain", attributes{"imds_v2": "true"}},
		"a default of another region":      {[]pt.Edit{pt.Add("", "aws_ebs_encryption_by_default", "x", map[string]any{"enabled": true, "region": "ap-south-1"}, nil)}, "aws_instance.plain", attributes{"volumes_encrypted": "unknown: not_managed"}},
		"a default of some region": {[]pt.Edit{pt.Add("", "aws_ebs_encryption_by_default", "x", map[string]any{"enabled": true}, map[string][]string{"region": {"local.hidden"}}),
			pt.Add("", "aws_ec2_instance_metadata_defaults", "x", map[string]any{"http_tokens": "required"}, map[string][]string{"region": {"local.hidden"}})},
			"aws_instance.plain", attributes{"volumes_encrypted": hidden, "imds_v2": hidden}},
		"a default that comes after the volume": {[]pt.Edit{pt.Exists("aws_ebs_volume.data"), pt.Add("", "aws_ebs_encryption_by_default", "x", map[string]any{"enabled": true}, nil)},
			bastion, attributes{"volumes_encrypted": "false"}},
		"the metadata service is off":     {[]pt.Edit{pt.Set(template, "metadata_options.0.http_tokens", "optional"), pt.Set(template, "metadata_options.0.http_endpoint", "disabled")}, fleet, attributes{"imds_v2": "true"}},
		"tokens are optional":             {[]pt.Edit{pt.Set(template, "metadata_options.0.http_tokens", "optional")}, fleet, attributes{"imds_v2": "false"}},
		"tokens are hidden":               {[]pt.Edit{pt.Unknown(template, "metadata_options.0.http_tokens")}, fleet, attributes{"imds_v2": hidden}},
		"a volume is hidden":              {[]pt.Edit{pt.Unknown(template, "block_device_mappings.0.ebs.0.encrypted")}, fleet, attributes{"volumes_encrypted": hidden}},
		"only a further volume is mapped": {[]pt.Edit{pt.Set(template, "block_device_mappings.0.device_name", "/dev/sdf")}, fleet, attributes{"volumes_encrypted": "unknown: not_managed"}},
		"the template is hidden":          {[]pt.Edit{pt.Unknown(fleet, "launch_template.0.id")}, fleet, attributes{"imds_v2": "unknown: unresolved_reference", "role": "unknown: unresolved_reference"}},
		"a template of another state":     {[]pt.Edit{pt.Set(fleet, "launch_template.0.id", "lt-0123456789abcdef0")}, fleet, attributes{"imds_v2": "unknown: not_in_source", "volumes_encrypted": "unknown: not_in_source"}},
		"a version that is hidden":        {[]pt.Edit{pt.Exists(template), pt.Unknown(fleet, "launch_template.0.version")}, fleet, attributes{"imds_v2": hidden, "role": hidden}},
		"the latest version":              {[]pt.Edit{pt.Exists(template)}, fleet, attributes{"imds_v2": "true"}},
		"the default version": {[]pt.Edit{pt.Exists(template), pt.Link(fleet, "launch_template.0.version", template+".default_version", template)},
			fleet, attributes{"imds_v2": hidden}},
		"a default version that follows": {[]pt.Edit{pt.Exists(template), pt.Set(template, "update_default_version", true),
			pt.Link(fleet, "launch_template.0.version", template+".default_version", template)}, fleet, attributes{"imds_v2": "true"}},
		"an older version among several types":   {[]pt.Edit{pt.Exists(template), mixed(map[string]any{"instance_type": "t3.large"}, "3")}, fleet, attributes{"imds_v2": "unknown: not_managed"}},
		"the latest version among several types": {[]pt.Edit{pt.Exists(template), mixed(map[string]any{"instance_type": "t3.large"}, "$Latest")}, fleet, attributes{"imds_v2": "true"}},
		"a type with a template of its own": {[]pt.Edit{mixed(map[string]any{"launch_template_specification": []any{map[string]any{"launch_template_name": "other"}}}, "$Latest")},
			fleet, attributes{"imds_v2": "unknown: not_in_source"}},
		"templates that are alike": {ownTemplates("required", true), fleet,
			attributes{"imds_v2": "true", "volumes_encrypted": "true", "role": `"aws_iam_role.web"`, "instance_type": "unknown: unsupported"}},
		"another one without tokens":     {ownTemplates("optional", true), fleet, attributes{"imds_v2": "false", "volumes_encrypted": "true"}},
		"another one with plain volumes": {ownTemplates("required", false), fleet, attributes{"imds_v2": "true", "volumes_encrypted": "false"}},
		"another one with another role": {append(ownTemplates("required", true),
			pt.Set("aws_launch_template.other", "iam_instance_profile.0.name", "elsewhere")), fleet, attributes{"role": "unknown: not_in_source"}},
		"a template that is not told": {append(ownTemplates("required", true),
			pt.Unknown(fleet, "mixed_instances_policy.0.launch_template.0.override.1.launch_template_specification.0.launch_template_name")),
			fleet, attributes{"imds_v2": "unknown: unresolved_reference"}},
		"a base that nothing is launched from": {append(ownTemplates("required", true), pt.Set(template, "metadata_options.0.http_tokens", "optional"),
			mixed(map[string]any{"launch_template_specification": []any{map[string]any{"launch_template_name": "other"}}}, "$Latest")),
			fleet, attributes{"imds_v2": "true"}},
		"a size is hidden":                      {[]pt.Edit{pt.Unknown(fleet, "max_size")}, fleet, attributes{"max_size": hidden, "min_size": "2"}},
		"a schedule sets another size":          {[]pt.Edit{pt.Add("", "aws_autoscaling_schedule", "x", map[string]any{"autoscaling_group_name": "web", "min_size": 0, "max_size": 6, "desired_capacity": -1}, nil)}, fleet, attributes{"min_size": "0", "max_size": "6", "desired": "2"}},
		"a schedule raises the highest":         {[]pt.Edit{pt.Add("", "aws_autoscaling_schedule", "x", map[string]any{"autoscaling_group_name": "web", "min_size": 3, "max_size": 9, "desired_capacity": 3}, nil)}, fleet, attributes{"min_size": "2", "max_size": "9", "desired": "unknown: unsupported"}},
		"a schedule sets what is not told":      {[]pt.Edit{pt.Add("", "aws_autoscaling_schedule", "x", map[string]any{"autoscaling_group_name": "web", "min_size": 3, "max_size": 9, "desired_capacity": 3}, nil), pt.Unknown("aws_autoscaling_schedule.x", "min_size")}, fleet, attributes{"min_size": "unknown: unsupported", "max_size": "9"}},
		"schedules are switched off":            {[]pt.Edit{pt.Set(fleet, "suspended_processes", []any{"ScheduledActions"}), pt.Add("", "aws_autoscaling_schedule", "x", map[string]any{"autoscaling_group_name": "web", "min_size": 0, "max_size": 9, "desired_capacity": 3}, nil)}, fleet, attributes{"min_size": "2", "max_size": "6", "desired": "2"}},
		"a volume of its own beside a template": {[]pt.Edit{own, block("ebs_block_device", false)}, "aws_instance.plain", attributes{"volumes_encrypted": "false"}},
		"a template beside volumes of its own":  {[]pt.Edit{own, block("root_block_device", true), block("ebs_block_device", true)}, "aws_instance.plain", attributes{"volumes_encrypted": "true"}},
		"a plain volume of a template":          {[]pt.Edit{own, block("root_block_device", true), plainVolume}, "aws_instance.plain", attributes{"volumes_encrypted": "false"}},
		"a plain root in place of a template's": {[]pt.Edit{own, block("root_block_device", false)}, "aws_instance.plain", attributes{"volumes_encrypted": "false"}},
		"a forecast raises the highest":         {raises("ForecastAndScale", "IncreaseMaxCapacity"), fleet, attributes{"max_size": "unknown: unsupported", "min_size": "2"}},
		"a forecast alone":                      {raises("ForecastOnly", "IncreaseMaxCapacity"), fleet, attributes{"max_size": "6"}},
		"a forecast honours the highest":        {raises("ForecastAndScale", "HonorMaxCapacity"), fleet, attributes{"max_size": "6"}},
		"a scaling plan sets the bounds":        {planned("autoscaling"), fleet, attributes{"max_size": "50", "min_size": "1"}},
		"a scaling plan of something else":      {planned("ec2"), fleet, attributes{"max_size": "6", "min_size": "2"}},
		"an instance of a template":             {[]pt.Edit{own}, "aws_instance.plain", attributes{"security_groups": `["aws_security_group.web"]`}},
		"a volume of some instance":             {[]pt.Edit{pt.Unknown("aws_volume_attachment.data", "instance_id")}, fleet, attributes{"volumes_encrypted": "unknown: unresolved_reference"}},
		"a volume of another state":             {[]pt.Edit{pt.Set("aws_volume_attachment.data", "volume_id", "vol-1")}, bastion, attributes{"volumes_encrypted": "unknown: not_in_source"}},
		"a profile of another state":            {[]pt.Edit{pt.Set(template, "iam_instance_profile.0.name", "elsewhere")}, fleet, attributes{"role": "unknown: not_in_source"}},
		"a target group that is not told":       {[]pt.Edit{pt.Unknown(fleet, "target_group_arns")}, fleet, attributes{"target_groups": "unknown: unresolved_reference"}},
		"several types":                         {[]pt.Edit{pt.Set(fleet, "mixed_instances_policy", []any{map[string]any{"launch_template": []any{map[string]any{"override": []any{map[string]any{"instance_type": "t3.large"}}}}}})}, fleet, attributes{"instance_type": "unknown: unsupported"}},
	} {
		t.Run(name, func(t *testing.T) {
			holdNouns(t, editedNouns(t, "instances", c.edits...), map[string]attributes{c.id: c.want})
		})
	}
}

// both sets an attribute that the author writes.
func both(address, name string, value any) pt.Edit {
	return func(p *pt.Plan) {
		pt.Set(address, name, value)(p)
		pt.Constant(address, name, value)(p)
	}
}

// ownTemplates launches one instance type as the template says, and another as a copy of it says, changed.
func ownTemplates(tokens string, encrypted bool) []pt.Edit {
	const name = "other"
	return []pt.Edit{
		func(p *pt.Plan) {
			after := map[string]any{}
			data, _ := json.Marshal(p.After("aws_launch_template.web"))
			_ = json.Unmarshal(data, &after)
			after["name"] = name
			pt.Add("", "aws_launch_template", name, after, nil)(p)
			pt.Set("aws_launch_template."+name, "metadata_options.0.http_tokens", tokens)(p)
			pt.Set(
				"aws_launch_template."+name,
				"block_device_mappings.0.ebs.0.encrypted",
				strconv.FormatBool(encrypted),
			)(
				p,
			)
		},
		mixed(map[string]any{"instance_type": "t3.large"}, "$Latest"),
		func(p *pt.Plan) {
			own := []any{map[string]any{"launch_template_name": name, "version": "$Latest"}}
			overrides := []any{
				map[string]any{"instance_type": "t3.large"},
				map[string]any{"instance_type": "t3.small", "launch_template_specification": own},
			}
			pt.Set(fleet, "mixed_instances_policy.0.launch_template.0.override", overrides)(p)
			pt.Constant(fleet, "mixed_instances_policy", p.After(fleet).(map[string]any)["mixed_instances_policy"])(p)
		},
	}
}

// mixed launches several instance types from a version of the template.
func mixed(override map[string]any, version string) pt.Edit {
	specification := map[string]any{"launch_template_name": "web", "version": version}
	return func(p *pt.Plan) {
		pt.Set(fleet, "launch_template", []any{})(p)
		pt.Constant(fleet, "launch_template", []any{})(p)
		policy := []any{
			map[string]any{
				"launch_template": []any{
					map[string]any{"launch_template_specification": []any{specification}, "override": []any{override}},
				},
			},
		}
		pt.Set(fleet, "mixed_instances_policy", policy)(p)
		pt.Constant(fleet, "mixed_instances_policy", policy)(p)
	}
}
