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
	// engines and port are what its labels say.
	engines []string
	port    int
	// labelled are the ports that any of its labels names.
	labelled []string
	seen     []sighting
}

// sighting is a node that shows an entity.
type sighting struct {
	graph  *graph
	vertex *vertex
}

// keyOf is what is left of the first line of a label without the words that every label of its kind may have; where nothing is,
// the second line can be a name of one or two words.
func (r *reader) keyOf(label string) string {
	lines := strings.Split(strings.TrimSpace(label), "\n")
	key := r.rest(lines[0])
	if key == "" && len(lines) > 1 && len(strings.Fields(lines[1])) <= 2 && !strings.ContainsAny(lines[1], "0123456789:") {
		key = r.rest(lines[1])
	}
	return key
}

func (r *reader) rest(line string) string {
	var rest []string
	for _, w := range r.withoutGroupWords(r.lexicon.words(line)) {
		if !r.isCommon(w) {
			rest = append(rest, strings.TrimRight(w, "0123456789"))
		}
	}
	return strings.Join(slices.DeleteFunc(rest, func(w string) bool { return w == "" }), " ")
}

// isCommon reports whether a word tells nothing apart.
func (r *reader) isCommon(w string) bool {
	if r.lexicon.isTierNoise(w) || slices.Contains(r.common, w) || !strings.ContainsFunc(w, isWord) {
		return true
	}
	return slices.ContainsFunc(r.commonStems, func(stem string) bool { return strings.HasPrefix(w, stem) })
}

// learnCommon collects the words of kinds, engines, tiers and protocols.
func (r *reader) learnCommon() {
	r.common = strings.Fields("amazon aws primary replica standby main instance the and of or a in for with cluster node multi single az port tcp udp http https alb " +
		"private public isolated data tier layer group v2 new group fargate launch type serverless")
	add := func(all phrases) {
		for _, p := range all {
			for _, w := range p {
				for _, form := range w.forms {
					if stem, ok := strings.CutSuffix(form, "*"); ok {
						r.commonStems = append(r.commonStems, stem)
						continue
					}
					r.common = append(r.common, form)
				}
			}
		}
	}
	for _, name := range sorted(r.lexicon.Kinds) {
		k := r.lexicon.Kinds[name]
		add(k.AWS)
		add(k.Engine)
		add(k.Refer)
	}
}

// entities makes of all nodes of all diagrams the components.
func (r *reader) findEntities() {
	for _, k := range kind.Names() {
		var all []sighting
		for _, g := range r.graphs {
			for _, id := range g.order {
				if v := g.vertices[id]; v.kind == k && !v.isGroup && !v.ignored && !v.standby && !v.isSubnet && r.isFixed(g, v) {
					all = append(all, sighting{g, v})
				}
			}
		}
		r.merge(k, all)
	}
	r.nameEntities()
}

// isFixed reports whether the kind of a node is certain; an engine alone may run anywhere.
func (r *reader) isFixed(g *graph, v *vertex) bool {
	if v.by == nil {
		v.by = r.statement(v.line, g.section, v.label)
	}
	words := r.lexicon.words(v.label)
	host := r.lexicon.Hosts.in(words)
	if v.meaning.by == "engine" && (host || !r.evidence[v.kind]) {
		v.by.set(Ambiguous, fmt.Sprintf("a service of AWS, or something that runs elsewhere? Write which, such as %q", r.example(v.kind, v.label)))
		return false
	}
	return true
}

func (r *reader) example(kindName, label string) string {
	return map[string]string{"database": "RDS ", "cache": "ElastiCache "}[kindName] + firstLine(label)
}

