package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// sourceReader evaluates expressions of the Terraform source over the plan's instances.
type sourceReader struct {
	folder    *source.Folder
	evaluator *source.Evaluator
	resolver  *resolver
	scopes    map[string]*source.Scope
	// root is the address of the root module that the source is of.
	root string
}

// openSource opens the folder of a root module. Without it everything below answers "not told".
func (l *linker) openSource(in *input, dir string) error {
	folder, err := source.Open(dir, source.IsTofu(in.doc.configuration))
	if err == nil {
		l.openFolder(in, folder)
	}
	return err
}

// openFolder makes a folder the source of an input.
func (l *linker) openFolder(in *input, folder *source.Folder) {
	s := &sourceReader{folder: folder, resolver: l.resolver, root: in.root,
		scopes: map[string]*source.Scope{in.root: {Address: in.root}}}
	s.evaluator = source.NewEvaluator(folder, s)
	l.sources[in] = s
}

// sourceErr is what ended the evaluation of the source before its end: what was read of it by
// then would be a report of half of it.
func (l *linker) sourceErr() error {
	for _, in := range l.inputs {
		if s := l.sources[in]; s != nil && s.evaluator.Err() != nil {
			return in.named(fmt.Errorf("evaluate the source: %w; judge the plan without --source", s.evaluator.Err()))
		}
	}
	return nil
}

// Instances implements source.World.
func (s *sourceReader) Instances(module, block string) (all []source.Instance, whole bool) {
	for _, in := range s.resolver.byBlock[module+"|"+block] {
		all = append(
			all,
			source.Instance{
				Address:   in.address,
				Key:       in.key,
				After:     in.after,
				Unknown:   in.unknown,
				Sensitive: in.sensitive,
			},
		)
	}
	return all, !s.resolver.partial
}

// Children implements source.World.
func (s *sourceReader) Children(module, call string) (all []source.Child, whole bool) {
	for _, address := range s.resolver.modules[module+"|"+call] {
		_, step := parentModule(address)
		all = append(all, source.Child{Address: address, Key: step.key})
	}
	return all, !s.resolver.partial
}

// Variable implements source.World.
func (s *sourceReader) Variable(name string) []byte {
	v := descendAll(s.resolver.config.variables[s.root], name, "value")
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
	scope := &source.Scope{
		Address: module,
		Path:    append(slices.Clone(parent.Path), call.name),
		Parent:  parent,
		Key:     call.key,
	}
	s.scopes[module] = scope
	return scope
}

// evaluate returns what the source says about an attribute.
func (l *linker) evaluate(in *instance, path string) (source.Value, bool) {
	s := l.sources[l.inputOf(in.module)]
	if s == nil {
		return source.Value{}, false
	}
	return s.evaluator.Attribute(s.scope(in.module), in.block(), in.key, strings.Split(path, "."), inPlan{in})
}

// inPlan is what the plan shows of an instance, for the source to tell blocks apart.
type inPlan struct{ in *instance }

// Known implements source.Planned.
func (p inPlan) Known(path []string) []byte {
	switch v, s := p.in.at(strings.Join(path, ".")); s {
	case isKnown:
		return v.MarshalTo(nil)
	case isNull:
		return []byte("null")
	}
	return nil
}

// Alike implements source.Planned.
func (p inPlan) Alike(path []string) (all []string) {
	list := strings.Join(path[:len(path)-1], ".")
	show := func(i string) string {
		var b []byte
		for _, v := range []*fastjson.Value{descendAll(p.in.after, strings.Split(list+"."+i, ".")...), p.in.marks(list + "." + i)} {
			if v != nil {
				b = v.MarshalTo(b)
			}
		}
		return string(b)
	}
	shown := show(path[len(path)-1])
	n, _ := p.in.count(list)
	for i := range n {
		if text := strconv.Itoa(i); show(text) == shown {
			all = append(all, text)
		}
	}
	return all
}

// writtenValue is an attribute that the source makes wholly known, if need be through what it writes
// for the other attribute that the first one is; ok is false for others. Null is what the author left out.
func (l *linker) writtenValue(in *instance, path string) (*fastjson.Value, bool) {
	value, ok := l.evaluate(in, path)
	for ok {
		if data, known := value.Known(); known {
			v, err := fastjson.ParseBytes(data)
			return v, err == nil
		}
		value, ok = value.Written()
	}
	return nil, false
}

