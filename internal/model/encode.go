package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
)

// snapshotHeader is the head of the file form of an architecture: each collection is an object by id.
type snapshotHeader struct {
	Version string           `json:"version"`
	Source  Source           `json:"source"`
	Gaps    []Gap            `json:"gaps"`
	Unread  Unread           `json:"unread"`
	Calls   []Call           `json:"calls,omitempty"`
	Notes   []string         `json:"notes,omitempty"`
	Lines   map[string]Place `json:"lines,omitempty"`
}

// Sort orders every collection by id, which makes all later output repeatable.
func (a *Architecture) Sort() {
	for _, c := range a.collections() {
		swap := reflect.Swapper(c.slice.Interface())
		order := make([]string, c.slice.Len())
		for i := range order {
			order[i] = c.slice.Index(i).Addr().Interface().(Noun).Base().ID
		}
		if !slices.IsSorted(order) {
			sort.Sort(byKey{order, swap})
		}
	}
	slices.SortStableFunc(a.Gaps, func(x, y Gap) int {
		return slices.Compare([]string{x.Collection, x.Detail}, []string{y.Collection, y.Detail})
	})
	slices.Sort(a.Notes)
}

// byKey sorts keys and applies each exchange to what they belong to.
type byKey struct {
	keys []string
	swap func(i, j int)
}

func (b byKey) Len() int           { return len(b.keys) }
func (b byKey) Less(i, j int) bool { return b.keys[i] < b.keys[j] }
func (b byKey) Swap(i, j int) {
	b.keys[i], b.keys[j] = b.keys[j], b.keys[i]
	b.swap(i, j)
}

// Encode writes the architecture as a snapshot: indented JSON with known attributes as
// plain values and unknown ones under "unknown".
func (a *Architecture) Encode() ([]byte, error) {
	e := encoder{visitor: NewVisitor()}
	e.out.WriteString("{")
	header := snapshotHeader{Version, a.Source, a.Gaps, a.Unread, a.Calls, a.Notes, a.Lines}
	if header.Gaps == nil {
		header.Gaps = []Gap{}
	}
	raw, err := json.Marshal(header)
	if err != nil {
		return nil, fmt.Errorf("encode snapshot header: %w", err)
	}
	e.out.Write(raw[1 : len(raw)-1])
	for _, c := range a.collections() {
		e.out.WriteString(",")
		e.key(c.name)
		e.out.WriteString("{")
		for i := range c.slice.Len() {
			if i > 0 {
				e.out.WriteString(",")
			}
			noun := c.slice.Index(i).Addr().Interface().(Noun)
			e.key(noun.Base().ID)
			e.structure(noun)
		}
		e.out.WriteString("}")
	}
	e.out.WriteString("}")
	if e.err != nil {
		return nil, fmt.Errorf("encode snapshot: %w", e.err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, e.out.Bytes(), "", " "); err != nil {
		return nil, fmt.Errorf("encode snapshot: %w", err)
	}
	indented.WriteString("\n")
	return indented.Bytes(), nil
}

// Encode returns one noun as JSON, in the form it has in a snapshot.
func (w *Visitor) Encode(noun Noun) ([]byte, error) {
	e := encoder{visitor: w}
	e.structure(noun)
	return e.out.Bytes(), e.err
}

type encoder struct {
	visitor *Visitor
	out     bytes.Buffer
	err     error
}

func (e *encoder) key(name string) {
	e.plain(name)
	e.out.WriteString(":")
}

func (e *encoder) plain(v any) {
	raw, err := json.Marshal(v)
	if err != nil && e.err == nil {
		e.err = err
	}
	e.out.Write(raw)
}

func (e *encoder) structure(noun any) {
	unknown := map[string]*Why{}
	e.out.WriteString("{")
	first := true
	member := func(name string, value any) {
		if !first {
			e.out.WriteString(",")
		}
		first = false
		e.key(name)
		e.value(value)
	}
	e.visitor.Visit(noun, func(name string, value any, why *Why) {
		if why != nil {
			unknown[name] = why
		}
		if value != nil {
			member(name, value)
		}
	})
	if len(unknown) > 0 {
		member("unknown", unknown)
	}
	e.out.WriteString("}")
}

func (e *encoder) value(value any) {
	v := reflect.ValueOf(value)
	if v.Kind() != reflect.Slice || v.Type().Elem().Kind() != reflect.Struct {
		if v.Kind() == reflect.Slice && v.IsNil() {
			e.out.WriteString("[]")
			return
		}
		e.plain(value)
		return
	}
	e.out.WriteString("[")
	for i := range v.Len() {
		if i > 0 {
			e.out.WriteString(",")
		}
		e.structure(v.Index(i).Interface())
	}
	e.out.WriteString("]")
}
