package resolve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// OfType reports whether a thing is of one of the types, and not what something else may be.
func OfType(in *read.Instance, types []string) bool {
	return !in.IsShadow && slices.Contains(types, read.CanonicalType(in.Type))
}

// Named returns the instances of the given types that a known value can mean.
func (l *Linker) Named(value string, types []string) []*read.Instance {
	var all []*read.Instance
	for _, in := range l.ByAlias[value] {
		if OfType(in, types) {
			all = append(all, in)
		}
	}
	return all
}

// Ref reads an attribute that names one resource. The result is the id of a resource of
// the model, or the value itself when the plan does not hold the resource.
func (l *Linker) Ref(in *read.Instance, types []string, path string, other ...string) model.Value[string] {
	v, s := in.At(path)
	switch s {
	case read.Known:
		text, ok := read.ToString(v)
		if !ok {
			return in.Text(path, other...)
		}
		return l.RefKnown(in, types, path, text)
	case read.Unknown:
		if ref, ok := l.refFromSource(in, types, path); ok {
			return ref
		}
		if in.IsNullInSource(path) {
			break
		}
		e := in.Expression(path)
		if e.Kind == read.References || e.Kind == read.Invisible {
			return sameExpression(scalar(l.Resolver.Resolve(e, l.Resolver.ScopeOf(in)), types, e), in, e)
		}
	}
	return in.Text(path, other...)
}

// sameExpression names the expression of an unknown value that is one local value or
// variable and nothing else, so that others of the same expression are known to be equal.
func sameExpression(v model.Value[string], in *read.Instance, e read.Expression) model.Value[string] {
	if v.IsKnown() || len(e.Refs) != 1 ||
		!strings.HasPrefix(e.Refs[0], "local.") && !strings.HasPrefix(e.Refs[0], "var.") {
		return v
	}
	why := v.Why()
	why.Same = in.Module + "|" + e.Refs[0]
	return model.Unknown[string](why)
}

// RefKnown finds the resource that a known value names. Two of the same name, as in two
// modules or regions, are told apart by what the author wrote.
func (l *Linker) RefKnown(in *read.Instance, types []string, path, text string) model.Value[string] {
	named := slices.DeleteFunc(
		l.Named(text, types),
		func(n *read.Instance) bool { return !isUnique(text, n) && l.StandApart(in, n) },
	)
	switch len(named) {
	case 0:
		return model.Known(text)
	case 1:
		return model.Known(named[0].Address)
	}
	if e := in.Expression(path); e.Kind == read.References {
		o := l.Resolver.Resolve(e, l.Resolver.ScopeOf(in))
		both := slices.DeleteFunc(slices.Clone(named), func(n *read.Instance) bool {
			return !slices.ContainsFunc(o.Found, func(t Target) bool { return t.Instance == n })
		})
		if len(both) > 0 {
			named = both
		}
	}
	return Choose(named, "")
}

// isUnique reports whether a value names one thing in all regions and accounts: an ARN, a host of
// AWS's, an id that AWS made, or the name of what is global.
func isUnique(text string, n *read.Instance) bool {
	if strings.HasPrefix(text, "arn:") || strings.Contains(text, ".amazonaws.com") ||
		IsID(text, text[:strings.LastIndex(text, "-")+1]) {
		return true
	}
	for _, global := range []string{"aws_iam_", "aws_s3_", "aws_route53_", "aws_cloudfront_"} {
		if strings.HasPrefix(n.Type, global) {
			return true
		}
	}
	return false
}

// Choose is the one instance, or an unknown with all of them as candidates.
func Choose(all []*read.Instance, detail string) model.Value[string] {
	if len(all) == 1 {
		return model.Known(all[0].Address)
	}
	why := model.Why{Reason: model.UnresolvedReference, Detail: detail}
	for _, in := range all {
		why.Candidates = append(why.Candidates, in.Address)
	}
	slices.Sort(why.Candidates)
	return model.Unknown[string](why)
}

// scalar decides which single resource an outcome means. Open references beside a
// reference to a whole resource are what indexes it; beside complete references they are
// alternatives that nobody can exclude.
func scalar(o Outcome, types []string, e read.Expression) model.Value[string] {
	var all []*read.Instance
	indexed := true
	for _, t := range o.Found {
		if OfType(t.Instance, types) {
			all = append(all, t.Instance)
			indexed = indexed && t.bare
		}
	}
	if len(all) == 0 || len(o.Open) > 0 && !indexed {
		return model.Unknown[string](model.Why{Reason: unresolvedReason(o), Detail: e.Mentions()})
	}
	return Choose(append(all, o.instead(types)...), e.Mentions())
}

// instead are things of other types of which an unknown value may be as well: one branch of a condition is the
// gateway, and the other one the NAT gateway. What is known of a thing is not what apply has yet to tell.
func (o Outcome) instead(types []string) (all []*read.Instance) {
	for _, t := range o.Found {
		if !OfType(t.Instance, types) && !t.bare && t.yields(anything) {
			all = append(all, t.Instance)
		}
	}
	return all
}

