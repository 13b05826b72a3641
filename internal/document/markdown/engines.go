package markdown

import (
	"slices"
	"strings"
)

// enginesOf are what a thing runs in an environment: what all labels that name engines allow. Where they do not agree
// each has its own, and they contradict each other.
func (e *entity) enginesOf(s sighting, environment string) []string {
	all := s.vertex.engines
	for _, other := range e.seen {
		of := other.graph.environment
		if len(all) > 0 && len(other.vertex.engines) > 0 && (of == "" || environment == "" || of == environment) {
			all = bothOf(all, other.vertex.engines)
		}
	}
	if len(all) == 0 {
		all = s.vertex.engines
	}
	return slices.Sorted(slices.Values(all))
}

// bothOf are the engines that two labels allow; Aurora is met by nothing else, and meets what its engine is called
// without it.
func bothOf(a, b []string) (both []string) {
	for _, x := range a {
		for _, y := range b {
			switch {
			case x == y, auroraEngine(y) == x:
				both = union(both, []string{x})
			case auroraEngine(x) == y:
				both = union(both, []string{y})
			}
		}
	}
	return both
}

// auroraEngine is what Aurora calls an engine, empty where it has none.
func auroraEngine(engine string) string {
	return map[string]string{"postgres": "aurora-postgresql", "mysql": "aurora-mysql"}[engine]
}

// isAurora reports whether all engines are Aurora's.
func isAurora(engines []string) bool {
	isOther := func(e string) bool { return !strings.HasPrefix(e, "aurora-") }
	return len(engines) > 0 && !slices.ContainsFunc(engines, isOther)
}
