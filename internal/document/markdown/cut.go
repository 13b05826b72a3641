package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/kind"
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

// cut cuts a word where a script without spaces begins or ends (ECSサービス), and inside of one at the words that are
// known, the longest that begins first.
func (l *lexicon) cut(word string) (all []string) {
	if !strings.ContainsFunc(word, isUnspaced) {
		return []string{word}
	}
	for word != "" {
		end, isRun := scriptEnd(word)
		if isRun {
			all = append(all, l.cutRun(word[:end])...)
		} else {
			all = append(all, word[:end])
		}
		word = word[end:]
	}
	return all
}

// scriptEnd is where the first part of a word ends that is of scripts without spaces, or of others.
func scriptEnd(word string) (end int, isRun bool) {
	for i, r := range word {
		is := isUnspaced(r) || r == 'ー'
		if i == 0 {
			isRun = is
		}
		if is != isRun {
			return i, isRun
		}
	}
	return len(word), isRun
}

// cutRun cuts at the words that are known.
func (l *lexicon) cutRun(run string) (all []string) {
	from := 0
	for at := 0; at < len(run); {
		_, size := utf8.DecodeRuneInString(run[at:])
		known := l.knownAt(run[at:], size)
		if known == "" {
			at += size
			continue
		}
		if at > from {
			all = append(all, run[from:at])
		}
		all = append(all, known)
		at += len(known)
		from = at
	}
	if from < len(run) {
		all = append(all, run[from:])
	}
	return all
}

// knownAt is the longest known word that a text begins with, empty without one; size is that of its first letter.
func (l *lexicon) knownAt(text string, size int) string {
	for _, known := range l.unspaced[text[:size]] {
		if strings.HasPrefix(text, known) {
			return known
		}
	}
	return ""
}

func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// learnUnspaced collects the words of scripts without spaces by their first letter, long ones first.
func (l *lexicon) learnUnspaced(lists ...phrases) {
	for _, list := range lists {
		for _, p := range list.list {
			for _, w := range p {
				l.learnForms(w.forms)
			}
		}
	}
}

func (l *lexicon) learnForms(forms []string) {
	for _, form := range forms {
		known := strings.TrimSuffix(form, "*")
		first, size := utf8.DecodeRuneInString(known)
		if !isUnspaced(first) || slices.Contains(l.unspaced[known[:size]], known) {
			continue
		}
		same := append(l.unspaced[known[:size]], known)
		slices.SortFunc(same, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
		l.unspaced[known[:size]] = same
	}
}

// index makes the lists that texts are searched for.
func (l *lexicon) index() {
	var says, services []phrases
	for i := range l.Requirements {
		says = append(says, l.Requirements[i].Says.with(l.Requirements[i].Close))
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
	l.table, l.kindNames = newKindTable(), sorted(l.Kinds)
	for i := range l.Requirements {
		q := &l.Requirements[i]
		owner, _, _ := strings.Cut(q.Ask, ".")
		q.of, q.isOfKind = l.table.requirement(q.Ask), owner != "cost" && kind.Section(owner) == nil
	}
	l.index()
	l.unspaced = map[string][]string{}
	l.learnUnspaced(
		l.GroupWords,
		l.TierWords,
		l.ZoneWords,
		l.RulesIn,
		l.RulesOut,
		l.Status,
		l.Negations,
		l.Topics,
		l.Demands,
	)
	for i := range l.Requirements {
		l.learnUnspaced(l.Requirements[i].Rows)
	}
	learn := func(_ bound, texts ...string) { l.learnForms(texts) }
	boundsBefore(learn)
	boundsBehind(learn)
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
