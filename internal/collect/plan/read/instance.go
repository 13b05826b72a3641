package read

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// Instance is one resource or data source of the plan's end state.
type Instance struct {
	Address string
	Module  string
	Type    string
	Name    string
	// Key is the rendered index, `"a"` or `0`, empty without count and for_each.
	Key  string
	Data bool
	// Created says that nothing existed before, so that what the author left out takes the default.
	Created bool
	// Kept says that the plan forgets it: it stays in AWS, and no block of the configuration is its.
	Kept                      bool
	After, Unknown, Sensitive *fastjson.Value
	// secrets are the texts that were marked sensitive, which are in no value any more.
	secrets []string
	// Twin is the object that a data source reads, where that is another instance of the plan.
	Twin *Instance
	// IsShadow says that a data source may read what this plan manages.
	IsShadow bool
	// IdentityAccount is the account that Terraform's identity of the resource names.
	IdentityAccount string
	// Before is kept for resources that change others' computed attributes.
	Before *fastjson.Value
	Config *ResourceConfig
	// Written evaluates an attribute from the Terraform source, when there is one.
	Written func(in *Instance, path string) (*fastjson.Value, bool)
	// Observe is told what is read, nil outside tests.
	Observe func(typ, path string)
}

// State is what a plan says about one attribute.
type State int

const (
	// Null is what the author left out, and what nothing fills.
	Null State = iota
	// Known is a value that the plan shows.
	Known
	// Unknown is what apply will tell.
	Unknown
	// Sensitive is what the plan shows and nobody may look at.
	Sensitive
	// Misread is what has another type than the provider gives it.
	Misread
)

// IsHidden reports whether there is a value that must not be looked at, or that nobody understands.
func (s State) IsHidden() bool { return s == Sensitive || s == Misread }

// IsOpen reports whether there may be a value of which nothing can be told: apply tells it, or it is hidden.
func (s State) IsOpen() bool { return s == Unknown || s.IsHidden() }

// At returns the attribute at a path of names and list indexes, joined by dots.
func (in *Instance) At(path string) (*fastjson.Value, State) {
	if in.Observe != nil {
		in.Observe(in.Type, path)
	}
	after, unknown, sensitive := in.After, in.Unknown, in.Sensitive
	misread := false
	for path != "" {
		var step string
		step, path, _ = strings.Cut(path, ".")
		misread = misread || IsScalar(after)
		after, unknown, sensitive = tree.Descend(
			after,
			step,
		), tree.Descend(
			unknown,
			step,
		), tree.Descend(
			sensitive,
			step,
		)
	}
	switch {
	case tree.IsTrue(sensitive):
		return nil, Sensitive
	case tree.IsTrue(unknown):
		return nil, Unknown
	case misread:
		return nil, Misread
	case after == nil || after.Type() == fastjson.TypeNull:
		return nil, Null
	}
	return after, Known
}

// UnknownBelow are what is unknown below a path.
func (in *Instance) UnknownBelow(path string) *fastjson.Value {
	return tree.DescendAll(in.Unknown, strings.Split(path, ".")...)
}

// Fallback is what AWS or the provider does when the author leaves an attribute out.
type fallback[T any] struct {
	value T
	set   bool
}

func orElse[T any](value []T) fallback[T] {
	if len(value) == 0 {
		return fallback[T]{}
	}
	return fallback[T]{value[0], true}
}

// Attribute turns an attribute into a model value. A fallback applies only where the author
// left the attribute out: null, or computed on creation without any expression.
func attribute[T any](
	in *Instance,
	convert func(*fastjson.Value) (T, bool),
	other fallback[T],
	path string,
) model.Value[T] {
	v, s := in.At(path)
	switch s {
	case Known:
		if t, ok := convert(v); ok {
			return model.Known(t)
		}
		return model.Unknown[T](MisreadWhy())
	case Misread:
		return model.Unknown[T](MisreadWhy())
	case Sensitive:
		return model.Unknown[T](model.Why{Reason: model.Sensitive})
	case Null:
		if other.set && !in.Data {
			return model.Known(other.value)
		}
		return model.Unknown[T](in.whyNull())
	}
	return readUnknown(in, convert, other, path)
}

