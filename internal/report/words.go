package report

import (
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// wordsTable says each attribute that a rule of archcheck judges in words: the attribute, what it is, and two phrases.
// A flag has one for true and one for false, a reference one for where it leads somewhere and one for where it does
// not, a list one for a single item and one for several, a value one alone.
//
//go:embed words.csv
var wordsTable string

// phrase is how an attribute is said.
type phrase struct{ kind, one, other string }

// wording says expectations and findings, which begin with the name of an attribute, in words.
type wording struct {
	phrases                 map[string]phrase
	judged, waits, compound *regexp.Regexp
}

func newWording() wording {
	w := wording{
		phrases: map[string]phrase{},
		judged: regexp.MustCompile(
			`^(no )?([a-z][a-z0-9_]*)(?:$| (is set|is empty|=|>=|<=|at least|one of|between|with|exactly)(?: |$))`,
		),
		waits: regexp.MustCompile(
			`^([a-z][a-z0-9_]*) ((?:cannot be (?:known|told)|is not (?:resolved|decided|for this|in this)|was not read|is marked sensitive)\b)`,
		),
		compound: regexp.MustCompile(
			`^(?:no )?([a-z]+(?:_[a-z0-9]+)+)(?:$| (?:=|>=|<=|at |one |between |with |is |was |cannot |not |within )|;)`,
		),
	}
	for line := range strings.Lines(wordsTable) {
		if f := strings.Split(strings.TrimSpace(line), ","); len(f) == 4 {
			w.phrases[f[0]] = phrase{f[1], f[2], f[3]}
		}
	}
	return w
}

// say says an expectation or a finding in words: "own_zone_nat = true", "no acl_blocks" or "backup_retention_days >= 7".
// Of an attribute that rules of others judge, the underscores alone are lost. What follows are values, which stay.
func (w wording) say(text string) string {
	if m := w.judged.FindStringSubmatch(text); m != nil {
		if p, ok := w.phrases[m[2]]; ok && (m[1] != "" || m[3] != "") {
			if said := p.judged(m[1] != "", m[3], strings.TrimPrefix(text[len(m[0]):], " ")); said != "" {
				return said
			}
		}
	}
	if m := w.waits.FindStringSubmatch(text); m != nil {
		if p, ok := w.phrases[m[1]]; ok {
			return p.inQuestion() + text[len(m[1]):]
		}
	}
	m := w.compound.FindStringSubmatchIndex(text)
	if m == nil {
		return text
	}
	return text[:m[2]] + strings.ReplaceAll(text[m[2]:m[3]], "_", " ") + text[m[3]:]
}

// judged is what is asked or found of an attribute; empty where the phrases do not fit.
func (p phrase) judged(none bool, operator, value string) string {
	switch {
	case none && p.kind == "list":
		return strings.TrimSpace("no " + p.one)
	case none:
		return ""
	case p.kind == "flag":
		return p.flag(operator, value)
	case p.kind == "reference" && operator == "is set":
		return p.one
	case p.kind == "reference" && operator == "is empty":
		return p.other
	case p.kind == "list" && operator == "at least":
		return operator + " " + value + " " + p.of(value)
	}
	return strings.TrimSpace(strings.Join([]string{p.name(), p.operator(operator), value}, " "))
}

// flag says one that is true or false, with what proves it.
func (p phrase) flag(operator, value string) string {
	if operator != "=" {
		return ""
	}
	if rest, ok := strings.CutPrefix(value, "true"); ok {
		return p.one + rest
	}
	if rest, ok := strings.CutPrefix(value, "false"); ok {
		return p.other + rest
	}
	return ""
}

// of is the word for as many items.
func (p phrase) of(count string) string {
	if count == "1" {
		return p.one
	}
	return p.other
}

// name is what an attribute is called beside a value.
func (p phrase) name() string {
	if p.kind == "list" {
		return p.other
	}
	return p.one
}

// operator says a comparison.
func (p phrase) operator(operator string) string {
	switch operator {
	case ">=":
		return "at least"
	case "<=":
		return "at most"
	}
	return operator
}

// inQuestion is an attribute of which the value is not known.
func (p phrase) inQuestion() string {
	switch p.kind {
	case "flag":
		return "whether " + p.one
	case "reference":
		return "whether there is " + p.one
	case "list":
		return "the list of " + p.other
	}
	return p.one
}

// verdict says a verdict in words: what was expected, what was found, and the sentence made of both.
func (w wording) verdict(v verdict.Verdict) verdict.Verdict {
	expected, found := w.say(v.Expected), w.say(v.Found)
	if rest, ok := strings.CutPrefix(v.Message, fmt.Sprintf("expected %s, found %s", v.Expected, v.Found)); ok {
		v.Message = fmt.Sprintf("expected: %s, found: %s%s", expected, found, rest)
	} else {
		v.Message = w.say(v.Message)
	}
	v.Expected, v.Found = expected, found
	return v
}

// Spoken are verdicts as people read them, with attributes in words; a program reads them as they were.
func Spoken(verdicts []verdict.Verdict) []verdict.Verdict {
	w, spoken := newWording(), slices.Clone(verdicts)
	for i, v := range spoken {
		spoken[i] = w.verdict(v)
	}
	return spoken
}

// spoken writes a report as people read it.
func spoken(write Writer) Writer {
	return func(w io.Writer, r *verdict.Report, o Options) error {
		said := *r
		said.Verdicts = Spoken(r.Verdicts)
		return write(w, &said, o)
	}
}

// InWords says an expectation or a finding of a verdict as the table does.
func InWords(text string) string { return newWording().say(text) }
