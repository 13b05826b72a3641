package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
	"github.com/zclconf/go-cty/cty"
)

// sourceReader evaluates expressions of the Terraform source over the plan's instances.
type sourceReader struct {
	folder    *source.Folder
	evaluator *source.Evaluator
	resolver  *resolver
	scopes    map[string]*source.Scope
	values    map[*instance]source.Instance
}

// openSource opens the folder of a root module. Without it everything below answers "not told".
func (c *collector) openSource(dir string) error {
	folder, err := source.Open(dir)
	if err != nil {
		return err
	}
	c.source = &sourceReader{folder: folder, resolver: c.resolver, scopes: map[string]*source.Scope{"": {}}, values: map[*instance]source.Instance{}}
	c.source.evaluator = source.NewEvaluator(folder, c.source)
	return nil
}

// Instances implements source.World.
func (s *sourceReader) Instances(module, block string) []source.Instance {
	var all []source.Instance
	for _, in := range s.resolver.byBlock[module+"|"+block] {
		if _, ok := s.values[in]; !ok {
			s.values[in] = sourceInstance(in)
		}
		all = append(all, s.values[in])
	}
	return all
}

// sourceInstance tells attributes that are wholly known from those that are not.
func sourceInstance(in *instance) source.Instance {
	out := source.Instance{Address: in.address, Key: in.key, Values: map[string]cty.Value{}}
	marked := map[string]bool{}
	for _, tree := range []*fastjson.Value{in.unknown, in.sensitive} {
		visit(tree, func(name string, mark *fastjson.Value) {
			if hasTrue(mark) && !marked[name] {
				marked[name] = true
				out.Unknown = append(out.Unknown, name)
			}
		})
	}
	visit(in.after, func(name string, value *fastjson.Value) {
		if !marked[name] {
			out.Values[name] = source.FromJSON(value.MarshalTo(nil))
		}
	})
	return out
}

// hasTrue reports whether a tree of marks marks anything.
func hasTrue(v *fastjson.Value) bool {
	if isTrue(v) {
		return true
	}
	found := slices.ContainsFunc(v.GetArray(), hasTrue)
	visit(v, func(_ string, member *fastjson.Value) { found = found || hasTrue(member) })
	return found
}

// Children implements source.World.
func (s *sourceReader) Children(module, call string) []source.Child {
	var all []source.Child
	for _, address := range s.resolver.modules[module+"|"+call] {
		_, step := parentModule(address)
		all = append(all, source.Child{Address: address, Key: step.key})
	}
	return all
}

// Variable implements source.World.
func (s *sourceReader) Variable(name string) []byte {
	v := descendAll(s.resolver.config.variables, name, "value")
	if v == nil {
		return nil
	}
	return v.MarshalTo(nil)
}

func (s *sourceReader) scope(module string) *source.Scope {
	if known, ok := s.scopes[module]; ok {
		return known
	}
	parentAddress, call := parentModule(module)
	parent := s.scope(parentAddress)
	scope := &source.Scope{Address: module, Path: append(slices.Clone(parent.Path), call.name), Parent: parent, Key: call.key}
	s.scopes[module] = scope
	return scope
}

// evaluate returns what the source says about an attribute.
func (l *linker) evaluate(in *instance, path string) (cty.Value, bool) {
	if l.source == nil {
		return cty.NilVal, false
	}
	return l.source.evaluator.Attribute(l.source.scope(in.module), in.block(), in.key, strings.Split(path, "."), in.planned)
}

// planned is what the plan knows at a path, for the source to tell blocks apart.
func (in *instance) planned(path []string) []byte {
	v, s := in.at(strings.Join(path, "."))
	if s != isKnown {
		return nil
	}
	return v.MarshalTo(nil)
}

// writtenValue is an attribute that the source makes wholly known.
func (l *linker) writtenValue(in *instance, path string) (*fastjson.Value, bool) {
	value, ok := l.evaluate(in, path)
	if !ok {
		return nil, false
	}
	data, known := source.Known(value)
	if !known {
		return nil, false
	}
	v, err := fastjson.ParseBytes(data)
	return v, err == nil && v.Type() != fastjson.TypeNull
}

// origins are the instances of the wanted types that a value comes from.
func (l *linker) origins(value cty.Value, types []string) []*instance {
	return l.originsWhere(value, func(in *instance) bool { return ofType(in, types) })
}

// originsWhere are the wanted instances that a value comes from.
func (l *linker) originsWhere(value cty.Value, wanted func(*instance) bool) []*instance {
	var all []*instance
	for _, origin := range source.Origins(value) {
		for _, in := range l.byAlias[addressAlias+origin.Address] {
			if wanted(in) && !slices.Contains(all, in) {
				all = append(all, in)
			}
		}
	}
	return all
}

