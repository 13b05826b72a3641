package describe

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/verdict"
)

// findCost takes over what a month is expected to cost, and that somebody watches it.
func (d *describer) findCost() error {
	_, facts, err := d.facts()
	if err != nil {
		return err
	}
	for i := range facts.Stacks {
		if usd, known := facts.Stacks[i].ExpectedMonthlyUSD.Get(); facts.Stacks[i].ID == d.stack && known && usd > 0 {
			d.asked["cost.monthly_usd"] = document.Asked{Operator: document.Within, Values: []any{0, d.band(usd)}}
			d.asked["cost.budget"] = document.Asked{Operator: document.Equal, Values: []any{true}}
		}
	}
	return nil
}

// band is what a month may cost: the budget that leaves room for what it is expected to, else just that.
func (d *describer) band(expected float64) int {
	band := 0.0
	for i := range d.index.Model.Budgets {
		b := &d.index.Model.Budgets[i]
		limit := b.Limit.Or(0)
		if b.TimeUnit.Or("") == "MONTHLY" && b.LimitUnit.Or("") == "USD" && limit >= expected &&
			(band == 0 || limit < band) {
			band = limit
		}
	}
	if band == 0 {
		band = expected
	}
	return int(math.Ceil(band))
}

// settle takes back what together with the rest does not hold after all, until all that is asked does; what fails
// whatever is asked is said.
func (d *describer) settle() error {
	for {
		verdicts, err := d.verdicts()
		if err != nil {
			return err
		}
		again := false
		for _, v := range verdicts {
			if v.Status == verdict.Pass || v.Status == verdict.NotApplicable || v.Requirement == nil {
				continue
			}
			for _, path := range pathsOf(v) {
				if _, asked := d.asked[path]; asked && (v.Status == verdict.Fail || !d.guessed[path]) {
					delete(d.remarks, path)
					delete(d.asked, path)
					d.remark(path, leftOut(v))
					again = true
				}
			}
		}
		if !again {
			d.unsaid(verdicts)
			return nil
		}
	}
}

// untold is what is said of a value that is not known.
const untold = "not to be told from this input"

// leftOut says why something is not asked.
func leftOut(v verdict.Verdict) string {
	if v.Status == verdict.Fail {
		return "found " + v.Found
	}
	return untold
}

// unsaid says at the top what the document does not make conform.
func (d *describer) unsaid(verdicts []verdict.Verdict) {
	for _, v := range verdicts {
		if v.Status == verdict.Fail {
			d.remark("", fmt.Sprintf("No document makes this right: %s: %s: %s", v.Rule, v.Resource.ID, v.Message))
		}
	}
}

// compare remarks what the reference architecture asks for otherwise, of the same kind of component.
func (d *describer) compare() {
	reference, err := document.Read("architecture.yaml", document.Default(), "prod")
	if err != nil {
		return // the built-in one is right, as tests hold
	}
	for _, c := range d.components {
		for _, other := range reference.OfKind(c.kind) {
			for name, wanted := range other.Asked {
				path := "components." + c.name + "." + name
				if found, ok := d.asked[path]; ok && !isWithin(found, wanted, other.Kind, name) {
					d.remark(path, "bad practice? the reference architecture asks for "+written(wanted))
				}
			}
		}
	}
	for name, wanted := range reference.VPC.Asked {
		if found, ok := d.asked["vpc."+name]; ok && !isWithin(found, wanted, kind.Section("vpc"), name) {
			d.remark("vpc."+name, "bad practice? the reference architecture asks for "+written(wanted))
		}
	}
}

// isWithin reports whether what is there meets what is wanted. Sizes and thresholds are each architecture's own.
func isWithin(found, wanted document.Asked, k *kind.Kind, name string) bool {
	form, _ := k.Requirement(name)
	switch {
	case form.Form == kind.Flag:
		return slices.Equal(found.Values, wanted.Values)
	case form.Form == kind.Version:
		return slices.Index(form.Words, text(found.Values)) >= slices.Index(form.Words, text(wanted.Values))
	case form.Form == kind.Number && wanted.Operator == document.AtLeast:
		have, ok := found.Least()
		least, _ := wanted.Least()
		return !ok || have >= least
	}
	return true
}

func text(values []any) string {
	var all []string
	for _, v := range values {
		all = append(all, fmt.Sprint(v))
	}
	return strings.Join(all, ", ")
}

// written writes what is asked as documents do.
func written(a document.Asked) string {
	switch {
	case a.IsList:
		return "[" + quoted(a.Values) + "]"
	case a.Operator == document.AtLeast && isNumber(a):
		return text(a.Values) + "+"
	case a.Operator == document.Within:
		return fmt.Sprintf("%v-%v", a.Values[0], a.Values[1])
	case a.Operator == document.AnyOf:
		return "[" + quoted(a.Values) + "]"
	case a.Operator == document.Has:
		return "{has: [" + quoted(a.Values) + "]}"
	}
	return quoted(a.Values)
}

func isNumber(a document.Asked) bool {
	_, ok := a.Values[0].(int)
	return ok
}
