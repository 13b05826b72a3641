package draw

import (
	"strings"

	"github.com/archcheck/archcheck/internal/document"
)

// portsOf are the ports of a documented edge, in words.
func portsOf(e document.Edge) string {
	const every = 65535
	text := e.Ports.InDigits()
	isAll := e.Ports.From == 0 && e.Ports.To == every
	switch {
	case e.Protocol == "":
		return ""
	case e.Protocol == "all":
		return "all traffic"
	case e.Protocol == "icmp":
		return e.Protocol
	case isAll:
		return e.Protocol + " all ports"
	case e.Protocol == "tcp":
		return text
	}
	return text + "/" + e.Protocol
}

// end is the box of a name that edges have, which is added where it is no component's. What is reached stands
// below, but for the internet; who begins an edge comes from above.
func (s *sketch) end(name string, isReached bool) int {
	if at, known := s.places[name]; known {
		return at
	}
	b := Box{ID: "end " + name, Name: name, Row: Above, State: Converges}
	if isReached && name != document.Internet {
		b.Row = Below
	}
	switch {
	case name == document.Internet:
	case name == document.WholeVPC:
		b.Name, b.Detail = "the VPC", document.EveryAddressOfVPC
	case s.doc.Tier(name) != nil:
		b.Detail = document.EveryAddressOfTier
	case s.doc.External(name) != nil:
		b.Detail = outside(s.doc.External(name))
	}
	rank := len(s.doc.Components) // nearest to the VPC where it is above
	if b.Row == Above && name != document.Internet {
		rank--
	}
	return s.add(b, rank)
}

// outside says who somebody outside is.
func outside(x *document.External) string {
	var parts []string
	if len(x.Addresses) > 0 {
		parts = append(parts, prefixes(x.Addresses))
	}
	for _, text := range []string{x.PrefixList, x.SecurityGroup} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}
