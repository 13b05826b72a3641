package plan

import (
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// instance is one resource or data source of the plan's end state.
type instance struct {
	address string
	module  string
	typ     string
	name    string
	// key is the rendered index, `"a"` or `0`, empty without count and for_each.
	key  string
	data bool
	// created says that nothing existed before, so that what the author left out takes the default.
	created bool
	// kept says that the plan forgets it: it stays in AWS, and no block of the configuration is its.
	kept                      bool
	after, unknown, sensitive *fastjson.Value
	// secrets are the texts that were marked sensitive, which are in no value any more.
	secrets []string
	// twin is the object that a data source reads, where that is another instance of the plan.
	twin *instance
	// isShadow says that a data source may read what this plan manages.
	isShadow bool
	// identityAccount is the account that Terraform's identity of the resource names.
	identityAccount string
	// before is kept for resources that change others' computed attributes.
	before *fastjson.Value
	config *resourceConfig
	// written evaluates an attribute from the Terraform source, when there is one.
	written func(in *instance, path string) (*fastjson.Value, bool)
	// observe is told what is read, nil outside tests.
	observe func(typ, path string)
}

// state is what a plan says about one attribute.
type state int

const (
	isNull state = iota
	isKnown
	isUnknown
	isSensitive
	// isMisread is what has another type than the provider gives it.
	isMisread
)

// isHidden reports whether there is a value that must not be looked at, or that nobody understands.
func (s state) isHidden() bool { return s == isSensitive || s == isMisread }

// isOpen reports whether there may be a value of which nothing can be told: apply tells it, or it is hidden.
func (s state) isOpen() bool { return s == isUnknown || s.isHidden() }

// at returns the attribute at a path of names and list indexes, joined by dots.
func (in *instance) at(path string) (*fastjson.Value, state) {
	if in.observe != nil {
		in.observe(in.typ, path)
	}
	after, unknown, sensitive := in.after, in.unknown, in.sensitive
	misread := false
	for path != "" {
		var step string
		step, path, _ = strings.Cut(path, ".")
		misread = misread || isScalar(after)
		after, unknown, sensitive = descend(after, step), descend(unknown, step), descend(sensitive, step)
	}
	switch {
	case tree.IsTrue(sensitive):
		return nil, isSensitive
	case tree.IsTrue(unknown):
		return nil, isUnknown
	case misread:
		return nil, isMisread
	case after == nil || after.Type() == fastjson.TypeNull:
		return nil, isNull
	}
	return after, isKnown
}

// marks are what is unknown below a path.
func (in *instance) marks(path string) *fastjson.Value {
	return descendAll(in.unknown, strings.Split(path, ".")...)
}

// fallback is what AWS or the provider does when the author leaves an attribute out.
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

// read turns an attribute into a model value. A fallback applies only where the author
// left the attribute out: null, or computed on creation without any expression.
func read[T any](in *instance, convert func(*fastjson.Value) (T, bool), other fallback[T], path string) model.Value[T] {
	v, s := in.at(path)
	switch s {
	case isKnown:
		if t, ok := convert(v); ok {
			return model.Known(t)
		}
		return model.Unknown[T](misreadWhy())
	case isMisread:
		return model.Unknown[T](misreadWhy())
	case isSensitive:
		return model.Unknown[T](model.Why{Reason: model.Sensitive})
	case isNull:
		if other.set && !in.data {
			return model.Known(other.value)
		}
		return model.Unknown[T](in.whyNull())
	}
	return readUnknown(in, convert, other, path)
}

func misreadWhy() model.Why {
	return model.Why{Reason: model.Unsupported, Detail: "the plan holds another type of value than expected"}
}

func readUnknown[T any](
	in *instance,
	convert func(*fastjson.Value) (T, bool),
	other fallback[T],
	path string,
) model.Value[T] {
	if in.written != nil {
		if v, ok := in.written(in, path); ok {
			if t, ok := convert(v); ok {
				return model.Known(t)
			}
			if v.Type() == fastjson.TypeNull && other.set && in.created {
				return model.Known(other.value)
			}
		}
	}
	e := in.expression(path)
	switch {
	case e.kind == unset && other.set && in.created:
		return model.Known(other.value)
	case e.kind == constant:
		if t, ok := convert(e.value); ok {
			return model.Known(t)
		}
	}
	return model.Unknown[T](model.Why{Reason: model.KnownAfterApply, Detail: e.mentions()})
}

func (in *instance) whyNull() model.Why {
	if in.data {
		return model.Why{Reason: model.NotReturned}
	}
	return model.Why{Reason: model.KnownAfterApply, Detail: "not set, and AWS decides"}
}

func (in *instance) str(path string, other ...string) model.Value[string] {
	return read(in, toString, orElse(other), path)
}

func (in *instance) boolean(path string, other ...bool) model.Value[bool] {
	return read(in, toBool, orElse(other), path)
}

func (in *instance) integer(path string, other ...int) model.Value[int] {
	return read(in, toInt, orElse(other), path)
}

func (in *instance) number(path string) model.Value[float64] {
	return read(in, toFloat, fallback[float64]{}, path)
}

// strs reads a list or set of strings; elements that are unknown make it a part.
func (in *instance) strs(path string, other ...[]string) model.List[string] {
	v, s := in.at(path)
	switch {
	case s == isKnown && v.Type() != fastjson.TypeArray:
		return model.Part[string](misreadWhy())
	case s == isKnown:
		return in.elements(v, path)
	}
	whole := read(in, toStrings, orElse(other), path)
	if items, ok := whole.Get(); ok {
		return model.Whole(items...)
	}
	return model.Part[string](whole.Why())
}

func (in *instance) elements(v *fastjson.Value, path string) model.List[string] {
	var items []string
	missing := false
	for i := range v.GetArray() {
		if value, s := in.at(path + "." + strconv.Itoa(i)); s == isKnown {
			if text, ok := toString(value); ok {
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

// itself is the instance that becomes the noun: for a data source of a managed object the
// managed one, for one of several data sources of an object the first.
func (in *instance) itself() *instance {
	if in.twin != nil {
		return in.twin
	}
	return in
}

// block is the address of the instance's block within its module.
func (in *instance) block() string {
	if in.data {
		return "data." + in.typ + "." + in.name
	}
	return in.typ + "." + in.name
}

// plain is a text that the plan knows and may show, else empty.
func (in *instance) plain(name string) string {
	v, s := in.at(name)
	if s != isKnown {
		return ""
	}
	return string(v.GetStringBytes())
}
