package noun

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// fitted is what instances and interfaces get by resources of their own: interfaces, and groups put on them.
type fitted struct {
	interfaces map[string][]*read.Instance
	groups     map[string]model.List[string]
	// by are the resources that only say so: who wears their groups is known.
	by map[*read.Instance]bool
}

// findFitted finds it. What is fitted to something that nobody read stays a thing of its own.
func (c *collector) findFitted() {
	c.fitted = fitted{map[string][]*read.Instance{}, map[string]model.List[string]{}, map[*read.Instance]bool{}}
	for _, e := range c.ByType["aws_network_interface"] {
		n, _ := e.Count("attachment")
		for i := range n {
			c.fitInterface(c.machineOf(e, "attachment."+strconv.Itoa(i)+".instance"), e)
		}
	}
	for _, in := range c.ByType["aws_network_interface_attachment"] {
		e := c.ByAddress[c.Ref(in, []string{"aws_network_interface"}, "network_interface_id").Or("")]
		c.fitted.by[in] = c.fitInterface(c.machineOf(in, "instance_id"), e)
	}
	for _, in := range c.ByType["aws_network_interface_sg_attachment"] {
		owner := c.Ref(in, []string{"aws_network_interface"}, "network_interface_id").Or("")
		if c.ByAddress[owner] == nil {
			owner = c.machineOf(in, "network_interface_id")
		}
		if c.fitted.by[in] = c.ByAddress[owner] != nil; c.fitted.by[in] {
			worn, some := c.fitted.groups[owner]
			if !some {
				worn = model.Whole[string]()
			}
			c.fitted.groups[owner] = addRef(worn, c.Ref(in, securityGroupTypes(), "security_group_id"))
		}
	}
}

// machineOf is the instance that an attribute names, itself or by its first interface; empty for none that was read.
func (c *collector) machineOf(in *read.Instance, attribute string) string {
	types := []string{"aws_instance", "aws_spot_instance_request"}
	if machine := c.Ref(in, types, attribute).Or(""); c.ByAddress[machine] != nil {
		return machine
	}
	text, known := in.Text(attribute).Get()
	for _, machine := range slices.Concat(c.ByType[types[0]], c.ByType[types[1]]) {
		if known && text != "" && shows(machine, "primary_network_interface_id", text) {
			return machine.Address
		}
	}
	return ""
}

// fitInterface reports whether both are known.
func (c *collector) fitInterface(machine string, e *read.Instance) bool {
	if machine == "" || e == nil {
		return false
	}
	if !slices.Contains(c.fitted.interfaces[machine], e) {
		c.fitted.interfaces[machine] = append(c.fitted.interfaces[machine], e)
	}
	return true
}

// fit adds what is fitted to an instance to what its values say.
func (c *collector) fit(in *read.Instance, r *referral) {
	for _, e := range c.fitted.interfaces[in.Address] {
		r.carry(e)
	}
	if worn, some := c.fitted.groups[in.Address]; some {
		r.groups = model.Union(r.groups, worn)
	}
}
