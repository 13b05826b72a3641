package plan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hashicorp/go-version"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/valyala/fastjson"
)

// document is a plan or state split into the parts archcheck reads. Everything is a slice
// of the input: nothing is decoded until it is asked for, so a big plan costs little more
// than its own size.
type document struct {
	formatVersion string
	toolVersion   string
	timestamp     string
	// complete is what the plan says of itself; silent, that it says nothing: Terraform does
	// since 1.8, OpenTofu does not.
	complete, silent bool
	errored          bool
	deferred         bool
	changes          []change
	// state are the resources of a state, prior those of a plan's prior state.
	state, prior []stateResource
	isState      bool
	// refreshOnly says that the state is that of a plan which changes nothing.
	refreshOnly   bool
	configuration []byte
	variables     []byte
}

// change is one element of resource_changes.
type change struct {
	address, module, mode, typ, name string
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
	doc := &document{complete: true, silent: true}
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
		d.toolVersion, err = s.text()
	case "timestamp":
		d.timestamp, err = s.text()
	case "complete":
		d.silent = false
		d.complete, err = s.boolean(true)
	case "errored":
		d.errored, err = s.boolean(false)
	case "deferred_changes":
		var raw []byte
		raw, err = s.raw()
		d.deferred = len(bytes.Trim(raw, "[] \t\r\nnul")) > 0
	case "resource_changes":
		err = s.array(func() error {
			c, err := s.change()
			d.changes = append(d.changes, c)
			return err
		})
	case "prior_state":
		d.prior, err = s.state()
	case "values":
		d.isState = true
		err = s.module(&d.state)
	case "configuration":
		d.configuration, err = s.raw()
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

// splitter walks JSON and hands out slices of it.
type splitter struct {
	data    []byte
	decoder *jsontext.Decoder
}

func (s *splitter) explain(err error) error {
	switch {
	case IsInputError(err):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return notAPlan(
			"the JSON ends in the middle (byte %d of %d): the file is truncated; write it again with `terraform show -json`",
			s.decoder.InputOffset(),
			len(s.data),
		)
	case errors.Is(err, jsontext.ErrDuplicateName):
		return notAPlan(
			"an object has a member twice near byte %d, and which of them counts is not to be told; %s",
			s.decoder.InputOffset(),
			showHint,
		)
	}
	return notAPlan("the JSON is not valid near byte %d (%v); %s", s.decoder.InputOffset(), reason(err), showHint)
}

// parsed reads a part of an input. Of one that is too deep the parser names each level.
func parsed(part []byte) (*fastjson.Value, error) {
	v, err := fastjson.ParseBytes(part)
	if err != nil && strings.Contains(err.Error(), "too big depth") {
		return nil, notAPlan(
			"the JSON has more than %d objects and lists within one another; %s",
			fastjson.MaxDepth,
			showHint,
		)
	}
	return v, err
}

func reason(err error) error {
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		return syntactic.Err
	}
	return err
}

// object reads an object; member must consume each member's value. Null reads as empty.
func (s *splitter) object(member func(name string) error) error {
	return s.container(jsontext.KindBeginObject, jsontext.KindEndObject, func() error {
		token, err := s.decoder.ReadToken()
		if err != nil {
			return err
		}
		return member(token.String())
	})
}

// array reads an array; element must consume each element. Null reads as empty.
func (s *splitter) array(element func() error) error {
	return s.container(jsontext.KindBeginArray, jsontext.KindEndArray, element)
}

func (s *splitter) container(begin, end jsontext.Kind, element func() error) error {
	token, err := s.decoder.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() == jsontext.KindNull {
		return nil
	}
	if token.Kind() != begin {
		return fmt.Errorf("found %q where %q was expected", token.Kind(), begin)
	}
	for {
		kind := s.decoder.PeekKind()
		if kind == end {
			_, err := s.decoder.ReadToken()
			return err
		}
		if err := element(); err != nil {
			return err
		}
	}
}

// raw returns the next value as a slice of the input, which stays valid when the decoder moves on.
func (s *splitter) raw() ([]byte, error) {
	value, err := s.decoder.ReadValue()
	if err != nil {
		return nil, err
	}
	end := s.decoder.InputOffset()
	return s.data[end-int64(len(value)) : end : end], nil
}

func (s *splitter) text() (string, error) {
	token, err := s.decoder.ReadToken()
	if err != nil || token.Kind() != jsontext.KindString {
		return "", err
	}
	return token.String(), nil
}

func (s *splitter) boolean(other bool) (bool, error) {
	token, err := s.decoder.ReadToken()
	if err != nil {
		return other, err
	}
	switch token.Kind() {
	case jsontext.KindTrue:
		return true, nil
	case jsontext.KindFalse:
		return false, nil
	}
	return other, nil
}

func (s *splitter) change() (c change, err error) {
	err = s.object(func(name string) (err error) {
		switch name {
		case "address":
			c.address, err = s.text()
		case "module_address":
			c.module, err = s.text()
		case "mode":
			c.mode, err = s.text()
		case "type":
			c.typ, err = s.text()
		case "name":
			c.name, err = s.text()
		case "previous_address":
			c.previous, err = s.text()
		case "action_reason":
			c.reason, err = s.text()
		case "index":
			c.index, err = s.raw()
		case "deposed":
			c.deposed = true
			err = s.decoder.SkipValue()
		case "change":
			err = s.object(func(name string) error { return c.member(s, name) })
		default:
			err = s.decoder.SkipValue()
		}
		return err
	})
	return c, err
}

func (c *change) member(s *splitter, name string) (err error) {
	switch name {
	case "actions":
		err = s.array(func() error {
			action, err := s.text()
			c.actions = append(c.actions, tfjson.Action(action))
			return err
		})
	case "before":
		c.before, err = s.raw()
	case "after":
		c.after, err = s.raw()
	case "after_unknown":
		c.unknown, err = s.raw()
	case "after_sensitive":
		c.sensitive, err = s.raw()
	case "before_identity":
		c.beforeIdentity, err = s.raw()
	case "after_identity":
		c.afterIdentity, err = s.raw()
	case "before_sensitive":
		c.wereSensitive, err = s.raw()
	default:
		err = s.decoder.SkipValue()
	}
	return err
}
