package evaluate

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// entry is a member of a collection of facts.
type entry struct {
	noun model.Noun
	// key is what policies call it: its id, or more where a resource stands for several things.
	key string
	// parts are the documented components that it is or serves; open says that it is only one of them.
	// doubtful says that it may be none of them too.
	parts          []string
	open, doubtful bool
	// tier is the documented tier that it is held to, kind the kind of its components, or the way
	// out of its tier.
	tier, kind string
}

// variant is an entry as one of the components that it is or serves.
type variant struct{ key, component string }

// variants are one for each component, so that a policy judges what each of them asks.
func (e *entry) variants() []variant {
	if len(e.parts) == 0 {
		return []variant{{e.key, ""}}
	}
	if len(e.parts) == 1 && !e.doubtful {
		return []variant{{e.key, e.parts[0]}}
	}
	var all []variant
	for _, name := range e.parts {
		all = append(all, variant{e.key + " as " + name, name})
	}
	if e.doubtful {
		all = append(all, variant{e.key + " as none of them", ""})
	}
	return all
}

// entriesOf are the members of each collection.
func entriesOf(facts *wiring.Facts, doc *document.Document) map[string][]entry {
	all := map[string][]entry{}
	for _, name := range wiring.Collections() {
		all[name] = nil
	}
	facts.Each(func(collection string, noun model.Noun) {
		e := entry{noun: noun, key: noun.Base().ID}
		if keyed, ok := noun.(interface{ Key() string }); ok {
			e.key = keyed.Key()
		}
		if member, ok := noun.(interface{ PartsOf() ([]string, bool) }); ok {
			e.parts, e.open = member.PartsOf()
		}
		if member, ok := noun.(interface{ IsDoubtful() bool }); ok {
			e.doubtful = member.IsDoubtful() && len(e.parts) > 0
		}
		if c := doc.Component(first(e.parts)); c != nil {
			e.kind = c.Kind.Name
		}
		e.hold(doc)
		all[collection] = append(all[collection], e)
	})
	return all
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// hold finds the documented tier of what stands for one.
func (e *entry) hold(doc *document.Document) {
	held, ok := e.noun.(interface{ HeldTo() string })
	if !ok {
		return
	}
	t := doc.Tier(held.HeldTo())
	if t == nil {
		return
	}
	if e.tier, e.kind = t.Name, ""; len(t.Asked["way_out"].Values) == 1 {
		e.kind, _ = t.Asked["way_out"].Values[0].(string)
	}
}

// joined is what the statements about the variants of an entry come to: of several components
// that it serves the worst counts; of several that it can be all must agree, and of one that it
// may not be, what is said of none must not be another thing than a failure.
func (e *entry) joined(all []statement) statement {
	if e.doubtful {
		last := len(all) - 1
		said, none := e.joinedParts(all[:last]), all[last]
		if (said.status == verdict.Fail) == (none.status == verdict.Fail) {
			return said
		}
		return unmatched(said, "whether it is "+listed(e.parts)+" is not known")
	}
	return e.joinedParts(all)
}

func (e *entry) joinedParts(all []statement) statement {
	worst := slices.MinFunc(all, func(a, b statement) int { return rank(a.status) - rank(b.status) })
	if !e.open || !slices.ContainsFunc(all, func(s statement) bool { return s.status != worst.status }) {
		return worst
	}
	return unmatched(worst, "which documented component it is, is not decided; it may be "+listed(e.parts))
}

func unmatched(s statement, why string) statement {
	return statement{
		status:    verdict.Unmatched,
		reason:    string(model.Unmatched),
		attribute: s.attribute,
		expected:  s.expected,
		detail:    why + ". Say so with `match` in the document",
	}
}

func rank(s verdict.Status) int { return slices.Index(verdict.Statuses(), s) }
