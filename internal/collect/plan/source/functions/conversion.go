package functions

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

func conversions() map[string]function.Function {
	return map[string]function.Function{
		"tobool":          To(cty.Bool),
		"tolist":          To(cty.List(cty.DynamicPseudoType)),
		"tomap":           To(cty.Map(cty.DynamicPseudoType)),
		"tonumber":        To(cty.Number),
		"toset":           To(cty.Set(cty.DynamicPseudoType)),
		"tostring":        To(cty.String),
		"sensitive":       dynamic(first, Anything("value")),
		"nonsensitive":    dynamic(first, Anything("value")),
		"ephemeralasnull": dynamic(first, Anything("value")),
	}
}

func first(args []cty.Value) (cty.Value, error) { return args[0], nil }

// To converts a value to a type.
func To(t cty.Type) function.Function {
	return dynamic(func(args []cty.Value) (cty.Value, error) { return convert.Convert(args[0], t) }, Anything("value"))
}
