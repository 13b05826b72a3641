package network

import (
	"strings"

	"go4.org/netipx"
)

// flow is a set of packets: from any of its source addresses to any of its destinations, on
// any of its services. Answers are the ports that the client may receive answers on: the
// network ACLs on the way back must agree on one.
type flow struct {
	from, to          *netipx.IPSet
	services, answers services
}

// end is one of the two address sets of a flow.
type end int

const (
	source end = iota
	destination
)

func (f flow) at(e end) *netipx.IPSet {
	if e == source {
		return f.from
	}
	return f.to
}

func (f flow) with(e end, set *netipx.IPSet) flow {
	if e == source {
		f.from = set
	} else {
		f.to = set
	}
	return f
}

// through is what of some flows the boxes let pass, by the addresses of one end; by is the
// first box that does.
func through(flows []flow, boxes []box, e end) (passed []flow, by string) {
	for _, f := range flows {
		for _, b := range boxes {
			set := f.services.and(b.services)
			if set.isEmpty() {
				continue
			}
			if addresses := intersection(f.at(e), b.addresses); !isNowhere(addresses) {
				next := f.with(e, addresses)
				next.services = set
				passed = append(passed, next)
				if by == "" {
					by = b.by(set)
				}
			}
		}
	}
	return merged(passed), by
}

// answered is what of some flows gets answers past the boxes.
func answered(flows []flow, boxes []box, e end) []flow {
	var passed []flow
	for _, f := range flows {
		for _, b := range boxes {
			next := f
			next.answers = f.answers.and(b.services)
			next.services = onlyAnswered(f.services, next.answers)
			if next.services.isEmpty() {
				continue
			}
			if addresses := intersection(f.at(e), b.addresses); !isNowhere(addresses) {
				passed = append(passed, next.with(e, addresses))
			}
		}
	}
	return merged(passed)
}

// onlyAnswered keeps the protocols that have any port left for answers.
func onlyAnswered(set, answers services) services {
	return set.combine(answers, func(ports, left []span) []span {
		if len(left) == 0 {
			return nil
		}
		return ports
	})
}

// within keeps of some flows those whose one end is in a set.
func within(flows []flow, set *netipx.IPSet, e end) []flow {
	var passed []flow
	for _, f := range flows {
		if addresses := intersection(f.at(e), set); !isNowhere(addresses) {
			passed = append(passed, f.with(e, addresses))
		}
	}
	return passed
}

// merged joins flows of the same ends, so that many rules of one kind count as one.
func merged(flows []flow) []flow {
	if len(flows) < 2 {
		return flows
	}
	first := map[string]int{}
	var all []flow
	for _, f := range flows {
		key := setKey(f.from) + "|" + setKey(f.to) + "|" + f.answers.String()
		if i, ok := first[key]; ok {
			all[i].services = all[i].services.union(f.services)
			continue
		}
		first[key] = len(all)
		all = append(all, f)
	}
	return all
}

func setKey(s *netipx.IPSet) string {
	var b strings.Builder
	for _, r := range s.Ranges() {
		b.WriteString(r.String())
		b.WriteByte(' ')
	}
	return b.String()
}

// carried are the services of all flows together.
func carried(flows []flow) services {
	var all services
	for _, f := range flows {
		all = all.union(f.services)
	}
	return all
}
