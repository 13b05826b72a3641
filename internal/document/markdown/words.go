package markdown

import (
	"slices"
	"strings"
	"unicode"
)

// wordsOf cuts a text into words in lower case: letters, digits and what stands inside of numbers and names; the signs
// that say something are words of their own.
func wordsOf(text string) []string {
	var words []string
	runes := []rune(strings.ToLower(strings.Map(narrow, text)))
	for i := 0; i < len(runes); {
		r := runes[i]
		end := i + 1
		switch {
		case isWord(r):
			for end < len(runes) && (isWord(runes[end]) || joins(runes, end)) {
				end++
			}
			words = append(words, string(runes[i:end]))
		case strings.ContainsRune("<>%$≥≤~:✅✓✔❌✗—–", r) || r == '-' && i == 0 && len(runes) == 1:
			words = append(words, string(r))
		}
		i = end
	}
	return words
}

// narrow gives full-width signs their usual form, and the several dashes one.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '　' || r == '\u00a0' || r == '\u202f':
		return ' '
	case r == '‑' || r == '‐':
		return '-'
	case r == '\ufe0f':
		return -1
	}
	return r
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == 'ー' }

// joins reports whether a sign stands inside of a word: a dot or a slash in numbers and names, a dash in a range.
func joins(runes []rune, at int) bool {
	if at+1 >= len(runes) || at == 0 {
		return runes[at] == '+' && unicode.IsDigit(runes[at-1])
	}
	before, after := runes[at-1], runes[at+1]
	switch runes[at] {
	case '.':
		return isWord(before) && isWord(after)
	case '/', ',':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	case '-', '–':
		return unicode.IsDigit(before) && unicode.IsDigit(after) || unicode.IsLetter(after) && hasDot(runes, at)
	case '+':
		return unicode.IsDigit(before) && !isWord(after)
	}
	return false
}

// hasDot reports whether a dash stands in a name of hosts, such as ecs-tasks.amazonaws.com.
func hasDot(runes []rune, at int) bool {
	for _, r := range runes[at+1:] {
		if r == '.' {
			return true
		}
		if !isWord(r) && r != '-' {
			break
		}
	}
	return false
}

// phrase is words in their order, with a few others between them.
type phrase []phraseWord

type phraseWord struct {
	forms  []string
	number bool
}

func phraseOf(text string) phrase {
	var p phrase
	for _, w := range strings.Fields(text) {
		if w == "#" {
			p = append(p, phraseWord{number: true})
			continue
		}
		var forms []string
		for form := range strings.SplitSeq(w, "|") {
			if strings.ContainsAny(form, "-/") && !strings.HasSuffix(form, ".com") && len(form) > 1 && !unicode.IsDigit(rune(form[0])) {
				// A compound is cut in texts as here.
				for part := range strings.FieldsFuncSeq(form, func(r rune) bool { return r == '-' || r == '/' }) {
					p = append(p, phraseWord{forms: []string{part}})
				}
				continue
			}
			forms = append(forms, form)
		}
		if len(forms) > 0 {
			p = append(p, phraseWord{forms: forms})
		}
	}
	return p
}

func (w phraseWord) fits(word string) bool {
	if w.number {
		return isNumber(word)
	}
	return slices.ContainsFunc(w.forms, func(form string) bool {
		if stem, ok := strings.CutSuffix(form, "*"); ok {
			return strings.HasPrefix(word, stem)
		}
		return word == form
	})
}

// found is where a phrase stands.
type found struct {
	at []int
	// number is where its number stands, -1 without one.
	number int
}

// find looks for a phrase with at most gap other words between its words; nil where it is not.
func (p phrase) find(words []string, gap int) *found {
	if len(p) == 0 {
		return nil
	}
	for start := range words {
		if !p[0].fits(words[start]) {
			continue
		}
		if f := p.from(words, start, gap); f != nil {
			return f
		}
	}
	return nil
}

func (p phrase) from(words []string, start, gap int) *found {
	f := &found{number: -1}
	at := start
	for i, w := range p {
		if i > 0 {
			next := at + 1
			for next < len(words) && next-at <= gap && !w.fits(words[next]) && !(p[i-1].number && isNumber(words[next])) {
				next++ // a number belongs to what follows it before the next number
			}
			if next >= len(words) || !w.fits(words[next]) {
				return nil
			}
			at = next
		}
		if w.number {
			f.number = at
		}
		f.at = append(f.at, at)
	}
	return f
}

func isNumber(word string) bool {
	_, ok := numberWords()[word]
	return ok || word != "" && word[0] >= '0' && word[0] <= '9' && strings.Trim(word, "0123456789.,+-–") == ""
}

func numberWords() map[string]string {
	return map[string]string{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
}

// numeral is a number as documents of archcheck write it: 7, 7+, 2-10.
func numeral(word string) string {
	if n, ok := numberWords()[word]; ok {
		return n
	}
	word = strings.ReplaceAll(strings.ReplaceAll(word, "–", "-"), ",", "")
	return strings.Trim(word, ".")
}

// sentences cuts a text where one statement ends; each has the number of lines before it.
func sentences(text string) []sentence {
	var all []sentence
	start, lines := 0, 0
	runes := []rune(text)
	for i, r := range runes {
		ends := i+1 == len(runes) || r == ';' || strings.ContainsRune("。！", r) || r == '.' && i+1 < len(runes) && unicode.IsSpace(runes[i+1])
		if !ends {
			continue
		}
		part := string(runes[start : i+1])
		trimmed := strings.TrimLeft(part, " \n\t")
		offset := strings.Count(part[:len(part)-len(trimmed)], "\n")
		if trimmed != "" {
			all = append(all, sentence{strings.TrimRight(trimmed, ";. \n"), lines + offset})
		}
		lines += strings.Count(part, "\n")
		start = i + 1
	}
	return all
}

type sentence struct {
	text string
	line int
}
