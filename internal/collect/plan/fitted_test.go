package plan_test

import (
	"fmt"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// An instance has what is fitted to it afterwards: interfaces, their addresses, and groups put on them.
func TestWhatIsFittedToAnInstance(t *testing.T) {
	const module, instance, eni = "module.network", "aws_instance.i", "aws_network_interface.e"
	toSubnet := func(address, path string) pt.Edit {
		return pt.Link(
			module+"."+address,
			path,
			`aws_subnet.private["us-east-1a"].id`,
			`aws_subnet.private["us-east-1a"]`,
			"aws_subnet.private",
		)
	}
	to := func(address, path, other, attribute string) pt.Edit {
		return pt.Link(module+"."+address, path, other+"."+attribute, other)
	}
	with := func(more ...pt.Edit) []pt.Edit {
		return append(
			[]pt.Edit{
				pt.Add(
					module,
					"aws_instance",
					"i",
					map[string]any{"instance_type": "t3.micro", "vpc_security_group_ids": []any{"sg-11111111"}},
					nil,
				),
				toSubnet(instance, "subnet_id"),
			},
			more...)
	}
	second := func(more ...pt.Edit) []pt.Edit {
		return with(
			append(
				[]pt.Edit{
					pt.Add(
						module,
						"aws_network_interface",
						"e",
						map[string]any{"security_groups": []any{"sg-22222222"}},
						nil,
					),
					toSubnet(eni, "subnet_id"),
				},
				more...)...)
	}
	attached := []pt.Edit{
		pt.Add(module, "aws_network_interface_attachment", "a", map[string]any{"device_index": 1}, nil),
		to("aws_network_interface_attachment.a", "instance_id", instance, "id"),
		to("aws_network_interface_attachment.a", "network_interface_id", eni, "id"),
	}
	address := []pt.Edit{
		pt.Add(module, "aws_eip", "p", map[string]any{"domain": "vpc"}, nil),
		to("aws_eip.p", "network_interface", eni, "id"),
	}
	groups := func(other, attribute string) []pt.Edit {
		return []pt.Edit{
			pt.Add(
				module,
				"aws_network_interface_sg_attachment",
				"g",
				map[string]any{"security_group_id": "sg-33333333"},
				nil,
			),
			to("aws_network_interface_sg_attachment.g", "network_interface_id", other, attribute),
		}
	}
	for name, c := range map[string]struct {
		edits  []pt.Edit
		groups string
		public string
	}{
		"nothing":                           {with(), "[sg-11111111]", "false true"},
		"a group":                           {with(groups(instance, "primary_network_interface_id")...), "[sg-11111111 sg-33333333]", "false true"},
		"an interface":                      {second(attached...), "[sg-11111111 sg-22222222]", "false true"},
		"an interface that says so":         {second(pt.Set(module+"."+eni, "attachment", []any{map[string]any{"device_index": 1}}), to(eni, "attachment.0.instance", instance, "id")), "[sg-11111111 sg-22222222]", "false true"},
		"an interface with an address":      {second(append(attached, address...)...), "[sg-11111111 sg-22222222]", "true true"},
		"an interface with a further group": {second(append(attached, groups(eni, "id")...)...), "[sg-11111111 sg-22222222 sg-33333333]", "false true"},
		"an address of an interface it has": {second(append([]pt.Edit{pt.Set(module+"."+instance, "network_interface", []any{map[string]any{"device_index": 0}}), to(instance, "network_interface.0.network_interface_id", eni, "id")}, address...)...), "[sg-11111111 sg-22222222]", "true true"},
	} {
		a := collected(t, c.edits...)
		i := interfaceOf(a, module+"."+instance)
		public, known := i.PublicAddress.Get()
		if got := fmt.Sprint(i.SecurityGroups.Items()); got != c.groups || !i.SecurityGroups.IsWhole() ||
			fmt.Sprint(public, " ", known) != c.public {
			t.Errorf("%s: %s, public %v %v; want %s, %s", name, got, public, known, c.groups, c.public)
		}
		for _, other := range []string{eni, "aws_network_interface_attachment.a", "aws_network_interface_sg_attachment.g"} {
			if interfaceOf(a, module+"."+other) != nil {
				t.Errorf("%s: %s stands beside the instance", name, other)
			}
		}
	}
}
