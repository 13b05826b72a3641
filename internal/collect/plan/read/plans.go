// Package read takes plans and states apart: the resources and data sources of their end state, what is known, unknown and
// sensitive of each, their configuration, and what they say of themselves. Several are read as one.
//
// It follows no reference: what an attribute names that is not known yet, resolve tells.
package read

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/valyala/fastjson"
)

// Plans are plans and states that are read as one: their resources and data sources, and what they say of themselves.
type Plans struct {
	types  types
	Inputs []*Input
	// Config is the configuration of all inputs.
	Config    *Configuration
	Instances []*Instance
	// Deleted are what a plan takes away, where it may still show in others.
	Deleted []*Instance
	// kept are the addresses of what the plan forgets.
	kept []string
	// Unmodeled counts resources by types that no noun is made of.
	Unmodeled map[string]int
	// providers are those that the inputs name, and whether they manage anything by them.
	providers map[string]bool
	Gaps      []model.Gap
	// Marked are the texts that are dropped wherever they stand.
	Marked  Secrets
	Observe func(typ, path string)
}

// types says which types of resources the nouns are made of.
type types interface {
	// IsModeled reports whether the type's values are read at all.
	IsModeled(typ string) bool
	// IsNoun reports whether the type becomes a noun of its own.
	IsNoun(typ string) bool
}

// Files reads the instances of all inputs, and brings those that are one thing together.
func Files(all []File, types types) (*Plans, error) {
	inputs, err := readInputs(all)
	if err != nil {
		return nil, err
	}
	p := &Plans{
		types:     types,
		Inputs:    inputs,
		Config:    joinedConfiguration(inputs),
		Unmodeled: map[string]int{},
		providers: map[string]bool{},
		Observe:   all[0].Observe,
	}
	for _, in := range inputs {
		for _, gap := range in.Gaps {
			gap.Detail = in.Said(gap.Detail)
			p.Gaps = append(p.Gaps, gap)
		}
	}
	return p, p.readInstances()
}

func (p *Plans) readInstances() error {
	for _, in := range p.Inputs {
		if err := p.readDocument(in.Doc); err != nil {
			return in.Named(err)
		}
	}
	if err := p.ownOnce(); err != nil {
		return err
	}
	p.findTwins()
	if err := p.hideGone(); err != nil {
		return err
	}
	if err := p.learnConfiguration(); err != nil {
		return err
	}
	return p.checkProviders()
}

func (p *Plans) readDocument(doc *document) error {
	if err := p.Marked.gatherAll(doc); err != nil {
		return err
	}
	if err := p.readState(doc.state); err != nil {
		return fmt.Errorf("read values: %w", err)
	}
	if err := p.readState(doc.readBefore()); err != nil {
		return fmt.Errorf("read prior_state: %w", err)
	}
	for _, change := range doc.changes {
		if err := checkNesting(change.module); err != nil {
			return err
		}
		if err := p.readChange(change); err != nil {
			return fmt.Errorf("read resource_changes: %s: %w", change.address, err)
		}
	}
	return nil
}

// readChange takes the end state of one resource change: everything but what is deleted or
// deposed, and what is forgotten as it was.
func (p *Plans) readChange(ch change) error {
	p.providers[providerOf(ch.Type)] = p.providers[providerOf(ch.Type)] || ch.mode != "data"
	if err := p.readKept(ch); err != nil || ch.deposed || ch.actions.Forget() {
		return err
	}
	in := ch.instance()
	in.Created = slices.Contains(ch.actions, tfjson.ActionCreate)
	gone, modeled := ch.actions.Delete(), p.types.IsModeled(ch.Type)
	if !modeled && !gone && !in.Data {
		p.Unmodeled[ch.Type]++
	}
	if !modeled && gone {
		return nil
	}
	if err := in.parse(ch); err != nil {
		return err
	}
	if gone || in.Before != nil {
		p.Deleted = append(p.Deleted, in)
	}
	if !gone {
		p.Instances = append(p.Instances, in)
	}
	return nil
}

func (ch change) instance() *Instance {
	in := &Instance{
		Address: ch.address,
		Module:  ch.module,
		Type:    ch.Type,
		Name:    ch.name,
		Data:    ch.mode == "data",
		Key:     renderKey(ch.index),
	}
	if ch.index == nil {
		in.Key = keyOf(ch.address)
	}
	return in
}

// parse reads the values of a change; `before` only where an older form of the resource
// may still show in another one's computed attributes.
func (in *Instance) parse(ch change) error {
	trees := []struct {
		raw  []byte
		into **fastjson.Value
	}{{ch.after, &in.After}, {ch.unknown, &in.Unknown}, {ch.sensitive, &in.Sensitive}}
	if isEchoed(ch.Type) && !ch.actions.NoOp() && !ch.actions.Create() && !ch.actions.Read() {
		trees = append(trees, struct {
			raw  []byte
			into **fastjson.Value
		}{ch.before, &in.Before})
	}
	for _, tree := range trees {
		if tree.raw == nil ||
			tree.into != &in.After && tree.into != &in.Before && !bytes.Contains(tree.raw, []byte("true")) {
			continue // nothing is marked
		}
		v, err := parsed(tree.raw)
		if err != nil {
			return err
		}
		*tree.into = v
	}
	in.forget()
	return in.layIdentity(ch.identity())
}

func providerOf(typ string) string {
	provider, _, _ := strings.Cut(typ, "_")
	return provider
}

// checkProviders refuses a plan that manages another cloud and nothing in AWS.
func (p *Plans) checkProviders() error {
	others := []string{}
	for provider, manages := range p.providers {
		if provider == "aws" || provider == "awscc" {
			return nil
		}
		if manages &&
			slices.Contains(
				[]string{
					"azurerm",
					"azuread",
					"google",
					"oci",
					"alicloud",
					"ibm",
					"digitalocean",
					"hcloud",
					"openstack",
					"kubernetes",
				},
				provider,
			) {
			others = append(others, provider)
		}
	}
	if len(others) == 0 {
		return nil
	}
	slices.Sort(others)
	return notAPlan(
		"the plan holds no AWS resources, only %s; archcheck judges AWS architectures",
		strings.Join(others, ", "),
	)
}
