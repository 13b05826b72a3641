package read

import (
	"bytes"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Reads is the input that an instance was read in.
func (p *Plans) Reads(in *Instance) *Input { return p.InputOf(in.Module) }

// ownOnce makes sure that each object has one owner among the inputs: of two that say different things of
// it nobody could tell which holds. What one of them forgets is another one's now.
func (p *Plans) ownOnce() error {
	if len(p.Inputs) == 1 {
		return nil
	}
	owners, twice := map[string]*Instance{}, []string(nil)
	for _, in := range p.Instances {
		arn := in.OwnARN()
		if in.Data || arn == "" || !p.types.IsNoun(in.Type) {
			continue
		}
		key := CanonicalType(in.Type) + "|" + arn
		switch other := owners[key]; {
		case other == nil || p.Reads(other) == p.Reads(in):
			owners[key] = in
		case in.Kept:
			in.Twin = other
		case other.Kept:
			other.Twin, owners[key] = in, in
		case IsAdopted(in.Type):
			in.Twin = other
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

func (p *Plans) fullAddress(in *Instance) string {
	of := p.Reads(in)
	return in.OwnAddress(of) + " of " + of.Label
}

// readTwice finds an input that is the same as another one.
func readTwice(all []File) error {
	for i := range all {
		for j := range i {
			if bytes.Equal(all[i].Data, all[j].Data) {
				return notAPlan("%s and %s hold the same; give each state once", all[j].Name, all[i].Name)
			}
		}
	}
	return nil
}

// OwnAddress is the address of an instance in its own input.
func (in *Instance) OwnAddress(of *Input) string {
	if of.Label == "" {
		return in.Address
	}
	return strings.TrimPrefix(in.Address, of.Label+":")
}
