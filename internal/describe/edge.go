package describe

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/network"
)

// addEdge adds a connection, with an external for an end that has no name.
func (d *describer) addEdge(o network.Observed) {
	from, to := d.end(o.From), d.end(o.To)
	e := edge{text: fmt.Sprintf("%s -> %s:%s", from, to, portsOf(o))}
	if from == document.Internet && !d.isEntrance(to, o) {
		e.remark = "bad practice: open to the internet"
	}
	if !slices.ContainsFunc(d.edges, func(other edge) bool { return other.text == e.text }) {
		d.edges = append(d.edges, e)
	}
}

// isEntrance: users come in at a load balancer, by HTTP.
func (d *describer) isEntrance(name string, o network.Observed) bool {
	return slices.ContainsFunc(
		d.components,
		func(c component) bool { return c.name == name && c.kind == "load_balancer" },
	) &&
		o.Ports.From == o.Ports.To
}

// portsOf writes what stands behind the colon.
func portsOf(o network.Observed) string {
	ports := strconv.Itoa(o.Ports.From)
	switch everything := o.Ports.From == 0; {
	case o.Protocol == "icmp":
		return "icmp"
	case everything:
		ports = "all"
	case o.Ports.From != o.Ports.To:
		ports += "-" + strconv.Itoa(o.Ports.To)
	}
	if o.Protocol == "tcp" {
		return ports
	}
	return ports + "/" + o.Protocol
}

// end is the name of an end; who has none becomes an external.
func (d *describer) end(e network.End) string {
	if e.Name != "" {
		return e.Name
	}
	one := external{prefixList: e.PrefixList, groupID: e.SecurityGroup}
	if e.Addresses.IsValid() {
		one.addresses = append(one.addresses, e.Addresses)
	}
	for _, other := range d.externals {
		if other.prefixList == one.prefixList && other.groupID == one.groupID &&
			slices.Equal(other.addresses, one.addresses) {
			return other.name
		}
	}
	one.name = d.numbered(externalName(e, d))
	d.externals = append(d.externals, one)
	return one.name
}

func externalName(e network.End, d *describer) string {
	switch {
	case e.SecurityGroup != "":
		if g := d.index.SecurityGroups[e.SecurityGroup]; g != nil && nameFrom(g.Name.Or("")) != "" {
			return nameFrom("group-" + g.Name.Or(""))
		}
		return nameFrom("group-" + e.SecurityGroup)
	case e.PrefixList != "":
		return nameFrom("list-" + e.PrefixList)
	}
	return nameFrom("net-" + e.Addresses.String())
}
