package plan

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/model"
)

// plans are plans and states that are read as one: their resources and data sources, and what they say of themselves.
type plans struct {
	types  types
	inputs []*input
	// config is the configuration of all inputs.
	config    *configuration
	instances []*instance
	// deleted are what a plan takes away, where it may still show in others.
	deleted []*instance
	// kept are the addresses of what the plan forgets.
	kept []string
	// unmodeled counts resources by types that no noun is made of.
	unmodeled map[string]int
	// providers are those that the inputs name, and whether they manage anything by them.
	providers map[string]bool
	gaps      []model.Gap
	// marked are the texts that are dropped wherever they stand.
	marked  secrets
	observe func(typ, path string)
}

// types says which types of resources the nouns are made of.
type types interface {
	// isModeled reports whether the type's values are read at all.
	isModeled(typ string) bool
	// isNoun reports whether the type becomes a noun of its own.
	isNoun(typ string) bool
}

// readPlans reads the instances of all inputs, and brings those that are one thing together.
func readPlans(all []Input, types types) (*plans, error) {
	inputs, err := readInputs(all)
	if err != nil {
		return nil, err
	}
	p := &plans{
		types:     types,
		inputs:    inputs,
		config:    joinedConfiguration(inputs),
		unmodeled: map[string]int{},
		providers: map[string]bool{},
		observe:   all[0].observe,
	}
	for _, in := range inputs {
		for _, gap := range in.gaps {
			gap.Detail = in.said(gap.Detail)
			p.gaps = append(p.gaps, gap)
		}
	}
	return p, p.readInstances()
}

func (p *plans) readInstances() error {
	for _, in := range p.inputs {
		if err := p.readDocument(in.doc); err != nil {
			return in.named(err)
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

func (p *plans) readDocument(doc *document) error {
	if err := p.marked.gatherAll(doc); err != nil {
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
func (p *plans) readChange(ch change) error {
	p.providers[providerOf(ch.typ)] = p.providers[providerOf(ch.typ)] || ch.mode != "data"
	if err := p.readKept(ch); err != nil || ch.deposed || ch.actions.Forget() {
		return err
	}
	in := ch.instance()
	in.created = slices.Contains(ch.actions, tfjson.ActionCreate)
	gone, modeled := ch.actions.Delete(), p.types.isModeled(ch.typ)
	if !modeled && !gone && !in.data {
		p.unmodeled[ch.typ]++
	}
	if !modeled && gone {
		return nil
	}
	if err := in.parse(ch); err != nil {
		return err
	}
	if gone || in.before != nil {
		p.deleted = append(p.deleted, in)
	}
	if !gone {
		p.instances = append(p.instances, in)
	}
	return nil
}

func (ch change) instance() *instance {
	in := &instance{
		address: ch.address,
		module:  ch.module,
		typ:     ch.typ,
		name:    ch.name,
		data:    ch.mode == "data",
		key:     renderKey(ch.index),
	}
	if ch.index == nil {
		in.key = keyOf(ch.address)
	}
	return in
}

// parse reads the values of a change; `before` only where an older form of the resource
// may still show in another one's computed attributes.
func (in *instance) parse(ch change) error {
	trees := []struct {
		raw  []byte
		into **fastjson.Value
	}{{ch.after, &in.after}, {ch.unknown, &in.unknown}, {ch.sensitive, &in.sensitive}}
	if isEchoed(ch.typ) && !ch.actions.NoOp() && !ch.actions.Create() && !ch.actions.Read() {
		trees = append(trees, struct {
			raw  []byte
			into **fastjson.Value
		}{ch.before, &in.before})
	}
	for _, tree := range trees {
		if tree.raw == nil ||
			tree.into != &in.after && tree.into != &in.before && !bytes.Contains(tree.raw, []byte("true")) {
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
func (p *plans) checkProviders() error {
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
