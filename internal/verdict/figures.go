package verdict

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// isNoMoreInFigures is isNoMoreThan across plan and account, where the same thing has other names and other evidence:
// what is compared are numbers, addresses, ports and flags, and how many things are named.
func (v Verdict) isNoMoreInFigures(earlier Verdict) bool {
	now, then := v.differences(), earlier.differences()
	if !v.listsOffenders() && len(now) < len(then) {
		return false
	}
	left := map[string]int{}
	for _, part := range then {
		left[figures(part)]++
	}
	for _, part := range now {
		if left[figures(part)]--; left[figures(part)] < 0 {
			return false
		}
	}
	return true
}

// figures is one of the things that were found, without the names in it.
func figures(part string) string {
	edge := regexp.MustCompile(`^(too much|missing): (.*) -> (.*):([^:]*)$`)
	text, _, _ := strings.Cut(part, ", written by ")
	if m := edge.FindStringSubmatch(text); m != nil {
		return strings.Join([]string{m[1], addressOf(m[2]), addressOf(m[3]), m[4]}, " ")
	}
	_, value, isAttribute := strings.Cut(part, " = ")
	if !isAttribute {
		value = part
	}
	if _, err := strconv.ParseFloat(value, 64); err == nil || value == "true" || value == "false" {
		return part
	}
	return ""
}

// addressOf is the prefix that an end of an edge is; empty for what has a name.
func addressOf(end string) string {
	if i := strings.LastIndex(end, " ("); i >= 0 {
		end = strings.TrimSuffix(end[i+2:], ")")
	}
	if _, err := netip.ParsePrefix(end); err != nil {
		return ""
	}
	return end
}
