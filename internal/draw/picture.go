// Package draw makes a picture of an architecture: what is documented and what is there, one laid over the
// other. A Picture is data; Mermaid and SVG are pure functions of it, and the same picture gives the same bytes.
package draw

import (
	"fmt"
	"slices"
)

// State is how something compares with the document.
type State string

// The states.
const (
	// Converges: documented, and there.
	Converges State = "as documented"
	// Violates: documented and there, and not as the document asks.
	Violates State = "not as documented"
	// Diverges: there, and not documented.
	Diverges State = "not documented"
	// Absent: documented, and not there.
	Absent State = "documented, not there"
	// Undecided: what was read cannot tell.
	Undecided State = "not decided"
)

// States are all states, in the order of legends.
func States() []State { return []State{Converges, Violates, Diverges, Absent, Undecided} }

// Picture is one architecture: a VPC, and what is around it. Texts are as they were read, of whatever
// length and with whatever characters: formats clean them.
type Picture struct {
	// Name and Detail say which architecture it is, such as a VPC's name and its prefixes.
	Name, Detail string
	State        State
	Remarks      []Remark
	// Zones are the columns.
	Zones []string
	// Tiers are the rows, from the outside to the inside.
	Tiers []Tier
	// Boxes are components and ends, in the order in which they are drawn within their row.
	Boxes []Box
	Edges []Edge
	// Open counts the rules that are not decided and are about no box.
	Open int
	// Notes say what there is beyond the document, and what nothing in the picture speaks of.
	Notes []string
	// Expected says that it is the document alone.
	Expected bool
}

// Tier is a row of subnets.
type Tier struct {
	Name, Detail string
	State        State
	Remarks      []Remark
	Subnets      []Subnet
}

// whole is what is said of a tier and of its subnets.
func (t *Tier) whole() (state State, remarks []Remark) {
	state, remarks = t.State, slices.Clone(t.Remarks)
	for i := range t.Subnets {
		remarks = append(remarks, t.Subnets[i].Remarks...)
		if urgency(t.Subnets[i].State) < urgency(state) {
			state = t.Subnets[i].State
		}
	}
	return state, remarks
}

// Subnet is a cell of the grid, or part of one: several can be of the same tier and zone.
type Subnet struct {
	// ID is unique in the picture, empty in one of the document alone.
	ID string
	// Zone is an index of the picture's zones.
	Zone         int
	Name, Detail string
	State        State
	Remarks      []Remark
}

// The rows of a Box that are no tiers.
const (
	// Above the VPC are those who come from outside.
	Above = -1
	// Below are ends that are reached, and regional services.
	Below = -2
)

// Box is a component, or an end of edges.
type Box struct {
	// ID is unique in the picture.
	ID string
	// Name is what the document calls it, else what it is called there; Detail says what it is.
	Name, Detail string
	// Row is an index of the picture's tiers, Above or Below.
	Row int
	// Zones are indexes of the picture's zones, in order; none where it is in no zone.
	Zones   []int
	State   State
	Remarks []Remark
	// Open counts the rules that are not decided about it.
	Open int
}

// Edge is a connection between two boxes, by their indexes.
type Edge struct {
	From, To int
	// Label are the ports.
	Label   string
	State   State
	Remarks []Remark
}

// Remark is a sentence on what is drawn: a verdict, or what permits or stops an edge.
type Remark struct {
	// Rule is empty for what no rule says.
	Rule, Text string
}

// mostBeside is how many notes a picture has room for.
const mostBeside = 12

// shorter are the first notes, and how many there are beside them.
func shorter(notes []string) []string {
	if len(notes) <= mostBeside {
		return notes
	}
	return append(
		slices.Clone(notes[:mostBeside]),
		fmt.Sprintf("and %d notes more, which a report lists", len(notes)-mostBeside),
	)
}
