package form

import (
	"net/netip"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// Condition is one condition of a listener rule: a request meets it by any of its values.
type Condition struct {
	// Field is host-header, path-pattern, http-header, http-request-method, query-string or source-ip.
	Field string
	// Header is the name of an http-header.
	Header string
	Values []string
}

// MatchesAll reports whether every request meets the condition. IPv6 is left out of account: who
// has only such an address is not everybody.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
func (c Condition) MatchesAll() bool {
	switch {
	case c.Field == "source-ip":
		return coverIPv4(c.Values)
	case c.Field == "http-header" && !strings.EqualFold(c.Header, "host"), c.Field == "query-string", c.Field == "http-request-method":
		return false
	}
	for _, pattern := range c.Values {
		if c.Field == "path-pattern" {
			pattern = strings.TrimPrefix(pattern, "/")
		}
		if isWildcard(pattern) {
			return true
		}
	}
	return false
}

// ForAll reports whether every request meets all conditions of a rule, or else every one to some
// hosts: hosts are the patterns of these, none where the rule wants more than a host.
func ForAll(conditions []Condition) (all bool, hosts []string) {
	for _, c := range conditions {
		switch {
		case c.MatchesAll():
		case c.Field == "host-header" && hosts == nil:
			hosts = c.Values
		default:
			return false, nil
		}
	}
	return len(hosts) == 0, hosts
}

// Paths are the patterns of the paths that the conditions of a rule want, none where they want none.
func Paths(conditions []Condition) (all []string) {
	for _, c := range conditions {
		if c.Field == "path-pattern" {
			all = append(all, c.Values...)
		}
	}
	return all
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

// Place is where the actions of a rule stand among those of its listener.
type Place struct {
	Priority   model.Value[int]
	MatchesAll model.Value[bool]
	Hosts      model.List[string]
	// Paths are the patterns of the paths that it is for.
	Paths model.List[string]
}

// DefaultPlace is that of a default action.
func DefaultPlace() Place {
	return Place{model.Known(model.DefaultPriority), model.Known(true), model.Whole[string](), model.Whole[string]()}
}

// Put gives an action its place.
func (p Place) Put(a model.Action) model.Action {
	a.Priority, a.MatchesAll, a.Hosts, a.Paths = p.Priority, p.MatchesAll, p.Hosts, p.Paths
	return a
}
