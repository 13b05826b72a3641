package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// match is a requirement whose words stand in a text.
type match struct {
	words *requirementWords
	found *found
}

// meant are the requirements that a text asks, as its words and those around say that they are meant.
func (r *reader) meant(s *saying, m mention) []match {
	around := slices.Clone(s.words)
	for _, above := range m.section.nearest() {
		around = append(around, r.lexicon.words(above)...)
	}
	all := r.matches(s.words)
	if m.isLabel {
		all = r.labelled(all, s.words)
	}
	return slices.DeleteFunc(all, func(one match) bool {
		return !r.isMeant(one.words, around, m) || one.isOther(s.words) || r.isStep(one, s.words) ||
			r.countsOthers(one, s) ||
			m.isLabel && !r.lexicon.table.isOf(one.words.Ask, m.entities) || !m.isLabel && r.isOnlyName(one, s) ||
			r.isElsewhere(s, one.words, m) ||
			m.isCost && (one.words.Size || r.isEstimate(one, s))
	})
}

// named are words with those for the kinds that classes of instances among them are of: cache.t4g.small is a cache.
func named(words []string) []string {
	for _, w := range words {
		switch {
		case strings.HasPrefix(w, "cache."):
			words = append(slices.Clone(words), "cache")
		case strings.HasPrefix(w, "db."):
			words = append(slices.Clone(words), "database")
		}
	}
	return words
}

// matches are the requirements that words ask, of each the longest phrase.
func (r *reader) matches(words []string) (all []match) {
	for _, i := range r.lexicon.said.candidates(words) {
		q := &r.lexicon.Requirements[i]
		f := q.Says.find(words, 5)
		if near := q.Close.find(words, 0); f == nil || near != nil && len(near.at) > len(f.at) {
			f = near
		}
		if f == nil || q.Unless.in(named(words)) {
			continue
		}
		same := slices.IndexFunc(all, func(m match) bool { return m.words.Ask == q.Ask })
		switch {
		case same < 0:
			all = append(all, match{q, f})
		case len(f.at) > len(all[same].found.at):
			all[same] = match{q, f}
		}
	}
	return all
}

// labelled adds the requirements that words ask in labels alone.
func (r *reader) labelled(all []match, words []string) []match {
	for i := range r.lexicon.Requirements {
		q := &r.lexicon.Requirements[i]
		isThere := slices.ContainsFunc(all, func(m match) bool { return m.words.Ask == q.Ask })
		if f := q.Label.find(words, 1); f != nil && !isThere && !q.Unless.in(words) {
			all = append(all, match{q, f})
		}
	}
	return all
}

// isOther reports whether the number of a match measures something, where the requirement counts things: 2 GB are no
// tasks.
func (m match) isOther(words []string) bool {
	_, name, _ := strings.Cut(m.words.Ask, ".")
	next := m.found.number + 1
	if last := m.found.at[len(m.found.at)-1]; m.found.number >= 0 && last > next &&
		slices.Contains([]string{"multi", "single"}, words[last-1]) {
		return true // "PostgreSQL 16 (Multi-AZ)" are no zones
	}
	if m.found.number < 0 || next >= len(words) || dimensionOf(name) != "" || m.words.Ask == "cost.monthly_usd" {
		return false
	}
	if at := slices.Index(m.found.at, m.found.number); at+1 < len(m.found.at) &&
		slices.ContainsFunc(words[next:m.found.at[at+1]], isPreposition) {
		return true // 2048 for the task are no tasks
	}
	u, isUnit := unitOf(words[next])
	return isUnit && u.dimension != "" && !slices.Contains(m.found.at, next)
}

// asksIn are the requirements that a sentence asks, without those whose words are a name.
func (r *reader) asksIn(s *saying) []match {
	return slices.DeleteFunc(r.matches(s.words), func(m match) bool { return r.isOnlyName(m, s) })
}

// isOnlyName reports whether the words of a match are what one of several load balancers is called: "the internal ALB".
func (r *reader) isOnlyName(m match, s *saying) bool {
	first, last := m.found.at[0], m.found.at[len(m.found.at)-1]
	isCalled := func(e *entity) bool { return slices.Contains(e.keys, "internal") }
	return m.words.Ask == "load_balancer.scheme" && s.words[first] == "internal" && last-first == len(m.found.at)-1 &&
		len(r.ofKind("load_balancer")) > 1 &&
		slices.ContainsFunc(r.ofKind("load_balancer"), isCalled)
}

// isEstimate reports whether a match is a number of tasks alone, which in a table of costs is what they were estimated
// with.
func (r *reader) isEstimate(m match, s *saying) bool {
	if m.words.Ask != "service.tasks" || m.found.number < 0 {
		return false
	}
	value, _ := m.words.quantity(&saying{words: s.words, held: make([]bool, len(s.words))}, m.found)
	return isAlone(value)
}

// countsOthers reports whether behind the number that the phrase of a match ends with stands a word for what it counts,
// and that is something else.
func (r *reader) countsOthers(m match, s *saying) bool {
	if len(m.words.Behind.list) == 0 || m.found.number != m.found.at[len(m.found.at)-1] {
		return false
	}
	last := numberEnd(s.words, m.found.number)
	if last+1 >= len(s.words) || s.clause[last+1] != s.clause[last] {
		return false
	}
	next := s.words[last+1 : last+2]
	return !m.words.Behind.in(next) && !r.lexicon.Joints.in(next) && !r.lexicon.ScaledBeside.in(next)
}

