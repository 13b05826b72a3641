package plan

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/valyala/fastjson"
)

// useSource opens --source and makes sure that it is what the plan was made from.
func (c *collector) useSource(doc *document, options Options) error {
	if options.Source == "" {
		return nil
	}
	if !source.IsRoot(options.Source) {
		return c.noRoot(doc, options.Source)
	}
	if err := c.openSource(options.Source); err != nil || options.OwnSource {
		return err
	}
	d, err := c.sourceDiffers(doc)
	if err != nil {
		return err
	}
	if d != nil {
		return d
	}
	return nil
}

// noRoot says which folders below one without source the plan can be from.
func (c *collector) noRoot(doc *document, dir string) error {
	var said []string
	for _, root := range source.Roots(dir) {
		var d *source.Difference
		err := c.openSource(root)
		if err == nil {
			d, err = c.sourceDiffers(doc)
		}
		switch {
		case err != nil:
			said = append(said, root+": "+err.Error())
		case d != nil:
			said = append(said, root+": "+d.Error())
		default:
			return fmt.Errorf("read source %s: there is no .tf file in it; of the folders below it %s agrees with the plan: give that one", dir, root)
		}
	}
	if len(said) == 0 {
		return fmt.Errorf("read source %s: there is no .tf file in it; name the folder that `terraform plan` ran in", dir)
	}
	return errors.New("read source " + dir + ": there is no .tf file in it, and no folder below it agrees with the plan:\n  " + strings.Join(said, "\n  "))
}

// sourceDiffers compares what the plan says of its configuration, then its values.
func (c *collector) sourceDiffers(doc *document) (*source.Difference, error) {
	if doc.configuration != nil {
		d, err := c.source.folder.Compare(doc.configuration, doc.toolVersion, c.sensitiveIn())
		if d != nil || err != nil {
			return d, err
		}
	}
	comparer := source.NewComparer(c.source.folder, c.source)
	for _, in := range c.instances {
		if d := c.valuesDiffer(comparer, in); d != nil {
			return d, nil
		}
	}
	if c.resolver.partial || doc.isState {
		return nil, nil
	}
	return c.keysDiffer(comparer), nil
}

// sensitiveIn tells attributes that any instance of a block marks sensitive.
func (c *collector) sensitiveIn() source.Secrets {
	marked := map[string]bool{}
	for _, in := range c.instances {
		visit(in.sensitive, func(attribute string, mark *fastjson.Value) {
			if hasTrue(mark) {
				marked[blockKey(pathOf(in.module), in.block(), attribute)] = true
			}
		})
		if isTrue(in.sensitive) {
			marked[blockKey(pathOf(in.module), in.block(), "")] = true
		}
	}
	return func(path []string, block, attribute string) bool {
		return marked[blockKey(path, block, attribute)] || marked[blockKey(path, block, "")]
	}
}

func blockKey(path []string, block, attribute string) string {
	return strings.Join(path, ".") + "|" + block + "|" + attribute
}

func pathOf(module string) []string {
	var names []string
	for _, call := range modulePath(module) {
		names = append(names, call.name)
	}
	return names
}

// valuesDiffer compares what the plan knows of an instance with what the source gives.
func (c *collector) valuesDiffer(comparer *source.Evaluator, in *instance) *source.Difference {
	if in.data || in.after == nil {
		return nil
	}
	scope := c.source.scope(in.module)
	arguments := c.source.folder.Arguments(scope.Path, in.block())
	for _, name := range slices.Sorted(maps.Keys(arguments)) {
		planned, s := in.at(name)
		if s == isSensitive || s == isUnknown || hasTrue(descend(in.sensitive, name)) || hasTrue(descend(in.unknown, name)) || isWriteOnly(name) {
			continue
		}
		value, ok := comparer.Attribute(scope, in.block(), in.key, []string{name}, in.planned)
		if !ok || !in.mustAgree(name, planned) {
			continue
		}
		written, known := source.Known(value)
		if !known || source.Plausible(jsonOf(planned), written) {
			continue
		}
		where := arguments[name]
		return &source.Difference{Address: in.address, Attribute: name, Plan: shownJSON(jsonOf(planned), name),
			Source: shownJSON(written, name), File: where.Filename, Line: where.Start.Line}
	}
	return nil
}

// mustAgree reports whether the value planned for an argument is the author's: for what
// exists, providers keep their own form of a text that means the same.
func (in *instance) mustAgree(name string, planned *fastjson.Value) bool {
	if strings.HasPrefix(name, "user_data") || planned == nil {
		return false
	}
	if in.created || isAlias(name) || name == "cidr_block" {
		return true
	}
	switch planned.Type() {
	case fastjson.TypeTrue, fastjson.TypeFalse, fastjson.TypeNumber:
		return true
	}
	return false
}

func isWriteOnly(name string) bool { return strings.HasSuffix(name, "_wo") }

func jsonOf(v *fastjson.Value) []byte {
	if v == nil {
		return []byte("null")
	}
	return v.MarshalTo(nil)
}

func shownJSON(data []byte, name string) string {
	v, err := fastjson.ParseBytes(data)
	if err != nil {
		return source.Hidden
	}
	switch v.Type() {
	case fastjson.TypeString:
		return source.Shown(string(v.GetStringBytes()), source.IsSecretName(name))
	case fastjson.TypeObject, fastjson.TypeArray:
		return source.Hidden
	}
	if source.IsSecretName(name) {
		return source.Hidden
	}
	return v.String()
}

// keysDiffer compares the instances of each block with what its count or for_each makes.
func (c *collector) keysDiffer(comparer *source.Evaluator) *source.Difference {
	for _, module := range slices.Sorted(maps.Keys(c.resolver.configs)) {
		scope := c.source.scope(module)
		for _, block := range c.source.folder.Blocks(scope.Path) {
			wanted, where, ok := comparer.Keys(scope, block)
			if !ok {
				continue
			}
			var have []string
			for _, in := range c.resolver.byBlock[module+"|"+block] {
				have = append(have, in.key)
			}
			if slices.Sort(have); slices.Equal(sortedSet(have), sortedSet(wanted)) {
				continue
			}
			address := block
			if module != "" {
				address = module + "." + block
			}
			return &source.Difference{Address: address, Attribute: "count or for_each", Plan: listed(have), Source: listed(wanted),
				File: where.Filename, Line: where.Start.Line}
		}
	}
	return nil
}

func listed(keys []string) string {
	if len(keys) == 0 {
		return "no instance"
	}
	return "instances [" + strings.Join(keys, ", ") + "]"
}
