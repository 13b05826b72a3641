package source

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// Origin is the attribute of a resource instance that a value known after apply comes from.
type Origin struct{ Address, Attribute string }

// placeholders are the values that only apply will tell, each with what is known of it. A
// text that is not known is a text with the placeholder's number in it, so that functions
// put it where they would put the real one and what stands around it stays known. Other values
// are unknown ones of cty, marked with the number.
type placeholders struct {
	// begin and end enclose the number; begin cannot be guessed by who writes a plan.
	begin, end string
	all        []placeholder
	byOrigin   map[Origin]int
}

// placeholder is one value that is not known: an attribute, one of several alternatives, or
// what a function makes of other values.
type placeholder struct {
	origin       Origin
	alternatives []cty.Value
	from         []cty.Value
	// untold says that the source does not say anything about it, as of a module that is not here.
	untold bool
	// written tells what the source writes for the attribute; nil where it cannot.
	written writer
	// open is what may be in a collection of which apply tells what is in it.
	open *collection
	// shape tells what the text is made of, nil where nothing is sure; spelled is the text that it makes.
	shape   *shape
	spelled string
	// positive says that the number is at least one.
	positive bool
	// word says that the text has neither slash nor colon in it, and is not empty.
	word bool
}

// mark is the number of a placeholder on an unknown value.
type mark int

func newPlaceholders(nonce string) *placeholders {
	return &placeholders{begin: "\uE000" + nonce + ":", end: "\uE001", byOrigin: map[Origin]int{}}
}

func (p *placeholders) add(h placeholder) int {
	p.all = append(p.all, h)
	return len(p.all) - 1
}

// token is the text that stands for a placeholder.
func (p *placeholders) token(n int) cty.Value {
	return cty.StringVal(p.begin + strconv.Itoa(n) + p.end)
}

func (p *placeholders) value(n int, t cty.Type) cty.Value {
	if t == cty.String {
		return p.token(n)
	}
	return cty.UnknownVal(t).Mark(mark(n))
}

// attribute is the value that apply will give an attribute.
func (p *placeholders) attribute(o Origin) cty.Value {
	n, ok := p.byOrigin[o]
	if !ok {
		n = p.add(placeholder{origin: o})
		p.byOrigin[o] = n
	}
	if isTextAttribute(o.Attribute) {
		return p.token(n)
	}
	return cty.DynamicVal.Mark(mark(n))
}

// isTextAttribute reports whether attributes of a name are texts in every resource type of the
// AWS provider (5.100, by its schema). What is no text can be indexed, so a wrong answer would
// make `try` go on where Terraform does not.
func isTextAttribute(path string) bool {
	name := path[strings.LastIndex(path, ".")+1:]
	switch name {
	case "id",
		"arn",
		"bucket",
		"dns_name",
		"family",
		"fqdn",
		"identifier",
		"json",
		"key_id",
		"role",
		"url",
		"cluster",
		"arn_suffix",
		"availability_zone",
		"cidr_block",
		"b64_url",
		"hex":
		return true
	case "name":
		return !strings.Contains(path, ".")
	case "vlan_id",
		"virtual_network_id",
		"transaction_id",
		"default_version_id",
		"version_id",
		"application_version_id",
		"revocation_id",
		"add_column_name":
		return false
	}
	for _, suffix := range []string{"_id", "_arn", "_url", "_name"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// untold is a value of which the source says nothing.
func (p *placeholders) untold() cty.Value {
	return cty.DynamicVal.Mark(mark(p.add(placeholder{untold: true})))
}

// derived is what is made of values in a way that only they could tell.
func (p *placeholders) derived(t cty.Type, from ...cty.Value) cty.Value {
	return p.value(p.add(placeholder{from: from}), t)
}

// choice is one of several values; equal ones are one.
func (p *placeholders) choice(values ...cty.Value) cty.Value {
	var distinct []cty.Value
	for _, v := range values {
		known := false
		for _, other := range distinct {
			known = known || identical(v, other)
		}
		if !known {
			distinct = append(distinct, v)
		}
	}
	if len(distinct) == 1 {
		return distinct[0]
	}
	if merged, ok := p.memberwise(distinct); ok {
		return merged
	}
	t := distinct[0].Type()
	for _, v := range distinct[1:] {
		if !v.Type().Equals(t) && !v.IsNull() {
			t = cty.DynamicPseudoType
		}
	}
	return p.value(p.add(placeholder{alternatives: distinct}), t)
}

// memberwise is the choice between objects of the same attributes, one by one.
func (p *placeholders) memberwise(values []cty.Value) (cty.Value, bool) {
	members := map[string][]cty.Value{}
	for _, v := range values {
		if !iterable(v) || !v.Type().IsObjectType() || v.LengthInt() != values[0].LengthInt() {
			return cty.NilVal, false
		}
		for name, member := range v.AsValueMap() {
			members[name] = append(members[name], member)
		}
	}
	merged := map[string]cty.Value{}
	for name, all := range members {
		if len(all) != len(values) {
			return cty.NilVal, false
		}
		merged[name] = p.choice(all...)
	}
	return cty.ObjectVal(merged), true
}

// identical reports whether two values are surely one.
func identical(a, b cty.Value) bool {
	x, xMarks := a.UnmarkDeep()
	y, yMarks := b.UnmarkDeep()
	if !xMarks.Equal(yMarks) || !x.IsWhollyKnown() && len(xMarks) != 1 {
		return false
	}
	return x.RawEquals(y)
}
