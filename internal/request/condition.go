// Package request knows which requests meet the conditions of a load balancer's listener rules.
package request

import (
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"
)

// The fields that more than one place speaks of.
const (
	Host   = "host-header"
	Path   = "path-pattern"
	Method = "http-request-method"
	Source = "source-ip"
	Header = "http-header"
)

// Condition is one condition of a listener rule: a request meets it by any of its values.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
type Condition struct {
	// Field is host-header, path-pattern, http-header, http-request-method, query-string or source-ip. A
	// condition on the header Host is one on the host.
	Field  string
	Values []string
	// Regexes are regular expressions, which paths, hosts and headers may be compared with instead.
	Regexes []string
}

// MatchesAll reports whether every request meets the condition. IPv6 is left out of account: who
// has only such an address is not everybody.
func (c Condition) MatchesAll() bool {
	if (c.Field == Path || c.Field == Host) && slices.ContainsFunc(c.Regexes, everyMeets) {
		return true
	}
	switch c.Field {
	case Source:
		return coverIPv4(c.Values)
	case Method:
		return !slices.ContainsFunc(methods(), func(m string) bool { return !slices.Contains(c.Values, m) })
	case Path:
		return coverPaths(c.Values)
	case Host:
		return slices.ContainsFunc(c.Values, isWildcard)
	}
	return false
}

// MayMatchAll reports whether every request may meet the condition, as far as its expressions tell.
func (c Condition) MayMatchAll() bool {
	return c.MatchesAll() ||
		(c.Field == Path || c.Field == Host) && slices.ContainsFunc(c.Regexes, func(expression string) bool {
			return mayMeet(expression, samples(c.Field))
		})
}

// MayTake reports whether the condition's expressions may match whatever a pattern of its field does.
func (c Condition) MayTake(pattern string) bool {
	texts := []string{}
	for _, star := range []string{"", "a", "zz9-x"} {
		texts = append(texts, strings.NewReplacer("*", star, "?", "q").Replace(pattern))
	}
	return slices.ContainsFunc(c.Regexes, func(expression string) bool { return mayMeet(expression, texts) })
}

// methods are those that clients use. A load balancer passes on others too, but nobody sends them.
// https://datatracker.ietf.org/doc/html/rfc9110#section-9.3
func methods() []string { return []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} }

// coverPaths reports whether patterns match every path: one of them, or one for all that have a
// character behind the slash beside one for the slash alone.
func coverPaths(patterns []string) bool {
	root, others := false, false
	for _, pattern := range patterns {
		behind, _ := strings.CutPrefix(pattern, "/")
		switch {
		case isWildcard(behind):
			return true
		case pattern == "/":
			root = true
		case strings.HasPrefix(behind, "?") && isWildcard(behind[1:]),
			strings.HasSuffix(behind, "?") && isWildcard(behind[:len(behind)-1]):
			others = true
		}
	}
	return root && others
}

// isWildcard reports whether a pattern matches every host, or every path behind its slash: of
// stars, with the dot that each host has. A question mark wants a character that a path may lack.
func isWildcard(pattern string) bool {
	return strings.Contains(pattern, "*") && strings.Trim(strings.Replace(pattern, "*.*", "*", 1), "*") == ""
}

func coverIPv4(prefixes []string) bool {
	var b netipx.IPSetBuilder
	for _, text := range prefixes {
		if p, err := netip.ParsePrefix(text); err == nil {
			b.AddPrefix(p.Masked())
		}
	}
	set, err := b.IPSet()
	return err == nil && set.ContainsPrefix(netip.PrefixFrom(netip.IPv4Unspecified(), 0))
}

// Only is the one condition of a rule that not every request meets; of more than one, and of none, it is
// the zero one. All reports whether every request meets them all.
func Only(conditions []Condition) (only Condition, all bool) {
	all = true
	for _, c := range conditions {
		switch {
		case c.MatchesAll():
		case all:
			only, all = c, false
		default:
			return Condition{}, false
		}
	}
	return only, all
}

// Paths are the patterns of the paths that the conditions of a rule want, none where they want none.
func Paths(conditions []Condition) (all []string) {
	for _, c := range conditions {
		if c.Field == Path {
			all = append(all, c.Values...)
		}
	}
	return all
}

// Narrowing are the fields of conditions that leave a rule some of the requests of its paths and hosts, each once.
func Narrowing(conditions []Condition) (all []string) {
	for _, c := range conditions {
		if c.Field != Path && c.Field != Host && !c.MatchesAll() && !slices.Contains(all, c.Field) {
			all = append(all, c.Field)
		}
	}
	slices.Sort(all)
	return all
}
