package wiring

import "github.com/archcheck/archcheck/internal/model"

// end is the other end of a reference, as far as wiring knows it before following it.
type end struct {
	// collection is the JSON name of the collection that holds such nouns, typ their Terraform type.
	collection, typ string
	// name says what it is to the component that refers to it, such as "the cluster of aws_ecs_service.app".
	name string
}

// follow returns the noun that a reference names: the one that was read; else a stand-in for
// one that the source does not hold, or for whatever an unknown reference names. So a component
// that refers to something always has something to be judged. It is nil only where the
// reference is known to be empty.
func follow[T any, P interface {
	*T
	model.Noun
}](ix *Index, ref model.Value[string], nouns map[string]*T, to end) *T {
	id, known := ref.Get()
	switch {
	case !known:
		return model.StandIn[T, P](ix.here(named(to)), ref.Why())
	case id == "":
		return nil
	case nouns[id] != nil:
		return nouns[id]
	}
	return model.StandIn[T, P](ix.here(notRead(id, to.typ)), ix.unread(to.collection, id))
}

// followAll follows each reference of a list, and what the list lacks as one more.
func followAll[T any, P interface {
	*T
	model.Noun
}](ix *Index, refs model.List[string], nouns map[string]*T, to end) []*T {
	var all []*T
	for _, id := range refs.Items() {
		if noun := follow[T, P](ix, model.Known(id), nouns, to); noun != nil {
			all = append(all, noun)
		}
	}
	if !refs.IsWhole() {
		all = append(all, follow[T, P](ix, model.Unknown[string](refs.Why()), nouns, to))
	}
	return all
}

// unread is why nothing is known of what a known reference names: the collection has a gap,
// another state owns it, or an account was asked and did not show it.
func (ix *Index) unread(collection, id string) model.Why {
	if gap := ix.Model.GapFor(collection); gap != nil {
		return gap.Why()
	}
	if ix.Model.Source.Kind == model.KindAccount {
		return model.Why{Reason: model.NotInSource, Detail: id + " was not read"}
	}
	detail := "the " + ix.Model.Source.Kind + " refers to " + id + " and does not manage it"
	return model.Why{Reason: model.NotManaged, Detail: detail}
}

// notRead is a resource that others refer to and that the source does not hold.
func notRead(id, typ string) model.Resource {
	return model.Resource{ID: id, Type: typ, Name: model.Known(id), Source: model.Origin{ARN: id}}
}

// named is a resource of which only its role is known.
func named(e end) model.Resource {
	return model.Resource{ID: e.name, Type: e.typ, Name: model.Known(e.name)}
}

// here puts a stand-in into the account and region that were read.
func (ix *Index) here(r model.Resource) model.Resource {
	if s := ix.Model.Source; s.Account != "" {
		r.Account, r.Region = model.Known(s.Account), model.Known(s.Region)
	}
	return r
}

// unknowable is an attribute of any type.
type unknowable interface {
	IsKnown() bool
	Why() model.Why
}

// whole is a list as an attribute that is known when the list is whole.
type whole[T any] struct{ model.List[T] }

// IsKnown reports whether nothing of the list is missing.
func (w whole[T]) IsKnown() bool { return w.IsWhole() }

// because is the reason of the first attribute that is unknown, in words of one's own.
func because(detail string, attributes ...unknowable) model.Why {
	why := model.Why{Reason: model.NotReturned}
	for _, a := range attributes {
		if !a.IsKnown() {
			why = a.Why()
			break
		}
	}
	return model.Why{Reason: why.Reason, Detail: detail}
}
