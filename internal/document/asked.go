package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/near"
	"go.yaml.in/yaml/v3"
)

// Operator is how what is asked compares with what is.
type Operator string

// The operators.
const (
	Equal   Operator = "="
	AtLeast Operator = ">="
	Within  Operator = "between"
	AnyOf   Operator = "one of"
	Has     Operator = "with"
)

// Asked is what one requirement asks. The zero value asks nothing.
type Asked struct {
	Operator Operator
	// Values are texts, whole numbers or truths: one of Equal and AtLeast, both ends of Within.
	Values []any
	// IsList says that the fact is a list which Values is equal to, item by item in any order.
	IsList bool
}

// IsAsked reports whether anything is asked.
func (a Asked) IsAsked() bool { return a.Operator != "" }

// Is reports whether exactly one value is asked, and it is this one.
func (a Asked) Is(value any) bool {
	return a.Operator == Equal && !a.IsList && len(a.Values) == 1 && a.Values[0] == value
}

// Least is the lowest number that meets it, and Most the highest; false where there is none.
func (a Asked) Least() (int, bool) { return a.end(0, Equal, AtLeast, Within) }

// Most is the highest number that meets it; false where there is none.
func (a Asked) Most() (int, bool) { return a.end(len(a.Values)-1, Equal, Within) }

func (a Asked) end(i int, operators ...Operator) (int, bool) {
	if !slices.Contains(operators, a.Operator) || i < 0 {
		return 0, false
	}
	n, ok := a.Values[i].(int)
	return n, ok
}

// Requirements are what is asked, by the name of the requirement.
type Requirements map[string]Asked

// requirement reads the value of a requirement in the form that the table of kinds gives it.
func (r *reader) requirement(node *yaml.Node, form kind.Requirement) Asked {
	switch form.Form {
	case kind.Flag:
		if b, ok := flag(node); ok {
			return Asked{Operator: Equal, Values: []any{b}}
		}
		r.fail(node, "%s is true or false, not %s", form.Name, written(node))
	case kind.Number:
		return r.number(node, form)
	case kind.Version:
		if r.word(node, form) {
			return Asked{Operator: AtLeast, Values: []any{node.Value}}
		}
	case kind.Set:
		return r.set(node, form)
	default:
		return r.oneOf(node, form, r.word)
	}
	return Asked{}
}

func flag(node *yaml.Node) (value, ok bool) {
	b, err := strconv.ParseBool(node.Value)
	return b, err == nil && node.Tag == "!!bool"
}

// number reads 7, 7+, 2-10 or a list of numbers.
func (r *reader) number(node *yaml.Node, form kind.Requirement) Asked {
	if node.Kind == yaml.SequenceNode {
		return r.oneOf(node, form, func(item *yaml.Node, form kind.Requirement) bool {
			_, ok := r.whole(item, item.Value, form)
			return ok
		})
	}
	text := strings.TrimSpace(node.Value)
	if node.Kind != yaml.ScalarNode || text == "" {
		r.fail(node, "%s is a number such as 7, 7+ (at least), 2-10 (within) or [1, 3] (any of)", form.Name)
		return Asked{}
	}
	if least, ok := strings.CutSuffix(text, "+"); ok {
		n, ok := r.whole(node, least, form)
		return askedIf(ok, AtLeast, n)
	}
	if low, high, ok := strings.Cut(text[1:], "-"); ok {
		from, ok := r.whole(node, text[:1]+low, form)
		to, ok2 := r.whole(node, high, form)
		if ok && ok2 && from > to {
			r.fail(node, "%s: %q is impossible: its lower end is above its upper end", form.Name, text)
			ok = false
		}
		return askedIf(ok && ok2, Within, from, to)
	}
	n, ok := r.whole(node, text, form)
	return askedIf(ok, Equal, n)
}

func askedIf(ok bool, operator Operator, values ...any) Asked {
	if !ok {
		return Asked{}
	}
	return Asked{Operator: operator, Values: values}
}

// whole reads a whole number that a service of AWS knows.
func (r *reader) whole(node *yaml.Node, text string, form kind.Requirement) (int, bool) {
	n, ok := figure.Whole(strings.TrimSpace(text))
	switch {
	case !ok:
		r.fail(
			node,
			"%s is a number such as 7, 7+ (at least), 2-10 (within) or [1, 3] (any of), not %s",
			form.Name,
			written(node),
		)
		return 0, false
	case form.Low != form.High && (n < form.Low || n > form.High):
		r.fail(node, "%s: %d is not between %d and %d", form.Name, n, form.Low, form.High)
		return 0, false
	}
	return n, true
}

// word reports whether a node is a word that the requirement knows.
func (r *reader) word(node *yaml.Node, form kind.Requirement) bool {
	if node.Kind != yaml.ScalarNode || node.Value == "" {
		r.fail(node, "%s is a single word", form.Name)
		return false
	}
	if len(form.Words) > 0 && !slices.Contains(form.Words, node.Value) {
		r.fail(
			node,
			"%s knows no %q%s; it knows %s",
			form.Name,
			node.Value,
			near.Question(node.Value, form.Words),
			strings.Join(form.Words, ", "),
		)
		return false
	}
	return true
}

// oneOf reads one value, or a list of which one must be.
func (r *reader) oneOf(node *yaml.Node, form kind.Requirement, is func(*yaml.Node, kind.Requirement) bool) Asked {
	if node.Kind != yaml.SequenceNode {
		return askedIf(is(node, form), Equal, scalar(node, form))
	}
	values := r.items(node, form, is)
	return askedIf(len(values) > 0, AnyOf, values...)
}

func scalar(node *yaml.Node, form kind.Requirement) any {
	if n, ok := figure.Whole(node.Value); ok && form.Form == kind.Number {
		return n
	}
	return node.Value
}

// items reads the items of a list, each once; an empty list asks for the impossible.
func (r *reader) items(node *yaml.Node, form kind.Requirement, is func(*yaml.Node, kind.Requirement) bool) []any {
	var values []any
	if len(node.Content) == 0 {
		r.fail(node, "%s: an empty list can never be met; leave it out to ask nothing", form.Name)
	}
	for _, item := range node.Content {
		if item = resolved(item); !is(item, form) {
			continue
		}
		value := scalar(item, form)
		if slices.Contains(values, value) {
			r.fail(item, "%s: %v stands twice", form.Name, value)
			continue
		}
		values = append(values, value)
	}
	return values
}

// set reads a list, or {has: [...]}.
func (r *reader) set(node *yaml.Node, form kind.Requirement) Asked {
	if node.Kind == yaml.SequenceNode {
		if len(node.Content) == 0 {
			return Asked{Operator: Equal, Values: []any{}, IsList: true}
		}
		values := r.items(node, form, r.word)
		if len(values) == 0 {
			return Asked{}
		}
		return Asked{Operator: Equal, Values: values, IsList: true}
	}
	var asked Asked
	if node.Kind != yaml.MappingNode {
		r.fail(node, "%s is a list such as [a, b] (exactly these) or {has: [a]} (at least these)", form.Name)
		return asked
	}
	r.mapping(node, form.Name, []string{"has"}, func(_ string, value *yaml.Node) {
		if value.Kind != yaml.SequenceNode {
			r.fail(value, "%s: has is a list", form.Name)
			return
		}
		values := r.items(value, form, r.word)
		asked = askedIf(len(values) > 0, Has, values...)
	})
	return asked
}

// written is what stands at a node, for messages.
func written(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return fmt.Sprintf("%q", node.Value)
}
