package document

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/near"
	"go.yaml.in/yaml/v3"
)

// edges reads the list of edges: "a, b -> c, d:443".
func (r *reader) edges(node, complete *yaml.Node, doc *Document) {
	if complete != nil {
		r.complete(complete, doc)
	}
	if node == nil {
		return
	}
	doc.HasEdges = true
	if node.Kind != yaml.SequenceNode {
		r.fail(node, "edges is a list of edges such as `web, worker -> database:5432`")
		return
	}
	for _, item := range node.Content {
		if item = resolved(item); item.Kind != yaml.ScalarNode {
			r.fail(item, "an edge is a text such as `web, worker -> database:5432`, not %s", written(item))
			continue
		}
		r.edge(item, doc)
	}
}

// complete reads for which components nothing more may be: for all, for none, or for those that it names by direction.
func (r *reader) complete(node *yaml.Node, doc *Document) {
	if node.Kind != yaml.MappingNode {
		is, ok := flag(node)
		if !ok {
			r.fail(node, "edges_complete is true, false or {ingress: [...], egress: [...]}, not %s", written(node))
		}
		doc.EdgesOpen = !is
		return
	}
	doc.EdgesOpen = true
	r.mapping(node, "edges_complete", []string{"ingress", "egress"}, func(direction string, value *yaml.Node) {
		for _, item := range value.Content {
			if doc.Component(item.Value) == nil {
				r.fail(
					item,
					"edges_complete: there is no component %q%s",
					item.Value,
					near.Question(item.Value, doc.endNames()),
				)
				continue
			}
			if direction == "ingress" {
				doc.Closed.Ingress = append(doc.Closed.Ingress, item.Value)
			} else {
				doc.Closed.Egress = append(doc.Closed.Egress, item.Value)
			}
		}
	})
}

// edge adds each pair of ends and each range of ports that a line names.
func (r *reader) edge(node *yaml.Node, doc *Document) {
	from, rest, ok := strings.Cut(node.Value, "->")
	if !ok || strings.Contains(rest, "->") {
		r.fail(node, "%q is not an edge such as `web, worker -> database:5432`", node.Value)
		return
	}
	to, ports, hasPort := strings.Cut(rest, ":")
	froms, tos := r.ends(node, from, doc), r.ends(node, to, doc)
	protocol, ranges := "", []Ports{{}}
	if hasPort {
		protocol, ranges = r.protocol(node, ports)
	}
	for _, from := range froms {
		for _, to := range tos {
			if !r.mayJoin(node, from, to, hasPort, protocol == AnyPort, doc) {
				continue
			}
			for _, p := range ranges {
				e := Edge{From: from, To: to, Protocol: protocol, Ports: p, Line: node.Line}
				isSame := func(other Edge) bool {
					other.Line = e.Line
					return e == other
				}
				if slices.ContainsFunc(doc.Edges, isSame) {
					r.fail(node, "the edge %s -> %s stands twice", from, to)
					continue
				}
				doc.Edges = append(doc.Edges, e)
			}
		}
	}
}

// ends reads the names at one end of an edge.
func (r *reader) ends(node *yaml.Node, text string, doc *Document) []string {
	var all []string
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		if slices.Contains(r.broken, name) {
			continue
		}
		if known := doc.endNames(); !slices.Contains(known, name) {
			r.fail(
				node,
				"%q in the edge %q is no component, tier or external%s; there are %s",
				name,
				node.Value,
				near.Question(name, known),
				strings.Join(known, ", "),
			)
			continue
		}
		all = append(all, name)
	}
	return all
}

// endNames are everything that an edge can name.
func (d *Document) endNames() []string {
	all := []string{Internet, WholeVPC}
	for i := range d.Components {
		all = append(all, d.Components[i].Name)
	}
	for i := range d.Tiers {
		all = append(all, d.Tiers[i].Name)
	}
	for i := range d.Externals {
		all = append(all, d.Externals[i].Name)
	}
	return all
}

// mayJoin refuses edges that say nothing, and ports where there can be none or must be one.
func (r *reader) mayJoin(node *yaml.Node, from, to string, hasPort, any bool, doc *Document) bool {
	placed := func(name string) bool { c := doc.Component(name); return c == nil || c.Kind.Placed }
	switch {
	case any && from == Internet && !isBalancer(doc.Component(to)):
		r.fail(node, "the edge %q opens %s to the internet on whichever port; name the port", node.Value, to)
	case doc.Component(from) == nil && doc.Component(to) == nil:
		r.fail(node, "the edge %q joins no component", node.Value)
	case !placed(from):
		r.fail(node, "the edge %q: %s has no network interfaces, so nothing begins there", node.Value, from)
	case placed(to) && !hasPort:
		r.fail(
			node,
			"the edge %q names no port; write `%s -> %s:443`, a range, a list, all, or any for whichever it is",
			node.Value,
			from,
			to,
		)
	case !placed(to) && hasPort:
		r.fail(
			node,
			"the edge %q: %s has no network interfaces and so no port; write `%s -> %s`",
			node.Value,
			to,
			from,
			to,
		)
	default:
		return true
	}
	return false
}

func isBalancer(c *Component) bool { return c != nil && c.Kind.Name == "load_balancer" }

// protocol reads what stands behind the colon: any, 443, 1024-2048, "80, 443", all, 53/udp, icmp.
func (r *reader) protocol(node *yaml.Node, text string) (string, []Ports) {
	text = strings.TrimSpace(text)
	list, protocol, named := strings.Cut(text, "/")
	list, protocol = strings.TrimSpace(list), strings.TrimSpace(protocol)
	everything := []Ports{{0, 65535}}
	switch {
	case text == "icmp" || text == AnyPort:
		return text, everything
	case !named:
		protocol = "tcp"
	case !slices.Contains([]string{"tcp", "udp", "icmp", "all"}, protocol):
		r.fail(node, "%q in the edge %q is no protocol; it is tcp, udp, icmp or all", protocol, node.Value)
		return "", nil
	}
	if list == "all" {
		return protocol, everything
	}
	if protocol == "icmp" || protocol == "all" {
		r.fail(node, "the edge %q: %s has no ports; write all/%s", node.Value, protocol, protocol)
		return "", nil
	}
	var all []Ports
	for part := range strings.SplitSeq(list, ",") {
		if ports, ok := r.ports(node, part); ok {
			all = append(all, ports)
		}
	}
	return protocol, all
}
