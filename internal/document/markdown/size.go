package markdown

import (
	"slices"
	"strings"
)

// sized asks for the classes of instances, the versions of engines and the paths of health checks that a text names; it
// reports whether there are any.
func (r *reader) sized(by *Statement, s *saying, m mention) bool {
	all := slices.Concat(r.classesIn(s), r.versionsIn(s), r.pathsIn(s))
	if m.isLabel {
		all = slices.DeleteFunc(all, func(one size) bool { return !r.lexicon.table.isOf(one.ask, m.entities) })
	}
	for _, one := range all {
		isSecond := slices.ContainsFunc(
			all,
			func(other size) bool { return other.ask == one.ask && other.value != one.value },
		)
		switch {
		case r.isLater(s.words, m.section):
			by.set(Understood, "optional, planned or past: not asked")
		case r.isOfSecondSite(s, one.at):
			by.set(NotUnderstood, ofSecondSite)
		case one.isOpen || isSecond || r.isTurned(s, one.at, nil) || r.isDenied(m.section) || strings.Contains(s.text, "~"):
			by.set(Ambiguous, "which "+one.ask+" is asked? Write one, plainly")
		default:
			r.require(by, &requirementWords{Ask: one.ask}, one.value, r.subjectOfAsk(s, one.ask, one.at), m)
		}
		s.hold(one.at[0], one.at[len(one.at)-1])
	}
	return len(all) > 0
}

// size is a class or a version that a text names.
type size struct {
	ask, value string
	at         []int
	// isOpen says that it is one of several.
	isOpen bool
}

// classesIn are the classes of instances and nodes.
func (r *reader) classesIn(s *saying) (all []size) {
	for i, w := range s.words {
		if !strings.Contains(w, ".") || r.patterns.identifier.FindString(w) != w ||
			strings.Trim(w, "0123456789./") == "" {
			continue
		}
		ask := "instances.instance_type"
		switch {
		case strings.HasPrefix(w, "db."):
			ask = "database.instance_class"
		case strings.HasPrefix(w, "cache."):
			ask = "cache.node_type"
		}
		all = append(all, size{ask: ask, value: w, at: []int{i}, isOpen: isOfOthers(s.words, i)})
	}
	return all
}

// isOfOthers reports whether a class stands for others too: "at least db.t4g.small", "db.t4g.small or larger".
func isOfOthers(words []string, at int) bool {
	_, size := boundBefore(words[:at])
	behind := words[at+1:]
	isOr := len(behind) > 1 && behind[0] == "or" && slices.Contains(
		[]string{
			"larger",
			"bigger",
			"higher",
			"better",
			"more",
			"above",
			"newer",
			"similar",
			"equivalent",
			"smaller",
			"like",
		},
		behind[1],
	)
	isExample := at > 0 && slices.Contains([]string{"like", "eg", "e.g", "as"}, words[at-1])
	return size > 0 || isOr || isExample
}

// pathsIn are the paths that health checks ask for: "Health check: /healthz".
func (r *reader) pathsIn(s *saying) (all []size) {
	at := phraseOf("health check*").find(s.words)
	if at == nil {
		return nil
	}
	for _, m := range r.patterns.checkPath.FindAllStringSubmatch(s.text, -1) {
		all = append(all, size{ask: "service.health_check_path", value: m[1], at: at.at})
	}
	return all
}

// isOneOfSeveral reports whether what stands around a number makes it one of several: 15 or newer, 14 to 16.
func isOneOfSeveral(words []string, at int) bool {
	return slices.ContainsFunc(quantities(words), func(q quantity) bool {
		return q.first <= at && at <= q.last && (q.problem != "" || q.low != q.high || !q.isBare)
	})
}

// isCounted reports whether what stands behind a number is what it counts or measures: "Redis, 2 nodes" is no version.
func (r *reader) isCounted(s *saying, at int) bool {
	next := at + 1
	if next >= len(s.words) || s.clause[next] != s.clause[at] {
		return false
	}
	_, isUnit := unitOf(s.words[next])
	return isUnit || r.lexicon.CountWords.in(s.words[next:next+1])
}

// versionsIn are the versions of engines. A number that can be a port is none.
func (r *reader) versionsIn(s *saying) (all []size) {
	for i := 0; i+1 < len(s.words); i++ {
		e, isEngine := r.lexicon.Engines[s.words[i]]
		next := strings.TrimPrefix(s.words[i+1], "v")
		if !isEngine || s.clause[i] != s.clause[i+1] || r.isCounted(s, i+1) || len(next) > 5 ||
			strings.Trim(next, "0123456789.") != "" ||
			next == "" {
			continue
		}
		owner := "database"
		if r.lexicon.Kinds["cache"].Engine.in(s.words[i : i+1]) {
			owner = "cache"
		}
		if whole, _, _ := strings.Cut(next, "."); len(whole) <= 2 && e.Port > 0 {
			all = append(all, size{owner + ".engine_version", next, []int{i, i + 1}, isOneOfSeveral(s.words, i+1)})
		}
	}
	return all
}
