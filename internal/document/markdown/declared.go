package markdown

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
)

// learnEnvironments adds to the words of this document what it calls environments that no lexicon knows, such as Recette
// or Abnahme, as its structure tells: tables with a row for each, headings like those of known ones, and columns beside
// those whose cells say the same in other words.
func (r *reader) learnEnvironments(blocks []block) {
	own := map[string]string{}
	for _, b := range blocks {
		r.environmentsOfRows(b, own)
	}
	r.environmentsOfTitles(blocks, own)
	for _, b := range blocks {
		r.environmentsOfColumns(b, own)
	}
	if len(own) > 0 {
		r.lexicon = r.lexicon.withEnvironments(own)
	}
}

// withEnvironments is a lexicon with further environments: their names, by the word for them. In sentences such a word may
// be one like others, so there it takes words beside it to name an environment.
func (l *lexicon) withEnvironments(own map[string]string) *lexicon {
	one := *l
	one.Environments, one.own = maps.Clone(l.Environments), own
	for _, word := range sorted(own) {
		var list []phrase
		for _, text := range []string{
			"in|for|on|im|en|em|dans|per|pour|für %s", "%s only", "only %s", "%s environment*", "environment* %s", "%s :",
		} {
			list = append(list, phraseOf(fmt.Sprintf(text, word)))
		}
		added := phrases{list, startsOfPhrases(list)}
		one.Environments[own[word]] = one.Environments[own[word]].with(added)
	}
	return &one
}

// ownIn is the environment that a short text, such as a heading, names in a word of the document; several reports that
// there are more.
func (l *lexicon) ownIn(words []string) (name string, several bool) {
	for _, w := range l.titled(words) {
		if one := l.own[w]; one != "" && one != name {
			name, several = one, name != ""
		}
	}
	return name, several
}

// titled are words with "pre production" as one.
func (l *lexicon) titled(words []string) (all []string) {
	for i, w := range words {
		if i > 0 && l.isBefore(words[i-1:i+1]) {
			all[len(all)-1] += "_" + w
			continue
		}
		all = append(all, w)
	}
	return all
}

// mostOfEnvironment bounds the words of what can be the name of an environment, mostOwn how many of them a document has:
// every statement is asked for each.
const (
	mostOfEnvironment = 2
	mostOwn           = 50
)

// declare notes that a text names an environment.
func (r *reader) declare(text string, own map[string]string) {
	words := r.lexicon.titled(r.lexicon.words(text))
	if len(words) != 1 || len(own) >= mostOwn || !r.canBeEnvironment(text) {
		return
	}
	name := slug(words)
	if !document.IsName(name) {
		name = fmt.Sprintf("environment_%d", len(own)+1)
	}
	own[words[0]] = name
}

// canBeEnvironment reports whether a text can be the name of an environment that is not known: it means nothing else.
func (r *reader) canBeEnvironment(text string) bool {
	words := r.lexicon.words(text)
	if len(words) == 0 || len(words) > mostOfEnvironment || r.lexicon.environment(text) != "" || isNumber(words[0]) ||
		len(words) == 2 && !r.lexicon.isBefore(words) {
		return false
	}
	lists := []phrases{
		r.lexicon.NoEnvironments,
		r.lexicon.BaseHeads,
		r.lexicon.AllOf,
		r.lexicon.Yes,
		r.lexicon.Nothing,
		r.lexicon.VerdictHeads,
		r.lexicon.ThresholdHeads,
		r.lexicon.AlarmHeads,
		r.lexicon.NotHere,
		r.lexicon.Topics,
		r.lexicon.Status,
		r.lexicon.ComponentHeads,
		r.lexicon.CountWords,
		r.lexicon.EnvironmentHeads,
	}
	isKnown := slices.ContainsFunc(lists, func(p phrases) bool { return p.in(words) }) ||
		slices.ContainsFunc(
			sorted(r.lexicon.Columns),
			func(name string) bool { return r.lexicon.Columns[name].in(words) },
		)
	m := r.lexicon.classify(words)
	_, bounds := boundBefore(words)
	return !isKnown && m.kind == "" && m.role == "" && r.rowNamed(words) == nil && r.askedOver(text, nil) == nil &&
		bounds == 0 && !r.isReference(words[0]) && words[0] != "desired"
}

// environmentsOfRows declares those of a table with a row for each environment.
func (r *reader) environmentsOfRows(b block, own map[string]string) {
	if b.kind != table || len(b.rows) < 2 || !r.isOfEnvironments(b.rows[0]) {
		return
	}
	for _, line := range b.rows[1:] {
		r.declare(cell(line, 0), own)
	}
}

