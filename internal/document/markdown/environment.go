package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
)

func tellsNone(environment string) string {
	return fmt.Sprintf("the document tells no %s apart; name it in a heading or a column of a table", environment)
}

// environmentHead is what a heading begins with that names an environment.
const environmentHead = "Environment: "

// EnvironmentTitle is the heading by which a document names an environment; empty for what is no name.
func (l *Lexicon) EnvironmentTitle(name string) string {
	if !document.IsName(name) {
		return ""
	}
	return environmentHead + name
}

// environmentTitle is the environment that a heading names as the document calls it, "Environment: blue"; empty for
// another heading, and for one whose name is a word for one that is known.
func (r *reader) environmentTitle(text string) string {
	name, isTitle := strings.CutPrefix(text, environmentHead)
	if !isTitle || r.lexicon.alias(name) != "" || !document.IsName(name) {
		return ""
	}
	return name
}

// alias is the environment that a name is a word for and nothing else, such as prod for production; empty for none.
func (l *lexicon) alias(name string) string {
	if len(l.words(name)) != 1 {
		return ""
	}
	return l.environment(name)
}

// otherEnvironment is one that a text speaks of, "in production", "(prod only)" or "dev: 1", and that no heading or table
// tells apart; empty without one.
func (r *reader) otherEnvironment(s *saying) string {
	for _, name := range sorted(r.lexicon.Environments) {
		if !slices.Contains(r.environments, name) && r.limitsTo(s, name) {
			return name
		}
	}
	return ""
}

// limitsTo reports whether a text says that it, or a part of it, is of an environment, and does not just use its word.
func (r *reader) limitsTo(s *saying, environment string) bool {
	is := func(at int, list ...string) bool {
		return at >= 0 && at < len(s.words) && slices.Contains(list, s.words[at])
	}
	for i, w := range s.words {
		if !r.lexicon.Environments[environment].in([]string{w}) {
			continue
		}
		if is(i-1, "in", "for", "on", "only") || is(i+1, "only", ":") || s.isAlone(i) {
			return true
		}
	}
	return false
}

// isAlone reports whether a clause in a sentence has one word that says anything.
func (s *saying) isAlone(at int) bool {
	isWhole := true
	for i, clause := range s.clause {
		if isSame := clause == s.clause[at]; !isSame {
			isWhole = false
		} else if i != at && !slices.Contains([]string{"the", "only", "in", "for", "not", "environment", ":"}, s.words[i]) {
			return false
		}
	}
	return !isWhole
}

// environmentOfRow is what a row is for where its column does not say; other says that it names one that the document
// does not tell apart, or several.
func (r *reader) environmentOfRow(label string, m mention) (environment string, other bool) {
	words := r.lexicon.words(label)
	name, several := r.environmentIn(words)
	for _, one := range sorted(r.lexicon.Environments) {
		isTold := slices.Contains(r.environments, one)
		other = other || !isTold && r.lexicon.Environments[one].in(words)
	}
	if m.environment != "" {
		return m.environment, several || other || name != "" && name != m.environment
	}
	return name, several || other
}

// isOfAnother reports whether a value says that it, or a part of it, is of another environment than its column and its
// row are.
func (r *reader) isOfAnother(s *saying, environment string) bool {
	return slices.ContainsFunc(sorted(r.lexicon.Environments), func(name string) bool {
		return name != environment && r.limitsTo(s, name)
	})
}

// withPairs gives each environment of a column "Dev / Prod" a column of its own.
func (r *reader) withPairs(blocks []block) (all []block) {
	for i := range blocks {
		if b := &blocks[i]; b.kind == table && len(b.rows) > 0 {
			for at := len(b.rows[0].cells) - 1; at >= 0; at-- {
				r.splitColumn(b, at)
			}
		}
		all = append(all, r.byEnvironment(blocks[i])...)
	}
	return all
}

// byEnvironment makes of a table with a row for each environment a table for each, with a row for each of its columns.
func (r *reader) byEnvironment(b block) (all []block) {
	if b.kind != table || len(b.rows) < 2 || len(b.rows[0].cells) < 2 {
		return []block{b}
	}
	for _, line := range b.rows[1:] {
		name := cell(line, 0)
		isAll := r.isOfEnvironments(b.rows[0]) && r.isOfAll(name)
		if !isAll && (len(strings.Fields(name)) != 1 || r.lexicon.environment(name) == "") {
			return []block{b}
		}
		if isAll {
			name = "Value"
		}
		one := b
		one.line, one.rows = line.line, []row{{cells: []string{"Setting", name}, line: line.line}}
		for i, title := range b.rows[0].cells[1:] {
			one.rows = append(one.rows, row{cells: []string{title, cell(line, i+1)}, line: line.line})
		}
		all = append(all, one)
	}
	return all
}

// isOfAll reports whether the name of a row is that of all environments.
func (r *reader) isOfAll(name string) bool {
	words := slices.DeleteFunc(r.lexicon.words(name), func(w string) bool {
		return r.lexicon.EnvironmentHeads.in([]string{w})
	})
	return len(words) == 1 && r.lexicon.AllOf.in(words)
}

func (r *reader) splitColumn(b *block, at int) {
	titles := strings.Split(b.rows[0].cells[at], "/")
	var names []string
	for _, title := range titles {
		if name := r.lexicon.environment(title); name != "" && len(strings.Fields(title)) == 1 {
			names = union(names, []string{name})
		}
	}
	if len(titles) < 2 || len(names) != len(titles) {
		return
	}
	for i := range b.rows {
		one := &b.rows[i]
		if at >= len(one.cells) {
			continue
		}
		parts := strings.Split(one.cells[at], "/")
		switch len(parts) {
		case 1:
			parts = slices.Repeat(parts, len(titles))
		case len(titles):
		default:
			one.isUnclear = true
			parts = slices.Repeat([]string{one.cells[at]}, len(titles))
		}
		one.cells = slices.Concat(one.cells[:at:at], parts, one.cells[at+1:])
	}
}

// isOfSome reports whether what is said somewhere is of some environments and not of all, or of one of several forms of
// one, so that nobody can tell of which it is asked.
func (r *reader) isOfSome(m mention) bool {
	return m.environment == "" && r.standsUnderSome(m.section) || r.standsUnderVariant(m.section)
}

// standsUnderVariant reports whether the nearest heading that says where it is so names one of several forms, and no
// environment.
func (r *reader) standsUnderVariant(at section) bool {
	for _, above := range at.above() {
		switch name := r.lexicon.environment(above); {
		case name != "" && slices.Contains(r.environments, name) || above == r.title():
			return false
		case r.heads("variants", r.lexicon.Variants, above):
			return true
		}
	}
	return false
}

// standsUnderSome reports whether a heading says that what stands below is of some environments and not of all.
func (r *reader) standsUnderSome(at section) bool {
	for _, above := range append(slices.Clone(at.titles[min(1, len(at.titles)):]), at.leads...) {
		words, named := r.lexicon.words(above), 0
		for _, name := range r.environments {
			if r.lexicon.Environments[name].in(words) {
				named++
			}
		}
		isVariant := named == 0 && r.heads("variants", r.lexicon.Variants, above)
		if isVariant || r.lexicon.isBefore(words) || named > 1 && named < len(r.environments) {
			return true
		}
	}
	return false
}
