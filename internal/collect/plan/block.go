package plan

import (
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// hasBlock reports whether the author wrote a block.
func (in *instance) hasBlock(name string) model.Value[bool] {
	n, s := in.count(name)
	if s == isUnknown && in.expression(name).kind != unset || s.isHidden() {
		return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply})
	}
	return model.Known(n > 0)
}

// anyBlock is whether any block is so; a new resource without any has none.
func (in *instance) anyBlock(path string, is func(prefix string) model.Value[bool]) model.Value[bool] {
	n, s := in.count(path)
	found := model.Known(false)
	if s.isHidden() || s == isUnknown && (!in.created || in.expression(path).kind != unset) || in.data {
		found = model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: in.expression(path).mentions()})
	}
	for i := range n {
		found = model.Some(found, is(path+"."+strconv.Itoa(i)+"."))
	}
	return found
}

// blockAddress is the address without the index of count and for_each.
func (in *instance) blockAddress() string {
	return strings.TrimSuffix(in.address, "["+in.key+"]")
}

// mayHave reports whether the author wrote a block, or may have.
func (in *instance) mayHave(block string) bool {
	n, s := in.count(block)
	return n > 0 || s.isOpen() || tree.HasTrue(in.marks(block))
}

// count returns how many elements a list or set of blocks has, and whether that is all of them.
func (in *instance) count(path string) (int, state) {
	v, s := in.at(path)
	if s != isKnown {
		return 0, s
	}
	if v.Type() != fastjson.TypeArray {
		return 0, isMisread
	}
	return len(v.GetArray()), isKnown
}
