package network

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// walk takes flows from one subnet to another, step by step. The first step that lets
// nothing through ends it, and says why.
type walk struct {
	*Reach
	v        *view
	from, to *Node
	flows    []flow
	// client is where the flows are answered; part says that only some of its ports are.
	client client
	part   string
	// causes are the rules that let the flows through.
	causes []string
	// proof is what let the flows through, stop what did not.
	proof []string
	stop  string
}

// alive reports whether anything is left.
func (w *walk) alive() bool { return w.stop == "" && len(w.flows) > 0 }

// step replaces the flows by what passed.
func (w *walk) step(passed []flow, proof, stop string) {
	if !w.alive() {
		return
	}
	if w.flows = passed; len(passed) == 0 {
		w.stop = stop
	} else if proof != "" {
		w.proof = append(w.proof, proof)
	}
}

// direct is the way without a load balancer: the first pair of subnets that has one. Of ways
// that carry different services, all are counted.
func (r *Reach) direct(v *view, from, to *Node, want services) found {
	if from == to || from.Role == Internet && to.Role == Internet {
		return found{stop: "it is the same end"}
	}
	starts, ends := r.subnetsOf(v, from), r.subnetsOf(v, to)
	result := found{}
	for _, a := range starts {
		for _, b := range ends {
			one := r.cross(v, from, to, a, b, want)
			switch {
			case !one.reached():
				result.stop = cmp.Or(result.stop, one.stop)
			case !result.reached():
				result.services, result.hops, result.causes = one.services, one.hops, one.causes
			default:
				result.services = result.services.union(one.services)
			}
			if result.services.contains(want) && !want.isEmpty() {
				return result
			}
		}
	}
	if len(starts) == 0 || len(ends) == 0 {
		result.stop = cmp.Or(result.stop, r.placeless(v, from, to))
	}
	return result
}

func (r *Reach) placeless(v *view, from, to *Node) string {
	n := to
	if from.Role != Internet && len(r.subnetsOf(v, from)) == 0 {
		n = from
	}
	return "the subnets of " + n.Label + " are not known"
}

// subnetsOf are the subnets of a node; the internet has none, which counts as one. In the
// possible view a node whose subnets are not all known may sit anywhere.
func (r *Reach) subnetsOf(v *view, n *Node) []*model.Subnet {
	if n.Role == Internet {
		return []*model.Subnet{nil}
	}
	var all []*model.Subnet
	for _, id := range n.subnets.Items() {
		if s := v.Subnets[id]; s != nil {
			all = append(all, s)
		} else if v.possible {
			all = append(all, anywhere(id))
		}
	}
	if !n.subnets.IsWhole() && v.possible {
		all = append(all, anywhere(n.ID+"'s subnet"))
	}
	return all
}

// anywhere is a subnet of which nothing is known.
func anywhere(id string) *model.Subnet { return &model.Subnet{Resource: model.Resource{ID: id}} }

// addresses of a subnet: its IPv4 prefix, and in the possible view its IPv6 prefix, as a
// component in it may have an IPv6 address or not.
func (v *view) addresses(s *model.Subnet) (four, six *netipx.IPSet) {
	four, six = &netipx.IPSet{}, &netipx.IPSet{}
	if set, ok := v.prefix(s.CIDRBlock.Or("")); ok {
		four = set
	} else if !s.CIDRBlock.IsKnown() && v.possible {
		four = setOf(netip.MustParsePrefix("0.0.0.0/0"))
	}
	if set, ok := v.prefix(s.IPv6CIDRBlock.Or("")); ok && v.possible {
		six = set
	} else if !s.IPv6CIDRBlock.IsKnown() && v.possible {
		six = setOf(netip.MustParsePrefix("::/0"))
	}
	return four, six
}

// cross walks from a subnet to another; nil stands for the internet.
func (r *Reach) cross(v *view, from, to *Node, a, b *model.Subnet, want services) found {
	w := &walk{Reach: r, v: v, from: from, to: to, client: r.ports.reaching(from)}
	w.start(a, b, want)
	if !w.alive() {
		return found{stop: w.stop}
	}
	w.egress()
	switch {
	case a == nil:
		w.enter(b)
	case b == nil:
		w.leave(a)
	case a != b:
		w.between(a, b)
	}
	w.ingress()
	if !w.alive() {
		return found{stop: w.stop}
	}
	set := carried(w.flows)
	hop := fmt.Sprintf("%s -> %s %s", from.Label, to.Label, set)
	if len(w.proof) > 0 {
		hop += ": " + strings.Join(w.proof, ", ")
	}
	if w.part != "" {
		hop += "; " + w.part
	}
	return found{services: set, hops: []string{hop}, causes: w.causes}
}

