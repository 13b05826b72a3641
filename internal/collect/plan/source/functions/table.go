// Package functions holds Terraform's own functions: those of Terraform 1.11, and a few of
// OpenTofu, that depend on nothing but their arguments and the files beside the source.
// https://developer.hashicorp.com/terraform/language/functions
//
// Where the library of go-cty differs from Terraform, the functions here are Terraform's.
package functions

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Files reads a file that the source names, by its path as Terraform's functions take it.
type Files interface {
	// ReadFile returns the content of a file, or an error that says why it cannot be had.
	ReadFile(path string) ([]byte, error)
	// Glob returns the files below a folder that a pattern with `**` fits, sorted.
	Glob(dir, pattern string) ([]string, error)
}

// Table returns the functions by name. Those that evaluate templates, and `try` and `can`,
// need an evaluator and are not among them; nor are those whose result is another each time.
func Table(files Files) map[string]function.Function {
	all := map[string]function.Function{}
	for _, group := range []map[string]function.Function{
		library(), collections(), texts(), encodings(), hashes(), networks(), conversions(), readers(files), times(),
	} {
		maps.Copy(all, group)
	}
	return all
}

// library are those in which go-cty's are the same as Terraform's.
func library() map[string]function.Function {
	return map[string]function.Function{
		"abs":             stdlib.AbsoluteFunc,
		"ceil":            stdlib.CeilFunc,
		"chomp":           stdlib.ChompFunc,
		"chunklist":       stdlib.ChunklistFunc,
		"compact":         stdlib.CompactFunc,
		"concat":          stdlib.ConcatFunc,
		"contains":        stdlib.ContainsFunc,
		"csvdecode":       stdlib.CSVDecodeFunc,
		"distinct":        stdlib.DistinctFunc,
		"element":         stdlib.ElementFunc,
		"flatten":         stdlib.FlattenFunc,
		"floor":           stdlib.FloorFunc,
		"format":          stdlib.FormatFunc,
		"formatlist":      stdlib.FormatListFunc,
		"indent":          stdlib.IndentFunc,
		"join":            stdlib.JoinFunc,
		"jsondecode":      stdlib.JSONDecodeFunc,
		"jsonencode":      stdlib.JSONEncodeFunc,
		"keys":            stdlib.KeysFunc,
		"log":             stdlib.LogFunc,
		"lower":           stdlib.LowerFunc,
		"max":             stdlib.MaxFunc,
		"merge":           stdlib.MergeFunc,
		"min":             stdlib.MinFunc,
		"parseint":        stdlib.ParseIntFunc,
		"pow":             stdlib.PowFunc,
		"range":           stdlib.RangeFunc,
		"regex":           stdlib.RegexFunc,
		"regexall":        stdlib.RegexAllFunc,
		"reverse":         stdlib.ReverseListFunc,
		"setintersection": stdlib.SetIntersectionFunc,
		"setproduct":      stdlib.SetProductFunc,
		"setsubtract":     stdlib.SetSubtractFunc,
		"setunion":        stdlib.SetUnionFunc,
		"signum":          stdlib.SignumFunc,
		"slice":           stdlib.SliceFunc,
		"sort":            stdlib.SortFunc,
		"split":           stdlib.SplitFunc,
		"strrev":          stdlib.ReverseFunc,
		"substr":          stdlib.SubstrFunc,
		"title":           stdlib.TitleFunc,
		"trim":            stdlib.TrimFunc,
		"trimprefix":      stdlib.TrimPrefixFunc,
		"trimspace":       stdlib.TrimSpaceFunc,
		"trimsuffix":      stdlib.TrimSuffixFunc,
		"upper":           stdlib.UpperFunc,
		"values":          stdlib.ValuesFunc,
		"zipmap":          stdlib.ZipmapFunc,
	}
}

// Anything is a parameter that takes every value, null and unknown ones too.
func Anything(name string) function.Parameter {
	return function.Parameter{
		Name:             name,
		Type:             cty.DynamicPseudoType,
		AllowNull:        true,
		AllowUnknown:     true,
		AllowDynamicType: true,
		AllowMarked:      true,
	}
}

// whole is a parameter of any type that must be known.
func whole(name string) function.Parameter {
	return function.Parameter{Name: name, Type: cty.DynamicPseudoType, AllowDynamicType: true}
}

func text(name string) function.Parameter { return function.Parameter{Name: name, Type: cty.String} }

// dynamic is a function whose result's type shows only when it is called.
func dynamic(call func([]cty.Value) (cty.Value, error), parameters ...function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params: parameters,
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return call(args) },
	})
}

// variadic is a function of any number of values.
func variadic(call func([]cty.Value) (cty.Value, error), parameter function.Parameter) function.Function {
	return function.New(&function.Spec{
		VarParam: &parameter,
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return call(args) },
	})
}

// typed is a function of known parameters and a known result.
func typed(
	result cty.Type,
	call func([]cty.Value) (cty.Value, error),
	parameters ...function.Parameter,
) function.Function {
	return function.New(&function.Spec{
		Params: parameters,
		Type:   function.StaticReturnType(result),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return call(args) },
	})
}

// ofText is a function from one text to another.
func ofText(call func(string) (string, error)) function.Function {
	return typed(cty.String, func(args []cty.Value) (cty.Value, error) {
		result, err := call(args[0].AsString())
		if err != nil {
			return cty.UnknownVal(cty.String), err
		}
		return cty.StringVal(result), nil
	}, text("text"))
}
