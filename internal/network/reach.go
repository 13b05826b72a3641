package network

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// Reach answers who can reach whom. It is pure: a model in, answers out.
type Reach struct {
	Nodes []*Node
	// sure and possible are the two readings of what is not known.
	sure, possible *view
	byID           map[string]*Node
	// members are the nodes behind a target group, with the port they listen on.
	members map[string][]member
	// public is the internet's address space, in all and by version.
	public, public4, public6 *netipx.IPSet
	// ports are those that clients are answered on.
	ports answerPorts
	// citing says that a hop names every rule that lets it through, not the first one alone.
	citing bool
	// withoutACLs leaves network ACLs out of account.
	withoutACLs bool
}

// Question is what is asked: can From open a connection to To, on these ports?
type Question struct {
	From, To *Node
	// Protocol is a name or number, empty for tcp when there is a port, else for everything.
	Protocol string
	// Port is a port of To, or -1 for any.
	Port int
}

// Answer says whether To is reachable, and proves it.
type Answer struct {
	Reachable model.Value[bool]
	// Services is what is reachable for sure, in words; empty for nothing.
	Services string
	// Hops is the shortest path, hop by hop, each with what lets it through.
	Hops []string
	// Stop is the first thing that stops it, or what makes the answer open.
	Stop string
	// causes are the rules that let it through, reached is what they do.
	causes  []string
	reached services
}

// NewReach prepares questions about an architecture.
func NewReach(ix *wiring.Index) *Reach { return newReach(ix, newRouting(ix), answerPorts{}) }

func newReach(ix *wiring.Index, routes *routing, ports answerPorts) *Reach {
	read, acls := newReader(routes), findACLs(ix)
	nodes, gateways := findNodes(ix.Model)
	r := &Reach{
		Nodes:    nodes,
		sure:     newView(ix, read, acls, false),
		possible: newView(ix, read, acls, true),
		byID:     map[string]*Node{},
		members:  map[string][]member{},
		public:   publicAddresses(),
		ports:    ports,
	}
	r.public4 = intersection(r.public, setOf(netip.MustParsePrefix("0.0.0.0/0")))
	r.public6 = intersection(r.public, setOf(netip.MustParsePrefix("::/0")))
	for _, n := range slices.Concat(nodes, gateways) {
		r.byID[n.ID] = n
	}
	r.findMembers(ix.Model)
	return r
}

// Keep leaves out the nodes that are not wanted, but for the internet: none of them is an end of
// a question any more. They stay hops on the way: a path through them is a path.
func (r *Reach) Keep(wanted func(*Node) bool) {
	r.Nodes = slices.DeleteFunc(r.Nodes, func(n *Node) bool { return n.Role != Internet && !wanted(n) })
}

// Call gives nodes the names that the document has for them, by id.
func (r *Reach) Call(names map[string]string) {
	for _, n := range r.Nodes {
		n.Name = names[n.ID]
	}
}

// Node finds a node by its id, its name, what the document calls it, or its role if only one has it.
func (r *Reach) Node(name string) (*Node, error) {
	var all []*Node
	for _, n := range r.Nodes {
		if n.ID == name {
			return n, nil
		}
		if n.Name == name || n.Role == name || n.Label == name || strings.HasSuffix(n.ID, "/"+name) ||
			strings.HasSuffix(n.ID, ":"+name) {
			all = append(all, n)
		}
	}
	switch len(all) {
	case 1:
		return all[0], nil
	case 0:
		return nil, fmt.Errorf(
			"nothing is called %q%s; there are %s",
			name,
			near.Question(name, r.called()),
			strings.Join(r.names(), ", "),
		)
	}
	var names []string
	for _, n := range all {
		names = append(names, n.Label)
	}
	return nil, fmt.Errorf("%q can mean %s; name one of them", name, strings.Join(names, ", "))
}

