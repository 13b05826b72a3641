package plan

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

// Input is one of several plans and states that are read as one.
type Input struct {
	Data []byte
	Options
}

// input is a plan or state that was split, and the module that it is in the model of all.
//
// One alone is the root module. Several are modules of a root that calls them, so that the same
// address in two of them is two addresses, and references never lead by name from one into the other:
// only ids, ARNs and names do that, as they do in AWS.
type input struct {
	doc     *document
	config  *configuration
	options Options
	digest  <-chan string
	// root is the address of its root module among all inputs, empty for one alone.
	root string
	// label is what people call it where there are several, empty for one alone.
	label string
	gaps  []model.Gap
}

// readInput splits one plan or state.
func readInput(in Input) (*input, error) {
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
	config, err := readConfiguration(doc.configuration, doc.variables)
	if err != nil {
		return nil, err
	}
	if err := doc.settle(config.root); err != nil {
		return nil, err
	}
	return &input{doc: doc, config: config, options: in.Options, digest: digest, gaps: gapsOf(doc, config.root)}, nil
}

// readInputs splits all of them, and puts several under one root.
func readInputs(all []Input) ([]*input, error) {
	if err := readTwice(all); err != nil {
		return nil, err
	}
	inputs := make([]*input, len(all))
	labels := labelsOf(all)
	for i, given := range all {
		in, err := readInput(given)
		if err != nil {
			return nil, (&input{label: labels[i]}).named(err)
		}
		inputs[i] = in
		if in.label = labels[i]; in.label != "" {
			in.root = source.ChildAddress("", strconv.Itoa(i+1), "")
		}
	}
	if len(all) > 1 {
		putUnderRoots(inputs)
	}
	return inputs, nil
}

// labelsOf are the shortest names that tell several inputs apart: those of the files, else their paths.
func labelsOf(all []Input) []string {
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

// isWithin reports whether a module is one of an input's.
func (in *input) isWithin(module string) bool {
	return in.root == "" || module == in.root || strings.HasPrefix(module, in.root+".")
}

// within is the address that a module has in its own input.
func (in *input) within(module string) string {
	if in.root == "" {
		return module
	}
	return strings.TrimPrefix(strings.TrimPrefix(module, in.root), ".")
}

// under is the address that a module of an input has among all of them.
func (in *input) under(module string) string {
	return strings.TrimSuffix(in.root+"."+module, ".")
}

// said puts the name of an input before a sentence about it.
func (in *input) said(sentence string) string {
	if in.label == "" {
		return sentence
	}
	return in.label + ": " + sentence
}

// named puts the name of an input before what went wrong with it.
func (in *input) named(err error) error {
	if in.label == "" || err == nil {
		return err
	}
	return fmt.Errorf("%s: %w", in.label, err)
}

// inputOf is the input that a module is of.
func (p *plans) inputOf(module string) *input {
	if i := slices.IndexFunc(p.inputs, func(in *input) bool { return in.isWithin(module) }); i >= 0 {
		return p.inputs[i]
	}
	return &input{}
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
	// observe is told of each attribute that is read, for the test that asks which ones nobody reads.
	observe func(typ, path string)
}
