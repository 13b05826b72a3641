package plan

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// fitted is what instances and interfaces get by resources of their own: interfaces, and groups put on them.
type fitted struct {
	interfaces map[string][]*instance
	groups     map[string]model.List[string]
	// by are the resources that only say so: who wears their groups is known.
	by map[*instance]bool
}

// findFitted finds it. What is fitted to something that nobody read stays a thing of its own.
func (c *collector) findFitted() {
	c.fitted = fitted{map[string][]*instance{}, map[string]model.List[string]{}, map[*instance]bool{}}
	for _, e := range c.byType["aws_network_interface"] {
		n, _ := e.count("attachment")
		for i := range n {
			c.fitInterface(c.machineOf(e, "attachment."+strconv.Itoa(i)+".instance"), e)
		}
	}
	for _, in := range c.byType["aws_network_interface_attachment"] {
		e := c.byAddress[c.ref(in, []string{"aws_network_interface"}, "network_interface_id").Or("")]
		c.fitted.by[in] = c.fitInterface(c.machineOf(in, "instance_id"), e)
	}
	for _, in := range c.byType["aws_network_interface_sg_attachment"] {
		owner := c.ref(in, []string{"aws_network_interface"}, "network_interface_id").Or("")
		if c.byAddress[owner] == nil {
			owner = c.machineOf(in, "network_interface_id")
		}
		if c.fitted.by[in] = c.byAddress[owner] != nil; c.fitted.by[in] {
			worn, some := c.fitted.groups[owner]
			if !some {
				worn = model.Whole[string]()
			}
			c.fitted.groups[owner] = addRef(worn, c.ref(in, securityGroupTypes(), "security_group_id"))
		}
	}
}

// machineOf is the instance that an attribute names, itself or by its first interface; empty for none that was read.
func (c *collector) machineOf(in *instance, attribute string) string {
	types := []string{"aws_instance", "aws_spot_instance_request"}
	if machine := c.ref(in, types, attribute).Or(""); c.byAddress[machine] != nil {
		return machine
	}
	text, known := in.str(attribute).Get()
	for _, machine := range slices.Concat(c.byType[types[0]], c.byType[types[1]]) {
		if known && text != "" && shows(machine, "primary_network_interface_id", text) {
			return machine.address
		}
	}
	return ""
}

// fitInterface reports whether both are known.
func (c *collector) fitInterface(machine string, e *instance) bool {
	if machine == "" || e == nil {
		return false
	}
	if !slices.Contains(c.fitted.interfaces[machine], e) {
		c.fitted.interfaces[machine] = append(c.fitted.interfaces[machine], e)
	}
	return true
}

// fit adds what is fitted to an instance to what its values say.
func (c *collector) fit(in *instance, r *referral) {
	for _, e := range c.fitted.interfaces[in.address] {
		r.carry(e)
	}
	if worn, some := c.fitted.groups[in.address]; some {
		r.groups = model.Union(r.groups, worn)
	}
}
