package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
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
	return raising(t), true
}

// states are the states of alarms by their names.
type states map[string]string

// term is a part of a rule: a constant, or what can make it true.
type term struct {
	heralds         []string
	constant, value bool
	// holds is whether it is true in some states of the alarms that it names.
	holds func(states) bool
	names []string
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
	if rest := p.rest[len(word):]; rest == "" ||
		!strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", rune(rest[0])) ||
		word == "(" {
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

// constantly is a term that is always the same.
func constantly(value bool) term {
	return term{constant: true, value: value, holds: func(states) bool { return value }}
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
	joined.holds = func(in states) bool {
		return slices.ContainsFunc(all, func(t term) bool { return t.holds(in) == decisive }) == decisive
	}
	for _, t := range all {
		if t.constant && t.value == decisive {
			return t
		}
		joined.constant = joined.constant && t.constant
		joined.heralds, joined.names = append(joined.heralds, t.heralds...), append(joined.names, t.names...)
	}
	return joined
}

func (p *ruleParser) single(negated bool) term {
	switch {
	case p.word("NOT"):
		return p.single(!negated)
	case p.word("TRUE"):
		return constantly(!negated)
	case p.word("FALSE"):
		return constantly(negated)
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
	return heralding(state, names, 1, negated)
}

// atLeast reads AT_LEAST(2, ALARM, (one, another)), or AT_LEAST(50%, ...).
func (p *ruleParser) atLeast(negated bool) term {
	if !p.word("(") {
		p.ok = false
	}
	before, rest, _ := strings.Cut(p.rest, ",")
	p.rest = rest
	state := p.state()
	_, p.rest, _ = strings.Cut(p.rest, ",")
	names := p.names()
	p.close()
	count, percent := strings.CutSuffix(strings.TrimSpace(before), "%")
	least, ok := figure.Whole(count)
	if !ok {
		p.ok = false
	}
	if percent {
		least = (least*len(names) + 99) / 100
	}
	return heralding(state, names, least, negated)
}

// heralding is a term about how many alarms are in a state at least.
func heralding(state string, names []string, least int, negated bool) term {
	t := term{names: names, holds: func(in states) bool {
		n := 0
		for _, name := range names {
			if in[name] == state {
				n++
			}
		}
		return n >= least != negated
	}}
	if state == alarmState && !negated || state == "OK" && negated {
		t.heralds = names
	}
	return t
}

func (p *ruleParser) state() string {
	for _, state := range []string{alarmState, "OK", "INSUFFICIENT_DATA"} {
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
		return model.Unknown[bool](
			model.Why{
				Reason: model.Unsupported,
				Detail: "an actions_suppressor or a mute rule may hold back its actions",
			},
		)
	}
	return enabled
}