// hasOthers reports whether things of other types may have put something into a list: any of them where a condition
// decides, else those with an attribute that holds such things, as the groups of another resource.
func (o Outcome) hasOthers(types []string, conditional bool) bool {
	such := func(path string) bool { return holdsThings(path, types) }
	return slices.ContainsFunc(o.Found, func(t Target) bool {
		return !OfType(t.Instance, types) && (t.yields(such) || conditional && !t.bare && t.yields(anything))
	})
}

func anything(string) bool { return true }

// yields reports whether what is taken of a thing has, at a path that is wanted, what apply has yet to tell. What an
// attribute of a VPC names that AWS made with it stands beside the VPC.
func (t Target) yields(wanted func(path string) bool) (found bool) {
	if t.IsShadow || t.named {
		return false
	}
	tree.UnknownPaths(t.Unknown, "", func(path string) {
		attribute, _, _ := strings.Cut(path, ".")
		found = found || (len(t.Attributes) == 0 && t.bare || slices.Contains(t.Attributes, attribute)) && wanted(path)
	})
	return found
}

// holdsThings reports whether an attribute may hold ids of things of the types: it is called after them, or hands on
// whatever somebody put there.
func holdsThings(path string, types []string) bool {
	attribute, _, _ := strings.Cut(path, ".")
	return slices.Contains([]string{"value", "insecure_value", "output", "outputs", "result"}, attribute) ||
		slices.ContainsFunc(types, func(typ string) bool {
			return strings.Contains(path, strings.TrimPrefix(typ, "aws_"))
		})
}

func unresolvedReason(o Outcome) model.Reason {
	if len(o.Open) > 0 {
		return model.UnresolvedReference
	}
	return model.KnownAfterApply
}

// Refs reads an attribute that names several resources.
func (l *Linker) Refs(in *read.Instance, types []string, path string, other ...[]string) model.List[string] {
	v, s := in.At(path)
	if s == read.Known && v.Type() == fastjson.TypeArray {
		return l.refElements(in, types, v, path)
	}
	if s == read.Unknown {
		if list, ok := l.refsFromSource(in, types, path); ok {
			return list
		}
		if e := in.Expression(path); !in.IsNullInSource(path) && e.Kind == read.References || e.Kind == read.Invisible {
			return plural(l.Resolver.resolveAll(e, l.Resolver.ScopeOf(in)), types, e)
		}
	}
	return in.Texts(path, other...)
}

// refElements reads a list whose length is known; elements that are not are looked up in
// the expression of the whole list.
func (l *Linker) refElements(in *read.Instance, types []string, v *fastjson.Value, path string) model.List[string] {
	var ids []string
	missing := false
	for i := range v.GetArray() {
		value, s := in.At(path + "." + strconv.Itoa(i))
		text, ok := "", false
		if s == read.Known {
			text, ok = read.ToString(value)
		}
		if !ok {
			missing = true
			continue
		}
		id := l.RefKnown(in, types, path, text)
		if known, ok := id.Get(); ok {
			ids = append(ids, known)
		} else {
			missing = true
		}
	}
	if !missing {
		return model.Whole(ids...)
	}
	if list, ok := l.refsFromSource(in, types, path); ok {
		return list
	}
	e := in.Expression(path)
	list := plural(l.Resolver.resolveAll(e, l.Resolver.ScopeOf(in)), types, e)
	for _, id := range ids {
		if !slices.Contains(list.Items(), id) {
			list = list.With(id)
		}
	}
	return list
}

// plural decides which resources an outcome means for a list. Several complete references
// are the list's elements. References to a whole resource together with keys, conditions
// or open references may mean only some of its instances: then the list is not whole.
func plural(o Outcome, types []string, e read.Expression) model.List[string] {
	var ids []string
	for _, t := range o.Found {
		if OfType(t.Instance, types) {
			ids = append(ids, t.Address)
		}
	}
	for _, c := range o.Constants {
		if texts, ok := read.ToStrings(c); ok {
			ids = append(ids, texts...)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	conditional := o.Other > 0 || slices.ContainsFunc(o.Constants, read.IsScalar)
	elements := textsOf(o.Constants)
	if len(ids) == 0 || len(o.Open) > 0 || conditional && len(ids) > 1 || len(elements) > 0 ||
		o.hasOthers(types, conditional) {
		ids = read.SortedSet(append(ids, elements...))
		return model.Part(
			model.Why{Reason: unresolvedReason(o), Candidates: ids, Detail: e.Mentions()},
			certain(o, ids)...)
	}
	return model.Whole(ids...)
}

// certain are the ids that the list holds whatever the open references turn out to be:
// none, unless every found reference is complete and nothing looks like a condition.
func certain(o Outcome, ids []string) []string {
	if o.Other > 0 || o.Sized || slices.ContainsFunc(o.Constants, read.IsScalar) {
		return nil
	}
	return ids
}

// textsOf are single texts, each of which may be an element of the list or only part of a condition.
func textsOf(constants []*fastjson.Value) []string {
	var texts []string
	for _, v := range constants {
		if text := string(v.GetStringBytes()); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// IsID recognizes an id of AWS by its prefix and the digits behind it.
func IsID(text, prefix string) bool {
	rest, ok := strings.CutPrefix(text, prefix)
	return ok && len(rest) >= 8 && strings.Trim(rest, "0123456789abcdef") == ""
}
