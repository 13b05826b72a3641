package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// entity is one component, however often it is drawn.
type entity struct {
	kind, other string
	// name is what the documented architecture calls it; keys are what its labels call it.
	name string
	keys []string
	// port is what its labels say.
	port int
	// labelled are the ports that any of its labels names.
	labelled []string
	seen     []sighting
}

// sighting is a node that shows an entity.
type sighting struct {
	graph  *graph
	vertex *vertex
}

// entities makes of all nodes of all diagrams the components.
func (r *reader) findEntities() {
	for _, k := range kind.Names() {
		var all []sighting
		for _, g := range r.graphs {
			for _, id := range g.order {
				if v := g.vertices[id]; v.kind == k && !v.isGroup && !v.ignored && !v.standby && !v.isSubnet &&
					r.isFixed(g, v) {
					all = append(all, sighting{g, v})
				}
			}
		}
		r.merge(k, all)
	}
	r.recognize()
	r.nameEntities()
}

// recognize takes nodes whose labels say no service for the thing that another diagram calls by the same name, where it
// is the only one.
func (r *reader) recognize() {
	for _, g := range r.graphs {
		for _, id := range g.order {
			v := g.vertices[id]
			if v.isKnown() || v.role != "" || v.ignored || v.standby || v.key == "" {
				continue
			}
			same := slices.DeleteFunc(
				slices.Clone(r.entities),
				func(e *entity) bool { return !slices.Contains(e.keys, v.key) || r.saysOtherKind(v, e) },
			)
			if len(same) != 1 {
				continue
			}
			v.kind, v.other = same[0].kind, same[0].other
			v.by = r.statement(v.line, g.section, v.shown)
			same[0].see(sighting{g, v})
		}
	}
}

// saysOtherKind reports whether a label has a word for another kind than that of a component, which the labels of that do
// not have, and none for its own: the "shop service" is not the "shop load balancer".
func (r *reader) saysOtherKind(v *vertex, e *entity) bool {
	words := r.lexicon.words(v.label)
	for _, s := range e.seen {
		own := r.lexicon.words(s.vertex.shown)
		words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(own, w) })
	}
	says := func(k kindWords) bool { return k.AWS.in(words) || k.Engine.in(words) || k.Refer.in(words) }
	isOther := func(name string) bool { return name != e.kind && says(r.lexicon.Kinds[name]) }
	return !says(r.lexicon.Kinds[e.kind]) && slices.ContainsFunc(r.lexicon.kindNames, isOther)
}

// isFixed reports whether the kind of a node is certain; an engine alone may run anywhere.
func (r *reader) isFixed(g *graph, v *vertex) bool {
	if v.by == nil {
		v.by = r.statement(v.line, g.section, v.shown)
	}
	if v.name != "" {
		return true
	}
	words := r.lexicon.words(v.label)
	host := r.lexicon.Hosts.in(words)
	if v.meaning.by == "engine" && (host || !r.evidence[v.kind]) {
		v.by.set(
			Ambiguous,
			fmt.Sprintf(
				"a service of AWS, or something that runs elsewhere? Write which, such as %q",
				r.example(v.kind, v.label),
			),
		)
		return false
	}
	return true
}

func (r *reader) example(kindName, label string) string {
	return map[string]string{"database": "RDS ", "cache": "ElastiCache "}[kindName] + firstLine(label)
}

// merge makes the entities of a kind. Where no diagram shows two of them, they are one, unless their names have nothing
// in common and the kind is one of which there are mostly several.
func (r *reader) merge(k string, all []sighting) {
	named, all := apart(all)
	all = append(named, r.joinCopies(all)...)
	for _, g := range r.graphs {
		r.tellEnginesApart(all, g)
	}
	most := 0
	for _, g := range r.graphs {
		most = max(most, len(keysIn(all, g)))
	}
	several := slices.Contains(
		[]string{"service", "instances", "function", "queue", "bucket", "table", "endpoint", "other"},
		k,
	)
	for _, s := range unnamedLast(all, several && most <= 1) {
		e := r.entityFor(k, s, most <= 1 && !several, most <= 1)
		if e == nil {
			s.vertex.by.set(
				Ambiguous,
				fmt.Sprintf("which %s of those drawn is meant? Use the same words in all diagrams", k),
			)
			continue
		}
		e.see(s)
	}
}

// unnamedLast are sightings with those that have no name behind the others, where asked: what is drawn without
// one is the only one of its kind, however early it is drawn.
func unnamedLast(all []sighting, are bool) []sighting {
	if are {
		slices.SortStableFunc(all, func(a, b sighting) int { return unnamedRank(a) - unnamedRank(b) })
	}
	return all
}

