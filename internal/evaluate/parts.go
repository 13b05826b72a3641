package evaluate

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/verdict"
)

// OfItsPart keeps the verdicts on what the input answers for, and counts the others, of which it proves
// nothing. What may be of its part is.
func OfItsPart(all []verdict.Verdict, doc *document.Document) (own []verdict.Verdict, others int) {
	own = slices.DeleteFunc(slices.Clone(all), func(v verdict.Verdict) bool { return !isOwn(v, doc) })
	return own, len(all) - len(own)
}

func isOwn(v verdict.Verdict, doc *document.Document) bool {
	if v.Component != "" {
		return slices.ContainsFunc(strings.Split(v.Component, ", "), doc.AnswersFor)
	}
	if v.Requirement == nil {
		return true
	}
	section, _, _ := strings.Cut(v.Requirement.Path, ".")
	switch {
	case slices.Contains([]string{document.VPCPart, document.TiersPart, document.AlarmsPart, document.CostPart}, section):
		return doc.AnswersFor(section)
	case section == "tier":
		return doc.AnswersFor(document.TiersPart)
	case kind.Is(section):
		return doc.AnswersForAny(section)
	}
	return true
}
