package markdown

import (
	"fmt"
	"slices"
	"strings"
)

// hasCopies reports whether a kind is one of which copies are read from.
func hasCopies(kind string) bool { return kind == "database" || kind == "cache" }

// copyKey is the key of a database or a cache without the words for what is copied and for its copies.
func (r *reader) copyKey(key string) string {
	words := slices.DeleteFunc(strings.Fields(key), func(w string) bool {
		return r.lexicon.CopyWords.has(w) || r.lexicon.MainWords.has(w)
	})
	return strings.Join(words, " ")
}

// isCopyLabel reports whether a label is that of a copy, and not of something that has copies.
func (r *reader) isCopyLabel(words []string) bool {
	f := r.lexicon.CopyWords.find(words, 0)
	if f == nil || r.lexicon.MainWords.in(words) {
		return false
	}
	before := words[max(0, f.at[0]-1):f.at[0]]
	return len(before) == 0 ||
		!isNumber(before[0]) && !slices.Contains([]string{"with", "and", "+", "plus", "no"}, before[0])
}

// joinCopies gives each copy the key of what it copies; it leaves out those of which nobody can tell.
func (r *reader) joinCopies(all []sighting) (joined []sighting) {
	var keys []string
	for _, s := range all {
		if !s.vertex.isCopy {
			keys = union(keys, []string{s.vertex.key})
		}
	}
	for _, s := range all {
		if s.vertex.isCopy && len(keys) > 0 && !slices.Contains(keys, s.vertex.key) {
			key, isKnown := sourceKey(s, all)
			if !isKnown && len(keys) > 1 {
				s.vertex.by.set(
					Ambiguous,
					"what does it copy? Draw an arrow from that to it, or write its name into the label",
				)
				continue
			}
			if s.vertex.key = key; !isKnown {
				s.vertex.key = keys[0]
			}
		}
		joined = append(joined, s)
	}
	return joined
}

// sourceKey is the key of what an arrow joins a copy to.
func sourceKey(s sighting, all []sighting) (string, bool) {
	for _, o := range all {
		if o.graph != s.graph || o.vertex.isCopy {
			continue
		}
		for _, e := range s.graph.Edges {
			if e.From == o.vertex.id && e.To == s.vertex.id || e.To == o.vertex.id && e.From == s.vertex.id {
				return o.vertex.key, true
			}
		}
	}
	return "", false
}

// claimCopies asks for as many instances of Aurora, or nodes of a cache, as are drawn at least.
func (r *reader) claimCopies(e *entity, s sighting, environment string) {
	if !s.vertex.isCopy {
		return
	}
	name := "nodes"
	switch {
	case e.kind == "cache":
	case isAurora(e.enginesOf(s, environment)) || r.namesAurora(e):
		name = "instances"
	default:
		s.vertex.by.set(NotUnderstood, "it is held like what it copies; nothing holds that it is there")
		return
	}
	copies := map[string]bool{}
	for _, other := range e.seen {
		if other.graph == s.graph && other.vertex.isCopy {
			copies[other.vertex.id] = true
		}
	}
	r.claim(claim{
		environment: environment,
		path:        fmt.Sprintf("components.%s.%s", e.name, name),
		value:       fmt.Sprintf("%d+", len(copies)+1),
		rank:        topology,
		by:          s.vertex.by,
		isDrawn:     true,
	})
}

// namesAurora reports whether any label of a thing has the word.
func (r *reader) namesAurora(e *entity) bool {
	return slices.ContainsFunc(e.seen, func(s sighting) bool {
		return slices.Contains(r.lexicon.words(s.vertex.label), "aurora")
	})
}

// isOfOwnSize reports whether what a label says of size is of the copy alone: those of RDS have a class of their own.
func (r *reader) isOfOwnSize(e *entity, s sighting) bool {
	return s.vertex.isCopy && e.kind == "database" && !r.namesAurora(e) &&
		slices.ContainsFunc(e.seen, func(o sighting) bool { return !o.vertex.isCopy })
}

// withoutDrawn are claims without numbers of things that are drawn where another one says how many there are, and no
// fewer.
func withoutDrawn(group []claim) []claim {
	least := func(c claim) int {
		low, _ := endsOfBand(strings.TrimSuffix(c.value, "+"))
		return low
	}
	return slices.DeleteFunc(slices.Clone(group), func(c claim) bool {
		return c.isDrawn && slices.ContainsFunc(group, func(o claim) bool {
			return !o.isDrawn && least(o) >= least(c) || o.isDrawn && least(o) > least(c)
		})
	})
}

// isPartOfCluster reports whether a label inside of a database or a cache says which part of it is drawn, and nothing
// else: "Writer", "Reader 2".
func (r *reader) isPartOfCluster(v *vertex) bool {
	words := r.lexicon.words(firstLine(v.label))
	return (r.lexicon.CopyWords.in(words) || r.lexicon.MainWords.in(words)) && r.copyKey(r.keyOf(v.label)) == ""
}
