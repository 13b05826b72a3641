package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// mention is what is around a text that says something.
type mention struct {
	section     section
	environment string
	// entities are what the text is about where it does not say itself.
	entities []*entity
	// isLabel says that it is about nothing else: what has no such requirement is not asked it.
	isLabel bool
	// isCost says that it is in a table of costs.
	isCost bool
}

// in is the same in an environment.
func (m mention) in(environment string) mention {
	m.environment = environment
	return m
}

// match is a requirement whose words stand in a text.
type match struct {
	words *requirementWords
	found *found
}

// sentence reads one statement for everything that it asks; it reports whether any words of requirements were in it.
func (r *reader) sentence(by *Statement, s *saying, m mention) bool {
	all := r.meant(s, m)
	if len(all) == 0 {
		return false
	}
	if r.isLater(s.words, m.section) {
		s.hold(0, len(s.words)-1)
		by.set(Understood, "optional, planned or past: not asked")
		return true
	}
	environment, several := r.environmentIn(s.words)
	if environment == "" {
		environment = m.environment
	}
	values := make([]string, len(all))
	for i, one := range all {
		values[i] = r.valueOf(by, one, s)
	}
	for i, one := range all {
		switch {
		case several && m.environment == "":
			by.set(Ambiguous, "it names several environments; write a line, or a column of a table, for each")
		case r.otherEnvironment(s.words) != "":
			by.set(Ambiguous, fmt.Sprintf("the document tells no %s apart; name it in a heading or a column of a table", r.otherEnvironment(s.words)))
		case r.isTurned(s, one.found.at, all) || r.isDenied(m.section):
			by.set(Ambiguous, fmt.Sprintf("is %s asked or not? Write it plainly, or leave it out", one.words.Ask))
		case values[i] != "":
			r.require(by, one.words, values[i], s.words, m.in(environment))
		}
	}
	return true
}

// otherEnvironment is one that a text speaks of, "in production", and that no heading or table tells apart; empty without one.
func (r *reader) otherEnvironment(words []string) string {
	for i, w := range words {
		if i == 0 || !slices.Contains([]string{"in", "for"}, words[i-1]) {
			continue
		}
		for _, name := range sorted(r.lexicon.Environments) {
			if !slices.Contains(r.environments, name) && r.lexicon.Environments[name].in([]string{w}) {
				return name
			}
		}
	}
	return ""
}

// meant are the requirements that a text asks, as its words and those around say that they are meant.
func (r *reader) meant(s *saying, m mention) []match {
	around := slices.Clone(s.words)
	for _, above := range m.section.nearest() {
		around = append(around, r.lexicon.words(above)...)
	}
	return slices.DeleteFunc(r.matches(s.words), func(one match) bool {
		return !r.isMeant(one.words, around, m) || m.isLabel && !isOf(one.words.Ask, m.entities) || r.isElsewhere(s, one.words, m) || m.isCost && one.words.Size
	})
}

