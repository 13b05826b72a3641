package markdown

import (
	"slices"
	"strings"
)

// account says what became of the nodes that are no components.
func (r *reader) account() {
	for _, g := range r.graphs {
		for _, id := range g.order {
			if v := g.vertices[id]; v.by == nil && v.rule == "" {
				r.accountFor(g, v)
			}
		}
	}
}

func (r *reader) accountFor(g *graph, v *vertex) {
	by := r.statement(v.line, g.section, v.shown)
	switch {
	case v.end != "":
		by.set(Understood, "an end of edges")
	case v.ignored:
		by.set(Understood, "optional, planned or past: not asked")
	case v.standby && r.asksStandby():
		by.set(Understood, "a part of what it stands by for")
	case v.standby:
		by.set(NotUnderstood, "nothing holds a standby that is drawn alone; write Multi-AZ of what it stands by for")
	case v.isGroup:
		if !r.portsOf(firstLine(v.label)).isEmpty() {
			by.set(Ambiguous, "is it a rule? Write in or out, and from or to whom, such as Inbound: 443 from Internet")
		} else if own, problem := r.wearers(v); len(own) == 0 && v.role != "outside" {
			by.set(Ambiguous, problem)
		} else {
			by.set(Understood, "")
		}
	case len(v.either) > 0:
		by.set(Ambiguous, whichOf(v))
	case slices.Contains([]string{"unread", "cdn", "gateway_endpoint"}, v.role):
		by.set(NotUnderstood, "nothing is read of this, so nothing holds it")
	case v.role != "":
		by.set(Understood, "no component: "+strings.ReplaceAll(v.role, "_", " "))
		r.roleLabel(by, g, v)
	default:
		by.set(r.unknownState(g, v), "what is it? Write its service into the label, such as ECS Fargate or RDS")
	}
}

// asksStandby reports whether the document says anywhere whether there is a standby, or how many copies there are.
func (r *reader) asksStandby() bool {
	return slices.ContainsFunc(r.claims, func(c claim) bool {
		return strings.HasSuffix(c.path, ".multi_az") || strings.HasSuffix(c.path, ".nodes")
	})
}

// roleLabel reads what the label of something that is no component says beside its name: a requirement of what is tied
// to it, or something that nothing holds.
func (r *reader) roleLabel(by *Statement, g *graph, v *vertex) {
	s := r.sayingOf(v.label)
	if slices.Contains([]string{"logs", "registry"}, v.role) {
		r.sentence(by, s, mention{section: g.section, environment: g.environment, entities: r.tiedTo(g, v)})
	}
	if v.role == "target_group" {
		r.sized(by, s, mention{section: g.section, environment: g.environment, entities: r.tiedTo(g, v), isLabel: true})
	}
	var left []string
	for line := range strings.SplitSeq(v.label, "\n") {
		one := r.sayingOf(line)
		r.holdNames(one)
		left = append(left, r.factsOfLabel(one)...)
	}
	left = slices.DeleteFunc(left, func(f string) bool { return r.isRead(s, f) })
	if v.role == "target_group" || v.role == "outside" || v.role == "tool" || v.role == "code" || len(left) == 0 {
		return
	}
	by.set(NotUnderstood, notHeld(left))
}

// isRead reports whether something was read from the number that a fact begins with.
func (r *reader) isRead(s *saying, fact string) bool {
	for _, w := range r.lexicon.words(fact) {
		if at := slices.Index(s.words, w); isNumber(w) && at >= 0 && s.held[at] {
			return true
		}
	}
	return false
}

// tiedTo are the components that an arrow joins to a node.
func (r *reader) tiedTo(g *graph, v *vertex) (all []*entity) {
	for _, e := range g.Edges {
		other := ""
		switch v.id {
		case e.From:
			other = e.To
		case e.To:
			other = e.From
		}
		if other == "" {
			continue
		}
		for _, one := range r.endOf(g, other).entities {
			if !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

// unknownState is ambiguous for what stands in a VPC, where every component counts.
func (r *reader) unknownState(g *graph, v *vertex) State {
	for _, around := range g.around(v.id) {
		if around.isVPC || around.tier != "" || around.role == "cluster" {
			return Ambiguous
		}
	}
	return NotUnderstood
}
