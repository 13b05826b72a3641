package markdown

import (
	"fmt"
	"slices"
	"strings"
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

// sentence reads one statement for everything that it asks; it reports whether any words of requirements were in it.
func (r *reader) sentence(by *Statement, s *saying, m mention) bool {
	all := r.meant(s, m)
	if len(all) == 0 {
		return false
	}
	if r.isLater(withoutMatches(s.words, all), m.section) {
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
	other, isOfSome := r.otherEnvironment(s), r.isOfSome(m)
	for i, one := range all {
		switch {
		case r.isOfSecondSite(s, one.found.at):
			by.set(NotUnderstood, ofSecondSite)
		case isOfSome:
			by.set(Ambiguous, "of which environments is it? Write a heading, or a column of a table, for each")
		case several && (m.environment == "" || r.lexicon.isBefore(s.words)):
			by.set(Ambiguous, "it names several environments; write a line, or a column of a table, for each")
		case other != "":
			by.set(Ambiguous, tellsNone(other))
		case r.isTurned(s, one.found.at, all) || r.isDenied(m.section):
			by.set(Ambiguous, fmt.Sprintf("is %s asked or not? Write it plainly, or leave it out", one.words.Ask))
		case values[i] != "" && r.isShared(s, one):
			by.set(Ambiguous, "which number is of which component? Write a sentence for each")
		case values[i] != "":
			s.holdPhrases(one.words.Implies)
			r.beyond(by, s, one.words)
			r.require(by, one.words, values[i], r.subjectOfAsk(s, one.words.Ask, one.found.at), m.in(environment))
		}
	}
	return true
}

// beyond says of words that ask more of a requirement than is held that nothing holds them, and holds them.
func (r *reader) beyond(by *Statement, s *saying, q *requirementWords) {
	f := q.Beyond.find(s.words, 1)
	if f == nil {
		return
	}
	first, last := f.at[0], f.at[len(f.at)-1]
	s.hold(first, last)
	by.set(NotUnderstood, notHeld([]string{fmt.Sprintf("%q", strings.Join(s.words[first:last+1], " "))}))
}

// withoutMatches are words without those that ask something: "reserved concurrency" is nothing that is reserved.
func withoutMatches(words []string, all []match) []string {
	left := slices.Clone(words)
	for _, m := range all {
		for _, at := range m.found.at {
			left[at] = "\x00"
		}
	}
	return left
}

// isLater reports whether words or the headings above say that something is optional, planned or gone.
func (r *reader) isLater(words []string, at section) bool {
	return r.lexicon.isLater(words) || slices.ContainsFunc(at.above(), func(t string) bool {
		isOld := t == r.title() && r.heads("old", r.lexicon.OldTitles, t) && !r.heads("later", r.lexicon.Status, t)
		return r.heads("status", r.lexicon.StatusHeadings, t) && !isOld ||
			r.hasCurrent && t != r.title() && r.isTitleOf("target", r.lexicon.TargetTitles, t) ||
			r.hasDecision && t != r.title() && r.isTitleOf("context", r.lexicon.ContextTitles, t)
	})
}

// isTitleOf reports whether a heading says one of some things and nothing beside it but a number: "Target (2027)", and
// not "Target groups".
func (r *reader) isTitleOf(name string, list phrases, text string) bool {
	if !r.heads(name, list, text) {
		return false
	}
	words := slices.DeleteFunc(
		r.lexicon.words(text),
		func(w string) bool { return isNumber(w) || w == "the" || w == "our" },
	)
	f := list.find(words, 0)
	return f != nil && len(f.at) == len(words)
}

// isElsewhere reports whether a text is about what is not drawn here: what it asks is not asked of what is.
func (r *reader) isElsewhere(s *saying, q *requirementWords, m mention) bool {
	owner, _, _ := strings.Cut(q.Ask, ".")
	k := r.lexicon.Kinds[owner]
	return r.lexicon.Elsewhere.in(s.words) && !m.isLabel && !k.AWS.in(s.words) && !k.Refer.in(s.words) &&
		!k.Engine.in(s.words)
}

// isDenied reports whether what stands above a text says that all of it is not so: "We do not use:", "Not in scope".
// The title of the document says nothing of the kind.
func (r *reader) isDenied(at section) bool {
	isDenial := func(words []string) bool { return r.lexicon.Negations.in(words) }
	return slices.ContainsFunc(at.leads, func(t string) bool { return isDenial(r.lexicon.words(t)) }) ||
		slices.ContainsFunc(at.titles[min(1, len(at.titles)):], func(t string) bool {
			words := r.lexicon.words(t)
			return isDenial(words) && !slices.Contains(words, "no") // "No single point of failure" is a promise
		})
}

// notHere says of what would ask something under a heading that is about something else, such as a laptop, that it does
// not.
func (r *reader) notHere(by *Statement, s *saying, m mention) bool {
	if !r.isNotHere(m.section) {
		return false
	}
	if len(r.meant(s, m)) > 0 || len(r.classesIn(s))+len(r.versionsIn(s)) > 0 {
		by.set(
			NotUnderstood,
			fmt.Sprintf("under %q it is not asked; move it to where the architecture is described", m.section.title()),
		)
	}
	return true
}

// restricted says of a sentence from which something was read that nothing holds what it restricts: "the task role may
// read only the bucket".
func (r *reader) restricted(by *Statement, s *saying) {
	if by.State != Enforced {
		return
	}
	for i, w := range s.words {
		isLast := i > 0 && s.held[i-1] && (i+1 == len(s.words) || s.clause[i+1] != s.clause[i]) // "is internal only"
		isRestriction := slices.Contains([]string{"only", "solely", "exclusively"}, w) && !s.held[i] && !isLast
		around := s.words[max(i-2, 0):min(i+4, len(s.words))]
		if name, several := r.environmentIn(around); isRestriction && name == "" && !several {
			by.set(
				NotUnderstood,
				notHeld([]string{fmt.Sprintf("%q", strings.Join(s.words[i:min(i+4, len(s.words))], " "))}),
			)
			return
		}
	}
}

// isShared reports whether a sentence has another number like that of a match, which nothing was read from, and the match
// is about several components: "14 days (orders) and 7 days (billing)".
func (r *reader) isShared(s *saying, one match) bool {
	var own quantity
	for _, q := range s.quantities() {
		if q.first <= one.found.number && one.found.number <= q.last {
			own = q
		}
	}
	isLike := func(q quantity) bool {
		return q.first != own.first && q.unit == own.unit && own.unit != "" && !s.isHeld(q.first, q.last)
	}
	return one.found.number >= 0 && (slices.ContainsFunc(s.quantities(), isLike) || r.isOfOther(s, own)) &&
		len(r.allByName(r.subjectOfAsk(s, one.words.Ask, one.found.at))) > 1
}

// isLead says of a text that only leads to what follows, "Encryption at rest:", that it asks nothing; it reports whether
// it is one.
func (r *reader) isLead(by *Statement, s *saying) bool {
	if !strings.HasSuffix(s.text, ":") || r.lexicon.Verbs.in(s.words) || len(quantities(s.words)) > 0 {
		return false
	}
	if r.speaksOfArchitecture(s) {
		by.set(Understood, "it leads to what follows")
	}
	return true
}

// paragraph reads a text sentence by sentence.
func (r *reader) paragraph(b block, source int) {
	if r.groupItem(b, source) {
		return
	}
	for _, part := range sentences(b.text) {
		by := r.statement(b.line+part.line, b.section, part.text)
		s, unclear := r.resolved(r.sayingOf(part.text), b.section)
		if unclear == "" {
			r.before = s.words
			s, unclear = r.withoutExcepted(s)
		}
		m := mention{section: b.section, environment: r.environmentOf(b.section)}
		switch {
		case r.ruleSentence(by, s, b, source):
			continue
		case b.done:
			by.set(Understood, "crossed out or not ticked: not asked")
			continue
		case b.isLink:
			by.set(Understood, "a link: not asked")
			continue
		case r.isStepToTake(s, b.section):
			r.step(by, s)
			continue
		}
		if r.notHere(by, s, m) || r.asksOfWhat(by, s, unclear) || r.isLead(by, s) {
			continue
		}
		for _, one := range r.apportioned(s) {
			r.plain(by, one, m, source)
		}
	}
}

// plain reads a sentence that is none of a special form.
func (r *reader) plain(by *Statement, s *saying, m mention, source int) {
	asked := r.prefixed(by, s, m) || r.flow(by, s, m, source) || r.onlyFrom(by, s, m)
	if !asked {
		denied, barred, private := r.waysOf(s), r.barsOf(s), r.privatesOf(s)
		asked = r.allThere(by, s, m) || r.sentence(by, s, m)
		asked = r.deny(by, s, denied, m) || asked
		asked = r.bar(by, s, barred, m) || asked
		asked = r.hide(by, s, private, m) || asked
		asked = r.place(by, s, m) || asked
		r.restricted(by, s)
	}
	asked = r.money(by, s, m) || asked
	asked = r.sized(by, s, m) || asked
	r.unheld(by, s, asked, m)
}
