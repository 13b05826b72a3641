package document

import (
	"fmt"
	"slices"
	"strings"
)

// The parts of an architecture that are no component.
const (
	VPCPart    = "vpc"
	TiersPart  = "tiers"
	AlarmsPart = "alarms"
	CostPart   = "cost"
)

// PartNames are all parts that an input can answer for: the components, and what belongs to none.
func (d *Document) PartNames() []string {
	names := []string{VPCPart, TiersPart, AlarmsPart, CostPart}
	for i := range d.Components {
		names = append(names, d.Components[i].Name)
	}
	return names
}

// LimitTo says which parts an input answers for: of the others it proves neither presence nor absence.
// Without any it answers for everything.
func (d *Document) LimitTo(parts []string) error {
	for _, name := range parts {
		if !slices.Contains(d.PartNames(), name) {
			return fmt.Errorf("parts: %s has no part %q; there are %s", d.File, name, strings.Join(d.PartNames(), ", "))
		}
	}
	d.parts = parts
	return nil
}

// Parts are those that the input answers for, none where it answers for everything.
func (d *Document) Parts() []string { return d.parts }

// AnswersFor reports whether the input answers for a part.
func (d *Document) AnswersFor(name string) bool {
	return len(d.parts) == 0 || slices.Contains(d.parts, name)
}

// AnswersForAny reports whether the input answers for any component of a kind.
func (d *Document) AnswersForAny(kind string) bool {
	all := d.OfKind(kind)
	return len(all) == 0 || slices.ContainsFunc(all, func(c *Component) bool { return d.AnswersFor(c.Name) })
}

// OtherParts are those that the input does not answer for.
func (d *Document) OtherParts() []string {
	return slices.DeleteFunc(d.PartNames(), d.AnswersFor)
}