// MisreadWhy is why a value of another type than expected is not known.
func MisreadWhy() model.Why {
	return model.Why{Reason: model.Unsupported, Detail: "the plan holds another type of value than expected"}
}

func readUnknown[T any](
	in *Instance,
	convert func(*fastjson.Value) (T, bool),
	other fallback[T],
	path string,
) model.Value[T] {
	if in.Written != nil {
		if v, ok := in.Written(in, path); ok {
			if t, ok := convert(v); ok {
				return model.Known(t)
			}
			if v.Type() == fastjson.TypeNull && other.set && in.Created {
				return model.Known(other.value)
			}
		}
	}
	e := in.Expression(path)
	switch {
	case e.Kind == Unset && other.set && in.Created:
		return model.Known(other.value)
	case e.Kind == Constant:
		if t, ok := convert(e.Value); ok {
			return model.Known(t)
		}
	}
	return model.Unknown[T](model.Why{Reason: model.KnownAfterApply, Detail: e.Mentions()})
}

func (in *Instance) whyNull() model.Why {
	if in.Data {
		return model.Why{Reason: model.NotReturned}
	}
	return model.Why{Reason: model.KnownAfterApply, Detail: "not set, and AWS decides"}
}

// Text reads a text. Other is what AWS or the provider does where the author leaves it out.
func (in *Instance) Text(path string, other ...string) model.Value[string] {
	return attribute(in, ToString, orElse(other), path)
}

// Boolean reads a boolean, as Text does.
func (in *Instance) Boolean(path string, other ...bool) model.Value[bool] {
	return attribute(in, toBool, orElse(other), path)
}

// Integer reads a whole number, as Text does.
func (in *Instance) Integer(path string, other ...int) model.Value[int] {
	return attribute(in, ToInt, orElse(other), path)
}

// Number reads a number that may have a fraction.
func (in *Instance) Number(path string) model.Value[float64] {
	return attribute(in, toFloat, fallback[float64]{}, path)
}

// TextMap reads a map of texts.
func (in *Instance) TextMap(path string, other ...map[string]string) model.Value[map[string]string] {
	return attribute(in, ToStringMap, orElse(other), path)
}

// Texts reads a list or set of strings; elements that are unknown make it a part.
func (in *Instance) Texts(path string, other ...[]string) model.List[string] {
	v, s := in.At(path)
	switch {
	case s == Known && v.Type() != fastjson.TypeArray:
		return model.Part[string](MisreadWhy())
	case s == Known:
		return in.elements(v, path)
	}
	whole := attribute(in, ToStrings, orElse(other), path)
	if items, ok := whole.Get(); ok {
		return model.Whole(items...)
	}
	return model.Part[string](whole.Why())
}

func (in *Instance) elements(v *fastjson.Value, path string) model.List[string] {
	var items []string
	missing := false
	for i := range v.GetArray() {
		if value, s := in.At(path + "." + strconv.Itoa(i)); s == Known {
			if text, ok := ToString(value); ok {
				items = append(items, text)
				continue
			}
		}
		missing = true
	}
	if missing {
		return model.Part(model.Why{Reason: model.KnownAfterApply}, items...)
	}
	return model.Whole(items...)
}

// Itself is the instance that becomes the noun: for a data source of a managed object the
// managed one, for one of several data sources of an object the first.
func (in *Instance) Itself() *Instance {
	if in.Twin != nil {
		return in.Twin
	}
	return in
}

// Block is the address of the instance's block within its module.
func (in *Instance) Block() string {
	if in.Data {
		return "data." + in.Type + "." + in.Name
	}
	return in.Type + "." + in.Name
}

// Plain is a text that the plan knows and may show, else empty.
func (in *Instance) Plain(name string) string {
	v, s := in.At(name)
	if s != Known {
		return ""
	}
	return string(v.GetStringBytes())
}