// isOfEnvironments reports whether the first column of a table is of environments, by its head.
func (r *reader) isOfEnvironments(header row) bool {
	words := r.lexicon.words(cell(header, 0))
	return len(words) == 1 && r.lexicon.EnvironmentHeads.in(words)
}

// environmentsOfTitles declares those of headings that are like the heading of a known one beside them: "UAT environment"
// beside "Production environment".
func (r *reader) environmentsOfTitles(blocks []block, own map[string]string) {
	like := func(b block) (name, rest string) {
		for _, w := range r.lexicon.titled(r.lexicon.words(cutAt(b.text, "("))) {
			isAround := r.lexicon.EnvironmentHeads.in([]string{w}) || r.lexicon.Articles.in([]string{w}) || isNumber(w)
			switch {
			case isAround && !isNumber(w):
				rest += " " + w
			case !isAround:
				name += " " + w
			}
		}
		return strings.TrimSpace(name), strings.Join(b.section.titles[:max(len(b.section.titles)-1, 0)], "\x00") + rest
	}
	known := map[string]bool{}
	for _, isSecond := range []bool{false, true} {
		for _, b := range blocks {
			if b.kind != heading || !r.lexicon.EnvironmentHeads.in(r.lexicon.words(b.text)) {
				continue
			}
			name, rest := like(b)
			if !isSecond && r.lexicon.environment(name) != "" {
				known[rest] = true
			} else if isSecond && known[rest] {
				r.declare(name, own)
			}
		}
	}
}

func cutAt(text, sign string) string {
	before, _, _ := strings.Cut(text, sign)
	return before
}

// environmentsOfColumns declares those that columns beside one of a known environment are of: most of their cells say the
// same kind of thing.
func (r *reader) environmentsOfColumns(b block, own map[string]string) {
	if b.kind != table || len(b.rows) < 2 {
		return
	}
	known := slices.IndexFunc(b.rows[0].cells, func(c string) bool { return r.lexicon.environment(c) != "" })
	if known < 1 {
		return
	}
	for at, title := range b.rows[0].cells {
		name := title
		if !r.canBeEnvironment(name) {
			name = r.withoutThose(title, b.rows[0].cells[known])
		}
		if at > 0 && at != known && r.canBeEnvironment(name) && r.areAlike(b, known, at) {
			r.declare(name, own)
		}
	}
}

// isAside reports whether a column beside those of environments is of none of them, nor of all: what its cells say is no
// value of the row.
func (r *reader) isAside(e *entry, at int) bool {
	isOfOne := func(c column) bool { return c.environment != "" }
	words := r.lexicon.words(e.titles[min(at, len(e.titles)-1)])
	c := e.columns[at]
	return c.environment == "" && c.holds == "" && len(words) > 0 && slices.ContainsFunc(e.columns, isOfOne) &&
		!r.lexicon.BaseHeads.in(words) && !r.lexicon.AllOf.in(words) && r.endOfRange(e, at) == ""
}

// withoutThose are the words of the head of a column that another one does not have: of "CIDR Recette" beside "CIDR Prod"
// the first one's environment.
func (r *reader) withoutThose(title, other string) string {
	others := r.lexicon.words(other)
	return strings.Join(slices.DeleteFunc(r.lexicon.words(title), func(w string) bool {
		return slices.Contains(others, w)
	}), " ")
}

// areAlike reports whether most of the rows of a table that say something in two columns say the same kind of thing.
func (r *reader) areAlike(b block, one, other int) bool {
	alike, unlike := 0, 0
	for _, line := range b.rows[1:] {
		a, b := r.shapeOf(cell(line, one)), r.shapeOf(cell(line, other))
		switch {
		case a == "" || b == "":
		case a == b:
			alike++
		default:
			unlike++
		}
	}
	return alike > unlike
}

// shapeOf is what kind of thing a cell says: a number with its unit, yes or no, a class, a prefix, or what it asks; empty
// where it says nothing.
func (r *reader) shapeOf(text string) string {
	s := r.sayingOf(text)
	numbers, identifiers := quantities(s.words), r.identifiersIn(text)
	switch {
	case len(s.words) == 0 || strings.Trim(text, "-–— ") == "":
		return ""
	case len(r.patterns.prefixesIn(text)) > 0:
		return "prefix"
	case len(identifiers) > 0:
		return strings.TrimRight(cutAt(identifiers[0], "."), "0123456789")
	case strings.ContainsAny(text, "$€£¥₹"):
		return "money"
	case len(numbers) > 0:
		return "number " + numbers[0].unit
	case len(s.words) <= mostOfEnvironment && (r.isNoCell(s) || r.lexicon.Yes.in(s.words[:1]) || r.lexicon.YesAlone.in(s.words)):
		return "flag"
	}
	for _, m := range r.matches(s.words) {
		return m.words.Ask
	}
	return "text " + text
}
