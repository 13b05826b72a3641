package plan

import (
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// isWritten reports whether the author gave the attribute a value, known or not. The provider's
// own default, which a plan shows too, is none.
func (in *instance) isWritten(path string) bool {
	v, s := in.at(path)
	switch {
	case s == isNull:
		return false
	case s == isKnown && v.Type() == fastjson.TypeArray:
		return len(v.GetArray()) > 0
	case s == isKnown && v.Type() == fastjson.TypeString && len(v.GetStringBytes()) == 0:
		return false
	case s == isUnknown && in.isNullInSource(path):
		return false
	}
	return in.expression(path).kind != unset
}

// isNullInSource reports whether what the author wrote comes to null, as if it were left out.
func (in *instance) isNullInSource(path string) bool {
	if in.written == nil {
		return false
	}
	written, ok := in.written(in, path)
	return ok && written.Type() == fastjson.TypeNull
}

// marked reports whether an attribute is sensitive, or holds a secret by its type.
func (in *instance) marked(attribute string) bool {
	v := in.sensitive
	for _, step := range strings.Split(attribute, ".") {
		if tree.IsTrue(v) {
			return true
		}
		v = descend(v, step)
	}
	return tree.HasTrue(v) || in.typ == "aws_ssm_parameter" && strings.HasSuffix(attribute, "value")
}

// hasValue reports whether the plan holds a value, sensitive or not.
func (in *instance) hasValue(attribute string) bool {
	v := descend(in.after, attribute)
	return v != nil && v.Type() != fastjson.TypeNull && string(v.GetStringBytes()) != ""
}
