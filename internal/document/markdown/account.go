package markdown

import "strings"

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
	by := r.statement(v.line, g.section, v.label)
	switch {
	case v.ignored:
		by.set(Understood, "optional, planned or past: not asked")
	case v.standby:
		by.set(Understood, "a part of what it stands by for")
	case v.isGroup:
		if own, problem := r.wearers(v); len(own) == 0 && v.role != "outside" {
			by.set(Ambiguous, problem)
		} else {
			by.set(Understood, "")
		}
	case v.role != "":
		by.set(Understood, "no component: "+strings.ReplaceAll(v.role, "_", " "))
	default:
		by.set(r.unknownState(g, v), "what is it? Write its service into the label, such as ECS Fargate or RDS")
	}
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
