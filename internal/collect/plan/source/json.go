package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/hashicorp/hcl/v2"
)

// node is a JSON value with the place where it stands.
type node struct {
	// value is a string, json.Number, bool or nil; members and items are set for objects and arrays.
	value   any
	members []property
	items   []node
	object  bool
	array   bool
	at      hcl.Pos
}

type property struct {
	name  string
	value node
}

// decoder reads JSON in the order in which it is written.
type decoder struct {
	*json.Decoder
	content []byte
	// line counts up to the byte that it was asked for last.
	line, counted int
}

func decodeJSON(content []byte) (node, error) {
	d := &decoder{Decoder: json.NewDecoder(bytes.NewReader(content)), content: content, line: 1}
	d.UseNumber()
	n, err := d.node()
	if err != nil {
		return node{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return node{}, errors.New("there is more text after the JSON")
	}
	return n, nil
}

// position is where the last token ended.
func (d *decoder) position() hcl.Pos {
	end := min(int(d.InputOffset()), len(d.content))
	d.line += bytes.Count(d.content[d.counted:end], []byte("\n"))
	d.counted = end
	return hcl.Pos{Line: d.line, Column: 1, Byte: end}
}

func (d *decoder) node() (node, error) {
	token, err := d.Token()
	if err != nil {
		return node{}, err
	}
	n := node{at: d.position()}
	switch token {
	case json.Delim('{'):
		n.object = true
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return n, err
			}
			value, err := d.node()
			if err != nil {
				return n, err
			}
			n.members = append(n.members, property{fmt.Sprint(name), value})
		}
		_, err = d.Token()
	case json.Delim('['):
		n.array = true
		for d.More() {
			item, err := d.node()
			if err != nil {
				return n, err
			}
			n.items = append(n.items, item)
		}
		_, err = d.Token()
	default:
		n.value = token
	}
	return n, err
}

// list is the items of an array, or the one value that stands for an array of it.
func (n node) list() []node {
	if n.array {
		return n.items
	}
	return []node{n}
}
