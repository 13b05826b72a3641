package network

import (
	"maps"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// crossToAddresses checks an edge whose far end is no component.
func (a *analysis) crossToAddresses(b *blocks, mine *model.Subnet, c component, e edge, inbound bool) {
	name := e.to
	if inbound {
		name = e.from
	}
	prefixes, why := a.prefixesFor(name)
	for _, far := range prefixes {
		a.cross(b, e, a.legsToAddress(mine, c, e, far, inbound))
	}
	if why != nil {
		a.crossToSomebody(b, e, a.legsToAddress(mine, c, e, netip.MustParsePrefix("0.0.0.0/0"), inbound), *why)
	}
}

// crossToSomebody checks the crossings for a far end of which the addresses are not known: it gets through where
// everybody does, and not where nobody does.
func (a *analysis) crossToSomebody(b *blocks, e edge, legs []leg, why model.Why) {
	for _, l := range legs {
		own := blocks{lines: model.Whole[string]()}
		a.cross(&own, e, []leg{l})
		all, _ := a.reach.sure.acls.of(l.near)
		open := slices.ContainsFunc(
			all,
			func(acl *model.NetworkACL) bool { return len(a.reach.possible.passing(acl, l.ingress)) > 0 },
		)
		if open && len(own.lines.Items()) > 0 {
			own = blocks{lines: model.Part[string](why)}
		}
		b.lines, b.causes = b.lines.Joined(own.lines), append(b.causes, own.causes...)
	}
}

// prefixesFor are the addresses of what is no component, or why they are not known.
func (a *analysis) prefixesFor(name string) (all []netip.Prefix, why *model.Why) {
	if isInternet(name) {
		return []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}, nil
	}
	if set := a.ends.addresses[name]; set != nil {
		all = set.Prefixes()
	}
	if named := a.ends.lists[name]; named != "" {
		var listed []netip.Prefix
		listed, why = a.prefixesOfList(named)
		all = append(all, listed...)
	}
	if a.ends.groups[name] != "" {
		why = &model.Why{Reason: model.NotInSource, Detail: "who wears " + a.ends.groups[name] + " was not read"}
	}
	return all, why
}

// prefixesOfList are the entries of the prefix list that a document names.
func (a *analysis) prefixesOfList(named string) (all []netip.Prefix, why *model.Why) {
	unread := &model.Why{Reason: model.NotInSource, Detail: "the entries of prefix list " + named + " were not read"}
	for _, id := range slices.Sorted(maps.Keys(a.routes.lists)) {
		switch is := a.isList(id, named); {
		case is.Or(false):
			return a.routes.destination(model.Known(id), "")
		case !is.IsKnown():
			unread = new(is.Why())
		}
	}
	return nil, unread
}
