package markdown

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// whatIsIt asks what a pronoun stands for.
const whatIsIt = "what is %q? Write its name"

// resolved is a sentence with names in the place of the pronoun that it begins with; a problem says of what nobody can
// tell whom it means.
func (r *reader) resolved(s *saying, at section) (named *saying, problem string) {
	if f := r.lexicon.WhoIsWho.find(s.words, 0); f != nil {
		return s, fmt.Sprintf(whatIsIt, s.words[f.at[0]])
	}
	f := r.pronounOf(s.words)
	if f == nil {
		return s, ""
	}
	all := r.told(r.before)
	for _, above := range at.nearest() {
		if len(all) == 0 {
			all = r.told(r.lexicon.words(above))
		}
	}
	isOne := r.lexicon.PronounsOfOne.in(s.words[:1])
	names := "the " + strings.Join(namesOf(all), " and the ")
	switch isTwo := s.words[0] == "both"; {
	case isOne && len(all) > 1 || isTwo && len(all) > 2:
		return s, fmt.Sprintf("what is %q of these: %s? Write its name", s.words[0], strings.Join(namesOf(all), ", "))
	case isTwo && len(all) < 2, !r.areNamed(all, names):
		return s, fmt.Sprintf(whatIsIt, s.words[0])
	}
	return r.sayingOf(names + " " + strings.Join(strings.Fields(s.text)[len(f.at):], " ")), ""
}

// pronounOf is the pronoun that a sentence begins with, nil without one. "Both" and "each" may also belong to what
// follows them: "both zones".
func (r *reader) pronounOf(words []string) *found {
	f := r.lexicon.Pronouns.find(words[:min(len(words), 3)], 0)
	if f == nil || f.at[0] > 0 {
		return nil
	}
	next := len(f.at)
	isAlone := next == 1 && slices.Contains([]string{"both", "each", "all"}, words[0])
	if isAlone && (next == len(words) || !r.lexicon.Verbs.in(words[next:next+1])) {
		return nil
	}
	return f
}

func namesOf(all []*entity) (names []string) {
	for _, e := range all {
		names = append(names, strings.ReplaceAll(e.name, "_", " "))
	}
	return names
}

// areNamed reports whether a text names some components and nothing else that could be read from it.
func (r *reader) areNamed(all []*entity, text string) bool {
	named := r.told(r.lexicon.words(text))
	isOther := func(e *entity) bool { return !slices.Contains(all, e) }
	return len(all) > 0 && len(named) == len(all) && !slices.ContainsFunc(named, isOther) &&
		!strings.ContainsFunc(text, unicode.IsDigit)
}

// asksOfWhat says of a sentence that asks something of nobody knows what that it is not asked; it reports whether it is
// one.
func (r *reader) asksOfWhat(by *Statement, s *saying, problem string) bool {
	if problem == "" {
		return false
	}
	tier, _ := r.tierIn(s.words)
	isBar := r.lexicon.Denials.in(s.words) && r.lexicon.ReachWords.in(s.words)
	isAsking := len(r.matches(s.words))+len(r.classesIn(s))+len(r.versionsIn(s)) > 0 || tier != nil || isBar
	if !isAsking {
		return false
	}
	by.set(Ambiguous, problem)
	return true
}
