package markdown

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// claimEntities asks for the components with what their labels say.
func (r *reader) claimEntities() {
	for _, e := range r.entities {
		for _, environment := range r.scope(e) {
			for _, s := range e.seen {
				if environment == "" || s.graph.environment == environment {
					r.claimSighting(e, s, environment)
				}
			}
		}
	}
}

func (r *reader) claimSighting(e *entity, s sighting, environment string) {
	ask := func(key, value string) {
		r.claim(
			claim{
				environment: environment,
				path:        "components." + e.name + "." + key,
				value:       r.formed(e.kind, key, value),
				rank:        topology,
				by:          s.vertex.by,
			},
		)
	}
	ask("kind", e.kind)
	words := r.lexicon.words(s.vertex.label)
	switch e.kind {
	case "load_balancer":
		if value := balancerTypeOf(words); value != "" {
			ask("type", value)
		}
		if slices.Contains(words, "internal") {
			ask("scheme", "internal")
		}
	case "service":
		if value := launchTypeOf(words); value != "" {
			ask("launch_type", value)
		}
	case "endpoint":
		if service := endpointService(words); service != "" {
			ask("service", service)
		}
	case "other":
		ask("type", e.other)
	}
	if engines := e.enginesOf(s, environment); len(engines) == 1 {
		ask("engine", engines[0])
	} else if len(engines) > 1 {
		ask("engine", "["+strings.Join(engines, ", ")+"]")
	}
	r.claimTier(e, s, environment)
	r.claimCopies(e, s, environment)
	if r.isOfOwnSize(e, s) {
		if left := r.factsOfLabel(r.sayingOf(s.vertex.label)); len(left) > 0 {
			s.vertex.by.set(NotUnderstood, notHeld(left))
		}
		return
	}
	r.label(
		s.vertex.by,
		s.vertex.label,
		mention{section: s.graph.section, environment: s.graph.environment, entities: []*entity{e}, isLabel: true},
	)
}

// balancerTypeOf is the type of load balancer that a label names, either where it names both.
func balancerTypeOf(words []string) string {
	application := slices.Contains(words, "application") || slices.Contains(words, "alb")
	network := slices.Contains(words, "network") || slices.Contains(words, "nlb")
	switch {
	case application && network:
		return "[application, network]"
	case application:
		return "application"
	case network:
		return "network"
	}
	return ""
}

// launchTypeOf is where a label says that tasks run: on either where it names both.
func launchTypeOf(words []string) string {
	fargate, ec2 := slices.Contains(words, "fargate"), slices.Contains(words, "ec2")
	switch {
	case fargate && ec2:
		return "[FARGATE, EC2]"
	case fargate:
		return "FARGATE"
	case ec2:
		return "EC2"
	}
	return ""
}

// label reads what a label says beside the name of a thing.
func (r *reader) label(by *Statement, text string, m mention) {
	s := r.sayingOf(text)
	r.sentence(by, s, m)
	r.sized(by, s, m)
	left := r.factsOfLabel(s)
	for _, p := range r.pathsIn(s) {
		if !r.lexicon.table.isOf(p.ask, m.entities) {
			left = append(left, "the health check "+p.value)
		}
	}
	if len(left) > 0 && by.State == Enforced {
		by.set(InPart, notHeld(left))
	}
}

// claimTier asks for the tier whose subnets a node stands in.
func (r *reader) claimTier(e *entity, s sighting, environment string) {
	if !kind.Find(e.kind).Placed {
		return
	}
	if tier := s.graph.tierOf(s.vertex); tier != "" {
		r.claim(
			claim{
				environment: environment,
				path:        "components." + e.name + ".tier",
				value:       tier,
				rank:        topology,
				by:          s.vertex.by,
			},
		)
	}
}
