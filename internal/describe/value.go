package describe

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/verdict"
)

// impossible is a text that nothing in AWS is called, and impossibleNumber one that nothing there counts: what is asked
// so fails, and says what is there.
const (
	impossible       = "\x00"
	impossibleNumber = -1
)

// question is a requirement of which the value is looked for.
type question struct {
	path string
	form kind.Requirement
	// now is what is asked now, put changes that in the document, and next are the values to try yet.
	now  document.Asked
	put  func(document.Asked)
	next []document.Asked
	// seen are the numbers that rules found, each for itself.
	seen []int
}

// ask asks for a value; the zero one asks for nothing.
func (q *question) ask(a document.Asked) {
	q.now = a
	q.put(a)
}

// questions are all requirements that a document can have, of a document that asks for none of them.
func questions(doc *document.Document) (all []*question) {
	of := func(prefix string, forms []kind.Requirement, into document.Requirements) {
		for _, form := range forms {
			all = append(all, &question{path: prefix + form.Name, form: form, put: func(a document.Asked) {
				if into[form.Name] = a; !a.IsAsked() {
					delete(into, form.Name)
				}
			}})
		}
	}
	of("vpc.", kind.Section("vpc").Requirements, doc.VPC.Asked)
	for i := range doc.Tiers {
		of("tiers."+doc.Tiers[i].Name+".", ofTier(&doc.Tiers[i]), doc.Tiers[i].Asked)
	}
	for i := range doc.Components {
		c := &doc.Components[i]
		of("components."+c.Name+".", c.Kind.Requirements, c.Asked)
		if c.Kind.Name == "instances" { // of the others each is one thing
			all = append(
				all,
				&question{
					path: "components." + c.Name + ".count",
					form: kind.Requirement{Name: "count", Form: kind.Number},
					put:  func(a document.Asked) { c.Count, c.Counted = a, a.IsAsked() },
				},
			)
		}
	}
	of("alarms.", kind.Section("alarms").Requirements, doc.Alarms)
	return all
}

// ofTier is what is asked of a tier: of NAT gateways only where it leaves by them.
func ofTier(t *document.Tier) []kind.Requirement {
	return slices.DeleteFunc(kind.Section("tier").Requirements, func(f kind.Requirement) bool {
		return t.NATTier == "" && strings.HasPrefix(f.Name, "nat_")
	})
}

// first is what is asked at first: what is likely, or what cannot be.
func (q *question) first() document.Asked {
	equal := func(values ...any) document.Asked { return document.Asked{Operator: document.Equal, Values: values} }
	switch q.form.Form {
	case kind.Flag:
		q.next = []document.Asked{equal(false)}
		return equal(true)
	case kind.Version:
		for _, word := range slices.Backward(q.form.Words) {
			q.next = append(q.next, document.Asked{Operator: document.AtLeast, Values: []any{word}})
		}
		one := q.next[0]
		q.next = q.next[1:]
		return one
	case kind.Number:
		return equal(impossibleNumber)
	case kind.Set:
		return document.Asked{Operator: document.Equal, Values: []any{impossible}, IsList: true}
	}
	return equal(impossible)
}

// answer is what the rules say of a requirement: the worst of their verdicts, and what they found.
type answer struct {
	status verdict.Status
	found  []string
}

// answers are what the rules say, by the path of the requirement.
func answers(verdicts []verdict.Verdict) map[string]answer {
	all := map[string]answer{}
	for _, v := range verdicts {
		if v.Requirement == nil || v.Status == verdict.NotApplicable {
			continue
		}
		for _, path := range pathsOf(v) {
			a, met := all[path]
			if rank := slices.Index(verdict.Statuses(), v.Status); !met ||
				rank < slices.Index(verdict.Statuses(), a.status) {
				a.status = v.Status
			}
			if v.Status == verdict.Fail {
				a.found = append(a.found, v.Found)
			}
			all[path] = a
		}
	}
	return all
}

// pathsOf are the paths of what a verdict is about: a key or a log group that serves several components is asked by
// each.
func pathsOf(v verdict.Verdict) []string {
	section, rest, _ := strings.Cut(v.Requirement.Path, ".")
	_, key, of := strings.Cut(rest, ".")
	names := strings.Split(v.Component, ", ")
	if section != "components" || !of || len(names) < 2 {
		return []string{v.Requirement.Path}
	}
	var all []string
	for _, name := range names {
		all = append(all, section+"."+name+"."+key)
	}
	return all
}

// mostRounds bounds how often the rules are asked: a version has the most values to try.
const mostRounds = 6