// merge makes the entities of a kind. Where no diagram shows two of them, they are one, unless their names have nothing in
// common and the kind is one of which there are mostly several.
func (r *reader) merge(k string, all []sighting) {
	most := 0
	for _, g := range r.graphs {
		most = max(most, len(keysIn(all, g)))
	}
	several := slices.Contains([]string{"service", "instances", "function", "queue", "bucket", "table", "endpoint", "other"}, k)
	for _, s := range all {
		e := r.entityFor(k, s, most <= 1 && !several, most <= 1)
		if e == nil {
			s.vertex.by.set(Ambiguous, fmt.Sprintf("which %s of those drawn is meant? Use the same words in all diagrams", k))
			continue
		}
		e.see(s)
	}
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
	for _, e := range same {
		if one || alone && (s.vertex.key == "" || slices.Contains(e.keys, "") || share(e.keys, s.vertex.key)) {
			e.keys = append(e.keys, s.vertex.key)
			return e
		}
	}
	if !alone && len(same) > 0 && s.vertex.key == "" && len(keysIn([]sighting{s}, s.graph)) == 1 && !r.showsSeveral(k, s.graph) {
		return nil
	}
	e := &entity{kind: k, other: s.vertex.other, keys: []string{s.vertex.key}}
	r.entities = append(r.entities, e)
	return e
}

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
	for _, engine := range s.vertex.engines {
		if !slices.Contains(e.engines, engine) {
			e.engines = append(e.engines, engine)
		}
	}
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

// nameEntities calls the only one of a kind by the kind, and the others by what their labels say.
func (r *reader) nameEntities() {
	taken := []string{"internet", "vpc", "nat_gateways", "transfer"}
	for _, k := range kind.Names() {
		same := r.ofKind(k)
		for _, e := range same {
			name := r.lexicon.Kinds[k].Name
			if name == "" {
				name = slug(strings.Fields(strings.TrimPrefix(e.other, "aws_")))
			}
			if len(same) > 1 {
				name = r.longName(e, name)
			}
			if slices.Contains(taken, name) {
				name += "_" + k
			}
			base := name
			for n := 2; slices.Contains(taken, name); n++ {
				name = fmt.Sprintf("%s_%d", base, n)
			}
			e.name = name
			taken = append(taken, name)
		}
	}
}

func (r *reader) longName(e *entity, name string) string {
	for _, key := range e.keys {
		if s := slug(strings.Fields(key)); s != "" && !slices.Contains(sorted(r.lexicon.Tiers), s) {
			return s
		} else if s != "" {
			return s + "_" + name
		}
	}
	return name
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
		r.claim(claim{environment: environment, path: "components." + e.name + "." + key, value: formed(e.kind, key, value), rank: topology, by: s.vertex.by})
	}
	ask("kind", e.kind)
	words := r.lexicon.words(s.vertex.label)
	switch e.kind {
	case "load_balancer":
		if slices.Contains(words, "application") || slices.Contains(words, "alb") {
			ask("type", "application")
		}
		if slices.Contains(words, "network") || slices.Contains(words, "nlb") {
			ask("type", "network")
		}
		if slices.Contains(words, "internal") {
			ask("scheme", "internal")
		}
	case "service":
		if value := launchTypeOf(words); value != "" {
			ask("launch_type", value)
		}
	case "other":
		ask("type", e.other)
	}
	if len(e.engines) > 0 {
		value := e.engines[0]
		if len(e.engines) > 1 {
			engines := slices.Sorted(slices.Values(e.engines))
			value = "[" + strings.Join(engines, ", ") + "]"
		}
		ask("engine", value)
	}
	r.claimTier(e, s, environment)
	r.label(s.vertex.by, s.vertex.label, mention{section: s.graph.section, environment: s.graph.environment, entities: []*entity{e}, isLabel: true})
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
	if left := r.factsOfLabel(s); len(left) > 0 && by.State == Enforced {
		by.set(InPart, notHeld(left))
	}
}

// claimTier asks for the tier whose subnets a node stands in.
func (r *reader) claimTier(e *entity, s sighting, environment string) {
	if !kind.Find(e.kind).Placed {
		return
	}
	for _, g := range s.graph.around(s.vertex.id) {
		if g.tier != "" {
			r.claim(claim{environment: environment, path: "components." + e.name + ".tier", value: g.tier, rank: topology, by: s.vertex.by})
			return
		}
	}
}
