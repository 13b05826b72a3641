package plan

import (
	"bytes"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// reads is the input that an instance was read in.
func (p *plans) reads(in *instance) *input { return p.inputOf(in.module) }

// ownOnce makes sure that each object has one owner among the inputs: of two that say different things of
// it nobody could tell which holds. What one of them forgets is another one's now.
func (p *plans) ownOnce() error {
	if len(p.inputs) == 1 {
		return nil
	}
	owners, twice := map[string]*instance{}, []string(nil)
	for _, in := range p.instances {
		arn := in.ownARN()
		if in.data || arn == "" || !p.types.isNoun(in.typ) {
			continue
		}
		key := canonicalType(in.typ) + "|" + arn
		switch other := owners[key]; {
		case other == nil || p.reads(other) == p.reads(in):
			owners[key] = in
		case in.kept:
			in.twin = other
		case other.kept:
			other.twin, owners[key] = in, in
		case isAdopted(in.typ):
			in.twin = other
		default:
			twice = append(twice, p.fullAddress(in)+" is "+p.fullAddress(other))
		}
	}
	if len(twice) == 0 {
		return nil
	}
	return notAPlan(
		"two of the files manage the same (%d): %s; give each state once, as its plan or as it is",
		len(twice),
		model.Named(twice),
	)
}

func (p *plans) fullAddress(in *instance) string {
	of := p.reads(in)
	return in.ownAddress(of) + " of " + of.label
}

// readTwice finds an input that is the same as another one.
func readTwice(all []Input) error {
	for i := range all {
		for j := range i {
			if bytes.Equal(all[i].Data, all[j].Data) {
				return notAPlan("%s and %s hold the same; give each state once", all[j].Name, all[i].Name)
			}
		}
	}
	return nil
}

// ownAddress is the address of an instance in its own input.
func (in *instance) ownAddress(of *input) string {
	if of.label == "" {
		return in.address
	}
	return strings.TrimPrefix(in.address, of.label+":")
}
