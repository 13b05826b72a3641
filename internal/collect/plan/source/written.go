package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// References lists what an expression refers to, as `configuration` of plan JSON writes it,
// without the prefixes that Terraform repeats: sorted, each once.
func References(expressions ...hcl.Expression) []string {
	var all []string
	for _, expr := range expressions {
		for _, traversal := range expr.Variables() {
			all = append(all, traversalText(traversal))
		}
	}
	return Longest(all)
}

// Longest keeps the longest of each chain of references.
func Longest(refs []string) []string {
	var kept []string
	for _, r := range refs {
		isPrefix := slices.ContainsFunc(
			refs,
			func(other string) bool { return len(other) > len(r) && beginsWith(other, r) },
		)
		if !isPrefix && !slices.Contains(kept, r) {
			kept = append(kept, r)
		}
	}
	slices.Sort(kept)
	return kept
}

// beginsWith reports whether a reference is another one or leads into it.
func beginsWith(whole, prefix string) bool {
	return whole == prefix ||
		strings.HasPrefix(whole, prefix) && (whole[len(prefix)] == '.' || whole[len(prefix)] == '[')
}

func traversalText(t hcl.Traversal) string {
	text := t.RootName()
	for _, step := range t[1:] {
		switch s := step.(type) {
		case hcl.TraverseAttr:
			text += "." + s.Name
		case hcl.TraverseIndex:
			text += indexText(s.Key)
		}
	}
	return text
}

func indexText(key cty.Value) string {
	if key.Type() == cty.Number {
		return "[" + key.AsBigFloat().Text('f', -1) + "]"
	}
	if key.Type() == cty.String {
		return fmt.Sprintf("[%q]", key.AsString())
	}
	return "[...]"
}

// constantOf is the JSON of an expression that needs nothing else, as plan JSON shows it.
func constantOf(expr hcl.Expression) ([]byte, bool) {
	value, _ := expr.Value(nil)
	return Known(value)
}
