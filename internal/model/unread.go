package model

import (
	"fmt"
	"strings"
)

// Unread is what an input holds and no rule reads, so that a report can name it: a pass says
// nothing about it.
type Unread struct {
	// Types are the types that no noun is made of, sorted, each with how many there are.
	Types []TypeCount `json:"types,omitempty"`
	// Mentions are those of them that refer to a component, by address.
	Mentions []Mention `json:"mentions,omitempty"`
}

// TypeCount is how many resources of a Terraform type there are.
type TypeCount struct {
	Type  string `json:"type"`
	Count int    `json:"count"`
}

// Mention is a resource that is not modelled and refers to a component, such as an
// accelerator before a load balancer.
type Mention struct {
	Address string `json:"address"`
	Type    string `json:"type"`
	// Component is the id of the component it refers to.
	Component string `json:"component"`
}

// TypeNames are the names of the types, sorted.
func (u Unread) TypeNames() []string {
	names := make([]string, len(u.Types))
	for i, t := range u.Types {
		names[i] = t.Type
	}
	return names
}

// namedAtMost is how many names a sentence lists; the others are counted.
const namedAtMost = 10

// Named lists names for people: the first ten, then how many more there are.
func Named(names []string) string {
	if len(names) <= namedAtMost {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:namedAtMost], ", "), len(names)-namedAtMost)
}

// Count is how many resources there are that no rule reads.
func (u Unread) Count() int {
	n := 0
	for _, t := range u.Types {
		n += t.Count
	}
	return n
}
