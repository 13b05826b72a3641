package network

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/document"
)

// answerPorts is the one table of the ports that clients receive answers on: a stateless
// network ACL has to let them through as well.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
type answerPorts struct {
	// asked are those of the document, nil where it has none.
	asked *document.Ports
}

// client is where one kind of client receives answers, and what it is called.
type client struct {
	ports span
	name  string
}

func (c client) String() string {
	return fmt.Sprintf("%s, the ports of %s", spanText(tcp, c.ports), c.name)
}

// anyPorts are those that some client uses: nobody tells a stranger which to take.
func anyPorts() span { return span{1024, mostPorts} }

// linuxPorts are those of Linux's own choice, as in ECS tasks.
func linuxPorts() span { return span{32768, 60999} }

func natClient() client { return client{anyPorts(), "NAT gateways"} }

// of are the ports of a node, as the document has them, else as its kind does.
func (p answerPorts) of(n *Node) client {
	if p.asked != nil {
		return client{span{p.asked.From, p.asked.To}, "the document"}
	}
	return clientOf(n)
}

// reaching are the ports of a node in questions of who reaches whom: the document cannot
// tell strangers which to take.
func (p answerPorts) reaching(n *Node) client {
	if n.Role == Internet {
		return clientOf(n)
	}
	return p.of(n)
}

func clientOf(n *Node) client {
	switch {
	case n.Role == "service":
		return client{linuxPorts(), "Linux clients"}
	case n.Role == "load_balancer":
		return client{anyPorts(), "load balancers"}
	case n.Role == "function", n.ownerType == "aws_lambda_function":
		return client{anyPorts(), "Lambda functions"}
	}
	return client{anyPorts(), "any client"}
}

// services are the answers to a client; protocols without ports are answered as a whole.
func (c client) services() services {
	ports := []span{c.ports}
	return services{rest: everyPort(), by: []protocolPorts{{tcp, ports}, {udp, ports}}}
}

// answeredOn are the ports of TCP, or else UDP, on which flows are answered.
func answeredOn(flows []flow) []span {
	var byTCP, byUDP []span
	for _, f := range flows {
		if len(f.services.of(tcp)) > 0 {
			byTCP = unionSpans(byTCP, f.answers.of(tcp))
		}
		if len(f.services.of(udp)) > 0 {
			byUDP = unionSpans(byUDP, f.answers.of(udp))
		}
	}
	if len(byTCP) > 0 {
		return byTCP
	}
	return byUDP
}

func spansText(spans []span) string { return of(tcp, spans).String() }
