package read

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// IsWritten reports whether the author gave the attribute a value, known or not. The provider's
// own default, which a plan shows too, is none.
func (in *Instance) IsWritten(path string) bool {
	v, s := in.At(path)
	switch {
	case s == Null:
		return false
	case s == Known && v.Type() == fastjson.TypeArray:
		return len(v.GetArray()) > 0
	case s == Known && v.Type() == fastjson.TypeString && len(v.GetStringBytes()) == 0:
		return false
	case s == Unknown && in.IsNullInSource(path):
		return false
	}
	return in.Expression(path).Kind != Unset
}

// IsNullInSource reports whether what the author wrote comes to null, as if it were left out.
func (in *Instance) IsNullInSource(path string) bool {
	if in.Written == nil {
		return false
	}
	written, ok := in.Written(in, path)
	return ok && written.Type() == fastjson.TypeNull
}

// Marked reports whether an attribute is sensitive, or holds a secret by its type.
func (in *Instance) Marked(attribute string) bool {
	v := in.Sensitive
	for _, step := range strings.Split(attribute, ".") {
		if tree.IsTrue(v) {
			return true
		}
		v = tree.Descend(v, step)
	}
	return tree.HasTrue(v) || in.Type == "aws_ssm_parameter" && strings.HasSuffix(attribute, "value")
}

// HasValue reports whether the plan holds a value, sensitive or not.
func (in *Instance) HasValue(attribute string) bool {
	v := tree.Descend(in.After, attribute)
	return v != nil && v.Type() != fastjson.TypeNull && string(v.GetStringBytes()) != ""
}