// matches are the requirements that words ask, of each the longest phrase.
func (r *reader) matches(words []string) (all []match) {
	for _, i := range r.lexicon.said.candidates(words) {
		q := &r.lexicon.Requirements[i]
		f := q.Says.find(words, 5)
		if f == nil || q.Unless.in(words) {
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

// isMeant reports whether the words around those of a requirement say that it is meant.
func (r *reader) isMeant(q *requirementWords, around []string, m mention) bool {
	if len(q.Needs) > 0 && !q.Needs.in(around) && !isOf(q.Ask, m.entities) {
		return false
	}
	k := r.lexicon.Kinds[q.About]
	return q.About == "" || isOf(q.Ask, m.entities) || k.AWS.in(around) || k.Engine.in(around) || k.Refer.in(around)
}

// isOf reports whether any of some components can be asked a requirement.
func isOf(ask string, all []*entity) bool {
	owner, name, _ := strings.Cut(ask, ".")
	return slices.ContainsFunc(all, func(e *entity) bool {
		return owner == e.kind || owner == "*" && slices.Contains(kindsWith(name), e.kind)
	})
}

// isLater reports whether words or the headings above say that something is optional, planned or gone.
func (r *reader) isLater(words []string, at section) bool {
	return r.lexicon.Status.in(words) || slices.ContainsFunc(at.above(), func(t string) bool { return r.lexicon.StatusHeadings.in(r.lexicon.words(t)) })
}

// isElsewhere reports whether a text is about what is not drawn here: what it asks is not asked of what is.
func (r *reader) isElsewhere(s *saying, q *requirementWords, m mention) bool {
	owner, _, _ := strings.Cut(q.Ask, ".")
	k := r.lexicon.Kinds[owner]
	return r.lexicon.Elsewhere.in(s.words) && !m.isLabel && !k.AWS.in(s.words) && !k.Refer.in(s.words) && !k.Engine.in(s.words)
}

// isDenied reports whether what stands above a text says that all of it is not so: "We do not use:", "Not in scope". The title of
// the document says nothing of the kind.
func (r *reader) isDenied(at section) bool {
	isDenial := func(words []string) bool { return r.lexicon.Negations.in(words) }
	return slices.ContainsFunc(at.leads, func(t string) bool { return isDenial(r.lexicon.words(t)) }) ||
		slices.ContainsFunc(at.titles[min(1, len(at.titles)):], func(t string) bool {
			words := r.lexicon.words(t)
			return isDenial(words) && !slices.Contains(words, "no") // "No single point of failure" is a promise
		})
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

// quantity is the number of a match with what bounds it. The words of the phrase itself bound nothing: they say what it is.
func (q *requirementWords) quantity(s *saying, f *found) (value, problem string) {
	words := slices.Clone(s.words)
	for _, at := range f.at {
		if _, isUnit := unitOf(words[at]); at != f.number && !isUnit {
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

// written is a quantity in the form of what is asked.
func (q *requirementWords) written(one quantity) (value, problem string) {
	owner, name, _ := strings.Cut(q.Ask, ".")
	of := requirementOf(owner, name)
	if of.Form != kind.Version {
		return one.value(q.Bare, dimensionOf(name), of.Low)
	}
	if one.low == "" || one.high != "" && one.high != one.low || one.unit != "" {
		return "", "which is the oldest version?"
	}
	return one.low, one.problem
}

// require asks a requirement of everything that the words are about.
func (r *reader) require(by *Statement, q *requirementWords, value string, words []string, m mention) {
	owner, name, _ := strings.Cut(q.Ask, ".")
	switch owner {
	case "vpc", "alarms", "cost":
		r.claim(claim{environment: m.environment, path: q.Ask, value: formed(owner, name, value), rank: prose, by: by})
	case "tier":
		r.requireTier(by, q, name, value, words, m)
	default:
		r.requireOf(by, owner, name, value, words, m)
	}
}

func (r *reader) requireTier(by *Statement, q *requirementWords, name, value string, words []string, m mention) {
	var tiers []*tierFacts
	for _, t := range r.tiers {
		if q.Tier == t.wayOut || q.Tier == "" && r.namesTier(t, words) {
			tiers = append(tiers, t)
		}
	}
	if len(tiers) == 0 {
		by.set(NotUnderstood, "which subnets? None of those that are drawn are named")
	}
	for _, t := range tiers {
		environment := t.environment
		if environment == "" {
			environment = m.environment
		}
		r.claim(claim{environment: environment, path: "tiers." + t.name + "." + name, value: value, rank: prose, by: by})
	}
}

// requireOf asks a requirement of the components of a kind, or of any kind that has it.
func (r *reader) requireOf(by *Statement, kindName, name, value string, words []string, m mention) {
	kinds := []string{kindName}
	if kindName == "*" {
		kinds = kindsWith(name)
	}
	var about []*entity
	if !m.isLabel {
		about = r.mentioned(words, kinds)
	}
	if len(about) == 0 {
		about = ofKinds(m.entities, kinds)
	}
	for _, above := range m.section.nearest() {
		if len(about) == 0 {
			about = r.mentioned(r.lexicon.words(above), kinds)
		}
	}
	if len(about) == 0 {
		about = ofKinds(r.entities, kinds)
		if len(about) > 1 {
			by.set(Ambiguous, fmt.Sprintf("%s of which: %s? Name them", name, strings.Join(end{entities: about}.names(), ", ")))
			return
		}
	}
	if len(about) == 0 {
		by.set(NotUnderstood, fmt.Sprintf("it speaks of a %s, and none is drawn", strings.ReplaceAll(strings.Join(kinds[:1], ""), "_", " ")))
		return
	}
	if len(about) > 1 && kindName != "*" && !r.speaksOfAll(words, about) {
		by.set(Ambiguous, fmt.Sprintf("%s of which: %s? Name them, or write of all", name, strings.Join(end{entities: about}.names(), ", ")))
		return
	}
	for _, e := range about {
		r.claimOf(by, e, name, value, m.environment)
	}
}

// speaksOfAll reports whether words are about each of several: they name each, or say all.
func (r *reader) speaksOfAll(words []string, about []*entity) bool {
	if len(r.byName(words)) == len(about) {
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains([]string{"all", "every", "each", "both"}, w) || strings.HasSuffix(w, "s") && len(w) > 4
	})
}

// claimOf asks a requirement of a component in the environments that have it.
func (r *reader) claimOf(by *Statement, e *entity, name, value, environment string) {
	scope := r.scope(e)
	switch {
	case scope[0] == "" || slices.Contains(scope, environment):
		scope = []string{environment}
	case environment != "":
		by.set(NotUnderstood, fmt.Sprintf("%s has no %s", environment, e.name))
		return
	}
	for _, one := range scope {
		r.claim(claim{environment: one, path: "components." + e.name + "." + name, value: formed(e.kind, name, value), rank: prose, by: by})
	}
}

// formed quotes what would be a number in YAML and is a word in the table of kinds.
func formed(owner, name, value string) string {
	form := requirementOf(owner, name).Form
	if slices.Contains([]kind.Form{kind.Version, kind.Word, kind.Text}, form) && !strings.HasPrefix(value, "[") {
		return strconv.Quote(strings.Trim(value, `"`))
	}
	return value
}

// requirementOf is what the table of kinds says of a requirement; of one that several kinds have it is a flag, of money a number.
func requirementOf(owner, name string) kind.Requirement {
	table := kind.Find(owner)
	if table == nil {
		table = kind.Section(owner)
	}
	switch {
	case owner == "cost":
		return kind.Requirement{Name: name, Form: kind.Number}
	case table == nil:
		return kind.Requirement{Name: name, Form: kind.Flag}
	}
	q, _ := table.Requirement(name)
	return q
}

func kindsWith(requirement string) (all []string) {
	for _, k := range kind.All() {
		if _, ok := k.Requirement(requirement); ok {
			all = append(all, k.Name)
		}
	}
	return all
}

func ofKinds(all []*entity, kinds []string) []*entity {
	return slices.DeleteFunc(slices.Clone(all), func(e *entity) bool { return !slices.Contains(kinds, e.kind) })
}

// mentioned are the components of some kinds that words name, each by its name or all of its kind.
func (r *reader) mentioned(words []string, kinds []string) []*entity {
	if named := ofKinds(r.byName(words), kinds); len(named) > 0 {
		return named
	}
	var all []*entity
	for _, k := range kinds {
		w := r.lexicon.Kinds[k]
		if w.AWS.in(words) || w.Engine.in(words) || w.Refer.in(words) {
			all = append(all, r.ofKind(k)...)
		}
	}
	return all
}

// paragraph reads a text sentence by sentence.
func (r *reader) paragraph(b block, source int) {
	for _, part := range sentences(b.text) {
		by := r.statement(b.line+part.line, b.section, part.text)
		s := r.sayingOf(part.text)
		m := mention{section: b.section, environment: r.environmentOf(b.section)}
		switch {
		case r.ruleSentence(by, s, b, source):
			continue
		case b.done:
			by.set(Understood, "crossed out or not ticked: not asked")
			continue
		}
		asked := r.sentence(by, s, m)
		asked = r.money(by, s, m) || asked
		asked = r.sized(by, s, m) || asked
		asked = asked || r.place(by, s, m)
		r.unheld(by, s, asked, m)
	}
}
