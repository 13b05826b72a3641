package markdown

import (
	"cmp"
	"slices"
	"strings"
)

// nameAt is a name of a component in a text, from its first word to its last.
type nameAt struct {
	entity      *entity
	first, last int
}

// entityName is a name that tells a component from others.
type entityName struct {
	entity *entity
	phrase phrase
}

// names are those of all components, by what they begin with. They are gathered once all diagrams are read.
func (r *reader) names() phrases {
	if r.nameList != nil {
		return r.nameStarts
	}
	var list []phrase
	r.nameList = []entityName{}
	for _, e := range r.entities {
		for _, key := range append(withForms(e.keys), strings.ReplaceAll(e.name, "_", " ")) {
			if p := phraseOf(key); len(p) > 0 && !r.isNameOfKind(key) {
				r.nameList, list = append(r.nameList, entityName{e, p}), append(list, p)
			}
		}
	}
	r.nameStarts = phrases{list, startsOfPhrases(list)}
	return r.nameStarts
}

// withForms are keys with those that say the same: who writes "public ALB" calls it a load balancer too.
func withForms(keys []string) (all []string) {
	for _, key := range keys {
		all = append(all, key)
		if outer, ok := strings.CutSuffix(key, " alb"); ok {
			all = append(all, outer+" load balancer", outer+" nlb", outer+" lb", outer+" elb")
		}
	}
	return all
}

// namesIn are the names of components in words; of those that share words the longest count.
func (r *reader) namesIn(words []string) (all []nameAt) {
	var found []nameAt
	for at, w := range words {
		for _, n := range r.names().begunBy(w) {
			one := r.nameList[n]
			if one.phrase.from(words, at, 0) != nil {
				found = append(found, nameAt{one.entity, at, at + len(one.phrase) - 1})
			}
		}
	}
	order := func(n nameAt) int { return slices.Index(r.entities, n.entity) }
	slices.SortStableFunc(found, func(a, b nameAt) int { return order(a) - order(b) })
	size := func(n nameAt) int { return n.last - n.first }
	slices.SortStableFunc(found, func(a, b nameAt) int { return cmp.Compare(size(b), size(a)) })
	for _, n := range found {
		isPart := func(o nameAt) bool { return size(o) > size(n) && o.first <= n.last && n.first <= o.last }
		if !slices.ContainsFunc(all, isPart) && !slices.Contains(all, n) && r.isOfItsKind(words, n) {
			all = append(all, n)
		}
	}
	return r.withoutCompared(words, all)
}

// withoutCompared are names without those that others are only compared with: "bigger than the billing DB".
func (r *reader) withoutCompared(words []string, names []nameAt) []nameAt {
	isCompared := func(n nameAt) bool {
		at := n.first - 1
		for at >= 0 && words[at] != "as" && r.lexicon.Articles.in(words[at:at+1]) {
			at--
		}
		return at >= 0 && r.lexicon.Compares.in(words[at:at+1]) && (at == 0 || words[at-1] != "well")
	}
	left := slices.DeleteFunc(slices.Clone(names), isCompared)
	if len(left) == 0 {
		return names
	}
	return left
}

// isOfItsKind reports whether a name stands for its component, as far as the word behind it tells: "Orders DB" is the
// database of the orders, where there is one, and not the API of that name.
func (r *reader) isOfItsKind(words []string, n nameAt) bool {
	behind, other := words[n.last+1:], false
	for name, k := range r.lexicon.Kinds {
		switch says := len(behind) > 0 && (k.AWS.begin(behind) || k.Engine.begin(behind) || k.Refer.begin(behind)); {
		case says && name == n.entity.kind:
			return true
		case says && len(r.ofKind(name)) > 0:
			other = true
		}
	}
	return !other
}

// allByName are the components that words name.
func (r *reader) allByName(words []string) (all []*entity) {
	for _, n := range r.namesIn(words) {
		if !slices.Contains(all, n.entity) {
			all = append(all, n.entity)
		}
	}
	return all
}

