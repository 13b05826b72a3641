package network

import (
	"fmt"
	"strings"
)

// cite proves an answer with the rules that let through what is reachable, each with its ports where there
// are several: the walk that found it began with everything, and met first whatever rule comes first.
func (r *Reach) cite(q Question, a Answer) Answer {
	if reachable, known := a.Reachable.Get(); !known || !reachable {
		return a
	}
	citing := *r
	citing.citing = true
	again := citing.ask(q.From, q.To, a.reached, true)
	if reachable, known := again.Reachable.Get(); known && reachable {
		a.Hops = again.Hops
	}
	return a
}

// ruleNames is the rule that let flows through first, or where they are cited all that do.
func (w *walk) ruleNames(first string, boxes []box, e end) string {
	if !w.citing {
		return w.name(first)
	}
	return w.admitting(w.flows, boxes, e)
}

// citedAtMost is how many rules a hop names; the others are counted.
const citedAtMost = 4

// admitting are the rules that let any of some flows through, each with its ports where there are several.
func (w *walk) admitting(flows []flow, boxes []box, e end) string {
	var origins []string
	sets := map[string]services{}
	for _, f := range flows {
		for _, b := range boxes {
			if isNowhere(intersection(f.at(e), b.addresses)) {
				continue
			}
			for _, rule := range b.rules {
				set := rule.services.and(f.services)
				if set.isEmpty() || rule.origin == "" {
					continue
				}
				if _, seen := sets[rule.origin]; !seen {
					origins = append(origins, rule.origin)
				}
				sets[rule.origin] = sets[rule.origin].union(set)
			}
		}
	}
	if len(origins) == 1 {
		return w.name(origins[0])
	}
	var named []string
	for i, origin := range origins {
		if i == citedAtMost {
			named = append(named, fmt.Sprintf("%d more", len(origins)-i))
			break
		}
		named = append(named, fmt.Sprintf("%s (%s)", w.name(origin), sets[origin]))
	}
	return strings.Join(named, ", ")
}
