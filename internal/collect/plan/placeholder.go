package plan

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// A placeholder in a text stands for a value known after apply. Between its begin and its end is
// the number of the attribute that the value comes from, or nothing if that is not sure. None of
// them leaves this package.
const (
	placeholderBegin = "archcheck:known-after-apply:"
	placeholderEnd   = "\uE001"
	// standIn is what a placeholder is for those who look at the text around it.
	standIn = model.KnownLater
)

// writtenText is a text that the source writes, with placeholders.
func (c *collector) writtenText(in *instance, attribute string) (string, bool) {
	value, ok := c.evaluate(in, attribute)
	if !ok {
		return "", false
	}
	return value.Text(c.standsFor)
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
func (c *collector) standsFor(part source.Value) (string, bool) {
	origins, exactly := part.OneOf()
	if !exactly {
		sure := false
		if origins, sure = part.Origins(); !sure || len(origins) != 1 {
			return placeholderBegin + placeholderEnd, true
		}
	}
	same := func(p standsIn) bool { return exactly && p.exactly && slices.Equal(p.origins, origins) }
	n := slices.IndexFunc(c.standIns, same)
	if n < 0 {
		n = len(c.standIns)
		c.standIns = append(c.standIns, standsIn{origins, part, exactly})
	}
	return placeholderBegin + strconv.Itoa(n) + placeholderEnd, true
}

// placeholder is the first placeholder of a text, nil if it is not sure what it stands for.
func (c *collector) placeholder(text string) (before string, stands *standsIn, after string, ok bool) {
	before, rest, begins := strings.Cut(text, placeholderBegin)
	number, after, ends := strings.Cut(rest, placeholderEnd)
	if !begins || !ends {
		return text, nil, "", false
	}
	if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < len(c.standIns) {
		return before, &c.standIns[n], after, true
	}
	return before, nil, after, true
}

// placeholderInstance is the instance that the placeholder names with which a text begins, to who takes a handle: as an
// image does before its tag and a secret's ARN before the key in it.
func (c *collector) placeholderInstance(text string, h handle) *instance {
	in, _ := c.placeholderHolder(text, h)
	return in
}

// placeholderHolder is holder for the placeholder with which a text begins.
func (c *collector) placeholderHolder(text string, h handle) (in *instance, another string) {
	before, stands, _, _ := c.placeholder(text)
	if before != "" || stands == nil {
		return nil, ""
	}
	return c.holder(stands.value, h)
}

// placeholderOwner is the instance of whatever type that a text begins with an attribute of.
func (c *collector) placeholderOwner(text string) *instance {
	before, stands, _, _ := c.placeholder(text)
	if before != "" || stands == nil {
		return nil
	}
	value, ok := stands.value, true
	for ok {
		if in := c.originOf(value, func(*instance) bool { return true }); in != nil {
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

// harmless puts standIn where a text has placeholders; ok is false if one of them
// may be a credential: of an unsure origin, or of what is none of AWS's own and plain attributes.
func (c *collector) harmless(text string) (plain string, ok bool) {
	ok = true
	var b strings.Builder
	for {
		before, stands, after, found := c.placeholder(text)
		b.WriteString(before)
		if !found {
			return b.String(), ok
		}
		b.WriteString(standIn)
		ok = ok && stands != nil && !slices.ContainsFunc(stands.origins, c.mayBeSecret) &&
			(stands.exactly || !c.hidesCredential(stands.value))
		text = after
	}
}

// hidesCredential reports whether a function may make of a value what nobody recognizes as a credential any more: one
// of the texts that it is made of would be one, and is too long for a mark between others.
func (c *collector) hidesCredential(value source.Value) bool {
	return slices.ContainsFunc(value.Texts(standIn), func(text string) bool {
		return c.credentials.Text(text) != "" ||
			len(text) >= headLength && c.credentials.Variable("PASSWORD", text) != ""
	})
}

// isPlainAttribute reports whether a value is an attribute of AWS's making that is no secret, such as the address of a
// database, or one of several, and nothing made of them.
func (c *collector) isPlainAttribute(value source.Value) bool {
	origins, exactly := value.OneOf()
	return exactly && !slices.ContainsFunc(origins, c.mayBeSecret)
}

func (c *collector) mayBeSecret(o source.Origin) bool {
	in := c.byAddress[o.Address]
	return in == nil || !strings.HasPrefix(in.typ, "aws_") || in.marked(o.Attribute)
}

// marked reports whether an attribute is sensitive, or holds a secret by its type.
func (in *instance) marked(attribute string) bool {
	v := in.sensitive
	for _, step := range strings.Split(attribute, ".") {
		if tree.IsTrue(v) {
			return true
		}
		v = descend(v, step)
	}
	return tree.HasTrue(v) || in.typ == "aws_ssm_parameter" && strings.HasSuffix(attribute, "value")
}