// mentioned are the components of some kinds that words name: by its name, or all of a kind of which none is named so.
func (r *reader) mentioned(words []string, kinds []string) []*entity {
	names := r.namesIn(words)
	rest := slices.Clone(words)
	var all []*entity
	for _, n := range names {
		for i := n.first; i <= n.last; i++ {
			rest[i] = "\x00"
		}
		if slices.Contains(kinds, n.entity.kind) && !slices.Contains(all, n.entity) {
			all = append(all, n.entity)
		}
	}
	named := slices.Clone(all)
	rest = r.withoutStrangers(rest)
	for _, k := range kinds {
		isNamed := slices.ContainsFunc(named, func(e *entity) bool { return e.kind == k })
		if !isNamed && r.namesKind(rest, k) {
			all = append(all, r.ofKind(k)...)
		}
	}
	return all
}

// namesKind reports whether words have one for a kind. What stands behind the word for another kind says what that is:
// an RDS instance is no instance.
func (r *reader) namesKind(words []string, kindName string) bool {
	w := r.lexicon.Kinds[kindName]
	if w.AWS.in(words) || w.Engine.in(words) {
		return true
	}
	isBehind := func(at int) bool {
		return at > 0 && slices.ContainsFunc(r.lexicon.kindNames, func(other string) bool {
			o := r.lexicon.Kinds[other]
			before := words[at-1 : at]
			return other != kindName && (o.AWS.in(before) || o.Engine.in(before) || o.Refer.in(before))
		})
	}
	for at := range words {
		if w.Refer.begin(words[at:]) && !isBehind(at) && !r.beginsOther(words[at:], kindName) {
			return true
		}
	}
	return false
}

// beginsOther reports whether words begin with those for another kind, of which the first one alone would stand for
// this one: an application load balancer is no application.
func (r *reader) beginsOther(words []string, kindName string) bool {
	for _, i := range r.lexicon.services.candidates(words) {
		m := r.lexicon.meanings[i]
		if f := r.lexicon.services.lists[i].find(words, 0); f != nil && f.at[0] == 0 && len(f.at) > 1 &&
			m.kind != "" && m.kind != kindName {
			return true
		}
	}
	return false
}

// subjectOf are the words that say of which of some kinds something is said that stands at some words: the part of the
// sentence that it stands in, or the nearest before it; all words where those name none.
func (r *reader) subjectOf(s *saying, at []int, names func([]string) bool) []string {
	parts := r.parts(s)
	first, last := len(parts)-1, 0
	for i, p := range parts {
		if slices.ContainsFunc(at, func(word int) bool { return p.first <= word && word <= p.last }) {
			first, last = min(first, i), max(last, i)
		}
	}
	if len(at) == 0 || first > last {
		return s.words
	}
	if own := r.withoutCounted(s.words, at)[parts[first].first : parts[last].last+1]; names(own) {
		return s.words[parts[first].first:r.listEnd(s, parts[last].last+1)]
	}
	var nearest []string
	for _, p := range slices.Backward(parts[:first]) {
		words := s.words[p.first : p.last+1]
		switch {
		case !names(words):
		case r.lexicon.Verbs.in(words):
			return r.whoOf(words, s.words[parts[first].first:], names)
		case nearest == nil:
			nearest = r.whoOf(words, s.words[parts[first].first:], names)
		}
	}
	if nearest != nil {
		return nearest
	}
	return s.words
}

// listEnd is where a list of names ends that begins before a word and goes on behind it: "for the ALB, ECS and RDS go to
// SNS". A name alone begins something else: "for the ALB, RDS is Multi-AZ".
func (r *reader) listEnd(s *saying, end int) int {
	if end == 0 || end >= len(s.words) || !r.isName(s.words[end-1]) {
		return end
	}
	last, isList := end, false
	for last < len(s.words) && (r.isName(s.words[last]) || r.lexicon.Articles.in(s.words[last:last+1])) {
		isList = isList || r.lexicon.Joins.in(s.words[last:last+1])
		last++
	}
	if !isList {
		return end
	}
	return last
}

