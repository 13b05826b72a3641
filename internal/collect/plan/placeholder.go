package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// A placeholder in a text stands for a value known after apply. Between its begin and its end is
// the number of the attribute that the value comes from, or nothing if that is not sure. None of
// them leaves this package.
const (
	placeholderBegin = "archcheck:known-after-apply:"
	placeholderEnd   = "\uE001"
	// standIn is what a placeholder is for those who look at the text around it.
	standIn = "known-after-apply"
)

// writtenText is a text that the source writes, with placeholders.
func (c *collector) writtenText(in *instance, attribute string) (string, bool) {
	value, ok := c.evaluate(in, attribute)
	if !ok {
		return "", false
	}
	return value.Text(c.standsFor)
}

// standsFor is what stands in a text for a part that is known after apply: what the source writes
// for the attribute that it is, else a placeholder.
func (c *collector) standsFor(part source.Value) (string, bool) {
	if written, ok := part.Written(); ok {
		if text, ok := written.Text(c.standsFor); ok {
			return text, true
		}
	}
	origins, sure := part.Origins()
	if !sure || len(origins) != 1 {
		return placeholderBegin + placeholderEnd, true
	}
	n := slices.Index(c.placeheld, origins[0])
	if n < 0 {
		n = len(c.placeheld)
		c.placeheld = append(c.placeheld, origins[0])
	}
	return placeholderBegin + strconv.Itoa(n) + placeholderEnd, true
}

// placeholder is the first placeholder of a text: the instance and the attribute it stands
// for, nil if that is not sure.
func (c *collector) placeholder(text string) (before string, in *instance, attribute, after string, ok bool) {
	before, rest, begins := strings.Cut(text, placeholderBegin)
	number, after, ends := strings.Cut(rest, placeholderEnd)
	if !begins || !ends {
		return text, nil, "", "", false
	}
	if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < len(c.placeheld) {
		return before, c.byAddress[c.placeheld[n].Address], c.placeheld[n].Attribute, after, true
	}
	return before, nil, "", after, true
}

// placeholderInstance is the instance that the placeholder names with which a text begins, as
// an image does before its tag and a secret's ARN before the key in it.
func (c *collector) placeholderInstance(text string) *instance {
	if before, in, _, _, _ := c.placeholder(text); before == "" {
		return in
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

// harmless puts standIn where a text has placeholders; ok is false if one of them
// may be a credential: of an unsure origin, or of what is none of AWS's own and plain attributes.
func (c *collector) harmless(text string) (plain string, ok bool) {
	ok = true
	var b strings.Builder
	for {
		before, in, attribute, after, found := c.placeholder(text)
		b.WriteString(before)
		if !found {
			return b.String(), ok
		}
		b.WriteString(standIn)
		ok = ok && in != nil && strings.HasPrefix(in.typ, "aws_") && !in.marked(attribute)
		text = after
	}
}

// marked reports whether an attribute is sensitive, or holds a secret by its type.
func (in *instance) marked(attribute string) bool {
	v := in.sensitive
	for _, step := range strings.Split(attribute, ".") {
		if isTrue(v) {
			return true
		}
		v = descend(v, step)
	}
	return hasTrue(v) || in.typ == "aws_ssm_parameter" && strings.HasSuffix(attribute, "value")
}
