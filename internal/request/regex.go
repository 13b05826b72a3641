package request

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// Unread is what is not known of some conditions: what their expressions match.
func Unread(conditions ...Condition) string {
	var all []string
	for _, c := range conditions {
		all = append(all, c.Regexes...)
	}
	return "what matches the regular expression " + strings.Join(all, ", ")
}

// everyMeets reports whether an expression surely matches every text, whether it has to match all of it or a part.
func everyMeets(expression string) bool {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return false
	}
	parts := []*syntax.Regexp{parsed.Simplify()}
	if parts[0].Op == syntax.OpConcat {
		parts = parts[0].Sub
	}
	parts = slices.DeleteFunc(slices.Clone(parts), isAnchor)
	return len(parts) > 0 && !slices.ContainsFunc(parts, func(p *syntax.Regexp) bool { return !isAnything(p) })
}

func isAnchor(p *syntax.Regexp) bool {
	return slices.Contains(
		[]syntax.Op{syntax.OpBeginLine, syntax.OpBeginText, syntax.OpEndLine, syntax.OpEndText},
		p.Op,
	)
}

func isAnything(p *syntax.Regexp) bool {
	for p.Op == syntax.OpCapture {
		p = p.Sub[0]
	}
	return p.Op == syntax.OpStar && (p.Sub[0].Op == syntax.OpAnyCharNotNL || p.Sub[0].Op == syntax.OpAnyChar)
}

// mayMeet reports whether an expression may match every one of some texts. Elastic Load Balancing's expressions are
// not Go's: what does not parse may match anything.
func mayMeet(expression string, texts []string) bool {
	compiled, err := regexp.Compile("(?i)" + expression)
	return err != nil || !slices.ContainsFunc(texts, func(text string) bool { return !compiled.MatchString(text) })
}

// samples are texts of a field that one expression for some of them only hardly matches all.
func samples(field string) []string {
	if field == Path {
		return []string{"/", "/a", "/zz9-x.html", "/api/v1/orders/42"}
	}
	return []string{"example.com", "a.b.example.org", "zz-9.internal", "x"}
}
