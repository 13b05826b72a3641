package markdown

import (
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
}

// match is a requirement whose words stand in a text.
type match struct {
	words *requirementWords
	found *found
}

// sentence reads one statement for everything that it asks; it reports whether any words of requirements were in it.
func (r *reader) sentence(by *Statement, text string, m mention) bool {
	words := r.lexicon.words(text)
	matches := r.matches(words)
	if len(matches) == 0 {
		return false
	}
	if r.isLater(words, m.section) {
		by.set(Understood, "optional, planned or past: not asked")
		return true
	}
	environment, several := r.environmentIn(words)
	if environment == "" {
		environment = m.environment
	}
	for _, one := range matches {
		switch {
		case several && m.environment == "":
			by.set(Ambiguous, "it names several environments; write a line, or a column of a table, for each")
		case r.isNegated(words, one, matches):
			by.set(Ambiguous, fmt.Sprintf("is %s asked or not? Write one of them without a negation, or leave it out", one.words.Ask))
		default:
			r.require(by, one.words, valueOf(one, words), words, mention{m.section, environment, m.entities})
		}
	}
	return true
}

// matches are the requirements that words ask, of each the longest phrase.
func (r *reader) matches(words []string) (all []match) {
	for i := range r.lexicon.Requirements {
		q := &r.lexicon.Requirements[i]
		if q.Unless.in(words) {
			continue
		}
		f := q.Says.find(words, 5)
		if f == nil {
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

// isLater reports whether words or the headings above say that something is optional, planned or gone.
func (r *reader) isLater(words []string, at section) bool {
	return r.lexicon.Status.in(words) || slices.ContainsFunc(at.titles, func(t string) bool { return r.lexicon.StatusHeadings.in(r.lexicon.words(t)) })
}

// isNegated reports whether a negation that no phrase accounts for stands in or shortly before what is asked.
func (r *reader) isNegated(words []string, one match, all []match) bool {
	for i, w := range words {
		if !slices.Contains(r.lexicon.Negations, w) || slices.ContainsFunc(all, func(m match) bool { return slices.Contains(m.found.at, i) }) {
			continue
		}
		first, last := one.found.at[0], one.found.at[len(one.found.at)-1]
		if i >= first-4 && i <= last+3 {
			return true
		}
	}
	return false
}

// valueOf is what a match asks for, as YAML.
func valueOf(one match, words []string) string {
	if one.found.number < 0 || one.words.Number == "ignore" {
		if one.words.Value == "" {
			return "true"
		}
		return one.words.Value
	}
	return withBare(numeral(words[one.found.number]), one.words.Bare)
}

func withBare(number, bare string) string {
	if bare == "at_least" && number != "" && !strings.ContainsAny(number, "+-") {
		return number + "+"
	}
	return number
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
	about := r.mentioned(words, kinds)
	if len(about) == 0 {
		about = ofKinds(m.entities, kinds)
	}
	if len(about) == 0 {
		about = r.mentioned(r.lexicon.words(m.section.title()), kinds)
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
	table := kind.Find(owner)
	if table == nil {
		if table = kind.Section(owner); table == nil {
			return value
		}
	}
	q, ok := table.Requirement(name)
	if ok && slices.Contains([]kind.Form{kind.Version, kind.Word, kind.Text}, q.Form) && !strings.HasPrefix(value, "[") {
		return strconv.Quote(strings.Trim(value, `"`))
	}
	return value
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
func (r *reader) paragraph(b block) {
	for _, s := range sentences(b.text) {
		by := r.statement(b.line+s.line, b.section, s.text)
		words := r.lexicon.words(s.text)
		m := mention{section: b.section, environment: r.environmentOf(b.section)}
		asked := r.sentence(by, s.text, m)
		asked = r.money(by, s.text, words, m) || asked
		if !asked && by.State == NotArchitecture && r.speaksOfArchitecture(words) {
			by.set(Understood, "no requirement was found in it")
		}
	}
}

// speaksOfArchitecture reports whether words name a component or a role.
func (r *reader) speaksOfArchitecture(words []string) bool {
	m := r.lexicon.classify(words)
	return m.kind != "" || m.role != ""
}