// called are the names by which Node finds something.
func (r *Reach) called() (names []string) {
	for _, n := range r.Nodes {
		for _, name := range []string{n.Name, n.Role, n.Label, n.ID} {
			if name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// names are what to call things by: the documented name, and the address behind it.
func (r *Reach) names() []string {
	var names []string
	for _, n := range r.Nodes {
		name := cmp.Or(n.Name, n.Role, n.Label)
		if name != n.Label {
			name += " (" + n.Label + ")"
		}
		names = append(names, name)
	}
	return names
}

// Services reads the protocol and port of a question.
func (q Question) services() (services, error) {
	if q.Protocol == "" && q.Port <= mostPorts {
		if q.Port < 0 {
			return allServices(), nil
		}
		return service(tcp, q.Port, q.Port), nil
	}
	if q.Port > mostPorts {
		return services{}, fmt.Errorf("there is no port %d; the last one is %d", q.Port, mostPorts)
	}
	set, ok := servicesOf(model.Known(cmp.Or(q.Protocol, "tcp")), model.Known(q.Port), model.Known(q.Port))
	if !ok {
		return set, fmt.Errorf(
			"there is no protocol %q; give tcp, udp, icmp, icmpv6, all or a number from 0 to 255",
			q.Protocol,
		)
	}
	return set, nil
}

// Ask answers one question. Unknown parts make an answer unknown only where they could change it.
func (r *Reach) Ask(q Question) (Answer, error) {
	want, err := q.services()
	if err != nil {
		return Answer{}, err
	}
	return r.cite(q, r.ask(q.From, q.To, want, true)), nil
}

// ask compares the two views. Hops over load balancers count where they are asked for.
func (r *Reach) ask(from, to *Node, want services, overBalancers bool) Answer {
	sure := r.find(r.sure, from, to, want, overBalancers)
	if sure.reached() {
		return Answer{
			Reachable: model.Known(true),
			Services:  sure.services.String(),
			Hops:      sure.hops,
			causes:    sure.causes,
			reached:   sure.services,
		}
	}
	possible := r.find(r.possible, from, to, want, overBalancers)
	if !possible.reached() {
		return Answer{Reachable: model.Known(false), Stop: possible.stop}
	}
	why := model.Why{Reason: r.whyOpen(from, to), Detail: sure.stop}
	return Answer{Reachable: model.Unknown[bool](why), Stop: sure.stop, Hops: possible.hops}
}

// whyOpen is the reason of an open answer: what could have been read and was not counts
// before what nobody can know yet.
func (r *Reach) whyOpen(nodes ...*Node) model.Reason {
	reason := model.KnownAfterApply
	if r.sure.Model.Source.Account != "" {
		reason = model.NotReturned // in an account nothing waits for apply
	}
	kind := r.sure.Model.Source.Kind
	worse := func(other model.Reason) {
		if other != "" && (!reason.Collectable(kind) || reason == model.NotReturned) && other.Collectable(kind) {
			reason = other
		}
	}
	for _, collection := range []string{"security_groups", "network_acls", "route_tables", "subnets", "vpcs", "nat_gateways", "listeners", "target_groups", "services"} {
		if gap := r.sure.Model.GapFor(collection); gap != nil {
			worse(gap.Reason)
		}
	}
	whole, read := true, true
	for _, n := range nodes {
		for _, list := range []model.List[string]{n.subnets, n.groups} {
			if whole = whole && list.IsWhole(); !list.IsWhole() {
				worse(list.Why().Reason)
			}
			for _, id := range list.Items() {
				if r.sure.Subnets[id] == nil && r.sure.SecurityGroups[id] == nil {
					read = false
					worse(model.NotInSource)
				}
			}
		}
		if !n.public.IsKnown() {
			worse(n.public.Why().Reason)
		}
	}
	if whole && !read && reason == model.KnownAfterApply {
		return model.NotInSource // its place is known, and belongs to another state
	}
	return reason
}

// found is what one view finds.
type found struct {
	services services
	hops     []string
	stop     string
	causes   []string
}

func (f found) reached() bool { return !f.services.isEmpty() }

// find looks for a direct way, then for one over a load balancer.
func (r *Reach) find(v *view, from, to *Node, want services, overBalancers bool) found {
	direct := r.direct(v, from, to, want)
	if direct.reached() || !overBalancers || from == to {
		return direct
	}
	for i := range v.Model.Listeners {
		l := &v.Model.Listeners[i]
		for _, id := range model.Candidates(l.LoadBalancer) {
			if lb := r.byID[id]; lb != nil && lb != from && lb != to && (l.LoadBalancer.IsKnown() || v.possible) {
				if over := r.over(v, from, lb, l, to, want); over.reached() {
					return over
				}
			}
		}
	}
	if v.possible {
		for i := range v.Model.LoadBalancers {
			if lb := &v.Model.LoadBalancers[i]; lb.Source.Data && r.mayStandBefore(v, lb, from, to, want) {
				return found{
					services: want,
					hops:     []string{listenersElsewhere(lb).Detail + " that forward to " + to.Label},
				}
			}
		}
	}
	return direct
}

// name is the label of any resource, by its id.
func (r *Reach) name(id string) string { return r.sure.routes.name(id) }
