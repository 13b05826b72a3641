package read

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hashicorp/go-version"
	tfjson "github.com/hashicorp/terraform-json"
)

// document is a plan or state split into the parts archcheck reads. Everything is a slice
// of the input: nothing is decoded until it is asked for, so a big plan costs little more
// than its own size.
type document struct {
	formatVersion string
	ToolVersion   string
	timestamp     string
	// complete is what the plan says of itself; silent, that it says nothing: Terraform does
	// since 1.8, OpenTofu does not.
	complete, Silent bool
	errored          bool
	deferred         bool
	changes          []change
	// others are changes that are not judged, of which the marks count: what drifted, what is deferred, and actions.
	others []change
	// state are the resources of a state, prior those of a plan's prior state.
	state, prior []stateResource
	IsState      bool
	// RefreshOnly says that the state is that of a plan which changes nothing.
	RefreshOnly   bool
	Configuration []byte
	variables     []byte
}

// change is one element of resource_changes.
type change struct {
	address, module, mode, Type, name string
	// previous is the address before a `moved` block, reason why it is changed so.
	previous, reason                  string
	index                             []byte
	deposed                           bool
	actions                           tfjson.Actions
	before, after                     []byte
	unknown, sensitive, wereSensitive []byte
	beforeIdentity, afterIdentity     []byte
}

// split reads the top level of a plan without decoding what it skips.
func split(data []byte) (*document, error) {
	s := &splitter{data: data, decoder: jsontext.NewDecoder(bytes.NewBuffer(data))}
	doc := &document{complete: true, Silent: true}
	var members []string
	err := s.object(func(name string) error {
		members = append(members, name)
		return doc.member(s, name)
	})
	if err != nil {
		return nil, s.explain(err)
	}
	if err := checkMembers(members); err != nil {
		return nil, err
	}
	if _, err := s.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, notAPlan(
			"there is more text after the plan's JSON at byte %d; %s",
			s.decoder.InputOffset(),
			showHint,
		)
	}
	if err := doc.checkOnce(); err != nil {
		return nil, err
	}
	return doc, doc.checkVersion()
}

// checkOnce refuses what says two things of one address: which of them counts is not for a reader to choose.
func (d *document) checkOnce() error {
	for _, list := range [][]stateResource{d.state, d.prior} {
		seen := map[string]bool{}
		for _, r := range list {
			if seen[r.address] {
				return twice(r.address)
			}
			seen[r.address] = true
		}
	}
	seen := map[string]bool{}
	for _, c := range d.changes {
		if seen[c.address] && !c.deposed {
			return twice(c.address)
		}
		seen[c.address] = seen[c.address] || !c.deposed
	}
	return nil
}

func twice(address string) error {
	return notAPlan("%q stands in it twice, and which of them counts is not to be told; %s", address, showHint)
}

func (d *document) member(s *splitter, name string) (err error) {
	switch name {
	case "format_version":
		d.formatVersion, err = s.text()
	case "terraform_version":
		d.ToolVersion, err = s.text()
	case "timestamp":
		d.timestamp, err = s.text()
	case "complete":
		d.Silent = false
		d.complete, err = s.boolean(true)
	case "errored":
		d.errored, err = s.boolean(false)
	case "deferred_changes":
		err = s.array(func() error {
			d.deferred = true
			return s.object(func(name string) error {
				if name != "resource_change" {
					return s.decoder.SkipValue()
				}
				return s.changeTo(&d.others)
			})
		})
	case "action_invocations":
		err = s.array(func() error {
			c := change{}
			defer func() { d.others = append(d.others, c) }()
			return s.object(func(name string) error { return c.invocation(s, name) })
		})
	case "resource_changes":
		err = s.array(func() error { return s.changeTo(&d.changes) })
	case "resource_drift":
		err = s.array(func() error { return s.changeTo(&d.others) })
	case "prior_state":
		d.prior, err = s.state()
	case "values":
		d.IsState = true
		err = s.module(&d.state)
	case "configuration":
		d.Configuration, err = s.raw()
	case "variables":
		d.variables, err = s.raw()
	default:
		err = s.decoder.SkipValue()
	}
	return err
}

// checkVersion accepts what terraform-json accepts: 0.1 up to, not including, 2.0.
func (d *document) checkVersion() error {
	if d.formatVersion == "" {
		return notAPlan("the plan has no format_version; %s", showHint)
	}
	v, err := version.NewVersion(d.formatVersion)
	if err != nil {
		return notAPlan("the plan's format_version %q is not a version; %s", d.formatVersion, showHint)
	}
	supported, err := version.NewConstraint(tfjson.PlanFormatVersionConstraints)
	if err != nil {
		return fmt.Errorf("read terraform-json's version constraint: %w", err)
	}
	if !supported.Check(v) {
		return notAPlan(
			"the plan's format_version %s is not supported (%s); use a newer archcheck",
			v,
			tfjson.PlanFormatVersionConstraints,
		)
	}
	return nil
}
