package plan

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/valyala/fastjson"
)

func (c *collector) readInstances() error {
	for _, in := range c.inputs {
		if err := c.readDocument(in.doc); err != nil {
			return in.named(err)
		}
	}
	if err := c.ownOnce(); err != nil {
		return err
	}
	c.findTwins()
	if err := c.hideGone(); err != nil {
		return err
	}
	for _, in := range c.instances {
		c.link(in)
	}
	c.findDeferredTwins()
	c.findShadows()
	return nil
}

func (c *collector) readDocument(doc *document) error {
	if err := c.marked.gatherAll(doc); err != nil {
		return err
	}
	if err := c.readState(doc.state); err != nil {
		return fmt.Errorf("read values: %w", err)
	}
	if err := c.readState(doc.readBefore()); err != nil {
		return fmt.Errorf("read prior_state: %w", err)
	}
	for _, change := range doc.changes {
		if err := checkNesting(change.module); err != nil {
			return err
		}
		if err := c.readChange(change); err != nil {
			return fmt.Errorf("read resource_changes: %s: %w", change.address, err)
		}
	}
	return nil
}

// link makes an instance known to the resolver and the alias index.
func (c *collector) link(in *instance) {
	c.byType[in.typ] = append(c.byType[in.typ], in)
	if !in.kept {
		c.resolver.add(in)
	}
	if module := c.resolver.configs[in.module]; module != nil {
		in.config = module.resources[in.block()]
	}
	if in.after == nil && in.unknown == nil {
		return
	}
	c.addAliases(in)
	in.written, in.observe = c.writtenValue, c.observe
	c.byAddress[in.address] = in.itself()
	switch in.typ {
	case "aws_acm_certificate_validation":
		c.validations = append(c.validations, in)
	case "aws_eip", "aws_eip_association":
		c.elasticIPs = append(c.elasticIPs, in)
	}
}

// readChange takes the end state of one resource change: everything but what is deleted or
// deposed, and what is forgotten as it was.
func (c *collector) readChange(ch change) error {
	c.providers[providerOf(ch.typ)] = c.providers[providerOf(ch.typ)] || ch.mode != "data"
	if err := c.readKept(ch); err != nil || ch.deposed || ch.actions.Forget() {
		return err
	}
	in := ch.instance()
	in.created = slices.Contains(ch.actions, tfjson.ActionCreate)
	gone, modeled := ch.actions.Delete(), c.isModeled(ch.typ)
	if !modeled && !gone && !in.data {
		c.unmodeled[ch.typ]++
	}
	if !modeled && gone {
		return nil
	}
	if err := in.parse(ch); err != nil {
		return err
	}
	if gone || in.before != nil {
		c.deleted = append(c.deleted, in)
	}
	if !gone {
		c.instances = append(c.instances, in)
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
func (c *collector) checkProviders() error {
	others := []string{}
	for provider, manages := range c.providers {
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
