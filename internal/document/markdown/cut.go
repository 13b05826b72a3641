package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// words cuts a text into words. Scripts that put no spaces between words are cut at the words that the lexicon knows.
func (l *lexicon) words(text string) []string {
	words := wordsOf(text)
	if len(text) == len([]rune(text)) {
		return words
	}
	var all []string
	for _, w := range words {
		all = append(all, l.cut(w)...)
	}
	return all
}

func (l *lexicon) cut(word string) []string {
	if !strings.ContainsFunc(word, isUnspaced) || slices.Contains(l.unspaced, word) {
		return []string{word}
	}
	if before, after := atScript(word); after != "" {
		return append(l.cut(before), l.cut(after)...)
	}
	for _, known := range l.unspaced {
		if before, after, ok := strings.Cut(word, known); ok && known != word {
			var all []string
			for _, part := range []string{before, known, after} {
				if part != "" {
					all = append(all, l.cut(part)...)
				}
			}
			return all
		}
	}
	return []string{word}
}

// atScript cuts a word where a script without spaces begins or ends: ECSサービス.
func atScript(word string) (before, after string) {
	first := true
	was := false
	for i, r := range word {
		if is := isUnspaced(r) || r == 'ー'; !first && is != was {
			return word[:i], word[i:]
		} else if first {
			first, was = false, is
		}
	}
	return word, ""
}

func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// learnUnspaced collects the words of scripts without spaces, long ones first.
func (l *lexicon) learnUnspaced(lists ...phrases) {
	for _, list := range lists {
		for _, p := range list {
			for _, w := range p {
				for _, form := range w.forms {
					if strings.ContainsFunc(form, isUnspaced) {
						l.unspaced = append(l.unspaced, strings.TrimSuffix(form, "*"))
					}
				}
			}
		}
	}
	slices.SortFunc(l.unspaced, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
}

// index makes the lists that texts are searched for.
func (l *lexicon) index() {
	var says, services []phrases
	for i := range l.Requirements {
		says = append(says, l.Requirements[i].Says)
	}
	add := func(p phrases, m meaning) { services, l.meanings = append(services, p), append(l.meanings, m) }
	for _, name := range sorted(l.Kinds) {
		add(l.Kinds[name].AWS, meaning{kind: name, by: "aws", port: l.Kinds[name].Port})
	}
	for _, name := range sorted(l.Others) {
		add(l.Others[name], meaning{kind: "other", by: "aws", other: name})
	}
	for _, name := range sorted(l.Roles) {
		add(l.Roles[name], meaning{role: name})
	}
	l.said, l.services = newStartIndex(says), newStartIndex(services)
}

// learn collects what follows from the lists.
func (l *lexicon) learn() {
	l.index()
	l.learnUnspaced(l.GroupWords, l.TierWords, l.ZoneWords, l.RulesIn, l.RulesOut)
	for _, name := range sorted(l.Kinds) {
		l.learnUnspaced(l.Kinds[name].AWS, l.Kinds[name].Refer)
	}
	for _, m := range []map[string]phrases{l.Roles, l.Environments, l.Columns} {
		for _, name := range sorted(m) {
			l.learnUnspaced(m[name])
		}
	}
	for _, name := range sorted(l.Tiers) {
		l.learnUnspaced(l.Tiers[name].Words)
	}
}
