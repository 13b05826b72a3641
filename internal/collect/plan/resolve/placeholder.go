package resolve

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// A placeholder in a text stands for a value known after apply. Between its begin and its end is
// the number of the attribute that the value comes from, or nothing if that is not sure. None of
// them leaves this package.
const (
	placeholderBegin = "archcheck:known-after-apply:"
	placeholderEnd   = "\uE001"
)

// WrittenText is a text that the source writes, with placeholders.
func (l *Linker) WrittenText(in *read.Instance, attribute string) (string, bool) {
	value, ok := l.Evaluate(in, attribute)
	if !ok {
		return "", false
	}
	return value.Text(l.StandsFor)
}

// StandsIn are the attributes of one of which a placeholder stands for, mostly a single one, and what
// the source writes for it.
type StandsIn struct {
	Origins []source.Origin
	Value   source.Value
	// Exactly says that it is one of them, and nothing that a function made of one and of other texts.
	Exactly bool
}

// StandsFor is the placeholder of a part of a text that is known after apply.
func (l *Linker) StandsFor(part source.Value) (string, bool) {
	origins, exactly := part.OneOf()
	if !exactly {
		sure := false
		if origins, sure = part.Origins(); !sure || len(origins) != 1 {
			return placeholderBegin + placeholderEnd, true
		}
	}
	same := func(p StandsIn) bool { return exactly && p.Exactly && slices.Equal(p.Origins, origins) }
	n := slices.IndexFunc(l.standIns, same)
	if n < 0 {
		n = len(l.standIns)
		l.standIns = append(l.standIns, StandsIn{origins, part, exactly})
	}
	return placeholderBegin + strconv.Itoa(n) + placeholderEnd, true
}

// Placeholder is the first placeholder of a text, nil if it is not sure what it stands for.
func (l *Linker) Placeholder(text string) (before string, stands *StandsIn, after string, ok bool) {
	before, rest, begins := strings.Cut(text, placeholderBegin)
	number, after, ends := strings.Cut(rest, placeholderEnd)
	if !begins || !ends {
		return text, nil, "", false
	}
	if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < len(l.standIns) {
		return before, &l.standIns[n], after, true
	}
	return before, nil, after, true
}

// PlaceholderInstance is the instance that the placeholder names with which a text begins, to who takes a handle: as an
// image does before its tag and a secret's ARN before the key in it.
func (l *Linker) PlaceholderInstance(text string, h Handle) *read.Instance {
	in, _ := l.PlaceholderHolder(text, h)
	return in
}

// PlaceholderHolder is holder for the placeholder with which a text begins.
func (l *Linker) PlaceholderHolder(text string, h Handle) (in *read.Instance, another string) {
	before, stands, _, _ := l.Placeholder(text)
	if before != "" || stands == nil {
		return nil, ""
	}
	return l.Holder(stands.Value, h)
}

// PlaceholderOwner is the instance of whatever type that a text begins with an attribute of.
func (l *Linker) PlaceholderOwner(text string) *read.Instance {
	before, stands, _, _ := l.Placeholder(text)
	if before != "" || stands == nil {
		return nil
	}
	value, ok := stands.Value, true
	for ok {
		if in := l.originOf(value, func(*read.Instance) bool { return true }); in != nil {
			return in
		}
		value, ok = value.Written()
	}
	return nil
}

// Told is a text without placeholders; one with any is not known.
func Told(text string) model.Value[string] {
	if strings.Contains(text, placeholderBegin) {
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	}
	return model.Known(text)
}

// IsOpen reports whether a value in a document is something that only apply tells, whatever its type will be.
func IsOpen(v *fastjson.Value) bool {
	return bytes.Contains(v.GetStringBytes(), []byte(placeholderBegin))
}

// IsPlainAttribute reports whether a value is an attribute of AWS's making that is no secret, such as the address of a
// database, or one of several, and nothing made of them.
func (l *Linker) IsPlainAttribute(value source.Value) bool {
	origins, exactly := value.OneOf()
	return exactly && !slices.ContainsFunc(origins, l.MayBeSecret)
}

// MayBeSecret reports whether an attribute may hold a credential: it is marked, or none of AWS's.
func (l *Linker) MayBeSecret(o source.Origin) bool {
	in := l.ByAddress[o.Address]
	return in == nil || !strings.HasPrefix(in.Type, "aws_") || in.Marked(o.Attribute)
}
