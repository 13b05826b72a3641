package markdown

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// howToWrite is what to do about what was not understood.
const howToWrite = "nothing that can be held was read from it; `archcheck document --phrases` lists how requirements are written"

// unheld says of a statement what nothing was read from: a part of it, or all.
func (r *reader) unheld(by *Statement, s *saying, asked bool, m mention) {
	var lost []string
	isAsked := asked && (by.State == Enforced || by.State == Understood && by.Detail == "")
	if isAsked {
		lost = slices.Concat(r.partsLost(s), r.strangers(s))
	}
	left := slices.Concat(lost, r.factsLeft(s))
	r.footnoted(by, s.text)
	r.leftOut(by, s.words)
	switch {
	case by.State == Enforced && len(left) > 0:
		by.set(InPart, notHeld(left))
	case isAsked && len(lost) > 0:
		by.set(NotUnderstood, notHeld(lost))
	case asked || by.State != NotArchitecture:
	case !r.speaksOfArchitecture(s) && len(r.matches(s.words)) == 0:
	case strings.HasSuffix(s.text, ":") && len(left) == 0:
		by.set(Understood, "it leads to what follows")
	case r.isLater(s.words, m.section):
		by.set(Understood, "optional, planned or past: not asked")
	case r.standsUnder("asides", r.lexicon.Asides, m.section) && len(r.matches(s.words)) == 0:
	case r.describes(s):
		r.describe(by, s)
	default:
		by.set(NotUnderstood, howToWrite)
	}
}

// footnoted says of what is asked that a footnote goes with it, which may say that it is not so everywhere.
func (r *reader) footnoted(by *Statement, text string) {
	if by.State == Enforced && r.patterns.footnote.MatchString(text) {
		by.set(NotUnderstood, "a footnote goes with it, and may change it; write what it says where it is meant")
	}
}

// standsUnder reports whether one of the headings above says something.
func (r *reader) standsUnder(name string, list phrases, at section) bool {
	return slices.ContainsFunc(at.titles, func(t string) bool { return r.heads(name, list, t) })
}

// isNotHere reports whether the headings above say that it is of something else, such as a laptop, and no nearer one that
// it is of what runs.
func (r *reader) isNotHere(at section) bool { return r.isUnder("not here", r.lexicon.NotHere, at) }

// isUnder reports whether a heading above is one of a list, and no nearer one says that it is of what runs.
func (r *reader) isUnder(name string, list phrases, at section) bool {
	for _, t := range slices.Backward(at.titles) {
		if r.heads(name, list, t) {
			return true
		}
		if r.heads("here", r.lexicon.Here, t) {
			return false
		}
	}
	return false
}

// heads reports whether the text of a heading has a phrase of a list. Each heading is asked once, however much stands
// under it.
func (r *reader) heads(name string, list phrases, text string) bool {
	key := name + "\x00" + text
	is, ok := r.headings[key]
	if !ok {
		is = list.in(r.lexicon.words(text))
		r.headings[key] = is
	}
	return is
}

func notHeld(facts []string) string {
	return "nothing holds " + strings.Join(facts, ", ")
}

// factsLeft are the numbers, sizes and regions of a text that nothing was read from.
func (r *reader) factsLeft(s *saying) []string {
	facts := r.identifiersLeft(s)
	all := quantities(s.words)
	if len(all) > 0 {
		r.holdNames(s)
	}
	for _, q := range all {
		if s.isHeld(q.first, q.last) || r.isOnlyWord(q, s) {
			continue
		}
		facts = append(facts, q.textIn(s))
	}
	return append(append(facts, r.timesIn(s)...), s.releasesLeft()...)
}

// releasesLeft are versions with two dots or more, which are no numbers, that nothing was read from.
func (s *saying) releasesLeft() (all []string) {
	for i, w := range s.words {
		isRelease := strings.Count(w, ".") == 2 && strings.Trim(strings.TrimPrefix(w, "v"), "0123456789.") == ""
		if isRelease && !s.held[i] {
			all = append(all, w)
		}
	}
	return all
}

// timesIn are the words of a text that say how many times something is there: x2, 256/512.
func (r *reader) timesIn(s *saying) (all []string) {
	for i, w := range s.words {
		if !s.held[i] && r.patterns.times.MatchString(w) {
			all = append(all, w)
		}
	}
	return all
}

// textIn is a quantity as its text has it, with the thing that it counts.
func (q quantity) textIn(s *saying) string {
	end := q.last + 1
	if q.unit == "" && end < len(s.words) && s.clause[end] == s.clause[q.last] && !isNumber(s.words[end]) {
		end++
	}
	return strings.Join(s.words[q.first:end], " ")
}

// isHeld reports whether any of some words was read.
func (s *saying) isHeld(first, last int) bool { return slices.Contains(s.held[first:last+1], true) }

