package network

import (
	"cmp"
	"net/netip"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// route is one route of a table as a set of addresses and where they are sent. Every
// question about routes is asked of these.
type route struct {
	prefixes []netip.Prefix
	// where is why it is not decided which addresses it is for; nil when it is.
	where *model.Why
	// kind is empty where it is not decided where it leads; whither says why.
	kind    string
	whither *model.Why
	// targets are all that it can mean, target the one it does.
	targets []string
	target  string
	// text is its destination as written, to names its targets.
	text, to string
	origin   string
}

// read reads the routes of a table once.
func (r *routing) read(t *model.RouteTable) []route {
	if all, ok := r.written[t.ID]; ok {
		return all
	}
	all := make([]route, 0, len(t.Routes.Items()))
	for _, written := range t.Routes.Items() {
		all = append(all, r.route(written))
	}
	r.written[t.ID] = all
	return all
}

func (r *routing) route(written model.Route) route {
	kind, known := written.TargetType.Get()
	out := route{
		kind:    kind,
		targets: model.Candidates(written.Target),
		origin:  written.Origin,
		text:    written.Destination.Or(unwritten(written.Destination)),
		target:  written.Target.Or(cmp.Or(kind, "unknown target")),
	}
	if !known {
		why := written.TargetType.Why()
		out.whither = &why
	}
	out.prefixes, out.where = r.destination(written.Destination, kind)
	var names []string
	for _, id := range out.targets {
		names = append(names, r.name(id))
	}
	if out.to = cmp.Or(strings.Join(names, ""), kind, "a target that is not known"); len(names) > 1 {
		out.to = "one of " + strings.Join(names, ", ")
	}
	return out
}

// unwritten says why a destination is not there: of a route that a gateway propagates it is what the gateway learns. A
// table that lets one write routes has a way out, whatever it has learnt today.
func unwritten(destination model.Value[string]) string {
	if detail := destination.Why().Detail; detail != "" {
		return "unknown destination (" + detail + ")"
	}
	return "unknown destination"
}

// destination returns the prefixes a route covers: its own, or those of its prefix list. The
// prefix lists of AWS, which gateway endpoints are reached by, hold public addresses of single
// services.
func (r *routing) destination(to model.Value[string], kind string) ([]netip.Prefix, *model.Why) {
	text, ok := to.Get()
	if !ok {
		why := to.Why()
		return nil, &why
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		return []netip.Prefix{p.Masked()}, nil
	}
	list := r.lists[text]
	if list == nil || !list.Entries.IsWhole() {
		if kind == "vpc_endpoint" {
			return nil, nil
		}
		return nil, &model.Why{
			Reason: model.NotInSource,
			Detail: "the entries of prefix list " + text + " were not read",
		}
	}
	var all []netip.Prefix
	for _, entry := range list.Entries.Items() {
		if p, err := netip.ParsePrefix(entry); err == nil {
			all = append(all, p.Masked())
		}
	}
	return all, nil
}