// oneOfThem stands in words of which only one name is meant, and nobody can tell which.
const oneOfThem = "\x01"

// whoOf are the words of a part of a sentence that say of whom the part behind it is: of "the API calls the worker" the
// first half, or the second one where it goes on with "which", or either with "it".
func (r *reader) whoOf(words, behind []string, names func([]string) bool) []string {
	verb := r.lexicon.Transfers.find(words, 0)
	if verb == nil {
		return words
	}
	first, second := words[:verb.at[0]], words[verb.at[0]+1:]
	if !names(first) || !names(second) {
		return words
	}
	for _, w := range behind[:min(len(behind), 3)] {
		switch {
		case r.lexicon.PronounsOfOne.in([]string{w}):
			return append(slices.Clone(words), oneOfThem)
		case r.lexicon.Pronouns.in([]string{w}):
			return words
		case slices.Contains([]string{"which", "that", "who", "whose"}, w):
			return second
		}
	}
	return first
}

// withoutCounted are words without those at some places, and without what a number among those counts: "10 tasks" name no
// service.
func (r *reader) withoutCounted(words []string, at []int) []string {
	left := withoutAt(words, at)
	for _, i := range at {
		if !isNumber(words[i]) {
			continue
		}
		if next := numberEnd(words, i) + 1; next < len(words) && r.lexicon.CountWords.in(words[next:next+1]) {
			left[next] = "\x00"
		}
	}
	return left
}

// subjectOfAll are the words that say of what something is said that is asked of all: none where they name nothing that
// is drawn.
func (r *reader) subjectOfAll(s *saying, at []int) []string {
	parts := r.parts(s)
	for i, p := range parts {
		if p.last < at[0] && i+1 < len(parts) {
			continue
		}
		for ; i >= 0; i-- {
			words := s.words[parts[i].first : parts[i].last+1]
			if r.lexicon.Roles["network"].in(words) || len(r.told(words)) > 0 {
				return words
			}
		}
		break
	}
	return nil
}

// subjectOfAsk are the words that say of what a requirement is asked.
func (r *reader) subjectOfAsk(s *saying, ask string, at []int) []string {
	owner, name, _ := strings.Cut(ask, ".")
	kinds := []string{owner}
	switch owner {
	case "vpc":
		return r.subjectOfAll(s, at)
	case "alarms", "cost":
		return s.words
	case "tier":
		return r.subjectOf(s, at, func(words []string) bool {
			return slices.ContainsFunc(r.tiers, func(t *tierFacts) bool { return r.namesTier(t, words) })
		})
	case "*":
		kinds = r.lexicon.table.with[name]
	}
	return r.subjectOf(s, at, func(words []string) bool { return len(r.mentioned(words, kinds)) > 0 })
}

// told are the components of whatever kind that words name. Where a name is that of several, the word for a kind behind
// it tells which is meant: "the orders service" is no database.
func (r *reader) told(words []string) []*entity {
	names := r.namesIn(words)
	hasKind := func(n nameAt) bool {
		k, behind := r.lexicon.Kinds[n.entity.kind], words[n.last+1:]
		return k.AWS.begin(behind) || k.Engine.begin(behind) || k.Refer.begin(behind)
	}
	isOther := func(n nameAt) bool {
		return !hasKind(n) && slices.ContainsFunc(names, func(o nameAt) bool {
			return o.first == n.first && o.last == n.last && o.entity != n.entity && hasKind(o)
		})
	}
	return slices.DeleteFunc(r.mentioned(words, r.lexicon.table.names), func(e *entity) bool {
		own := slices.DeleteFunc(slices.Clone(names), func(n nameAt) bool { return n.entity != e })
		return len(own) > 0 && !slices.ContainsFunc(own, func(n nameAt) bool { return !isOther(n) })
	})
}
