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
			words = append(words, measured(string(runes[i:end]))...)
			if isNegated(runes, end) {
				words, end = append(words, "not"), end+2
			}
		case (r == '<' || r == '>') && end < len(runes) && runes[end] == '=':
			words = append(words, map[rune]string{'<': "≤", '>': "≥"}[r])
			end++
		case isRangeSign(runes, i, words):
			words = append(words, "–")
		case r == '.' && isFraction(runes, i):
			for end < len(runes) && unicode.IsDigit(runes[end]) {
				end++
			}
			words = append(words, "0"+string(runes[i:end]))
		case isStepSign(runes, i):
			words = append(words, string(r))
		case strings.ContainsRune("<>%$≥≤~:✅✓✔❌✗—–", r) || r == '-' && i == 0 && len(runes) == 1:
			words = append(words, string(r))
		}
		i = end
	}
	return words
}

// measured sets a number apart from the unit that is written onto it: 100GB, 7d.
func measured(word string) []string {
	if word[0] < '0' || word[0] > '9' {
		return []string{word}
	}
	tail := strings.TrimLeft(word, "0123456789.,+-–")
	head := word[:len(word)-len(tail)]
	if _, ok := unitOf(tail); ok && isNumber(head) {
		if long := map[string]string{"d": "days", "h": "hours"}[tail]; long != "" {
			tail = long
		}
		return []string{head, tail}
	}
	return []string{word}
}

// isNegated reports whether the rest of "don't" stands at a place.
func isNegated(runes []rune, at int) bool {
	return at+1 < len(runes) && at > 0 && runes[at-1] == 'n' && strings.ContainsRune("'’ʼ", runes[at]) &&
		runes[at+1] == 't' &&
		(at+2 == len(runes) || !isWord(runes[at+2]))
}

// isRangeSign reports whether a sign between two numbers makes a range of them: 3 - 6, 2 → 10, 2..10.
func isRangeSign(runes []rune, at int, words []string) bool {
	if !strings.ContainsRune("-→⇒…〜~.", runes[at]) || len(words) == 0 {
		return false
	}
	if runes[at] == '~' && !unicode.IsDigit(runes[at-1]) {
		return false // about 10
	}
	if _, isUnit := unitOf(words[len(words)-1]); !isUnit && !isNumber(words[len(words)-1]) {
		return false
	}
	for _, r := range runes[at+1:] {
		if !unicode.IsSpace(r) && r != '.' {
			return unicode.IsDigit(r) && (runes[at] != '.' || runes[at+1] == '.')
		}
	}
	return false
}

// isFraction reports whether a dot begins a number: .5 vCPU.
func isFraction(runes []rune, at int) bool {
	return at+1 < len(runes) && unicode.IsDigit(runes[at+1]) &&
		(at == 0 || unicode.IsSpace(runes[at-1]) || strings.ContainsRune("(|/:", runes[at-1]))
}

// isStepSign reports whether a sign says that a number is added or taken away: +2 tasks, -1 task.
func isStepSign(runes []rune, at int) bool {
	isAlone := at == 0 || unicode.IsSpace(runes[at-1]) || strings.ContainsRune("(|,;", runes[at-1])
	return isAlone && strings.ContainsRune("+-−", runes[at]) && at+1 < len(runes) && unicode.IsDigit(runes[at+1])
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

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == 'ー' }

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
	forms []string
	// exact and stems are the forms, those that end with * without it.
	exact, stems []string
	number       bool
}

func wordOf(forms []string) phraseWord {
	w := phraseWord{forms: forms}
	for _, form := range forms {
		if stem, ok := strings.CutSuffix(form, "*"); ok {
			w.stems = append(w.stems, stem)
		} else {
			w.exact = append(w.exact, form)
		}
	}
	return w
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
			if strings.ContainsAny(form, "-/") && !strings.HasSuffix(form, ".com") && len(form) > 1 &&
				!unicode.IsDigit(rune(form[0])) {
				// A compound is cut in texts as here.
				for part := range strings.FieldsFuncSeq(form, func(r rune) bool { return r == '-' || r == '/' }) {
					p = append(p, wordOf([]string{part}))
				}
				continue
			}
			forms = append(forms, form)
		}
		if len(forms) > 0 {
			p = append(p, wordOf(forms))
		}
	}
	return p
}

// isOfNumber reports whether a number is meant, or the sign of one: what stands between may be none.
func (w phraseWord) isOfNumber() bool {
	return w.number || slices.ContainsFunc(w.exact, func(form string) bool {
		return slices.Contains([]string{"<", ">", "above", "below", "exceeds", "over", "under", "than"}, form)
	})
}

func (w phraseWord) fits(word string) bool {
	if w.number {
		return isNumber(word)
	}
	for _, form := range w.exact {
		if word == form {
			return true
		}
	}
	for _, stem := range w.stems {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}

// found is where a phrase stands.
type found struct {
	at []int
	// number is where its number stands, -1 without one.
	number int
}

// find looks for a phrase whose words stand side by side; nil where it is not.
func (p phrase) find(words []string) *found {
	if len(p) == 0 {
		return nil
	}
	for start := range words {
		if !p[0].fits(words[start]) {
			continue
		}
		if f := p.from(words, start, 0); f != nil {
			return f
		}
	}
	return nil
}

func (p phrase) from(words []string, start, gap int) *found {
	var few [8]int // most phrases are not there, and nothing is kept of them
	all, number, at := few[:0], -1, start
	for i, w := range p {
		if i > 0 {
			next := at + 1
			if p[i-1].number {
				next = numberEnd(words, at) + 1
			}
			isNear := p[i-1].number || w.isOfNumber()
			for next < len(words) && next-at <= gap && !w.fits(words[next]) && (!isNear || !isNumber(words[next])) {
				next++ // a number belongs to what follows it before the next number
			}
			if next >= len(words) || !w.fits(words[next]) {
				return nil
			}
			at = next
		}
		if w.number {
			number = at
		}
		all = append(all, at)
	}
	return &found{slices.Clone(all), number}
}

// sentences cuts a text where one statement ends; each has the number of lines before it.
func sentences(text string) []sentence {
	var all []sentence
	start, lines := 0, 0
	runes := []rune(text)
	for i, r := range runes {
		ends := i+1 == len(runes) || strings.ContainsRune(";。！？", r) ||
			strings.ContainsRune(".!?", r) && i+1 < len(runes) && unicode.IsSpace(runes[i+1])
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
