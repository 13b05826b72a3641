package plan

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// A placeholder in a text stands for a value known after apply. Between its begin and its end is
// the number of the attribute that the value comes from, or nothing if that is not sure. None of
// them leaves this package.
const (
	placeholderBegin = "archcheck:known-after-apply:"
	placeholderEnd   = "\uE001"
)

// writtenText is a text that the source writes, with placeholders.
func (l *linker) writtenText(in *instance, attribute string) (string, bool) {
	value, ok := l.evaluate(in, attribute)
	if !ok {
		return "", false
	}
	return value.Text(l.standsFor)
}

// standsIn are the attributes of one of which a placeholder stands for, mostly a single one, and what
// the source writes for it.
type standsIn struct {
	origins []source.Origin
	value   source.Value
	// exactly says that it is one of them, and nothing that a function made of one and of other texts.
	exactly bool
}

// standsFor is the placeholder of a part of a text that is known after apply.
func (l *linker) standsFor(part source.Value) (string, bool) {
	origins, exactly := part.OneOf()
	if !exactly {
		sure := false
		if origins, sure = part.Origins(); !sure || len(origins) != 1 {
			return placeholderBegin + placeholderEnd, true
		}
	}
	same := func(p standsIn) bool { return exactly && p.exactly && slices.Equal(p.origins, origins) }
	n := slices.IndexFunc(l.standIns, same)
	if n < 0 {
		n = len(l.standIns)
		l.standIns = append(l.standIns, standsIn{origins, part, exactly})
	}
	return placeholderBegin + strconv.Itoa(n) + placeholderEnd, true
}

// placeholder is the first placeholder of a text, nil if it is not sure what it stands for.
func (l *linker) placeholder(text string) (before string, stands *standsIn, after string, ok bool) {
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

// placeholderInstance is the instance that the placeholder names with which a text begins, to who takes a handle: as an
// image does before its tag and a secret's ARN before the key in it.
func (l *linker) placeholderInstance(text string, h handle) *instance {
	in, _ := l.placeholderHolder(text, h)
	return in
}

// placeholderHolder is holder for the placeholder with which a text begins.
func (l *linker) placeholderHolder(text string, h handle) (in *instance, another string) {
	before, stands, _, _ := l.placeholder(text)
	if before != "" || stands == nil {
		return nil, ""
	}
	return l.holder(stands.value, h)
}

// placeholderOwner is the instance of whatever type that a text begins with an attribute of.
func (l *linker) placeholderOwner(text string) *instance {
	before, stands, _, _ := l.placeholder(text)
	if before != "" || stands == nil {
		return nil
	}
	value, ok := stands.value, true
	for ok {
		if in := l.originOf(value, func(*instance) bool { return true }); in != nil {
			return in
		}
		value, ok = value.Written()
	}
	return nil
}

// told is a text without placeholders; one with any is not known.
func told(text string) model.Value[string] {
	if strings.Contains(text, placeholderBegin) {
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	}
	return model.Known(text)
}

// isOpen reports whether a value in a document is something that only apply tells, whatever its type will be.
func isOpen(v *fastjson.Value) bool {
	return bytes.Contains(v.GetStringBytes(), []byte(placeholderBegin))
}

// isPlainAttribute reports whether a value is an attribute of AWS's making that is no secret, such as the address of a
// database, or one of several, and nothing made of them.
func (l *linker) isPlainAttribute(value source.Value) bool {
	origins, exactly := value.OneOf()
	return exactly && !slices.ContainsFunc(origins, l.mayBeSecret)
}

func (l *linker) mayBeSecret(o source.Origin) bool {
	in := l.byAddress[o.Address]
	return in == nil || !strings.HasPrefix(in.typ, "aws_") || in.marked(o.Attribute)
}