// addressAlias keeps addresses apart from names and ids in the alias index.
const addressAlias = "address:"

// refFromSource resolves a reference as Terraform would.
func (l *linker) refFromSource(in *instance, types []string, path string) (model.Value[string], bool) {
	value, ok := l.evaluate(in, path)
	if !ok {
		return model.Value[string]{}, false
	}
	return l.refOf(in, types, path, value)
}

func (l *linker) refOf(in *instance, types []string, path string, value cty.Value) (model.Value[string], bool) {
	if data, known := source.Known(value); known {
		v, err := fastjson.ParseBytes(data)
		if err != nil {
			return model.Value[string]{}, false
		}
		text, ok := toString(v)
		if !ok {
			return model.Value[string]{}, false
		}
		return l.refKnown(in, types, path, text), true
	}
	if all := l.origins(value, types); len(all) == 1 {
		return model.Known(all[0].address), true
	}
	return model.Value[string]{}, false
}

// refsFromSource resolves a list element by element; every one must be sure.
func (l *linker) refsFromSource(in *instance, types []string, path string) (model.List[string], bool) {
	value, ok := l.evaluate(in, path)
	if !ok {
		return model.List[string]{}, false
	}
	elements, ok := source.Elements(value)
	if !ok {
		return model.List[string]{}, false
	}
	var ids []string
	for _, element := range elements {
		ref, ok := l.refOf(in, types, path, element)
		id, known := ref.Get()
		if !ok || !known {
			return model.List[string]{}, false
		}
		ids = append(ids, id)
	}
	return model.Whole(sortedSet(ids)...), true
}

// placeholderPrefix begins a text that stands for a value known after apply.
const placeholderPrefix = "archcheck:known-after-apply:"

// encodedJSON is the document that the source encodes with jsonencode, in which what is
// known after apply is a placeholder with the address it comes from.
func (c *collector) encodedJSON(in *instance, attribute string) (string, bool) {
	if c.source == nil {
		return "", false
	}
	value, ok := c.source.evaluator.JSONArgument(c.source.scope(in.module), in.block(), in.key, attribute)
	if !ok {
		return "", false
	}
	data, ok := source.Placeholders(value, func(origins []source.Origin) (string, bool) {
		for _, o := range origins {
			return placeholderPrefix + o.Address, len(origins) == 1
		}
		return "", false
	})
	return string(data), ok
}

// placeholderInstance is the instance that a placeholder names.
func (c *collector) placeholderInstance(text string) *instance {
	if address, ok := strings.CutPrefix(text, placeholderPrefix); ok {
		return c.byAddress[address]
	}
	return nil
}

// position is where the source writes a resource.
func (c *collector) position(in *instance) (file string, line int) {
	if c.source == nil {
		return "", 0
	}
	return c.source.folder.Position(c.source.scope(in.module).Path, in.block())
}

// dimensionsFromSource reads the dimensions of an alarm when the plan knows none of them.
func (c *collector) dimensionsFromSource(in *instance) (model.List[model.Dimension], bool) {
	if _, s := in.at("dimensions"); s != isUnknown {
		return model.List[model.Dimension]{}, false
	}
	value, ok := c.evaluate(in, "dimensions")
	members, isObject := source.Members(value)
	if !ok || !isObject {
		return model.List[model.Dimension]{}, false
	}
	list := model.Whole[model.Dimension]()
	for _, name := range slices.Sorted(maps.Keys(members)) {
		why := model.Why{Reason: model.KnownAfterApply}
		d := model.Dimension{Name: model.Known(name), Value: model.Unknown[string](why), Resource: model.Unknown[string](why)}
		if data, known := source.Known(members[name]); known {
			if v, err := fastjson.ParseBytes(data); err == nil {
				if text, ok := toString(v); ok {
					d.Value = model.Known(text)
				}
			}
		} else if all := c.origins(members[name], watchedTypes()); len(all) == 1 {
			d.Resource = model.Known(all[0].address)
		}
		list = list.With(d)
	}
	return list, true
}

// lines are the positions of what attaches to nouns, by address.
func (c *collector) lines() map[string]model.Place {
	if c.source == nil {
		return nil
	}
	lines := map[string]model.Place{}
	for _, in := range c.instances {
		if c.attachments[canonicalType(in.typ)] == nil {
			continue
		}
		if file, line := c.position(in); file != "" {
			lines[in.address] = model.Place{File: file, Line: line}
		}
	}
	return lines
}