// start makes the flows, one for each version of IP.
func (w *walk) start(a, b *model.Subnet, want services) {
	ends := func(s *model.Subnet) (*netipx.IPSet, *netipx.IPSet) {
		if s == nil {
			return w.public4, w.public6
		}
		return w.v.addresses(s)
	}
	from4, from6 := ends(a)
	to4, to6 := ends(b)
	if a == nil && !w.hasPublicAddress(w.to) {
		to4 = &netipx.IPSet{}
		w.stop = w.to.Label + " has no public address"
	}
	for _, pair := range [][2]*netipx.IPSet{{from4, to4}, {from6, to6}} {
		if !isNowhere(pair[0]) && !isNowhere(pair[1]) {
			w.flows = append(w.flows, flow{pair[0], pair[1], want, w.client.services()})
			w.stop = ""
		}
	}
	if len(w.flows) == 0 && w.stop == "" {
		w.stop = "the addresses of a subnet are not known"
	}
}

func (w *walk) hasPublicAddress(n *Node) bool { return n.public.Or(w.v.possible) }

func (w *walk) egress() { w.groups(w.from, w.to, false) }

func (w *walk) ingress() { w.groups(w.to, w.from, true) }

// groups passes the security groups of one end: over all of them, what any rule permits.
func (w *walk) groups(here, there *Node, ingress bool) {
	if here.unfiltered || !w.alive() {
		return
	}
	e, verb := destination, "let nothing out to"
	if ingress {
		e, verb = source, "let nothing in from"
	}
	var passed []flow
	by, worn := "", []string{}
	for _, id := range here.groups.Items() {
		worn = append(worn, w.name(id))
		p := w.v.permits(id, ingress)
		some, rule := through(w.flows, p.boxes, e)
		more, origin := through(w.flows, p.forGroups(w.v, there), e)
		some, rule = append(some, more...), cmp.Or(rule, origin)
		if len(some) > 0 && by == "" {
			by = "group " + w.name(id)
			if rule != "" && rule != id {
				by += " by " + w.ruleNames(rule, slices.Concat(p.boxes, p.forGroups(w.v, there)), e)
			}
			w.causes = append(w.causes, cause(rule, id))
		}
		passed = append(passed, some...)
	}
	if !here.groups.IsWhole() && w.v.possible {
		passed, by = append(passed, w.flows...), cmp.Or(by, "a group that is not known")
	}
	stop := fmt.Sprintf("the security groups of %s (%s) %s %s", here.Label, strings.Join(worn, ", "), verb, there.Label)
	w.step(merged(passed), by, stop)
}

// forGroups is what rules permit that name a group the other end wears.
func (p *permits) forGroups(v *view, there *Node) []box {
	all := box{addresses: v.every}
	for _, id := range there.groups.Items() {
		all = all.plus(p.byGroup[id])
	}
	if !there.groups.IsWhole() && v.possible {
		for _, id := range slices.Sorted(maps.Keys(p.byGroup)) {
			all = all.plus(p.byGroup[id])
		}
	}
	return []box{all}
}

// acl passes the border of a subnet in one direction, with the far end of the flows.
func (w *walk) acl(s *model.Subnet, ingress bool, far end) {
	if !w.alive() || w.withoutACLs {
		return
	}
	boxes, label := w.boxes(s, ingress)
	passed, _ := through(w.flows, boxes, far)
	w.step(passed, "", w.stoppedBy(label, "", w.from, w.to, ingress))
}

// back passes the border of a subnet with the answers.
func (w *walk) back(s *model.Subnet, ingress bool, far end) {
	if !w.alive() || w.withoutACLs {
		return
	}
	boxes, label := w.boxes(s, ingress)
	before := answeredOn(w.flows)
	w.step(answered(w.flows, boxes, far), "", w.stoppedBy(label, "the answers ", w.to, w.from, ingress))
	if after := answeredOn(w.flows); w.alive() && len(subtractSpans(before, after)) > 0 {
		w.part = fmt.Sprintf("answered on %s only, not on all of %s", spansText(after), w.client)
	}
}

// stoppedBy says how an ACL stops flows: the view of what is possible stops only what nothing
// unknown could let pass, the sure one also what something unknown may.
func (w *walk) stoppedBy(acl, what string, from, to *Node, ingress bool) string {
	stops := "is not known to let through"
	if w.v.possible {
		stops = "denies"
	}
	return fmt.Sprintf(
		"the network ACL %s %s %s%s -> %s on %s",
		acl,
		stops,
		what,
		from.Label,
		to.Label,
		direction(ingress),
	)
}

func direction(ingress bool) string {
	if ingress {
		return "the way in"
	}
	return "the way out"
}

func (w *walk) names(all []*model.NetworkACL) string {
	names := ids(all)
	for i, id := range names {
		names[i] = w.name(id)
	}
	return strings.Join(names, " or ")
}

// boxes are the compiled entries of a subnet's ACL.
func (w *walk) boxes(s *model.Subnet, ingress bool) ([]box, string) {
	all, _ := w.v.acls.of(s)
	switch {
	case len(all) > 0:
		return w.v.passingAny(all, ingress), w.names(all)
	case w.v.possible:
		return []box{newBox(w.v.every, allServices(), "")}, "that is not known"
	}
	return nil, "of " + s.ID + " that is not known"
}
