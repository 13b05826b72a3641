package network

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// Node is an end that questions can be asked about: the internet, or a component.
type Node struct {
	// ID is the resource's, or "internet".
	ID string
	// Role is internet, load_balancer, application, database, cache or vpc_endpoint.
	Role string
	// Label is how people call it.
	Label string

	subnets model.List[string]
	groups  model.List[string]
	// public is whether it has a public address.
	public model.Value[bool]
	// unfiltered: no security group stands before it, as with some network load balancers.
	unfiltered bool
}

// internetNode stands for every public address.
func internetNode() *Node {
	return &Node{ID: Internet, Role: Internet, Label: Internet, subnets: model.Whole[string](), groups: model.Whole[string](), unfiltered: true, public: model.Known(true)}
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

// findNodes lists the internet and all components of a model, in order.
func findNodes(a *model.Architecture) []*Node {
	nodes := []*Node{internetNode()}
	add := func(r *model.Resource, role string, subnets, groups model.List[string], public model.Value[bool]) *Node {
		n := &Node{ID: r.ID, Role: role, Label: label(r), subnets: subnets, groups: groups, public: public}
		nodes = append(nodes, n)
		return n
	}
	for i := range a.LoadBalancers {
		lb := &a.LoadBalancers[i]
		public := model.Unknown[bool](lb.Internal.Why())
		if internal, ok := lb.Internal.Get(); ok {
			public = model.Known(!internal)
		}
		n := add(&lb.Resource, LoadBalancer, lb.Subnets, lb.SecurityGroups, public)
		n.unfiltered = lb.LoadBalancerType.Or("application") != "application" && lb.SecurityGroups.IsWhole() && len(lb.SecurityGroups.Items()) == 0
	}
	for i := range a.Services {
		s := &a.Services[i]
		add(&s.Resource, Application, s.Subnets, s.SecurityGroups, s.AssignPublicIP)
	}
	for i := range a.Databases {
		d := &a.Databases[i]
		add(&d.Resource, Database, d.Subnets, d.SecurityGroups, d.PubliclyAccessible)
	}
	for i := range a.Caches {
		c := &a.Caches[i]
		// ElastiCache gives no public addresses.
		// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html
		add(&c.Resource, Cache, c.Subnets, c.SecurityGroups, model.Known(false))
	}
	for i := range a.VPCEndpoints {
		e := &a.VPCEndpoints[i]
		if e.EndpointType.Or("") == "Interface" {
			add(&e.Resource, "vpc_endpoint", e.Subnets, e.SecurityGroups, model.Known(false))
		}
	}
	slices.SortStableFunc(nodes[1:], func(a, b *Node) int { return cmp.Or(roleOrder(a.Role)-roleOrder(b.Role), strings.Compare(a.ID, b.ID)) })
	return nodes
}

// roleOrder lists components from the outside to the inside.
func roleOrder(role string) int {
	return slices.Index([]string{Internet, LoadBalancer, Application, Database, Cache, "vpc_endpoint"}, role)
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
