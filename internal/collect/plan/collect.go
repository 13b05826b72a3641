// Package plan turns Terraform plan or state JSON into the model.
//
// It reads the end state (what will exist after apply), resolves references through
// `configuration`, brings every idiom to one noun, and never guesses: what cannot be
// resolved is unknown, with the reason.
package plan

import (
	"errors"
	"fmt"
	"time"

	"github.com/archcheck/archcheck/internal/collect/plan/noun"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/workers"
)

// Collect reads the output of `terraform show -json`. An input that is not a plan is an
// *read.InputError.
func Collect(data []byte, options Options) (*model.Architecture, error) {
	return CollectAll([]Input{{Data: data, Options: options}})
}

// CollectAll reads plans and states as one: what one of them refers to by id, ARN or data source is
// what another one manages.
func CollectAll(all []Input) (a *model.Architecture, err error) {
	bounds, hasSource := boundsOf(all)
	if !hasSource {
		return collectAll(all)
	}
	err = bounds.Within(func() (err error) {
		a, err = collectAll(all)
		return err
	})
	if errors.Is(err, workers.ErrExceeded) {
		return nil, fmt.Errorf("evaluate the source: %w; judge the plan without --source", err)
	}
	return a, err
}

// boundsOf are how much it may take to read inputs of which some have a source, which can call a function of Terraform
// that does not end. A large plan takes its time without any.
func boundsOf(all []Input) (b workers.Bounds, hasSource bool) {
	const perByte, memory = time.Second / (1 << 20), 3 << 30
	size := 0
	for _, in := range all {
		size += len(in.Data)
		hasSource = hasSource || in.Source != "" || in.Snapshot != nil
	}
	return workers.Bounds{
		Time:   (time.Minute + time.Duration(size)*perByte).Round(time.Second),
		Memory: memory,
	}, hasSource
}

func collectAll(all []Input) (*model.Architecture, error) {
	types := noun.NewRegistry()
	p, err := read.Files(all, types)
	if err != nil {
		return nil, err
	}
	l, err := resolve.Link(p)
	if err != nil {
		return nil, err
	}
	return noun.Map(l, types)
}

// Options name the input and say where its Terraform source is.
type Options = read.Options

// Input is one of several plans and states that are read as one.
type Input = read.File
