package verdict

import (
	"net/netip"
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
		of := figures(part)
		if left[of]--; left[of] < 0 {
			return false
		}
	}
	return true
}

// figures is one of the things that were found, without the names in it.
func figures(part string) string {
	if of, ok := figuresOfEdge(part); ok {
		return of
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

// figuresOfEdge are those of "too much: FROM -> TO:PORT, written by RESOURCE", or of one that is missing.
func figuresOfEdge(part string) (of string, ok bool) {
	text, _, _ := strings.Cut(part, ", written by ")
	what, edge, _ := strings.Cut(text, ": ")
	colon := strings.LastIndex(edge, ":")
	arrow := strings.LastIndex(edge[:max(colon, 0)], " -> ")
	if what != "too much" && what != "missing" || arrow < 0 {
		return "", false
	}
	from, to, port := edge[:arrow], edge[arrow+len(" -> "):colon], edge[colon+1:]
	return strings.Join([]string{what, addressOf(from), addressOf(to), port}, " "), true
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