// isPreposition reports whether a word ties what follows it to what stands before, so that a number counts something
// else.
func isPreposition(word string) bool {
	return slices.Contains([]string{"for", "the", "from", "by", "with", "per", "on", "in", "each", "every"}, word)
}

// isStep reports whether the number of a match says by how many things of a kind more or fewer there will be.
func (r *reader) isStep(m match, words []string) bool {
	_, name, _ := strings.Cut(m.words.Ask, ".")
	if m.found.number < 0 || dimensionOf(name) != "" {
		return false
	}
	for _, q := range quantities(words) {
		if q.first > m.found.number || m.found.number > q.last {
			continue
		}
		return q.first > 0 && r.lexicon.StepsBefore.in(words[q.first-1:q.first]) ||
			r.lexicon.StepsBehind.begin(words[q.last+1:])
	}
	return false
}

// isMeant reports whether the words around those of a requirement say that it is meant.
func (r *reader) isMeant(q *requirementWords, around []string, m mention) bool {
	isOfIts := func() bool {
		return r.lexicon.table.isOf(q.Ask, m.entities) || r.lexicon.table.isOf(q.Ask, r.allByName(around))
	}
	if len(q.Needs.list) > 0 && !q.Needs.in(around) && !isOfIts() {
		return false
	}
	k := r.lexicon.Kinds[q.About]
	return q.About == "" || k.AWS.in(around) || k.Engine.in(around) || k.Refer.in(around) || isOfIts()
}

// valueOf is what a match asks for, as YAML, empty where it cannot be told; what it was read from is held.
func (r *reader) valueOf(by *Statement, one match, s *saying) string {
	for _, at := range one.found.at {
		s.hold(at, at)
	}
	if one.found.number < 0 {
		return cmp.Or(one.words.Value, "true")
	}
	value, problem := one.words.quantity(s, one.found)
	if problem != "" {
		by.set(Ambiguous, problem+" Write a number, at least one, at most one, or one to another")
	}
	return value
}

// quantity is the number of a match with what bounds it. The words of the phrase itself bound nothing: they say what it
// is.
func (q *requirementWords) quantity(s *saying, f *found) (value, problem string) {
	words := slices.Clone(s.words)
	first := slices.IndexFunc(f.at, func(at int) bool { return isNumber(words[at]) })
	for _, at := range f.at {
		_, isUnit := unitOf(words[at])
		_, size := boundBefore(words[at : at+1])
		isOfTwo := first >= 0 && f.at[first] != f.number // "min # max #" are bounds
		if at != f.number && !isUnit && size > 0 && !isOfTwo {
			words[at] = "\x00"
		}
	}
	for _, one := range quantities(words) {
		if one.first <= f.number && f.number <= one.last {
			s.hold(one.first, one.last)
			return q.written(one)
		}
	}
	return "", "how much is it?"
}

// outside says that nothing can be as a value says.
func outside(of kind.Requirement, value string) string {
	for end := range strings.SplitSeq(strings.TrimSuffix(value, "+"), "-") {
		if n, err := strconv.Atoi(end); err == nil && of.Low != of.High && (n < of.Low || n > of.High) {
			return fmt.Sprintf("it can be from %d to %d.", of.Low, of.High)
		}
	}
	return ""
}

// written is a quantity in the form of what is asked.
func (q *requirementWords) written(one quantity) (value, problem string) {
	_, name, _ := strings.Cut(q.Ask, ".")
	of := q.of
	if of.Form != kind.Version {
		value, problem = one.value(dimensionOf(name), of.Low)
		if problem == "" {
			problem = outside(of, value)
		}
		if problem == "" && strings.Contains(value, ".") {
			problem = "how much is it? It is a whole number."
		}
		if name == "cpu_units" && one.unit == "" && len(value) < 3 {
			problem = "vCPU, or CPU units, of which 1024 are one vCPU?"
		}
		if problem != "" {
			return "", problem
		}
		return value, ""
	}
	if one.low == "" || one.high != "" && one.high != one.low || one.unit != "" {
		return "", "which is the oldest version?"
	}
	return one.low, one.problem
}

// leftOut says of words that ask something, and are joined by "and" to those for which it is something else, that it is
// not read: "logs and backups are kept for 30 days".
func (r *reader) leftOut(by *Statement, words []string) {
	for _, i := range r.lexicon.said.candidates(words) {
		q := &r.lexicon.Requirements[i]
		f := q.Says.find(words, 5)
		if f == nil || by.State != Enforced {
			continue
		}
		for _, at := range f.at {
			other := ""
			switch {
			case at > 1 && words[at-1] == "and":
				other = words[at-2]
			case at+2 < len(words) && words[at+1] == "and":
				other = words[at+2]
			}
			if other != "" && q.Unless.in([]string{other}) && !strings.HasPrefix(words[at], other) {
				by.set(NotUnderstood, fmt.Sprintf("%s and %s: write a sentence for each", words[at], other))
			}
		}
	}
}
