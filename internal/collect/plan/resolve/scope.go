package resolve

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// scope is where an expression stands: a module instance and, inside a resource or
// module call with count or for_each, the key of the repetition.
type scope struct {
	module string
	config *read.ModuleConfig
	key    string
	repeat read.Expression
	// block names the block or call that is repeated, as the resolver's indexes do.
	block string
}

func (r *resolver) ScopeOf(in *read.Instance) scope {
	s := scope{module: in.Module, config: r.configs[in.Module], key: in.Key, block: in.Module + "|" + in.Block()}
	if in.Config != nil {
		s.repeat = in.Config.Repeat
	}
	return s
}

// callScope is where the arguments of a module call stand.
func (r *resolver) callScope(parent string, call read.Segment, config *read.CallConfig) scope {
	return scope{
		module: parent,
		config: r.configs[parent],
		key:    call.Key,
		repeat: config.Repeat,
		block:  parent + "|" + call.Name,
	}
}

// pairs reports whether an index picks the instance of the repetition's own key from a block:
// each.key does; count.index may be reckoned with, and each.value be any key, unless both
// have the same keys.
func (r *resolver) pairs(at scope, index, block string) bool {
	switch index {
	case "each.key":
		return at.key != ""
	case "count.index", "each.value":
		return at.key != "" && r.sameKeys(at.block, block)
	}
	return false
}

// sameKeys compares the keys of two blocks, once.
func (r *resolver) sameKeys(a, b string) bool {
	pair := [2]string{a, b}
	same, ok := r.equalKeys[pair]
	if !ok {
		same = slices.Equal(r.keys(a), r.keys(b))
		r.equalKeys[pair] = same
	}
	return same
}

// keys are those of all instances of a block or call, sorted. A block's name has a dot, a
// call's has none.
func (r *resolver) keys(block string) []string {
	var keys []string
	for _, in := range r.byBlock[block] {
		keys = append(keys, in.Key)
	}
	for _, address := range r.modules[block] {
		_, call := read.ParentModule(address)
		keys = append(keys, call.Key)
	}
	slices.Sort(keys)
	return keys
}
