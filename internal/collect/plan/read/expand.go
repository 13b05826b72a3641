package read

import (
	"maps"
	"slices"

	"github.com/valyala/fastjson"
)

// Expand puts blocks in the place of a name that is not known as a whole: of each the names of its attributes, with true,
// and of its own blocks, with a list of such. What they hold is not known.
func (in *Instance) Expand(name string, blocks []map[string]any) {
	var arena fastjson.Arena
	after, unknown := expanded(&arena, blocks)
	in.After.Set(name, after)
	in.Unknown.Set(name, unknown)
}

func expanded(arena *fastjson.Arena, blocks []map[string]any) (after, unknown *fastjson.Value) {
	after, unknown = arena.NewArray(), arena.NewArray()
	for i, block := range blocks {
		values, marks := arena.NewObject(), arena.NewObject()
		for _, name := range slices.Sorted(maps.Keys(block)) {
			inner, isBlock := block[name].([]map[string]any)
			if !isBlock {
				marks.Set(name, arena.NewTrue())
				continue
			}
			innerValues, innerMarks := expanded(arena, inner)
			values.Set(name, innerValues)
			marks.Set(name, innerMarks)
		}
		after.SetArrayItem(i, values)
		unknown.SetArrayItem(i, marks)
	}
	return after, unknown
}

// IsComputedBlock reports whether the provider fills the blocks of a name that the author left out.
func IsComputedBlock(typ, name string) bool { return isComputedBlock(typ, []string{name}) }
