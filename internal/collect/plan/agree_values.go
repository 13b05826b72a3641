package plan

import (
	"bytes"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/hashicorp/hcl/v2"
	"github.com/valyala/fastjson"
)

// valuesDiffer compares what the plan knows of an instance with what the source gives.
func (c *collector) valuesDiffer(in *instance) *source.Difference {
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
		value, ok := c.source.evaluator.Attribute(scope, in.block(), in.key, []string{name}, in.planned)
		if !ok || !in.mustAgree(name, planned) {
			continue
		}
		written, known := value.Known()
		if !known || source.Plausible(jsonOf(planned), written) || isBlockInJSON(planned, written) {
			continue
		}
		where := arguments[name]
		return &source.Difference{Address: in.address, Attribute: name, Plan: shownJSON(jsonOf(planned), name),
			Source: shownJSON(written, name), File: where.Filename, Line: where.Start.Line}
	}
	return nil
}

// isBlockInJSON recognizes a nested block that JSON syntax writes as one object: the plan shows
// it in a list, with what the author left out.
func isBlockInJSON(planned *fastjson.Value, written []byte) bool {
	return planned != nil && planned.Type() == fastjson.TypeArray && bytes.HasPrefix(written, []byte("{"))
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
func (c *collector) keysDiffer() *source.Difference {
	for b := range c.repeated() {
		if slices.Equal(b.have, b.wanted) {
			continue
		}
		return &source.Difference{Address: b.address, Attribute: "count or for_each", Plan: listed(b.have), Source: listed(b.wanted),
			File: b.where.Filename, Line: b.where.Start.Line}
	}
	return nil
}

// repeatedBlock is a block with count or for_each: the keys that the plan has and the source makes.
type repeatedBlock struct {
	address      string
	have, wanted []string
	where        hcl.Range
}

// repeated goes through the blocks whose keys the source tells.
func (c *collector) repeated() iter.Seq[repeatedBlock] {
	return func(yield func(repeatedBlock) bool) {
		for _, module := range slices.Sorted(maps.Keys(c.resolver.configs)) {
			scope := c.source.scope(module)
			for _, block := range c.source.folder.Blocks(scope.Path) {
				wanted, where, ok := c.source.evaluator.Keys(scope, block)
				if !ok {
					continue
				}
				var have []string
				for _, in := range c.resolver.byBlock[module+"|"+block] {
					have = append(have, in.key)
				}
				address := strings.TrimPrefix(module+"."+block, ".")
				if !yield(repeatedBlock{address, sortedSet(have), sortedSet(wanted), where}) {
					return
				}
			}
		}
	}
}

// lacksInstances finds what a plan that does not say whether it is complete lacks of the
// instances that its own configuration makes, as with -exclude of one.
func (c *collector) lacksInstances() {
	var lacking []string
	for b := range c.repeated() {
		for _, key := range b.wanted {
			if !slices.Contains(b.have, key) {
				lacking = append(lacking, b.address+"["+key+"]")
			}
		}
	}
	if len(lacking) == 0 {
		return
	}
	c.gaps = append(c.gaps, model.Gap{Collection: model.Everything, Reason: model.Partial, Detail: silentLacks(lacking)})
	c.resolver.partial, c.resolver.memo = true, map[string]outcome{}
	_ = c.openFolder(c.source.folder, nil) // what was evaluated took the plan for whole
}

func listed(keys []string) string {
	if len(keys) == 0 {
		return "no instance"
	}
	return "instances [" + strings.Join(keys, ", ") + "]"
}