// findValues asks for each requirement until what is asked is what is there.
func (d *describer) findValues() error {
	doc, err := d.read()
	if err != nil {
		return err
	}
	open := questions(doc)
	open = slices.DeleteFunc(open, func(q *question) bool { return d.asked[q.path].IsAsked() })
	for _, q := range open {
		q.ask(q.first())
	}
	for round := 0; round < mostRounds && len(open) > 0; round++ {
		verdicts, err := d.judge.Verdicts(d.factsOf(doc), doc)
		if err != nil {
			return err
		}
		said := answers(verdicts)
		open = slices.DeleteFunc(open, func(q *question) bool { return d.settled(q, said[q.path]) })
	}
	for _, q := range open {
		q.ask(document.Asked{})
	}
	return nil
}

// settled takes over what is known of a requirement now, and reports whether nothing is left to be asked.
func (d *describer) settled(q *question, a answer) bool {
	if a.status == verdict.Pass && !isImpossible(q.now) {
		d.asked[q.path] = q.now
		return true
	}
	if a.status == verdict.Fail && q.form.Form == kind.Number {
		q.see(a.found)
	} else if isImpossible(q.now) && (a.status == verdict.Fail || a.status == verdict.Pass) {
		q.next = valuesFrom(a.found, q.form) // a rule that takes any word for the one there is passes
	} else if a.status != verdict.Fail {
		q.next = nil
	}
	if len(q.next) == 0 {
		q.ask(document.Asked{})
		if a.status != "" && a.status != verdict.Fail && a.status != verdict.Pass {
			d.guess(q)
		}
		return true
	}
	q.ask(q.next[0])
	q.next = q.next[1:]
	return false
}

// guess asks for what should be there where nobody can tell what is, if that is worth asking: then it is told as soon
// as somebody can.
func (d *describer) guess(q *question) {
	if q.form.Careful == nil {
		d.remark(q.path, untold)
		return
	}
	d.remark(q.path, untold+": this is how it should be")
	d.guessed[q.path] = true
	d.asked[q.path] = document.Asked{Operator: document.Equal, Values: []any{q.form.Careful}}
	q.ask(d.asked[q.path])
}

func isImpossible(a document.Asked) bool {
	return slices.Contains(a.Values, any(impossible)) || slices.Contains(a.Values, any(impossibleNumber))
}

// valuesFrom reads what rules found: "attribute = value", or the items of a list. Whether it is right the next round
// tells.
func valuesFrom(found []string, form kind.Requirement) []document.Asked {
	var values []string
	for _, text := range found {
		_, value, ok := strings.Cut(text, " = ")
		if !ok {
			value = text
		}
		values = append(values, value)
	}
	if form.Form == kind.Set {
		return setFrom(values, form)
	}
	return wordsFrom(values, form)
}

// see takes numbers that rules found, or how long a list is, and tries the range of all of them: one rule asks for the
// least, and another for the most.
func (q *question) see(found []string) {
	before := len(q.seen)
	for _, text := range found {
		n := count(text)
		if !slices.Contains(q.seen, n) && (q.form.Low == q.form.High || n >= q.form.Low && n <= q.form.High) {
			q.seen = append(q.seen, n)
		}
	}
	if len(q.seen) == before {
		return
	}
	low, high := slices.Min(q.seen), slices.Max(q.seen)
	if q.next = []document.Asked{
		{Operator: document.Within, Values: []any{low, high}},
		{Operator: document.AtLeast, Values: []any{low}},
	}; low == high {
		q.next[0] = document.Asked{Operator: document.Equal, Values: []any{low}}
	}
}

func setFrom(values []string, form kind.Requirement) []document.Asked {
	items := []any{}
	for _, value := range values {
		for item := range strings.SplitSeq(value, ", ") {
			if item == "none" && len(values) == 1 {
				return []document.Asked{{Operator: document.Equal, Values: []any{}, IsList: true}}
			}
			if (len(form.Words) == 0 || slices.Contains(form.Words, item)) && !slices.Contains(items, any(item)) {
				items = append(items, item)
			}
		}
	}
	return []document.Asked{{Operator: document.Equal, Values: items, IsList: true}}
}

// count is the number that stands in what a rule found, or how many things do.
func count(found string) int {
	_, value, isOne := strings.Cut(found, " = ")
	if !isOne {
		value = found
	}
	if n, ok := figure.Whole(value); ok {
		return n
	}
	if found == "none" {
		return 0
	}
	return strings.Count(found, ", ") + 1
}

func wordsFrom(values []string, form kind.Requirement) (all []document.Asked) {
	for _, word := range values {
		if len(form.Words) == 0 && word != "" || slices.Contains(form.Words, word) {
			all = append(all, document.Asked{Operator: document.Equal, Values: []any{word}})
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, word := range form.Words {
		all = append(all, document.Asked{Operator: document.Equal, Values: []any{word}})
	}
	return all[:min(len(all), mostRounds-1)]
}
