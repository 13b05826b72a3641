package read

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/valyala/fastjson"
)

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

func (s *splitter) changeTo(list *[]change) error {
	c, err := s.change()
	*list = append(*list, c)
	return err
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
			c.Type, err = s.text()
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

// invocation takes what an action of a provider is given, for its marks.
func (c *change) invocation(s *splitter, name string) (err error) {
	switch name {
	case "address":
		c.address, err = s.text()
	case "config_values":
		c.after, err = s.raw()
	case "config_sensitive":
		c.sensitive, err = s.raw()
	default:
		err = s.decoder.SkipValue()
	}
	return err
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
