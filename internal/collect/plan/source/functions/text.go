package functions

import (
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func texts() map[string]function.Function {
	return map[string]function.Function{
		"startswith":  ofTwo(strings.HasPrefix),
		"endswith":    ofTwo(strings.HasSuffix),
		"strcontains": ofTwo(strings.Contains),
		"replace":     typed(cty.String, replace, text("text"), text("substring"), text("replacement")),
	}
}

func ofTwo(call func(text, part string) bool) function.Function {
	return typed(cty.Bool, func(args []cty.Value) (cty.Value, error) {
		return cty.BoolVal(call(args[0].AsString(), args[1].AsString())), nil
	}, text("text"), text("part"))
}

// replace takes /between slashes/ for a regular expression.
func replace(args []cty.Value) (cty.Value, error) {
	whole, part, other := args[0].AsString(), args[1].AsString(), args[2].AsString()
	if len(part) > 1 && strings.HasPrefix(part, "/") && strings.HasSuffix(part, "/") {
		expression, err := regexp.Compile(part[1 : len(part)-1])
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(expression.ReplaceAllString(whole, other)), nil
	}
	return cty.StringVal(strings.ReplaceAll(whole, part, other)), nil
}
