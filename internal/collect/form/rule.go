package form

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// longestRule is how long AWS lets a rule be.
const longestRule = 10240

// Heralds are the alarms, by name or ARN as they are written, whose alarm can raise that of a
// composite alarm with the rule: those in ALARM(...), outside of NOT, and those whose OK must
// not be. It is false for a rule that cannot be read.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
func Heralds(rule string) ([]string, bool) {
	if len(rule) > longestRule {
		return nil, false
	}
	p := &ruleParser{rest: rule, ok: true}
	t := p.either(false)
	if p.rest = strings.TrimSpace(p.rest); p.rest != "" || !p.ok {
		return nil, false
	}
	return t.heralds, true
}

// term is a part of a rule: a constant, or what can make it true.
type term struct {
	heralds         []string
	constant, value bool
}

type ruleParser struct {
	rest string
	ok   bool
}

// word takes a word, such as AND, from the front.
func (p *ruleParser) word(word string) bool {
	p.rest = strings.TrimSpace(p.rest)
	if len(p.rest) < len(word) || !strings.EqualFold(p.rest[:len(word)], word) {
		return false
	}
	if rest := p.rest[len(word):]; rest == "" || !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", rune(rest[0])) || word == "(" {
		p.rest = rest
		return true
	}
	return false
}

// either reads terms joined by OR; under NOT it is all of them that count.
func (p *ruleParser) either(negated bool) term {
	all := []term{p.both(negated)}
	for p.word("OR") {
		all = append(all, p.both(negated))
	}
	return join(all, !negated)
}

func (p *ruleParser) both(negated bool) term {
	all := []term{p.single(negated)}
	for p.word("AND") {
		all = append(all, p.single(negated))
	}
	return join(all, negated)
}

// join joins terms of which one that has the decisive value decides.
func join(all []term, decisive bool) term {
	joined := term{constant: true, value: !decisive}
	for _, t := range all {
		if t.constant && t.value == decisive {
			return t
		}
		joined.constant = joined.constant && t.constant
		joined.heralds = append(joined.heralds, t.heralds...)
	}
	return joined
}

func (p *ruleParser) single(negated bool) term {
	switch {
	case p.word("NOT"):
		return p.single(!negated)
	case p.word("TRUE"):
		return term{constant: true, value: !negated}
	case p.word("FALSE"):
		return term{constant: true, value: negated}
	case p.word("AT_LEAST"):
		return p.atLeast(negated)
	case p.word("("):
		t := p.either(negated)
		p.close()
		return t
	}
	state := p.state()
	names := p.names()
	if len(names) != 1 {
		p.ok = false
	}
	return heralding(state, names, negated)
}

// atLeast reads AT_LEAST(2, ALARM, (one, another)).
func (p *ruleParser) atLeast(negated bool) term {
	if !p.word("(") {
		p.ok = false
	}
	_, p.rest, _ = strings.Cut(p.rest, ",")
	state := p.state()
	_, p.rest, _ = strings.Cut(p.rest, ",")
	names := p.names()
	p.close()
	return heralding(state, names, negated)
}

func heralding(state string, names []string, negated bool) term {
	if state == "ALARM" && !negated || state == "OK" && negated {
		return term{heralds: names}
	}
	return term{}
}

func (p *ruleParser) state() string {
	for _, state := range []string{"ALARM", "OK", "INSUFFICIENT_DATA"} {
		if p.word(state) {
			return state
		}
	}
	p.ok = false
	return ""
}

func (p *ruleParser) close() {
	p.rest = strings.TrimSpace(p.rest)
	rest, ok := strings.CutPrefix(p.rest, ")")
	p.rest, p.ok = rest, p.ok && ok
}

// names reads what stands in brackets: names with or without quotes.
func (p *ruleParser) names() []string {
	if !p.word("(") {
		p.ok = false
		return nil
	}
	quoted, begin := false, 0
	var names []string
	for i, c := range p.rest {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == ')'):
			names = append(names, unquoted(p.rest[begin:i]))
			begin = i + 1
			if c == ')' {
				p.rest = p.rest[begin:]
				return names
			}
		}
	}
	p.ok = false
	return nil
}

func unquoted(name string) string {
	name = strings.TrimSpace(name)
	if inner, begins := strings.CutPrefix(name, `"`); begins && strings.HasSuffix(inner, `"`) {
		return strings.TrimSuffix(inner, `"`)
	}
	return name
}

// Heard reports whether the actions of an alarm are taken. While another alarm or a mute rule suppresses
// them is up they are not, and no input tells when that is.
func Heard(enabled model.Value[bool], suppressed bool) model.Value[bool] {
	if enabled.Or(true) && suppressed {
		return model.Unknown[bool](model.Why{Reason: model.Unsupported, Detail: "an actions_suppressor or a mute rule may hold back its actions"})
	}
	return enabled
}
