package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// attachTo changes the noun that a resource of its own says something about. Where it is not sure which one
// that is, doubt says so to each that may be meant.
func attachTo[T any](t *table[T], ref model.Value[string], in *read.Instance, change func(noun *T, doubt *model.Why)) {
	all, exact := t.of(ref)
	var doubt *model.Why
	if !exact {
		doubt = &model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"}
	}
	for _, noun := range all {
		change(noun, doubt)
	}
}

// perhaps is a value that an attribute has, unknown where there is a doubt. What is known to be false, zero or
// empty stays so: nobody adds anything by it.
func perhaps[T comparable](v model.Value[T], doubt *model.Why) model.Value[T] {
	var nothing T
	if value, known := v.Get(); doubt == nil || known && value == nothing {
		return v
	}
	return model.Unknown[T](*doubt)
}

// instead is what a resource of its own puts in the place of what another one says, which may stay where
// there is a doubt.
func instead(old, v model.Value[bool], doubt *model.Why) model.Value[bool] {
	if doubt == nil {
		return v
	}
	return model.Some(old, perhaps(v, doubt))
}

// unless is a value, unknown where there is a doubt, whatever it is.
func unless[T any](v model.Value[T], doubt *model.Why) model.Value[T] {
	if doubt == nil {
		return v
	}
	return model.Unknown[T](*doubt)
}
