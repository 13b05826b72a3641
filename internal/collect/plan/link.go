package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

// linker turns attributes that name other resources into ids of the model.
type linker struct {
	*plans
	resolver *resolver
	// sources evaluate the Terraform source of those inputs that have one.
	sources map[*input]*sourceReader
	// byAlias finds instances by id, ARN or name, for values the plan already knows.
	byAlias map[string][]*instance
	// byType are the instances of each type.
	byType map[string][]*instance
	// byAddress finds instances, for what becomes no noun, such as subnet groups.
	byAddress map[string]*instance
	// byDimension are what dimensions of metrics hold, by the name of the dimension.
	byDimension map[string]handle
	// standIns are the attributes that placeholders stand for, by their number.
	standIns []standsIn
	homes
}

// link makes the instances of plans known to one another, and opens their source.
func link(p *plans) (*linker, error) {
	l := &linker{
		plans:       p,
		resolver:    newResolver(p.config),
		sources:     map[*input]*sourceReader{},
		byAlias:     map[string][]*instance{},
		byType:      map[string][]*instance{},
		byAddress:   map[string]*instance{},
		byDimension: dimensionHandles(),
		homes:       homes{noted: map[*instance]form.Home{}},
	}
	l.resolver.partial = len(p.gaps) > 0
	for _, in := range p.instances {
		l.link(in)
	}
	l.findDeferredTwins()
	l.findShadows()
	for _, in := range p.inputs {
		if err := l.useSource(in); err != nil {
			return nil, in.named(p.marked.withheld(err))
		}
	}
	return l, nil
}

// link makes an instance known to the resolver and the alias index.
func (l *linker) link(in *instance) {
	l.byType[in.typ] = append(l.byType[in.typ], in)
	if !in.kept {
		l.resolver.add(in)
	}
	if module := l.resolver.configs[in.module]; module != nil {
		in.config = module.resources[in.block()]
	}
	if in.after == nil && in.unknown == nil {
		return
	}
	l.addAliases(in)
	in.written, in.observe = l.writtenValue, l.observe
	l.byAddress[in.address] = in.itself()
}

func ofType(in *instance, types []string) bool {
	return !in.isShadow && slices.Contains(types, canonicalType(in.typ))
}

// named returns the instances of the given types that a known value can mean.
func (l *linker) named(value string, types []string) []*instance {
	var all []*instance
	for _, in := range l.byAlias[value] {
		if ofType(in, types) {
			all = append(all, in)
		}
	}
	return all
}

// ref reads an attribute that names one resource. The result is the id of a resource of
// the model, or the value itself when the plan does not hold the resource.
func (l *linker) ref(in *instance, types []string, path string, other ...string) model.Value[string] {
	v, s := in.at(path)
	switch s {
	case isKnown:
		text, ok := toString(v)
		if !ok {
			return in.str(path, other...)
		}
		return l.refKnown(in, types, path, text)
	case isUnknown:
		if ref, ok := l.refFromSource(in, types, path); ok {
			return ref
		}
		if in.isNullInSource(path) {
			break
		}
		e := in.expression(path)
		if e.kind == references || e.kind == invisible {
			return sameExpression(scalar(l.resolver.resolve(e, l.resolver.scopeOf(in)), types, e), in, e)
		}
	}
	return in.str(path, other...)
}

// sameExpression names the expression of an unknown value that is one local value or
// variable and nothing else, so that others of the same expression are known to be equal.
func sameExpression(v model.Value[string], in *instance, e expression) model.Value[string] {
	if v.IsKnown() || len(e.refs) != 1 ||
		!strings.HasPrefix(e.refs[0], "local.") && !strings.HasPrefix(e.refs[0], "var.") {
		return v
	}
	why := v.Why()
	why.Same = in.module + "|" + e.refs[0]
	return model.Unknown[string](why)
}

// refKnown finds the resource that a known value names. Two of the same name, as in two
// modules or regions, are told apart by what the author wrote.
func (l *linker) refKnown(in *instance, types []string, path, text string) model.Value[string] {
	named := slices.DeleteFunc(
		l.named(text, types),
		func(n *instance) bool { return !isUnique(text, n) && l.standApart(in, n) },
	)
	switch len(named) {
	case 0:
		return model.Known(text)
	case 1:
		return model.Known(named[0].address)
	}
	if e := in.expression(path); e.kind == references {
		o := l.resolver.resolve(e, l.resolver.scopeOf(in))
		both := slices.DeleteFunc(slices.Clone(named), func(n *instance) bool {
			return !slices.ContainsFunc(o.found, func(t target) bool { return t.instance == n })
		})
		if len(both) > 0 {
			named = both
		}
	}
	return choose(named, "")
}

// isUnique reports whether a value names one thing in all regions and accounts: an ARN, a host of
// AWS's, an id that AWS made, or the name of what is global.
func isUnique(text string, n *instance) bool {
	if strings.HasPrefix(text, "arn:") || strings.Contains(text, ".amazonaws.com") ||
		isID(text, text[:strings.LastIndex(text, "-")+1]) {
		return true
	}
	for _, global := range []string{"aws_iam_", "aws_s3_", "aws_route53_", "aws_cloudfront_"} {
		if strings.HasPrefix(n.typ, global) {
			return true
		}
	}
	return false
}

