package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/archcheck/archcheck/internal/figure"
)

// Decode reads a snapshot that Encode wrote. What it cannot read is an error that names
// the collection, the resource and the attribute.
func Decode(data []byte) (*Architecture, error) {
	var header snapshotHeader
	if err := json.Unmarshal(data, &header); err != nil {
		return nil, fmt.Errorf("decode snapshot: %w", err)
	}
	if header.Version != Version {
		return nil, fmt.Errorf(
			"decode snapshot: its version is %q, this archcheck reads %q; write it again with `archcheck collect`",
			header.Version,
			Version,
		)
	}
	a := &Architecture{
		Source: header.Source,
		Gaps:   header.Gaps,
		Unread: header.Unread,
		Calls:  header.Calls,
		Notes:  header.Notes,
		Lines:  header.Lines,
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, fmt.Errorf("decode snapshot: %w", err)
	}
	d := decoder{visitor: NewVisitor()}
	for _, c := range a.collections() {
		raw, ok := members[c.name]
		if !ok || isNull(raw) {
			a.Gaps = append(a.Gaps, Gap{c.name, NotReturned, "the snapshot does not hold this collection"})
			continue
		}
		if err := d.collection(raw, c.slice); err != nil {
			return nil, fmt.Errorf("decode snapshot: %s: %w", c.name, err)
		}
	}
	a.Sort()
	return a, nil
}

// isNull recognizes what other programs write for a value that is not there: it is not known then, and no zero.
func isNull(raw json.RawMessage) bool { return string(bytes.TrimSpace(raw)) == "null" }

type decoder struct{ visitor *Visitor }

func (d decoder) collection(raw json.RawMessage, slice reflect.Value) error {
	var byID map[string]json.RawMessage
	if err := json.Unmarshal(raw, &byID); err != nil {
		return err
	}
	for id, noun := range byID {
		target := reflect.New(slice.Type().Elem())
		if err := d.structure(noun, target.Elem()); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		if got := target.Interface().(Noun).Base().ID; got != id {
			return fmt.Errorf("%s: its id says %q", id, got)
		}
		slice.Set(reflect.Append(slice, target.Elem()))
	}
	return nil
}

func (d decoder) structure(raw json.RawMessage, target reflect.Value) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		return err
	}
	var unknown map[string]*Why
	if raw, ok := members["unknown"]; ok {
		if err := json.Unmarshal(raw, &unknown); err != nil {
			return fmt.Errorf("unknown: %w", err)
		}
	}
	for _, f := range d.visitor.shape(target.Type()) {
		member := target.FieldByIndex(f.index).Addr().Interface()
		if err := d.member(members[f.name], unknown[f.name], member); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

func (d decoder) member(raw json.RawMessage, why *Why, member any) error {
	a, ok := member.(assignable)
	switch {
	case !ok && raw == nil:
		return nil
	case !ok:
		return json.Unmarshal(raw, member)
	case raw == nil, isNull(raw):
		return a.assign(nil, why)
	}
	return a.assign(func(target any) error { return d.value(raw, target) }, why)
}

func (d decoder) value(raw json.RawMessage, target any) error {
	v := reflect.ValueOf(target).Elem()
	if v.Kind() != reflect.Slice || v.Type().Elem().Kind() != reflect.Struct {
		if err := json.Unmarshal(raw, target); err != nil {
			return err
		}
		return bounded(v)
	}
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return err
	}
	for i, item := range items {
		element := reflect.New(v.Type().Elem())
		if err := d.structure(item, element.Elem()); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
		v.Set(reflect.Append(v, element.Elem()))
	}
	return nil
}

// bounded refuses a number that nobody can mean.
func bounded(v reflect.Value) error {
	if v.CanInt() && !figure.IsOne(float64(v.Int())) || v.CanFloat() && !figure.IsOne(v.Float()) {
		return fmt.Errorf("%v is too great a number", v)
	}
	return nil
}

// snapshotSet is the file form of several architectures, such as the regions of an account.
type snapshotSet struct {
	Version       string            `json:"version"`
	Architectures []json.RawMessage `json:"architectures"`
}

// EncodeAll writes architectures as one snapshot: a single one as Encode does, several as a
// list of such.
func EncodeAll(all []*Architecture) ([]byte, error) {
	if len(all) == 1 {
		return all[0].Encode()
	}
	set := snapshotSet{Version: Version, Architectures: []json.RawMessage{}}
	for _, a := range all {
		data, err := a.Encode()
		if err != nil {
			return nil, err
		}
		set.Architectures = append(set.Architectures, data)
	}
	data, err := json.MarshalIndent(set, "", " ")
	if err != nil {
		return nil, fmt.Errorf("encode snapshot: %w", err)
	}
	return append(data, '\n'), nil
}

// DecodeAll reads what EncodeAll wrote.
func DecodeAll(data []byte) ([]*Architecture, error) {
	var set snapshotSet
	if err := json.Unmarshal(data, &set); err != nil || set.Architectures == nil {
		a, err := Decode(data)
		return []*Architecture{a}, err
	}
	if set.Version != Version || len(set.Architectures) == 0 {
		return nil, fmt.Errorf(
			"decode snapshot: its version is %q with %d architectures, this archcheck reads %q; write it again with `archcheck collect`",
			set.Version,
			len(set.Architectures),
			Version,
		)
	}
	var all []*Architecture
	for _, raw := range set.Architectures {
		a, err := Decode(raw)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}
