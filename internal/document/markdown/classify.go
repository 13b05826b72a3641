package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// meaning is what the words of a label say.
type meaning struct {
	// kind is a kind of component, with what fixes it: aws or engine; empty without one.
	kind, by string
	// role is what it is instead of a component.
	role string
	// other is the Terraform type of what has no kind.
	other   string
	engines []string
	port    int
}

// candidate is one reading of words.
type candidate struct {
	meaning meaning
	length  int
	at      int
}

// classify reads what words say: the longest phrase decides, then the first; somebody outside comes after all others.
func (l *lexicon) classify(words []string) meaning {
	var best *candidate
	offer := func(p phrases, m meaning) {
		f := p.find(words, 0)
		if f == nil {
			return
		}
		c := &candidate{m, len(f.at), f.at[0]}
		if m.role == "outside" {
			c.length = 0
		}
		if best == nil || c.length > best.length || c.length == best.length && c.at < best.at {
			best = c
		}
	}
	for _, i := range l.services.candidates(words) {
		if m := l.meanings[i]; m.role != "outside" || l.isOutside(words) {
			offer(l.services.lists[i], m)
		}
	}
	if best == nil || best.meaning.role == "outside" && l.engineKind(words) != "" {
		if kind := l.engineKind(words); kind != "" {
			best = &candidate{meaning: meaning{kind: kind, by: "engine"}}
		}
	}
	if best == nil {
		return meaning{}
	}
	l.addEngines(&best.meaning, words)
	return best.meaning
}

// isOutside reports whether words say nothing but somebody outside: a "users-api" is none.
func (l *lexicon) isOutside(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		one := []string{w}
		isName := strings.ContainsFunc(w, unicode.IsLetter)
		return isName && !l.Roles["outside"].in(one) && !l.OutsideBeside.in(one)
	})
}

func (l *lexicon) engineKind(words []string) string {
	for _, name := range l.kindNames {
		if l.Kinds[name].Engine.in(words) {
			return name
		}
	}
	return ""
}

func (l *lexicon) addEngines(m *meaning, words []string) {
	for _, w := range words {
		e, ok := l.Engines[w]
		if !ok || m.kind == "" || !l.Kinds[m.kind].Engine.in([]string{w}) || slices.Contains(m.engines, e.Engine) {
			continue
		}
		if m.engines, m.port = append(m.engines, e.Engine), e.Port; len(m.engines) > 1 {
			m.port = 0 // each has its own
		}
	}
	if m.kind == "database" && slices.Contains(words, "aurora") {
		m.engines = auroraOf(m.engines)
	}
}

// auroraOf are the engines of Aurora that some engines stand for; both where nothing says which.
func auroraOf(engines []string) []string {
	if len(engines) == 0 {
		return []string{"aurora-mysql", "aurora-postgresql"}
	}
	for i, e := range engines {
		engines[i] = cmp.Or(auroraEngine(e), e)
	}
	return engines
}