func unnamedRank(s sighting) int {
	if s.vertex.key == "" {
		return 1
	}
	return 0
}

// apart are those whose names the document gives, and the others.
func apart(all []sighting) (named, others []sighting) {
	for _, s := range all {
		if s.vertex.name != "" {
			named = append(named, s)
		} else {
			others = append(others, s)
		}
	}
	return named, others
}

// tellEnginesApart gives things of one diagram that run several engines keys with the engine: Aurora MySQL is no copy
// of Aurora PostgreSQL.
func (r *reader) tellEnginesApart(all []sighting, g *graph) {
	isHere := func(s sighting) bool {
		return s.graph == g && s.vertex.name == "" && len(s.vertex.engines) == 1 && r.engineWord(s.vertex) != ""
	}
	for _, s := range all {
		isOther := func(o sighting) bool {
			return isHere(o) && o.vertex.key == s.vertex.key && o.vertex.engines[0] != s.vertex.engines[0]
		}
		if isHere(s) && slices.ContainsFunc(all, isOther) {
			s.vertex.apart = r.engineWord(s.vertex)
		}
	}
	for _, s := range all {
		if s.graph == g && s.vertex.apart != "" {
			s.vertex.key = strings.TrimSpace(s.vertex.key + " " + s.vertex.apart)
		}
	}
}

// engineWord is the word for its engine in the label of a node.
func (r *reader) engineWord(v *vertex) string {
	for _, w := range r.lexicon.words(v.label) {
		if _, isEngine := r.lexicon.Engines[w]; isEngine {
			return w
		}
	}
	return ""
}

func keysIn(all []sighting, g *graph) []string {
	var keys []string
	for _, s := range all {
		if s.graph == g && !slices.Contains(keys, s.vertex.key) {
			keys = append(keys, s.vertex.key)
		}
	}
	return keys
}

// entityFor finds the entity that a node shows, or makes it.
func (r *reader) entityFor(k string, s sighting, one, alone bool) *entity {
	same := r.ofKind(k)
	same = slices.DeleteFunc(same, func(e *entity) bool { return e.other != s.vertex.other })
	for _, e := range same {
		if slices.Contains(e.keys, s.vertex.key) {
			return e
		}
	}
	if s.vertex.name != "" {
		e := &entity{kind: k, other: s.vertex.other, name: s.vertex.name, keys: []string{s.vertex.key}}
		r.entities = append(r.entities, e)
		return e
	}
	for _, e := range same {
		isUnnamed := s.vertex.key == "" && len(same) == 1 || !slices.ContainsFunc(e.keys, isName)
		if one || alone && (isUnnamed || share(e.keys, s.vertex.key)) {
			e.keys = append(e.keys, s.vertex.key)
			return e
		}
	}
	if (!alone || len(same) > 1) && len(same) > 0 && s.vertex.key == "" && len(keysIn([]sighting{s}, s.graph)) == 1 &&
		!r.showsSeveral(k, s.graph) {
		return nil
	}
	e := &entity{kind: k, other: s.vertex.other, keys: []string{s.vertex.key}}
	r.entities = append(r.entities, e)
	return e
}

func isName(key string) bool { return key != "" }

// showsSeveral reports whether a diagram shows things of a kind under several names.
func (r *reader) showsSeveral(k string, g *graph) bool {
	var keys []string
	for _, id := range g.order {
		if v := g.vertices[id]; v.kind == k && !v.isGroup && !slices.Contains(keys, v.key) {
			keys = append(keys, v.key)
		}
	}
	return len(keys) > 1
}

func share(keys []string, key string) bool {
	for _, w := range strings.Fields(key) {
		for _, other := range keys {
			if slices.Contains(strings.Fields(other), w) {
				return true
			}
		}
	}
	return false
}

func (e *entity) see(s sighting) {
	e.seen = append(e.seen, s)
	s.vertex.entity = e
	if e.port == 0 {
		e.port = s.vertex.port
	}
	e.labelled = union(e.labelled, s.vertex.ports.ports)
}

func (r *reader) ofKind(k string) []*entity {
	var all []*entity
	for _, e := range r.entities {
		if e.kind == k {
			all = append(all, e)
		}
	}
	return all
}

// scope are the environments that an entity is drawn for: all of them (an empty name) where any diagram says none.
func (r *reader) scope(e *entity) []string {
	var all []string
	for _, s := range e.seen {
		if s.graph.environment == "" {
			return []string{""}
		}
		if !slices.Contains(all, s.graph.environment) {
			all = append(all, s.graph.environment)
		}
	}
	slices.Sort(all)
	if len(all) == len(r.environments) || len(all) == 0 {
		return []string{""}
	}
	return all
}
