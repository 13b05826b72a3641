package markdown

import (
	"slices"
	"strings"
)

// groupItem reads an item of a list that begins with the name of a security group and states its rules: "alb-sg: inbound
// 443 from the internet; outbound 8080 to app-sg". It reports whether it is one.
func (r *reader) groupItem(b block, source int) bool {
	name, rules, found := strings.Cut(b.text, ":")
	words := r.lexicon.words(name)
	if !found || b.done || len(words) > 6 || !r.lexicon.GroupWords.in(words) || !r.isRule(r.lexicon.words(rules)) {
		return false
	}
	before, direction := strings.Count(name, "\n"), ""
	for _, part := range sentences(rules) {
		for _, one := range r.rulesIn(part.text) {
			by := r.statement(b.line+before+part.line, b.section, strings.TrimSpace(name)+": "+one)
			said := r.lexicon.words(one)
			if own := r.directionOfRule(said); own != "" {
				direction = own
			}
			switch {
			case r.isLater(said, b.section):
				by.set(Understood, "optional, planned or past: not asked")
			default:
				c := connection{environment: r.environmentOf(b.section), by: by, source: source, rank: ruleTable}
				r.permit(r.groupNamed(name), direction, one, c)
			}
		}
	}
	return true
}

// isRule reports whether words begin as a rule of a group does.
func (r *reader) isRule(words []string) bool { return r.directionOfRule(words) != "" }

// directionOfRule is that of a rule, or of "no inbound", which says that there is none; empty where words begin
// otherwise.
func (r *reader) directionOfRule(words []string) string {
	if len(words) > 1 && r.lexicon.Nothing.in(words[:1]) {
		words = words[1:]
	}
	return r.ruleOf(words)
}

// rulesIn are the rules of a sentence, one behind the other: behind a comma one begins with its direction or its port.
func (r *reader) rulesIn(text string) (all []string) {
	for piece := range strings.SplitSeq(text, ", ") {
		words := r.lexicon.words(piece)
		isNext := r.isRule(words) || len(words) > 2 && isNumber(words[0]) &&
			slices.ContainsFunc(words[1:], func(w string) bool { return w == "from" || w == "to" })
		if isNext || len(all) == 0 {
			all = append(all, strings.TrimSpace(piece))
			continue
		}
		all[len(all)-1] += ", " + piece
	}
	return all
}
