package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// joinUnread adds what another report left unread.
func (s *Summary) joinUnread(other Summary) {
	s.Unmodeled += other.Unmodeled
	s.NotItsPart += other.NotItsPart
	s.Parts = unique(slices.Concat(s.Parts, other.Parts))
	s.OtherParts = unique(slices.Concat(s.OtherParts, other.OtherParts))
	s.LeftOut = append(slices.Clone(s.LeftOut), other.LeftOut...)
	s.Mentions = append(slices.Clone(s.Mentions), other.Mentions...)
	s.Notes = unique(append(slices.Clone(s.Notes), other.Notes...))
	types := slices.Clone(s.UnmodeledTypes)
	for _, t := range other.UnmodeledTypes {
		if i := slices.IndexFunc(types, func(have model.TypeCount) bool { return have.Type == t.Type }); i >= 0 {
			types[i].Count += t.Count
		} else {
			types = append(types, t)
		}
	}
	slices.SortFunc(types, func(a, b model.TypeCount) int { return cmp.Compare(a.Type, b.Type) })
	s.UnmodeledTypes = types
}

// Beyond says, a sentence each, what there is more of than the document has, where it does not say that it has all.
func (r *Report) Beyond() []string {
	var all []string
	for _, v := range r.Verdicts {
		if len(v.More) > 0 {
			all = append(
				all,
				fmt.Sprintf("more than documented, %s, %s: %s", v.Rule, cmp.Or(v.Component, v.Resource.ID), v.Beyond()),
			)
		}
	}
	return all
}

// mostBeyond is how much of it one sentence names; the rest is counted.
const mostBeyond = 10

// Beyond names what there is more of than the document has.
func (v Verdict) Beyond() string {
	text := strings.Join(v.More[:min(len(v.More), mostBeyond)], "; ")
	if left := len(v.More) - mostBeyond; left > 0 {
		text += fmt.Sprintf("; and %d more", left)
	}
	return text
}

// Unseen is Beyond, and what a report does not speak of.
func (r *Report) Unseen() []string { return append(r.Beyond(), r.Summary.Unseen()...) }

// Unseen says, a sentence each, what a report does not speak of: what the scope leaves out, what
// is not modelled, and what of that refers to a component.
func (s *Summary) Unseen() []string {
	var all []string
	if len(s.LeftOut) > 0 {
		all = append(all, fmt.Sprintf("out of scope (%d): %s", len(s.LeftOut), model.Named(s.LeftOut)))
	}
	if s.NotItsPart > 0 {
		all = append(all, fmt.Sprintf("not judged, as the input answers for %s alone (%d verdicts): %s",
			model.Named(s.Parts), s.NotItsPart, model.Named(s.OtherParts)))
	}
	if len(s.UnmodeledTypes) > 0 {
		var types []string
		for _, t := range s.UnmodeledTypes {
			types = append(types, fmt.Sprintf("%d %s", t.Count, t.Type))
		}
		all = append(all, "not read by any rule: "+model.Named(types))
	}
	if len(s.Mentions) > 0 {
		var names []string
		for _, m := range s.Mentions {
			names = append(names, m.Address+" refers to "+m.Component)
		}
		all = append(all, "not read, and it refers to a component: "+model.Named(names))
	}
	switch {
	case s.SkippedRules == 1:
		all = append(all, "1 rule skipped by --only and --skip")
	case s.SkippedRules > 1:
		all = append(all, fmt.Sprintf("%d rules skipped by --only and --skip", s.SkippedRules))
	}
	all = append(all, s.UnusedWaivers...)
	if s.SoftFailed {
		all = append(all, "--soft-fail: violations do not change the exit code")
	}
	for _, note := range s.Notes {
		all = append(all, "note: "+note)
	}
	return all
}
