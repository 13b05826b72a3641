package markdown

import (
	"fmt"
	"slices"
	"strings"
)

// end is what one end of an arrow, or a cell of a table, stands for.
type end struct {
	entities []*entity
	outside  bool
	// tier is a tier, the VPC or somebody outside, by the name that edges have.
	tier string
	// role is what traffic passes through or what is a requirement.
	role string
	// problem says why nothing was found.
	problem string
	ports   portText
}

func (e end) isEmpty() bool { return len(e.entities) == 0 && !e.outside && e.tier == "" }

// names are what edges of the documented architecture call it.
func (e end) names() []string {
	var all []string
	if e.outside {
		all = append(all, "internet")
	}
	for _, one := range e.entities {
		all = append(all, one.name)
	}
	if len(all) == 0 && e.tier != "" {
		all = append(all, e.tier)
	}
	return all
}

// endOf is what a node or group of a diagram stands for.
func (r *reader) endOf(g *graph, id string) end {
	v := g.vertices[id]
	if v == nil {
		return r.endOfGroup(g, id)
	}
	e := end{ports: v.ports}
	switch {
	case v.end != "":
		e.tier = v.end
	case v.ignored || v.standby:
		e.role = "ignored"
	case v.isGroup:
		e.entities, e.problem = r.wearers(v)
		if v.role == "outside" {
			e.outside, e.problem = true, ""
		}
	case v.entity != nil:
		e.entities = []*entity{v.entity}
	case v.role == "outside":
		e.outside = true
	case len(v.either) > 0:
		e.problem = whichOf(v)
	case v.role != "":
		e.role = v.role
	case v.isSubnet:
		e.tier, _ = r.lexicon.tierOf(r.lexicon.words(v.label))
	default:
		e.problem = fmt.Sprintf(
			"what is %q? Write its service into the label, such as ECS Fargate or RDS",
			oneLine(v.shown),
		)
	}
	return e
}

// whichOf asks which of several kinds a node is.
func whichOf(v *vertex) string {
	return fmt.Sprintf(
		"which of them is %q, %s? Write one",
		oneLine(v.label),
		strings.ReplaceAll(strings.Join(v.either, " or "), "_", " "),
	)
}

// endOfGroup is what an arrow at a group means: the only component in it, or its tier.
func (r *reader) endOfGroup(g *graph, id string) end {
	one := g.groups[id]
	if one == nil {
		return end{problem: "nothing of that name is drawn"}
	}
	var all []*entity
	for _, v := range g.inside(id) {
		if v.entity != nil && !slices.Contains(all, v.entity) && (one.kind == "" || v.kind == one.kind) {
			all = append(all, v.entity)
		}
	}
	switch {
	case len(all) == 1, len(all) > 1 && one.kind == "endpoint":
		return end{entities: all, tier: one.tier}
	case one.tier != "":
		return end{tier: one.tier}
	}
	return end{
		problem: fmt.Sprintf(
			"an arrow at the group %q: which of the things inside? Draw it to the thing",
			oneLine(r.patterns.labelText(one.Title)),
		),
	}
}

// wearers are the components whose security group a node is.
func (r *reader) wearers(v *vertex) ([]*entity, string) {
	words := r.withoutGroupWords(r.lexicon.words(firstLine(v.label)))
	found := r.refer(words)
	isAll := len(found) > 1 && !slices.ContainsFunc(found, func(e *entity) bool { return e.kind != "endpoint" })
	if len(found) == 1 || isAll {
		return found, "" // endpoints share a group
	}
	return nil, fmt.Sprintf("whose security group is %q? Write the name of one component before it", oneLine(v.label))
}

// refer are the components that words point to: by name, by kind, or by a word that points to the only one of a kind.
func (r *reader) refer(words []string) []*entity {
	if found := r.byName(words); len(found) > 0 {
		return r.ofNamedKind(found, words)
	}
	if found := r.byKey(r.rest(strings.Join(words, " "))); len(found) > 0 {
		return found // "Motor de reservas", without what stands between
	}
	words = r.withoutStrangers(words)
	m := r.lexicon.classify(words)
	if m.kind != "" {
		same := slices.DeleteFunc(r.ofKind(m.kind), func(e *entity) bool { return e.other != m.other })
		return same
	}
	if m.role != "" && m.role != "outside" {
		return nil
	}
	for _, k := range r.lexicon.table.names {
		if r.lexicon.Kinds[k].Refer.in(words) {
			if same := r.ofKind(k); len(same) > 0 {
				return same
			}
		}
	}
	return nil
}

// ofNamedKind are those of several components of one name that are what words call them: "orders-db" is the database.
func (r *reader) ofNamedKind(all []*entity, words []string) []*entity {
	named := slices.DeleteFunc(slices.Clone(all), func(e *entity) bool {
		k := r.lexicon.Kinds[e.kind]
		return !k.AWS.in(words) && !k.Engine.in(words) && !k.Refer.in(words)
	})
	if len(all) < 2 || len(named) != 1 {
		return all
	}
	return named
}

// byName are the components of which words have a name that tells them apart.
func (r *reader) byName(words []string) []*entity {
	var all []*entity
	longest := 0
	for _, e := range r.entities {
		for _, key := range append(slices.Clone(e.keys), strings.ReplaceAll(e.name, "_", " ")) {
			p := phraseOf(key)
			if key == "" || r.isNameOfKind(key) || p.find(words) == nil || len(p) < longest {
				continue
			}
			if len(p) > longest {
				all, longest = nil, len(p)
			}
			if !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
	}
	return all
}

// byKey are the components whose label leaves a key.
func (r *reader) byKey(key string) (all []*entity) {
	for _, e := range r.entities {
		if key != "" && strings.Contains(key, " ") && slices.Contains(e.keys, key) {
			all = append(all, e)
		}
	}
	return all
}

func (r *reader) isNameOfKind(key string) bool {
	for _, k := range r.lexicon.Kinds {
		if strings.ReplaceAll(k.Name, "_", " ") == key {
			return true
		}
	}
	return false
}

// endOfText is what a cell of a table names.
func (r *reader) endOfText(text string) end {
	words := r.lexicon.words(text)
	plain := r.withoutGroupWords(words)
	if len(r.patterns.prefixesIn(text)) > 0 && r.patterns.prefixesIn(text)[0].Bits() == 0 {
		return end{outside: true}
	}
	if found := r.refer(plain); len(found) == 1 {
		return end{entities: found}
	} else if len(found) > 1 {
		return end{
			problem: fmt.Sprintf(
				"%q can be %s; write which",
				oneLine(text),
				strings.Join(end{entities: found}.names(), " or "),
			),
		}
	}
	m := r.lexicon.classify(plain)
	if m.role == "outside" {
		return end{outside: true}
	}
	if m.role != "" {
		return end{role: m.role}
	}
	if r.lexicon.TierWords.in(words) {
		if name, _ := r.lexicon.tierOf(words); name != "" {
			return end{tier: name}
		}
	}
	return end{problem: fmt.Sprintf("%q is no component that is drawn", oneLine(text))}
}
