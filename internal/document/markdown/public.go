package markdown

import (
	"cmp"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
)

// privatesOf are the components of which a sentence says that they are not public, by a word that ends a part of it:
// "is not public", and no "not in public subnets". The words are held.
func (r *reader) privatesOf(s *saying) (all []*entity) {
	for _, p := range r.parts(s) {
		one := s.within(p)
		f := r.lexicon.NotPublic.find(one.words, 0)
		if f == nil || f.at[len(f.at)-1] != len(one.words)-1 {
			continue
		}
		subject := r.subjectOf(s, []int{p.first}, func(words []string) bool { return len(r.told(words)) > 0 })
		about := r.told(subject)
		if len(about) == 0 || len(about) > 1 && !r.speaksOfAll(subject, about) {
			continue
		}
		one.hold(f.at[0], f.at[len(f.at)-1])
		for _, e := range about {
			if !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
	}
	return all
}

// hide asks of components that they are not public: the internet does not reach them, and their own switches say so. It
// reports whether there are any.
func (r *reader) hide(by *Statement, s *saying, all []*entity, m mention) bool {
	if len(all) == 0 || r.isUnclear(by, s, m) {
		return len(all) > 0
	}
	environment, _ := r.environmentIn(s.words)
	environment = cmp.Or(environment, m.environment)
	by.set(Understood, "")
	for _, e := range all {
		if kind.Find(e.kind).Placed {
			r.connections = append(r.connections, connection{
				environment: environment, by: by, rank: prose, forbidden: true, from: document.Internet, to: e.name,
			})
		}
		_, hasSwitch := kind.Find(e.kind).Requirement("public")
		switch {
		case hasSwitch:
			r.claimOf(by, e, "public", "false", environment)
		case e.kind == "load_balancer":
			r.claimOf(by, e, "scheme", "internal", environment)
		case !kind.Find(e.kind).Placed:
			by.set(NotUnderstood, "nothing holds that "+e.name+" is not public")
		}
	}
	return true
}
