package read

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// File is one of several plans and states that are read as one.
type File struct {
	Data []byte
	Options
}

// Input is a plan or state that was split, and the module that it is in the model of all.
//
// One alone is the root module. Several are modules of a root that calls them, so that the same
// address in two of them is two addresses, and references never lead by name from one into the other:
// only ids, ARNs and names do that, as they do in AWS.
type Input struct {
	Doc     *document
	config  *Configuration
	Options Options
	digest  <-chan string
	// Root is the address of its root module among all inputs, empty for one alone.
	Root string
	// Label is what people call it where there are several, empty for one alone.
	Label string
	Gaps  []model.Gap
}

// readInput splits one plan or state.
func readInput(in File) (*Input, error) {
	digest := digestOf(in.Data)
	utf8, err := Text(in.Data)
	if err != nil {
		return nil, err
	}
	if err := checkBytes(utf8); err != nil {
		return nil, err
	}
	doc, err := split(utf8)
	if err != nil {
		return nil, err
	}
	config, err := readConfiguration(doc.Configuration, doc.variables)
	if err != nil {
		return nil, err
	}
	if err := doc.settle(config.Root); err != nil {
		return nil, err
	}
	return &Input{Doc: doc, config: config, Options: in.Options, digest: digest, Gaps: gapsOf(doc, config.Root)}, nil
}

// readInputs splits all of them, and puts several under one root.
func readInputs(all []File) ([]*Input, error) {
	if err := readTwice(all); err != nil {
		return nil, err
	}
	inputs := make([]*Input, len(all))
	labels := labelsOf(all)
	for i, given := range all {
		in, err := readInput(given)
		if err != nil {
			return nil, (&Input{Label: labels[i]}).Named(err)
		}
		inputs[i] = in
		if in.Label = labels[i]; in.Label != "" {
			in.Root = source.ChildAddress("", strconv.Itoa(i+1), "")
		}
	}
	if len(all) > 1 {
		putUnderRoots(inputs)
	}
	return inputs, nil
}

// labelsOf are the shortest names that tell several inputs apart: those of the files, else their paths.
func labelsOf(all []File) []string {
	names, seen := make([]string, len(all)), map[string]int{}
	if len(all) == 1 {
		return names
	}
	for i, in := range all {
		names[i] = filepath.Base(in.Name)
		seen[names[i]]++
	}
	for i, in := range all {
		if seen[names[i]] > 1 {
			names[i] = in.Name
		}
	}
	return names
}

// IsWithin reports whether a module is one of an input's.
func (in *Input) IsWithin(module string) bool {
	return in.Root == "" || module == in.Root || strings.HasPrefix(module, in.Root+".")
}

// Within is the address that a module has in its own input.
func (in *Input) Within(module string) string {
	if in.Root == "" {
		return module
	}
	return strings.TrimPrefix(strings.TrimPrefix(module, in.Root), ".")
}

// under is the address that a module of an input has among all of them.
func (in *Input) under(module string) string {
	return strings.TrimSuffix(in.Root+"."+module, ".")
}

// Said puts the name of an input before a sentence about it.
func (in *Input) Said(sentence string) string {
	if in.Label == "" {
		return sentence
	}
	return in.Label + ": " + sentence
}

// Named puts the name of an input before what went wrong with it.
func (in *Input) Named(err error) error {
	if in.Label == "" || err == nil {
		return err
	}
	return fmt.Errorf("%s: %w", in.Label, err)
}

// InputOf is the input that a module is of.
func (p *Plans) InputOf(module string) *Input {
	if i := slices.IndexFunc(p.Inputs, func(in *Input) bool { return in.IsWithin(module) }); i >= 0 {
		return p.Inputs[i]
	}
	return &Input{}
}

// digestOf hashes the input while it is read.
func digestOf(data []byte) <-chan string {
	digest := make(chan string, 1)
	go func() {
		sum := sha256.Sum256(data)
		digest <- hex.EncodeToString(sum[:])
	}()
	return digest
}

// Options name the input and say where its Terraform source is.
type Options struct {
	// Name is the file as the user named it; it goes into the report.
	Name string
	// Source is the folder of the Terraform source, empty when there is none.
	Source string
	// Snapshot is the configuration in a plan file; then Source is the folder that it was made in,
	// for the templates and other files that it reads.
	Snapshot *source.Snapshot
	// OwnSource says that Source or Snapshot is known to be what the plan was made from, so that it need
	// not be compared with the plan.
	OwnSource bool
	// Observe is told of each attribute that is read, for the test that asks which ones nobody reads.
	Observe func(typ, path string)
}