// choose is the one instance, or an unknown with all of them as candidates.
func choose(all []*instance, detail string) model.Value[string] {
	if len(all) == 1 {
		return model.Known(all[0].address)
	}
	why := model.Why{Reason: model.UnresolvedReference, Detail: detail}
	for _, in := range all {
		why.Candidates = append(why.Candidates, in.address)
	}
	slices.Sort(why.Candidates)
	return model.Unknown[string](why)
}

// scalar decides which single resource an outcome means. Open references beside a
// reference to a whole resource are what indexes it; beside complete references they are
// alternatives that nobody can exclude.
func scalar(o outcome, types []string, e expression) model.Value[string] {
	var all []*instance
	indexed := true
	for _, t := range o.found {
		if ofType(t.instance, types) {
			all = append(all, t.instance)
			indexed = indexed && t.bare
		}
	}
	if len(all) == 0 || len(o.open) > 0 && !indexed {
		return model.Unknown[string](model.Why{Reason: unresolvedReason(o), Detail: e.mentions()})
	}
	return choose(append(all, o.instead(types)...), e.mentions())
}

// instead are things of other types of which an unknown value may be as well: one branch of a condition is the
// gateway, and the other one the NAT gateway. What is known of a thing is not what apply has yet to tell.
func (o outcome) instead(types []string) (all []*instance) {
	for _, t := range o.found {
		if !ofType(t.instance, types) && !t.bare && t.yields(anything) {
			all = append(all, t.instance)
		}
	}
	return all
}

// hasOthers reports whether things of other types may have put something into a list: any of them where a condition
// decides, else those with an attribute that holds such things, as the groups of another resource.
func (o outcome) hasOthers(types []string, conditional bool) bool {
	such := func(path string) bool { return holdsThings(path, types) }
	return slices.ContainsFunc(o.found, func(t target) bool {
		return !ofType(t.instance, types) && (t.yields(such) || conditional && !t.bare && t.yields(anything))
	})
}

func anything(string) bool { return true }

// yields reports whether what is taken of a thing has, at a path that is wanted, what apply has yet to tell. What an
// attribute of a VPC names that AWS made with it stands beside the VPC.
func (t target) yields(wanted func(path string) bool) (found bool) {
	if t.isShadow || t.named {
		return false
	}
	unknownPaths(t.unknown, "", func(path string) {
		attribute, _, _ := strings.Cut(path, ".")
		found = found || (len(t.attributes) == 0 && t.bare || slices.Contains(t.attributes, attribute)) && wanted(path)
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

func unresolvedReason(o outcome) model.Reason {
	if len(o.open) > 0 {
		return model.UnresolvedReference
	}
	return model.KnownAfterApply
}

// refs reads an attribute that names several resources.
func (l *linker) refs(in *instance, types []string, path string, other ...[]string) model.List[string] {
	v, s := in.at(path)
	if s == isKnown && v.Type() == fastjson.TypeArray {
		return l.refElements(in, types, v, path)
	}
	if s == isUnknown {
		if list, ok := l.refsFromSource(in, types, path); ok {
			return list
		}
		if e := in.expression(path); !in.isNullInSource(path) && e.kind == references || e.kind == invisible {
			return plural(l.resolver.resolveAll(e, l.resolver.scopeOf(in)), types, e)
		}
	}
	return in.strs(path, other...)
}

// refElements reads a list whose length is known; elements that are not are looked up in
// the expression of the whole list.
func (l *linker) refElements(in *instance, types []string, v *fastjson.Value, path string) model.List[string] {
	var ids []string
	missing := false
	for i := range v.GetArray() {
		value, s := in.at(path + "." + strconv.Itoa(i))
		text, ok := "", false
		if s == isKnown {
			text, ok = toString(value)
		}
		if !ok {
			missing = true
			continue
		}
		id := l.refKnown(in, types, path, text)
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
	e := in.expression(path)
	list := plural(l.resolver.resolveAll(e, l.resolver.scopeOf(in)), types, e)
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
func plural(o outcome, types []string, e expression) model.List[string] {
	var ids []string
	for _, t := range o.found {
		if ofType(t.instance, types) {
			ids = append(ids, t.address)
		}
	}
	for _, c := range o.constants {
		if texts, ok := toStrings(c); ok {
			ids = append(ids, texts...)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	conditional := o.other > 0 || slices.ContainsFunc(o.constants, isScalar)
	elements := textsOf(o.constants)
	if len(ids) == 0 || len(o.open) > 0 || conditional && len(ids) > 1 || len(elements) > 0 ||
		o.hasOthers(types, conditional) {
		ids = sortedSet(append(ids, elements...))
		return model.Part(
			model.Why{Reason: unresolvedReason(o), Candidates: ids, Detail: e.mentions()},
			certain(o, ids)...)
	}
	return model.Whole(ids...)
}

// certain are the ids that the list holds whatever the open references turn out to be:
// none, unless every found reference is complete and nothing looks like a condition.
func certain(o outcome, ids []string) []string {
	if o.other > 0 || o.sized || slices.ContainsFunc(o.constants, isScalar) {
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

// isID recognizes an id of AWS by its prefix and the digits behind it.
func isID(text, prefix string) bool {
	rest, ok := strings.CutPrefix(text, prefix)
	return ok && len(rest) >= 8 && strings.Trim(rest, "0123456789abcdef") == ""
}