// originsWhere are the wanted instances that a value comes from; sure only if nothing decides
// between them and others.
func (l *linker) originsWhere(value source.Value, wanted func(*instance) bool) (all []*instance, sure bool) {
	origins, sure := value.Origins()
	for _, origin := range origins {
		named := l.byAlias[addressAlias+origin.Address]
		if made := l.resolver.defaults[origin.Address+"|"+origin.Attribute]; made != nil {
			named = append(slices.Clone(named), made)
		}
		for _, in := range named {
			if wanted(in) && !slices.Contains(all, in) {
				all = append(all, in)
			}
		}
	}
	return all, sure
}

// addressAlias keeps addresses apart from names and ids in the alias index.
const addressAlias = "address:"

// refFromSource resolves a reference as Terraform would: what each value that it may turn
// out to be refers to must be one and the same.
func (l *linker) refFromSource(in *instance, types []string, path string) (ref model.Value[string], ok bool) {
	value, ok := l.evaluate(in, path)
	if !ok {
		return ref, false
	}
	return l.refOf(in, types, path, value)
}

func (l *linker) refOf(
	in *instance,
	types []string,
	path string,
	value source.Value,
) (ref model.Value[string], ok bool) {
	for i, alternative := range value.Alternatives() {
		other, ok := l.refOfOne(in, types, path, alternative)
		id, known := ref.Get()
		if otherID, otherKnown := other.Get(); !ok || i > 0 && (!known || !otherKnown || id != otherID) {
			return model.Value[string]{}, false
		}
		ref = other
	}
	return ref, true
}

func (l *linker) refOfOne(in *instance, types []string, path string, value source.Value) (model.Value[string], bool) {
	if text, known := knownText(value); known {
		return l.refKnown(in, types, path, text), true
	}
	if target := l.originOf(value, func(in *instance) bool { return ofType(in, types) }); target != nil {
		return model.Known(target.address), true
	}
	if written, ok := value.Written(); ok {
		return l.refOf(in, types, path, written)
	}
	return model.Value[string]{}, false
}

// knownText is the text of a scalar that is known.
func knownText(value source.Value) (string, bool) {
	data, known := value.Known()
	if !known {
		return "", false
	}
	v, err := fastjson.ParseBytes(data)
	if err != nil {
		return "", false
	}
	return toString(v)
}

// originOf is the one wanted instance that a value comes from, nil if that is not sure.
func (l *linker) originOf(value source.Value, wanted func(*instance) bool) *instance {
	all, sure := l.originsWhere(value, wanted)
	if len(all) != 1 || !sure {
		return nil
	}
	return all[0]
}

// refsFromSource resolves a list element by element; every one must be sure.
func (l *linker) refsFromSource(in *instance, types []string, path string) (list model.List[string], ok bool) {
	value, ok := l.evaluate(in, path)
	if !ok {
		return list, false
	}
	for i, alternative := range value.Alternatives() {
		ids, ok := l.refsOf(in, types, path, alternative)
		if !ok || i > 0 && !slices.Equal(list.Items(), ids) {
			return model.List[string]{}, false
		}
		list = model.Whole(ids...)
	}
	return list, true
}

func (l *linker) refsOf(in *instance, types []string, path string, value source.Value) (ids []string, ok bool) {
	elements, ok := value.Elements()
	if !ok {
		return nil, false
	}
	for _, element := range elements {
		ref, ok := l.refOf(in, types, path, element)
		id, known := ref.Get()
		if !ok {
			id, known = l.anotherThing(element)
		}
		if !known {
			return nil, false
		}
		ids = append(ids, id)
	}
	return sortedSet(ids), true
}

// anotherThing is what a value surely is the id or ARN of, of whatever type.
func (l *linker) anotherThing(value source.Value) (address string, ok bool) {
	origins, exactly := value.OneOf()
	if !exactly || len(origins) != 1 || origins[0].Attribute != "arn" && origins[0].Attribute != "id" {
		return "", false
	}
	named := l.byAlias[addressAlias+origins[0].Address]
	return origins[0].Address, len(named) == 1
}

// position is where the source writes a resource.
func (l *linker) position(in *instance) (file string, line int) {
	s := l.sources[l.inputOf(in.module)]
	if s == nil {
		return "", 0
	}
	return s.folder.Position(s.scope(in.module).Path, in.block())
}

// origin says where a resource was read: in which input, where there are several.
func (l *linker) origin(in *instance) model.Origin {
	of := l.inputOf(in.module)
	o := model.Origin{Address: in.ownAddress(of), Module: of.within(in.module),
		Input: of.label, Data: in.data || isAdopted(in.typ)}
	o.File, o.Line = l.position(in)
	return o
}
