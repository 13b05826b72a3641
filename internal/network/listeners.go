package network

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// judgeListeners judges a load balancer that wears no security groups: it admits whoever reaches it on
// the ports of its listeners, and sends to its targets alone, which another rule compares.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (c *comparison) judgeListeners() {
	if !c.ingress {
		return
	}
	if gap := c.Model.GapFor("listeners"); gap != nil {
		c.leave(gap.Why())
	}
	if lb := c.LoadBalancers[c.id]; lb != nil && lb.Source.Data {
		c.leave(listenersElsewhere(lb))
	}
	var admitted services
	for i := range c.Model.Listeners {
		l := &c.Model.Listeners[i]
		switch lb, known := l.LoadBalancer.Get(); {
		case !known:
			c.leave(l.LoadBalancer.Why())
		case lb == c.id:
			admitted = admitted.union(c.admits(l))
		}
	}
	open := c.open
	for _, e := range c.documented {
		c.connect(e, c.far(e), func() {
			switch {
			case admitted.contains(e.services), e.any && !admitted.isEmpty():
			case open == nil:
				c.lack(e, c.far(e))
			default:
				c.leave(*open)
			}
		})
	}
}

// listenersElsewhere is why the listeners of a load balancer that a data source reads are not all known.
func listenersElsewhere(lb *model.LoadBalancer) model.Why {
	return model.Why{Reason: model.NotManaged, Detail: "another state manages " + lb.ID + ", and may have listeners"}
}

// admits are the ports of a listener. Those that are documented for nobody are too much, and so are
// those of a public load balancer that are not documented for the internet.
func (c *comparison) admits(l *model.Listener) services {
	port, known := l.Port.Get()
	protocol, protocolKnown := l.Protocol.Get()
	if !known || !protocolKnown {
		why := l.Port.Why()
		if known {
			why = l.Protocol.Why()
		}
		c.leave(why)
		return services{}
	}
	admitted := portOf(protocol, port)
	if beyond := admitted.minus(c.everyRole()); !beyond.isEmpty() {
		c.admitsMore("anybody", l, beyond)
		return admitted
	}
	beyond := admitted.minus(c.byRole[Internet])
	switch public, known := c.reach.byID[c.id].public.Get(); {
	case beyond.isEmpty():
	case !known:
		c.leave(c.reach.byID[c.id].public.Why())
	case public:
		c.admitsMore(Internet, l, beyond)
	}
	return admitted
}

func (c *comparison) admitsMore(who string, l *model.Listener, beyond services) {
	standing := wiring.Excess
	if !c.doc.HasEdges {
		standing = wiring.Permitted
	}
	c.connections = append(
		c.connections,
		wiring.Connection{
			Ingress:  true,
			Far:      who,
			Ports:    beyond.String(),
			Standing: standing,
			Why:      "by " + c.reach.name(l.ID),
		},
	)
	c.excess = append(c.excess, c.arrow(who, c.id, beyond.String())+", by "+c.reach.name(l.ID))
	c.causes = append(c.causes, l.ID)
}

// portOf are the services of a listener's protocol.
func portOf(protocol string, port int) (set services) {
	if strings.Contains(protocol, "UDP") {
		set = service(udp, port, port)
	}
	if protocol != "UDP" {
		set = set.union(service(tcp, port, port))
	}
	return set
}
