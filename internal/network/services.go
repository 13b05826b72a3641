package network

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
)

// span is an inclusive range of ports. For ICMP it is a range of type*256+code.
type span struct{ from, to int }

// The protocol numbers that have ports or types.
// https://www.iana.org/assignments/protocol-numbers
const (
	icmp   = 1
	tcp    = 6
	udp    = 17
	icmpv6 = 58
)

const mostPorts = 65535

func everyPort() []span { return []span{{0, mostPorts}} }

// services is an exact set of protocols and ports: by holds the protocols that are named,
// rest what every other protocol has. The zero value is the empty set.
type services struct {
	rest []span
	by   []protocolPorts // sorted by protocol
}

type protocolPorts struct {
	protocol int
	ports    []span
}

func allServices() services { return services{rest: everyPort()} }

// service is the set of one range of ports of one protocol.
func service(protocol, from, to int) services {
	return of(protocol, []span{{from, to}})
}

func of(protocol int, ports []span) services {
	return services{by: []protocolPorts{{protocol, ports}}}
}

// protocolNumber reads tcp, udp, icmp, icmpv6 or a number; all is -1.
func protocolNumber(name string) (int, bool) {
	switch name {
	case "all":
		return -1, true
	case "tcp":
		return tcp, true
	case "udp":
		return udp, true
	case "icmp":
		return icmp, true
	case "icmpv6":
		return icmpv6, true
	}
	n, ok := figure.Whole(name)
	return n, ok && n >= -1 && n <= 255
}

// servicesOf reads the protocol and ports of a rule. Ports of -1 are all of them; protocols
// without ports ignore them.
func servicesOf(protocol model.Value[string], from, to model.Value[int]) (services, bool) {
	name, known := protocol.Get()
	number, valid := protocolNumber(name)
	low, lowKnown := from.Get()
	high, highKnown := to.Get()
	switch {
	case !known || !valid:
		return services{}, false
	case number == -1:
		return allServices(), true
	case number != tcp && number != udp && number != icmp && number != icmpv6:
		return of(number, everyPort()), true
	case !lowKnown || !highKnown:
		return services{}, false
	case low == -1:
		return of(number, everyPort()), true
	case number == icmp || number == icmpv6:
		return icmpServices(number, low, high), true
	case high < low:
		return services{}, false // a range that ends before it begins means something, but nobody knows what
	}
	return service(number, low, high), true
}

// codes is how many codes an ICMP type has room for.
const codes = 256

func icmpServices(protocol, kind, code int) services {
	if code == -1 {
		return service(protocol, kind*codes, kind*codes+codes-1)
	}
	return service(protocol, kind*codes+code, kind*codes+code)
}

// of returns the spans of a protocol.
func (s services) of(protocol int) []span {
	for _, p := range s.by {
		if p.protocol == protocol {
			return p.ports
		}
	}
	return s.rest
}

func (s services) isEmpty() bool {
	return len(s.rest) == 0 && !slices.ContainsFunc(s.by, func(p protocolPorts) bool { return len(p.ports) > 0 })
}

// isAll reports whether nothing is missing.
func (s services) isAll() bool {
	return isEveryPort(s.rest) &&
		!slices.ContainsFunc(s.by, func(p protocolPorts) bool { return !isEveryPort(p.ports) })
}

func isEveryPort(spans []span) bool {
	return len(spans) == 1 && spans[0] == span{0, mostPorts}
}

// combine applies an operation to each protocol that either set names, and to the others.
func (s services) combine(other services, operate func(a, b []span) []span) services {
	out := services{rest: operate(s.rest, other.rest)}
	for i, j := 0, 0; i < len(s.by) || j < len(other.by); {
		a, b := s.rest, other.rest
		var protocol int
		switch {
		case j == len(other.by) || i < len(s.by) && s.by[i].protocol < other.by[j].protocol:
			protocol, a, i = s.by[i].protocol, s.by[i].ports, i+1
		case i == len(s.by) || other.by[j].protocol < s.by[i].protocol:
			protocol, b, j = other.by[j].protocol, other.by[j].ports, j+1
		default:
			protocol, a, b, i, j = s.by[i].protocol, s.by[i].ports, other.by[j].ports, i+1, j+1
		}
		if ports := operate(a, b); len(ports) > 0 || len(out.rest) > 0 {
			out.by = append(out.by, protocolPorts{protocol, ports})
		}
	}
	return out
}

func (s services) union(other services) services { return s.combine(other, unionSpans) }
func (s services) and(other services) services   { return s.combine(other, intersectSpans) }
func (s services) minus(other services) services { return s.combine(other, subtractSpans) }

// contains reports whether all of another set is in this one.
func (s services) contains(other services) bool { return other.minus(s).isEmpty() }

func unionSpans(a, b []span) []span {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y span) int { return x.from - y.from })
	out := all[:1]
	for _, s := range all[1:] {
		if last := &out[len(out)-1]; s.from <= last.to+1 {
			last.to = max(last.to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

func intersectSpans(a, b []span) []span {
	var out []span
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if from, to := max(a[i].from, b[j].from), min(a[i].to, b[j].to); from <= to {
			out = append(out, span{from, to})
		}
		if a[i].to < b[j].to {
			i++
		} else {
			j++
		}
	}
	return out
}

func subtractSpans(a, b []span) []span {
	var out []span
	for _, s := range a {
		from := s.from
		for _, cut := range b {
			if cut.to < from || cut.from > s.to {
				continue
			}
			if cut.from > from {
				out = append(out, span{from, cut.from - 1})
			}
			from = cut.to + 1
		}
		if from <= s.to {
			out = append(out, span{from, s.to})
		}
	}
	return out
}

// String names a set as people write it: "5432", "80-90", "udp 53", "icmp 8", "all traffic".
func (s services) String() string {
	if s.isAll() {
		return "all traffic"
	}
	if isEveryPort(s.rest) {
		return "all traffic but " + allServices().minus(s).String()
	}
	var parts []string
	for _, p := range s.by {
		if len(p.ports) > 0 {
			parts = append(parts, protocolText(p.protocol, p.ports))
		}
	}
	if len(s.rest) > 0 {
		parts = append(parts, "every other protocol")
	}
	return strings.Join(parts, ", ")
}

func protocolName(protocol int) string {
	switch protocol {
	case tcp:
		return "tcp"
	case udp:
		return "udp"
	case icmp:
		return "icmp"
	case icmpv6:
		return "icmpv6"
	}
	return "protocol " + strconv.Itoa(protocol)
}

func protocolText(protocol int, spans []span) string {
	name := protocolName(protocol)
	if isEveryPort(spans) {
		if protocol == tcp || protocol == udp {
			return name + " all ports"
		}
		return name
	}
	var texts []string
	for _, s := range spans {
		texts = append(texts, spanText(protocol, s))
	}
	text := strings.Join(texts, ", ")
	if protocol == tcp {
		return text
	}
	return name + " " + text
}

func spanText(protocol int, s span) string {
	switch {
	case protocol == icmp || protocol == icmpv6:
		if s.from%codes == 0 && s.to == s.from+codes-1 {
			return strconv.Itoa(s.from / codes)
		}
		return fmt.Sprintf("%d/%d", s.from/codes, s.from%codes)
	case s.from == s.to:
		return strconv.Itoa(s.from)
	}
	return fmt.Sprintf("%d-%d", s.from, s.to)
}