// isOnlyWord reports whether a number is a word for something, as in "one of them", or the port that the word beside it
// stands for.
func (r *reader) isOnlyWord(q quantity, s *saying) bool {
	word := s.words[q.first]
	if word == "one" && q.isBare {
		return true
	}
	if q.first > 0 && slices.Contains([]string{"aes", "sha", "rsa"}, s.words[q.first-1]) {
		return true // a name: AES-256
	}
	for _, beside := range []int{q.first - 1, q.last + 1} {
		if beside >= 0 && beside < len(s.words) && q.low != "" &&
			fmt.Sprint(r.lexicon.Protocols[s.words[beside]]) == q.low {
			return true
		}
	}
	return false
}

// holdNames holds the numbers that are part of a name: Route 53.
func (r *reader) holdNames(s *saying) {
	for _, i := range r.lexicon.services.candidates(s.words) {
		if r.lexicon.meanings[i].role != "" {
			s.holdPhrases(r.lexicon.services.lists[i])
		}
	}
}

// identifiersLeft are those that nothing was read from.
func (r *reader) identifiersLeft(s *saying) []string {
	return slices.DeleteFunc(r.identifiersIn(s.text), func(id string) bool {
		at := slices.Index(s.words, id)
		return at >= 0 && s.held[at]
	})
}

// identifiersIn are the classes of instances and the regions that a text names.
func (r *reader) identifiersIn(text string) []string {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	return r.patterns.identifier.FindAllString(strings.ToLower(text), -1)
}

// identifierPattern finds db.t4g.small, m6i.large, eu-central-1 and prefixes.
func identifierPattern() *regexp.Regexp {
	return regexp.MustCompile(
		`\b(?:(?:db|cache)\.[a-z0-9]+\.[a-z0-9]+|[a-z]{1,3}\d[a-z]*\.(?:nano|micro|small|medium|large|\d*xlarge|metal[\w-]*)|` +
			`(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:[a-z]+)-\d|\d+\.\d+\.\d+\.\d+(?:/\d+)?)\b`,
	)
}

// speaksOfArchitecture reports whether a text is about what archcheck is for: it names a component, a role, a tier or a
// topic.
func (r *reader) speaksOfArchitecture(s *saying) bool {
	m := r.lexicon.classify(s.words)
	if m.kind != "" || m.role != "" || r.lexicon.Topics.in(s.words) || len(r.identifiersIn(s.text)) > 0 ||
		r.namesDrawn(s) || r.namesProtocol(s.words) {
		return true
	}
	for _, name := range r.lexicon.kindNames {
		if k := r.lexicon.Kinds[name]; k.Engine.in(s.words) || k.Refer.in(s.words) {
			return true
		}
	}
	return false
}

// namesProtocol reports whether words have the name of a protocol with a port.
func (r *reader) namesProtocol(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return r.lexicon.Protocols[w] > 0 })
}

// namesDrawn reports whether words have the name of something that is drawn, and that is not what the whole document is
// called.
func (r *reader) namesDrawn(s *saying) bool {
	title := r.lexicon.words(r.title())
	isDrawn := func(name string) bool {
		p := phraseOf(name)
		return p.find(s.words) != nil && p.find(title) == nil
	}
	return slices.ContainsFunc(r.entities, func(e *entity) bool {
		return isDrawn(strings.ReplaceAll(e.name, "_", " ")) || slices.ContainsFunc(e.keys, isDrawn)
	})
}

// title is the first heading, what the document is called.
func (r *reader) title() string {
	for _, b := range r.blocks {
		if b.kind == heading {
			return b.text
		}
	}
	return ""
}

// headed says of a heading that it asks nothing where it has what could be asked.
func (r *reader) headed(by *Statement, b block) {
	s := r.sayingOf(strings.TrimLeft(b.text, "0123456789. "))
	if left := r.factsOfLabel(s); len(left) > 0 && r.speaksOfArchitecture(s) && !r.isLater(s.words, b.section) {
		by.set(NotUnderstood, notHeld(left)+"; write it as a sentence, or in a table")
	}
}

// factsOfLabel are the versions, sizes and counts of a label that nothing was read from. A number alone tells copies
// apart.
func (r *reader) factsOfLabel(s *saying) []string {
	facts := slices.DeleteFunc(
		r.identifiersLeft(s),
		func(f string) bool { return strings.Contains(f, "/") },
	) // prefixes are read elsewhere
	for _, q := range quantities(s.words) {
		if s.isHeld(q.first, q.last) || len(r.patterns.prefixesIn(s.text)) > 0 {
			continue
		}
		before, behind := "", ""
		if q.first > 0 {
			before = s.words[q.first-1]
		}
		if q.last+1 < len(s.words) {
			behind = s.words[q.last+1]
		}
		_, isVersion := r.lexicon.Engines[before]
		if isVersion || q.unit != "" || q.low != q.high || r.lexicon.CountWords.in([]string{behind}) {
			facts = append(facts, strings.TrimSpace(strings.Join(s.words[q.first:q.last+1], " ")+" "+behind))
		}
	}
	return append(facts, r.timesIn(s)...)
}
