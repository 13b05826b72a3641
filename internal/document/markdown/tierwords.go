package markdown

import (
	"slices"
	"strings"
)

// tierOf is the tier that words name: its name, and the way out that the word alone stands for.
func (l *lexicon) tierOf(words []string) (name, wayOut string) {
	var rest []string
	for _, noise := range []phrases{l.TierNoise, l.TierWords} {
		for f := noise.find(words, 0); f != nil; f = noise.find(words, 0) {
			words = slices.Delete(slices.Clone(words), f.at[0], f.at[len(f.at)-1]+1)
		}
	}
	for _, w := range words {
		if l.isTierNoise(w) {
			continue
		}
		rest = append(rest, w)
	}
	for _, tier := range []string{"isolated", "public", "private"} {
		t := l.Tiers[tier]
		if len(rest) > 0 && !slices.ContainsFunc(rest, func(w string) bool { return !t.Words.in([]string{w}) }) {
			return tier, t.WayOut
		}
	}
	for _, tier := range []string{"isolated", "public", "private"} {
		if l.Tiers[tier].Words.in(rest) {
			return slug(rest), l.wayOutOf(rest)
		}
	}
	return "", ""
}

// wayOutOf is the way out that all words for tiers agree on; "private data" says no more than private, "public data"
// nothing.
func (l *lexicon) wayOutOf(words []string) string {
	var ways []string
	for _, tier := range sorted(l.Tiers) {
		if t := l.Tiers[tier]; t.Words.in(words) && !slices.Contains(ways, t.WayOut) {
			ways = append(ways, t.WayOut)
		}
	}
	switch {
	case len(ways) == 1:
		return ways[0]
	case len(ways) > 1 && !slices.Contains(ways, "internet_gateway"):
		return notFromOutside
	}
	return ""
}

// wayOutCell is the way out that a cell says, as YAML has it; empty where the cell is.
func (l *lexicon) wayOutCell(text string) (way string, known bool) {
	words := l.words(text)
	for _, way := range sorted(l.WaysOut) {
		if f := l.WaysOut[way].find(words, 0); f != nil && len(f.at) == len(words) {
			return way, true
		}
	}
	return "", len(words) == 0
}

// notFromOutside is what every private tier has: whatever its way out is, nobody comes in by it.
const notFromOutside = "[nat, none]"

func (l *lexicon) isTierNoise(w string) bool {
	letter := strings.TrimLeft(w, "0123456789")
	isZone := len(letter) == 1 && strings.Contains("abcdef", letter) ||
		strings.HasPrefix(w, "az") && strings.Trim(w[2:], "0123456789") == ""
	return isZone || isNumber(w) || l.TierWords.in([]string{w}) || l.ZoneWords.in([]string{w}) ||
		strings.ContainsAny(w, ".:/") ||
		slices.Contains([]string{"the", "and", "vpc", "aws", "in", "us", "eu", "east", "west", "central", "s"}, w)
}

// slug is a name made of words, in letters without marks.
func slug(words []string) string {
	var b strings.Builder
	marked := strings.NewReplacer(
		"ä",
		"a",
		"á",
		"a",
		"à",
		"a",
		"â",
		"a",
		"ã",
		"a",
		"å",
		"a",
		"ç",
		"c",
		"é",
		"e",
		"è",
		"e",
		"ê",
		"e",
		"ë",
		"e",
		"í",
		"i",
		"ì",
		"i",
		"î",
		"i",
		"ï",
		"i",
		"ñ",
		"n",
		"ö",
		"o",
		"ó",
		"o",
		"ò",
		"o",
		"ô",
		"o",
		"õ",
		"o",
		"ø",
		"o",
		"ß",
		"ss",
		"ü",
		"u",
		"ú",
		"u",
		"ù",
		"u",
		"û",
		"u",
	)
	for _, r := range marked.Replace(strings.Join(words, "_")) {
		if r < 128 && (isWord(r) || r == '-' || r == '_') {
			b.WriteRune(r)
		}
	}
	name := strings.Trim(b.String(), "_-0123456789")
	return name[:min(len(name), 60)]
}
