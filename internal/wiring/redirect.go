package wiring

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// forwardsPlain lists the actions of a plain listener that do anything but redirect to HTTPS on
// the same load balancer. What no request gets to does not count.
func (b *builder) forwardsPlain(l *model.Listener) model.List[string] {
	list := model.Whole[string]()
	if len(l.Actions.Items()) == 0 && l.Actions.IsWhole() {
		list = list.With(l.ID + " has no action")
	}
	order := orderOf(l, matchesAll)
	order.unread = nil // what was not read is noted below
	for _, a := range l.Actions.Items() {
		taken := order.takes(a)
		if !taken.Or(true) {
			continue
		}
		switch fault, why := b.redirectFault(l, a); {
		case fault != "" && taken.IsKnown():
			list = list.With(a.Origin + ": " + fault)
		case fault != "":
			list = list.Broken(taken.Why())
		case why != nil:
			list = list.Broken(*why)
		}
	}
	if !l.Actions.IsWhole() {
		list = list.Broken(l.Actions.Why())
	}
	return list
}

// redirectFault says what keeps an action from being a redirect to HTTPS, or why that is not known.
func (b *builder) redirectFault(l *model.Listener, a model.Action) (fault string, why *model.Why) {
	kind, known := a.Type.Get()
	protocol, protocolKnown := a.RedirectProtocol.Get()
	switch {
	case !known, kind == "redirect" && !protocolKnown:
		open := because("the action of "+a.Origin, a.Type, a.RedirectProtocol)
		return "", &open
	case kind != "redirect":
		return kind, nil
	case protocol != "HTTPS":
		return "redirects to " + protocol, nil
	}
	if fault, why = b.hostFault(l, a); fault != "" {
		return fault, nil
	}
	fault, open := b.portFault(l, a)
	if why == nil {
		why = open
	}
	return fault, why
}

// hostFault: a redirect to somebody else's name leads users away.
func (b *builder) hostFault(l *model.Listener, a model.Action) (string, *model.Why) {
	host, known := a.RedirectHost.Get()
	if !known {
		why := because("the host that "+a.Origin+" redirects to", a.RedirectHost)
		return "", &why
	}
	if host == "#{host}" {
		return "", nil
	}
	names := b.namesOf(l.LoadBalancer)
	if lb := b.LoadBalancers[l.LoadBalancer.Or("")]; lb != nil && lb.DNSName.Or("") != "" {
		names = names.With(strings.ToLower(lb.DNSName.Or("")))
	}
	for _, name := range names.Items() {
		if host = strings.TrimSuffix(strings.ToLower(host), "."); slices.Contains(
			names.Items(),
			strings.ReplaceAll(host, "#{host}", name),
		) {
			return "", nil
		}
	}
	if !names.IsWhole() {
		why := model.Why{Reason: names.Why().Reason, Detail: "whether " + host + " is a name of the load balancer"}
		return "", &why
	}
	return "redirects to " + host + ", which is no name of its load balancer", nil
}

// portFault: a redirect to a port that speaks no HTTPS leads nowhere.
func (b *builder) portFault(l *model.Listener, a model.Action) (string, *model.Why) {
	port, known := a.RedirectPort.Get()
	if port == "#{port}" {
		own, ok := l.Port.Get()
		port, known = strconv.Itoa(own), ok
	}
	if !known {
		why := because("the port that "+a.Origin+" redirects to", a.RedirectPort, l.Port)
		return "", &why
	}
	listeners := gapped(b.Model, model.Whole[string](), "listeners")
	if lb := b.LoadBalancers[l.LoadBalancer.Or("")]; lb == nil || lb.Source.Data {
		listeners = listeners.Broken(
			model.Why{Reason: model.NotManaged, Detail: "the other listeners of its load balancer"},
		)
	}
	for i := range b.Model.Listeners {
		other := &b.Model.Listeners[i]
		same := model.Equal(l.LoadBalancer, other.LoadBalancer)
		number, numbered := other.Port.Get()
		protocol, named := other.Protocol.Get()
		switch {
		case !same.Or(true), numbered && strconv.Itoa(number) != port, named && protocol != "HTTPS":
		case same.IsKnown() && numbered && named:
			return "", nil
		default:
			listeners = listeners.Broken(
				because("whether "+other.ID+" is on port "+port, same, other.Port, other.Protocol),
			)
		}
	}
	if !listeners.IsWhole() {
		why := listeners.Why()
		return "", &why
	}
	return fmt.Sprintf("redirects to HTTPS on port %s, where no listener of its load balancer speaks it", port), nil
}
