package resolve

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// valuesDiffer compares what the plan knows of an instance with what the source gives.
func (s *sourceReader) valuesDiffer(in *read.Instance) *source.Difference {
	if in.Data || in.After == nil {
		return nil
	}
	scope := s.scope(in.Module)
	arguments := s.folder.Arguments(scope.Path, in.Block())
	for _, name := range slices.Sorted(maps.Keys(arguments)) {
		planned, state := in.At(name)
		if state == read.Sensitive || state == read.Unknown || tree.HasTrue(tree.Descend(in.Sensitive, name)) ||
			tree.HasTrue(tree.Descend(in.Unknown, name)) ||
			isWriteOnly(name) {
			continue
		}
		value, ok := s.evaluator.Attribute(scope, in.Block(), in.Key, []string{name}, inPlan{in})
		if !ok || !mustAgree(in, name, planned) {
			continue
		}
		written, known := value.Known()
		if !known || source.Plausible(name, jsonOf(planned), written) || isBlockInJSON(planned, written) ||
			source.Plausible(name, jsonOf(withoutAdded(in, name, planned)), written) {
			continue
		}
		where := arguments[name]
		return &source.Difference{Address: in.Address, Attribute: name, Plan: shownJSON(jsonOf(planned), name),
			Source: shownJSON(written, name), File: where.Filename, Line: where.Start.Line}
	}
	return nil
}

// isBlockInJSON recognizes a nested block that JSON syntax writes as one object: the plan shows
// it in a list, with what the author left out.
func isBlockInJSON(planned *fastjson.Value, written []byte) bool {
	return planned != nil && planned.Type() == fastjson.TypeArray && bytes.HasPrefix(written, []byte("{"))
}

// withoutAdded is a planned list without what the provider puts into it itself, beside what the author wrote: the names
// of a certificate have its domain among them.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate
func withoutAdded(in *read.Instance, name string, planned *fastjson.Value) *fastjson.Value {
	if in.Type != "aws_acm_certificate" || name != "subject_alternative_names" {
		return planned
	}
	own := in.Plain("domain_name")
	var arena fastjson.Arena
	kept := arena.NewArray()
	for _, item := range planned.GetArray() {
		if !strings.EqualFold(string(item.GetStringBytes()), own) {
			kept.SetArrayItem(len(kept.GetArray()), item)
		}
	}
	return kept
}

// mustAgree reports whether the value planned for an argument is the author's: for what
// exists, providers keep their own form of a text that means the same.
func mustAgree(in *read.Instance, name string, planned *fastjson.Value) bool {
	if strings.HasPrefix(name, "user_data") || planned == nil {
		return false
	}
	if in.Created || read.IsAlias(name) || name == "cidr_block" {
		return true
	}
	switch planned.Type() {
	case fastjson.TypeTrue, fastjson.TypeFalse, fastjson.TypeNumber:
		return true
	}
	return false
}

func isWriteOnly(name string) bool { return strings.HasSuffix(name, "_wo") }

func jsonOf(v *fastjson.Value) []byte {
	if v == nil {
		return []byte("null")
	}
	return v.MarshalTo(nil)
}

func shownJSON(data []byte, name string) string {
	v, err := fastjson.ParseBytes(data)
	if err != nil {
		return source.Hidden
	}
	switch v.Type() {
	case fastjson.TypeString:
		return source.Shown(string(v.GetStringBytes()), source.IsSecretName(name))
	case fastjson.TypeObject, fastjson.TypeArray:
		return source.Hidden
	}
	if source.IsSecretName(name) {
		return source.Hidden
	}
	return v.String()
}
