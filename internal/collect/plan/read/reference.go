package read

import (
	"slices"
	"strconv"
	"strings"
)

// Segment is one step of a reference: a name and, in brackets, a rendered key.
type Segment struct {
	Name string
	// Key is the last of those in brackets, all of them are in before and key.
	Key    string
	before []string
	// end is where it ends in the text.
	end int
}

// Keys are all keys in brackets after the name.
func (s Segment) Keys() []string {
	if s.Key == "" {
		return nil
	}
	return append(slices.Clone(s.before), s.Key)
}

// ParseReference splits `module.a["x"].aws_subnet.b[0].id` at its dots, keeping keys,
// which may hold dots and brackets themselves. A key is rendered as Terraform prints it.
func ParseReference(text string) []Segment {
	var segments []Segment
	whole := len(text)
	for len(text) > 0 {
		end := strings.IndexAny(text, ".[")
		if end < 0 {
			return append(segments, Segment{Name: text, end: whole})
		}
		s := Segment{Name: text[:end]}
		text = text[end:]
		for strings.HasPrefix(text, "[") {
			if s.Key != "" {
				s.before = append(s.before, s.Key)
			}
			s.Key, text = cutKey(text)
		}
		s.end = whole - len(text)
		text = strings.TrimPrefix(text, ".")
		segments = append(segments, s)
	}
	return segments
}

// cutKey reads `["a\"b"]` or `[0]` at the start of text.
func cutKey(text string) (key, rest string) {
	if !strings.HasPrefix(text, `["`) {
		end := strings.IndexByte(text, ']')
		if end < 0 {
			return text[1:], ""
		}
		return text[1:end], text[end+1:]
	}
	for i := 2; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			rest := strings.TrimPrefix(text[i+1:], "]")
			return text[1 : i+1], rest
		}
	}
	return text[1:], ""
}

// modulePath is an address such as `module.a["x"].module.b`, split into its calls.
func modulePath(address string) []Segment {
	parsed := ParseReference(address)
	var calls []Segment
	for i := 1; i < len(parsed); i += 2 {
		calls = append(calls, parsed[i])
	}
	return calls
}

// mostNested is how many modules may stand within one another.
const mostNested = 500

// checkNesting refuses what no configuration has, and what would take time by the square of its depth.
func checkNesting(module string) error {
	if strings.Count(module, "module.") > mostNested && len(modulePath(module)) > mostNested {
		return notAPlan("more than %d modules stand within one another; %s", mostNested, showHint)
	}
	return nil
}

// ParentModule returns the address of the module that calls address, and the call's own step.
func ParentModule(address string) (parent string, call Segment) {
	calls := modulePath(address)
	if len(calls) == 0 {
		return "", Segment{}
	}
	if len(calls) > 1 {
		parent = address[:calls[len(calls)-2].end]
	}
	return parent, calls[len(calls)-1]
}

// renderKey renders a resource change's index, a JSON string or number, as in addresses.
func renderKey(index []byte) string {
	text := string(index)
	if unquoted, err := strconv.Unquote(text); err == nil {
		return strconv.Quote(unquoted)
	}
	if text == "null" {
		return ""
	}
	return text
}

// keyOf returns the key at the end of an address, for plans whose index was not given.
func keyOf(address string) string {
	segments := ParseReference(address)
	if len(segments) == 0 {
		return ""
	}
	return segments[len(segments)-1].Key
}

// PathOf are the names of the calls that lead to a module instance.
func PathOf(module string) []string {
	var names []string
	for _, call := range modulePath(module) {
		names = append(names, call.Name)
	}
	return names
}
