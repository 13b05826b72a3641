package read

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// HasBlock reports whether the author wrote a block.
func (in *Instance) HasBlock(name string) model.Value[bool] {
	n, s := in.Count(name)
	if s == Unknown && in.Expression(name).Kind != Unset || s.IsHidden() {
		return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply})
	}
	return model.Known(n > 0)
}

// AnyBlock is whether any block is so; a new resource without any has none.
func (in *Instance) AnyBlock(path string, is func(prefix string) model.Value[bool]) model.Value[bool] {
	n, s := in.Count(path)
	found := model.Known(false)
	if s.IsHidden() || s == Unknown && (!in.Created || in.Expression(path).Kind != Unset) || in.Data {
		found = model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: in.Expression(path).Mentions()})
	}
	for i := range n {
		found = model.Some(found, is(path+"."+strconv.Itoa(i)+"."))
	}
	return found
}

// BlockAddress is the address without the index of count and for_each.
func (in *Instance) BlockAddress() string {
	return strings.TrimSuffix(in.Address, "["+in.Key+"]")
}

// MayHave reports whether the author wrote a block, or may have.
func (in *Instance) MayHave(block string) bool {
	n, s := in.Count(block)
	return n > 0 || s.IsOpen() || tree.HasTrue(in.UnknownBelow(block))
}

// Count returns how many elements a list or set of blocks has, and whether that is all of them.
func (in *Instance) Count(path string) (int, State) {
	v, s := in.At(path)
	if s != Known {
		return 0, s
	}
	if v.Type() != fastjson.TypeArray {
		return 0, Misread
	}
	return len(v.GetArray()), Known
}
