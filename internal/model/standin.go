package model

import "reflect"

// StandIn returns a noun of which nothing is known, each attribute for the same reason. It
// stands for what others refer to and the source does not hold, so that no rule passes over it.
func StandIn[T any, P interface {
	*T
	Noun
}](resource Resource, why Why) *T {
	noun := new(T)
	// Candidates are those of the reference, not of what the noun it names is made of.
	why = Why{Reason: why.Reason, Detail: why.Detail}
	v := reflect.ValueOf(noun).Elem()
	for i := range v.NumField() {
		if a, ok := v.Field(i).Addr().Interface().(assignable); ok {
			// Without anything to decode, assign only keeps the reason: it cannot fail.
			_ = a.assign(nil, &why)
		}
	}
	*P(noun).Base() = resource
	return noun
}
