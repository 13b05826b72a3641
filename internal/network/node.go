package network

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// Node is an end that questions can be asked about: the internet, or a component.
type Node struct {
	// ID is the resource's, or "internet".
	ID string
	// Role is internet, or a kind of component.
	Role string
	// Label is how people call it, Name what the document calls it, empty for what it does not have.
	Label, Name string

	subnets model.List[string]
	groups  model.List[string]
	// public is whether it has a public address.
	public model.Value[bool]
	// ownerType is the Terraform type of what has no noun of its own.
	ownerType string
	// unfiltered: no security group stands before it, as with some network load balancers.
	unfiltered bool
}

// internetNode stands for every public address.
func internetNode() *Node {
	return &Node{
		ID:         Internet,
		Role:       Internet,
		Label:      Internet,
		subnets:    model.Whole[string](),
		groups:     model.Whole[string](),
		unfiltered: true,
		public:     model.Known(true),
	}
}

// publicAddresses are those that the internet routes.
// https://www.iana.org/assignments/iana-ipv4-special-registry
func publicAddresses() *netipx.IPSet {
	var b netipx.IPSetBuilder
	b.AddPrefix(netip.MustParsePrefix("0.0.0.0/0"))
	b.AddPrefix(netip.MustParsePrefix("2000::/3"))
	for _, p := range []string{"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4"} {
		b.RemovePrefix(netip.MustParsePrefix(p))
	}
	return built(&b)
}

// findNodes lists the internet and all that has network interfaces, in order; routes are gateway endpoints, which can
// be documented and have none.
func findNodes(a *model.Architecture) (nodes, routes []*Node) {
	nodes = []*Node{internetNode()}
	a.EachPlaced(func(collection string, noun model.Placed) {
		if e, ok := noun.(*model.VPCEndpoint); ok && e.EndpointType.Or("Interface") == "Gateway" {
			routes = append(routes, nodeOf(collection, noun))
			return
		}
		nodes = append(nodes, nodeOf(collection, noun))
	})
	order := kind.Names() // as the table of kinds has them, which is from the outside to the inside
	slices.SortStableFunc(nodes[1:], func(a, b *Node) int {
		return cmp.Or(slices.Index(order, a.Role)-slices.Index(order, b.Role), strings.Compare(a.ID, b.ID))
	})
	return nodes, routes
}

func nodeOf(collection string, noun model.Placed) *Node {
	r, p := noun.Base(), noun.Place()
	n := &Node{ID: r.ID, Role: roleOf(collection), Label: label(r), subnets: p.Subnets, groups: p.SecurityGroups,
		public: p.PublicAddress, unfiltered: isUnfiltered(noun)}
	if i, ok := noun.(*model.Interface); ok {
		n.ownerType = i.OwnerType.Or("")
	}
	return n
}

// isUnfiltered: no security group stands before a network load balancer that has none, nor
// before appliances such as a transit gateway's attachment.
func isUnfiltered(noun model.Placed) bool {
	groups := noun.Place().SecurityGroups
	if !groups.IsWhole() || len(groups.Items()) > 0 {
		return false
	}
	switch n := noun.(type) {
	case *model.LoadBalancer:
		return n.LoadBalancerType.Or("application") != "application"
	case *model.Interface, *model.TransitGatewayAttachment:
		return true
	}
	return false
}

// roleOf is what the nouns of a collection are called in questions and answers.
func roleOf(collection string) string {
	if name := kind.OfCollection(collection); name != "" {
		return name
	}
	return "other"
}

// label names a resource for people: the address of a plan, or the name in an account with
// the end of its ARN, which tells two of the same name apart.
func label(r *model.Resource) string {
	if !strings.HasPrefix(r.ID, "arn:") {
		return r.ID
	}
	end := r.ID[strings.LastIndexAny(r.ID, ":/")+1:]
	name := r.Name.Or("")
	switch {
	case name == "" || name == end:
		return end
	case strings.Contains(r.ID, ":ec2:"):
		return name + " (" + end + ")"
	}
	return name
}

// name is the label of any resource, by its id. Those of a plan are called by their address.
func (r *routing) name(id string) string {
	if !strings.HasPrefix(id, "arn:") {
		return id
	}
	if r.labels == nil {
		r.labels = map[string]string{}
		r.Model.Each(func(_ string, noun model.Noun) { r.labels[noun.Base().ID] = label(noun.Base()) })
	}
	if l, ok := r.labels[id]; ok {
		return l
	}
	return id
}
