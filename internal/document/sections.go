package document

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/kind"
	"go.yaml.in/yaml/v3"
)

// asked reads the requirements of a section of the table of kinds.
func (r *reader) asked(node *yaml.Node, section string, into Requirements) {
	if node == nil {
		return
	}
	table := kind.Section(section)
	r.section(node, section, names(table.Requirements), func(key string, value *yaml.Node) {
		r.require(table, key, value, into)
	})
}

func (r *reader) require(table *kind.Kind, key string, value *yaml.Node, into Requirements) {
	form, _ := table.Requirement(key)
	if asked := r.requirement(value, form); asked.IsAsked() {
		into[key] = asked
	}
}

func names(requirements []kind.Requirement) []string {
	var all []string
	for _, q := range requirements {
		all = append(all, q.Name)
	}
	return all
}

func (r *reader) vpc(node *yaml.Node, doc *Document) {
	if node == nil {
		return
	}
	table := kind.Section("vpc")
	r.section(
		node,
		"vpc",
		append([]string{"cidr", "ephemeral_ports"}, names(table.Requirements)...),
		func(key string, value *yaml.Node) {
			switch key {
			case "cidr":
				doc.VPC.CIDR = r.prefixes(value)
			case "ephemeral_ports":
				if ports, ok := r.ports(value, value.Value); ok {
					doc.VPC.EphemeralPorts = &ports
				}
			default:
				r.require(table, key, value, doc.VPC.Asked)
			}
		},
	)
}

// prefixes reads one prefix or a list of them.
func (r *reader) prefixes(node *yaml.Node) []netip.Prefix {
	items := []*yaml.Node{node}
	if node.Kind == yaml.SequenceNode {
		items = node.Content
	}
	var all []netip.Prefix
	for _, item := range items {
		item = resolved(item)
		p, err := netip.ParsePrefix(strings.TrimSpace(item.Value))
		switch {
		case err != nil:
			r.fail(item, "%s is not an IP prefix such as 10.0.0.0/16", written(item))
		case p != p.Masked():
			r.fail(item, "%s has host bits set; its network is %s", p, p.Masked())
		case slices.Contains(all, p):
			r.fail(item, "%s stands twice", p)
		default:
			all = append(all, p)
		}
	}
	return all
}

// ports reads a port or a range of ports.
func (r *reader) ports(node *yaml.Node, text string) (Ports, bool) {
	low, high, isRange := strings.Cut(strings.TrimSpace(text), "-")
	if !isRange {
		high = low
	}
	from, isNumber := figure.Whole(strings.TrimSpace(low))
	to, isNumber2 := figure.Whole(strings.TrimSpace(high))
	if !isNumber || !isNumber2 || from < 1 || to > 65535 || from > to {
		r.fail(node, "%q is not a port or a range of ports between 1 and 65535", strings.TrimSpace(text))
		return Ports{}, false
	}
	return Ports{from, to}, true
}

func (r *reader) tiers(node *yaml.Node, doc *Document) {
	table := kind.Section("tier")
	r.section(node, "tiers", nil, func(name string, value *yaml.Node) {
		t := Tier{Name: name, Asked: Requirements{}}
		r.name(value, name, doc)
		r.section(
			value,
			"tiers."+name,
			append([]string{"subnets", "nat_tier"}, names(table.Requirements)...),
			func(key string, value *yaml.Node) {
				switch key {
				case "subnets":
					t.Subnets = r.prefixes(value)
				case "nat_tier":
					t.NATTier = value.Value
				default:
					r.require(table, key, value, t.Asked)
				}
			},
		)
		doc.Tiers = append(doc.Tiers, t)
	})
}

// IsTaken reports whether a name stands for something of its own: an end of edges, or a row of the budget.
func IsTaken(name string) bool {
	return slices.Contains([]string{Internet, WholeVPC, NATGatewaysRow, TransferRow}, name)
}

// name refuses a name that cannot stand in an edge, or that stands for something already.
func (r *reader) name(node *yaml.Node, name string, doc *Document) {
	switch {
	case !IsName(name):
		r.fail(node, "%q is no name: write letters, digits, _ and -, and begin with a letter", name)
	case IsTaken(name):
		r.fail(node, "the name %s is taken: it stands for something of its own", name)
	case doc.Component(name) != nil || doc.Tier(name) != nil || doc.External(name) != nil:
		r.fail(node, "%q is the name of two things; components, tiers and externals share their names", name)
	}
}

// IsName reports whether a text can be the name of a component, a tier or an external: a letter of ASCII, and up to 63
// more of letters, digits, underscores and hyphens.
func IsName(text string) bool {
	for i, c := range text {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c != '_' && c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return 0 < len(text) && len(text) <= 64
}

func (r *reader) externals(node *yaml.Node, doc *Document) {
	r.section(node, "externals", nil, func(name string, value *yaml.Node) {
		e := External{Name: name}
		r.name(value, name, doc)
		r.section(
			value,
			"externals."+name,
			[]string{"addresses", "prefix_list", "security_group"},
			func(key string, value *yaml.Node) {
				switch key {
				case "addresses":
					e.Addresses = r.prefixes(value)
				case "prefix_list":
					e.PrefixList = value.Value
				case "security_group":
					e.SecurityGroup = value.Value
				}
			},
		)
		if len(e.Addresses) == 0 && e.PrefixList == "" && e.SecurityGroup == "" {
			r.fail(value, "externals.%s says nothing; give addresses, prefix_list or security_group", name)
		}
		doc.Externals = append(doc.Externals, e)
	})
}

// External returns the external of a name, or nil.
func (d *Document) External(name string) *External {
	for i := range d.Externals {
		if d.Externals[i].Name == name {
			return &d.Externals[i]
		}
	}
	return nil
}
