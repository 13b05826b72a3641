package resolve

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
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
func (l *Linker) openSource(in *read.Input, dir string) error {
	folder, err := source.Open(dir, source.IsTofu(in.Doc.Configuration))
	if err == nil {
		l.openFolder(in, folder)
	}
	return err
}

// openFolder makes a folder the source of an input.
func (l *Linker) openFolder(in *read.Input, folder *source.Folder) {
	s := &sourceReader{folder: folder, resolver: l.Resolver, root: in.Root,
		scopes: map[string]*source.Scope{in.Root: {Address: in.Root}}}
	s.evaluator = source.NewEvaluator(folder, s)
	l.sources[in] = s
}

// SourceErr is what ended the evaluation of the source before its end: what was read of it by
// then would be a report of half of it.
func (l *Linker) SourceErr() error {
	for _, in := range l.Inputs {
		if s := l.sources[in]; s != nil && s.evaluator.Err() != nil {
			return in.Named(fmt.Errorf("evaluate the source: %w; judge the plan without --source", s.evaluator.Err()))
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
				Address:   in.Address,
				Key:       in.Key,
				After:     in.After,
				Unknown:   in.Unknown,
				Sensitive: in.Sensitive,
			},
		)
	}
	return all, !s.resolver.partial
}

// Children implements source.World.
func (s *sourceReader) Children(module, call string) (all []source.Child, whole bool) {
	for _, address := range s.resolver.modules[module+"|"+call] {
		_, step := read.ParentModule(address)
		all = append(all, source.Child{Address: address, Key: step.Key})
	}
	return all, !s.resolver.partial
}

// Variable implements source.World.
func (s *sourceReader) Variable(name string) []byte {
	v := tree.DescendAll(s.resolver.config.Variables[s.root], name, "value")
	if v == nil {
		return nil
	}
	return v.MarshalTo(nil)
}

func (s *sourceReader) scope(module string) *source.Scope {
	if known, ok := s.scopes[module]; ok {
		return known
	}
	parentAddress, call := read.ParentModule(module)
	parent := s.scope(parentAddress)
	scope := &source.Scope{
		Address: module,
		Path:    append(slices.Clone(parent.Path), call.Name),
		Parent:  parent,
		Key:     call.Key,
	}
	s.scopes[module] = scope
	return scope
}

// Evaluate returns what the source says about an attribute.
func (l *Linker) Evaluate(in *read.Instance, path string) (source.Value, bool) {
	s := l.sources[l.InputOf(in.Module)]
	if s == nil {
		return source.Value{}, false
	}
	return s.evaluator.Attribute(s.scope(in.Module), in.Block(), in.Key, strings.Split(path, "."), inPlan{in})
}

// inPlan is what the plan shows of an instance, for the source to tell blocks apart.
type inPlan struct{ in *read.Instance }

// Known implements source.Planned.
func (p inPlan) Known(path []string) []byte {
	switch v, s := p.in.At(strings.Join(path, ".")); s {
	case read.Known:
		return v.MarshalTo(nil)
	case read.Null:
		return []byte("null")
	}
	return nil
}

// Alike implements source.Planned.
func (p inPlan) Alike(path []string) (all []string) {
	list := strings.Join(path[:len(path)-1], ".")
	show := func(i string) string {
		var b []byte
		for _, v := range []*fastjson.Value{tree.DescendAll(p.in.After, strings.Split(list+"."+i, ".")...), p.in.UnknownBelow(list + "." + i)} {
			if v != nil {
				b = v.MarshalTo(b)
			}
		}
		return string(b)
	}
	shown := show(path[len(path)-1])
	n, _ := p.in.Count(list)
	for i := range n {
		if text := strconv.Itoa(i); show(text) == shown {
			all = append(all, text)
		}
	}
	return all
}

// writtenValue is an attribute that the source makes wholly known, if need be through what it writes
// for the other attribute that the first one is; ok is false for others. Null is what the author left out.
func (l *Linker) writtenValue(in *read.Instance, path string) (*fastjson.Value, bool) {
	value, ok := l.Evaluate(in, path)
	for ok {
		if data, known := value.Known(); known {
			v, err := fastjson.ParseBytes(data)
			return v, err == nil
		}
		value, ok = value.Written()
	}
	return nil, false
}

// OriginsWhere are the wanted instances that a value comes from; sure only if nothing decides
// between them and others.
func (l *Linker) OriginsWhere(value source.Value, wanted func(*read.Instance) bool) (all []*read.Instance, sure bool) {
	origins, sure := value.Origins()
	for _, origin := range origins {
		named := l.ByAlias[addressAlias+origin.Address]
		if made := l.Resolver.Defaults[origin.Address+"|"+origin.Attribute]; made != nil {
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
func (l *Linker) refFromSource(in *read.Instance, types []string, path string) (ref model.Value[string], ok bool) {
	value, ok := l.Evaluate(in, path)
	if !ok {
		return ref, false
	}
	return l.refOf(in, types, path, value)
}

func (l *Linker) refOf(
	in *read.Instance,
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

func (l *Linker) refOfOne(
	in *read.Instance,
	types []string,
	path string,
	value source.Value,
) (model.Value[string], bool) {
	if text, known := KnownText(value); known {
		return l.RefKnown(in, types, path, text), true
	}
	if target := l.originOf(value, func(in *read.Instance) bool { return OfType(in, types) }); target != nil {
		return model.Known(target.Address), true
	}
	if written, ok := value.Written(); ok {
		return l.refOf(in, types, path, written)
	}
	return model.Value[string]{}, false
}

// KnownText is the text of a scalar that is known.
func KnownText(value source.Value) (string, bool) {
	data, known := value.Known()
	if !known {
		return "", false
	}
	v, err := fastjson.ParseBytes(data)
	if err != nil {
		return "", false
	}
	return read.ToString(v)
}

// originOf is the one wanted instance that a value comes from, nil if that is not sure.
func (l *Linker) originOf(value source.Value, wanted func(*read.Instance) bool) *read.Instance {
	all, sure := l.OriginsWhere(value, wanted)
	if len(all) != 1 || !sure {
		return nil
	}
	return all[0]
}

// refsFromSource resolves a list element by element; every one must be sure.
func (l *Linker) refsFromSource(in *read.Instance, types []string, path string) (list model.List[string], ok bool) {
	value, ok := l.Evaluate(in, path)
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

func (l *Linker) refsOf(in *read.Instance, types []string, path string, value source.Value) (ids []string, ok bool) {
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
	return read.SortedSet(ids), true
}

// anotherThing is what a value surely is the id or ARN of, of whatever type.
func (l *Linker) anotherThing(value source.Value) (address string, ok bool) {
	origins, exactly := value.OneOf()
	if !exactly || len(origins) != 1 || origins[0].Attribute != "arn" && origins[0].Attribute != "id" {
		return "", false
	}
	named := l.ByAlias[addressAlias+origins[0].Address]
	return origins[0].Address, len(named) == 1
}

// Position is where the source writes a resource.
func (l *Linker) Position(in *read.Instance) (file string, line int) {
	s := l.sources[l.InputOf(in.Module)]
	if s == nil {
		return "", 0
	}
	return s.folder.Position(s.scope(in.Module).Path, in.Block())
}

// Origin says where a resource was read: in which input, where there are several.
func (l *Linker) Origin(in *read.Instance) model.Origin {
	of := l.InputOf(in.Module)
	o := model.Origin{Address: in.OwnAddress(of), Module: of.Within(in.Module),
		Input: of.Label, Data: in.Data || read.IsAdopted(in.Type)}
	o.File, o.Line = l.Position(in)
	return o
}
