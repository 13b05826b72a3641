// Package document reads the documented architecture: components, tiers, who may reach whom, and
// what is asked of each, with the line of the document that asks it.
package document

import (
	"net/netip"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/kind"
)

// Document is what one environment asks for. What is not in it is not asked: rules about it are
// not applicable.
type Document struct {
	Environment string
	File        string
	// Digest is the SHA-256 of the document's bytes, in hex.
	Digest string

	VPC        VPC
	Tiers      []Tier
	Components []Component
	Externals  []External
	// Edges are who may reach whom, one pair and one range of ports each; HasEdges says that the
	// document speaks of them at all. They are complete, unless EdgesOpen.
	Edges     []Edge
	HasEdges  bool
	EdgesOpen bool
	// ComponentsComplete says that the components are all there are, also of kinds without network interfaces that
	// the document has none of.
	ComponentsComplete bool
	// Closed are the components whose edges are complete all the same where EdgesOpen.
	Closed Closed
	Alarms Requirements
	Cost   Cost
	// Doubts are what a document in prose says that asks nothing as it stands.
	Doubts []Doubt
	// Beside is a second file that lies over the first.
	Beside Beside
	// parts are what the input answers for that is judged against it, none for everything.
	parts []string
	// lines are those of everything that is asked, by path.
	lines map[string]int
}

// Doubt is a statement that asks nothing as it stands: State says why, such as contradiction, and Detail what to write.
type Doubt struct {
	Line                int
	State, Text, Detail string
}

// Beside is a file whose lines are counted behind those of the first: its own first line is After+1.
type Beside struct {
	File  string
	After int
}

// Place is the file and the line in it of what Line returns.
func (d *Document) Place(line int) (file string, own int) {
	if d.Beside.File != "" && line > d.Beside.After {
		return d.Beside.File, line - d.Beside.After
	}
	return d.File, line
}

// Closed are components by the direction in which nothing more than documented may be.
type Closed struct{ Ingress, Egress []string }

// IsOpen reports whether a component may have more edges than are documented, in one direction.
func (d *Document) IsOpen(component string, ingress bool) bool {
	closed := d.Closed.Egress
	if ingress {
		closed = d.Closed.Ingress
	}
	return d.EdgesOpen && !slices.Contains(closed, component)
}

// VPC is what is asked of the VPC itself.
type VPC struct {
	// CIDR are its IPv4 prefixes; nil where none are asked.
	CIDR []netip.Prefix
	// EphemeralPorts are those that clients receive answers on; nil where it is left to what is
	// usual for each kind of client.
	EphemeralPorts *Ports
	Asked          Requirements
}

// Tier is a row of subnets that have the same way out.
type Tier struct {
	Name string
	// Subnets are its prefixes; nil where none are documented.
	Subnets []netip.Prefix
	// NATTier is the tier that the NAT gateways it leaves through sit in, empty for any.
	NATTier string
	Asked   Requirements
}

// Component is something that runs.
type Component struct {
	Name string
	Kind *kind.Kind
	// Tier is where it sits; empty where the document does not say.
	Tier string
	// Count is how many real things it is; one where the document does not say.
	Count Asked
	// Counted: the document does say, so that the sizes of an Auto Scaling group are held to it too.
	Counted bool
	Match   Match
	Asked   Requirements
}

// Match says which real thing a component is; all that is given must fit. Texts are globs.
type Match struct {
	Address, ARN, Name string
	Tags               map[string]string
}

// IsEmpty reports whether nothing is given.
func (m Match) IsEmpty() bool {
	return m.Address == "" && m.ARN == "" && m.Name == "" && len(m.Tags) == 0
}

// External is somebody outside: addresses, a prefix list by name or id, or a foreign group.
type External struct {
	Name          string
	Addresses     []netip.Prefix
	PrefixList    string
	SecurityGroup string
}

// The ends of edges that no document declares.
const (
	Internet = "internet"
	WholeVPC = "vpc"
)

// AnyPort is the protocol of an edge that leaves its port open: something must get through, and whatever does is
// documented.
const AnyPort = "any"

// Edge is one permitted connection between two ends: components, tiers, externals, Internet or WholeVPC.
type Edge struct {
	From, To string
	// Protocol is tcp, udp, icmp, all, or AnyPort. It is empty where To has no network interfaces: then
	// there is no port.
	Protocol string
	Ports    Ports
	Line     int
}

// Ports is a range of ports, both ends included.
type Ports struct{ From, To int }

// InDigits is one port, or the range as 8000-8010.
func (p Ports) InDigits() string {
	if p.From == p.To {
		return strconv.Itoa(p.From)
	}
	return strconv.Itoa(p.From) + "-" + strconv.Itoa(p.To)
}

// Cost is the section on the budget, in USD.
type Cost struct {
	// MonthlyUSD is the band of a month; nil where none is asked.
	MonthlyUSD        *Bounds
	TolerancePercent  int
	Budget            bool
	MaximumWithinBand bool
	RowsWithinBand    bool
	// Rows are what the document says of each component, of NATGatewaysRow and TransferRow.
	Rows  map[string]Bounds
	Usage Usage
}

// Bounds is a band of money, both ends included.
type Bounds struct{ From, To int }

// The rows of the budget that are no components.
const (
	NATGatewaysRow = "nat_gateways"
	TransferRow    = "transfer"
)

// Component returns the component of a name, or nil.
func (d *Document) Component(name string) *Component {
	for i := range d.Components {
		if d.Components[i].Name == name {
			return &d.Components[i]
		}
	}
	return nil
}

// OfKind are the components of a kind, in the document's order.
func (d *Document) OfKind(name string) []*Component {
	var all []*Component
	for i := range d.Components {
		if d.Components[i].Kind.Name == name {
			all = append(all, &d.Components[i])
		}
	}
	return all
}

// BalancersBefore are the load balancers with an edge to any of some components, in the document's order.
func (d *Document) BalancersBefore(names ...string) []*Component {
	return slices.DeleteFunc(d.OfKind("load_balancer"), func(balancer *Component) bool {
		return !slices.ContainsFunc(
			d.Edges,
			func(e Edge) bool { return e.From == balancer.Name && slices.Contains(names, e.To) },
		)
	})
}

// ListenedPorts are the ports on which a load balancer listens for the edges to it, but for those of which a
// requirement of its own asks more: 443 by https_listener, 80 by redirect_http.
func (d *Document) ListenedPorts(balancer *Component) (all []Ports) {
	for _, e := range d.Edges {
		own := e.Ports == Ports{443, 443} && balancer.Asked["https_listener"].Is(true) ||
			e.Ports == Ports{80, 80} && balancer.Asked["redirect_http"].Is(true)
		if e.To == balancer.Name && (e.Protocol == "tcp" || e.Protocol == "udp") && !own {
			all = append(all, e.Ports)
		}
	}
	return all
}

// Tier returns the tier of a name, or nil.
func (d *Document) Tier(name string) *Tier {
	for i := range d.Tiers {
		if d.Tiers[i].Name == name {
			return &d.Tiers[i]
		}
	}
	return nil
}

// Line is the line that asks something, by its path, such as components.database.multi_az; where
// that path is not written, the line of what holds it; 0 where nothing does.
func (d *Document) Line(path string) int {
	for ; path != ""; path = parent(path) {
		if line := d.lines[path]; line > 0 {
			return line
		}
	}
	return 0
}
