package markdown

import (
	"slices"
	"strings"
)

// keyOf is what is left of the first line of a label without the words that every label of its kind may have; where
// nothing is, the second line can be a name of one or two words.
func (r *reader) keyOf(label string) string {
	lines := strings.Split(strings.TrimSpace(label), "\n")
	key := r.rest(lines[0])
	if key == "" && len(lines) > 1 && len(strings.Fields(lines[1])) <= 2 &&
		!strings.ContainsAny(lines[1], "0123456789:") {
		key = r.rest(lines[1])
	}
	return key
}

func (r *reader) rest(line string) string {
	var rest []string
	words := withoutClass(r.withoutGroupWords(r.lexicon.words(line)))
	for _, w := range words {
		isOfSeries := w == "n" && len(words) > 1 // the last one of "instance 1", "instance 2", "instance N"
		if !r.isCommon(w) && !isOfSeries && !r.patterns.times.MatchString(w) {
			rest = append(rest, strings.TrimRight(w, "0123456789"))
		}
	}
	return strings.Join(slices.DeleteFunc(rest, func(w string) bool { return w == "" }), " ")
}

// withoutClass are words without a class of instances that is written in two: "t3 micro".
func withoutClass(words []string) (left []string) {
	isSize := func(w string) bool {
		return slices.Contains([]string{"nano", "micro", "small", "medium", "large"}, strings.TrimLeft(w, "x")) ||
			strings.HasSuffix(w, "xlarge")
	}
	isFamily := func(w string) bool {
		return len(w) > 1 && len(w) < 6 && strings.ContainsAny(w, "0123456789") && w[0] >= 'a' && w[0] <= 'z'
	}
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) && isFamily(words[i]) && isSize(words[i+1]) {
			i++
			continue
		}
		left = append(left, words[i])
	}
	return left
}

// isCommon reports whether a word tells nothing apart.
func (r *reader) isCommon(w string) bool {
	if r.lexicon.isTierNoise(w) || slices.Contains(r.common, w) || !strings.ContainsFunc(w, isWord) {
		return true
	}
	return slices.ContainsFunc(r.commonStems, func(stem string) bool { return strings.HasPrefix(w, stem) })
}

// learnCommon collects the words of kinds, engines, tiers and protocols.
func (r *reader) learnCommon() {
	r.common = strings.Fields(
		"amazon aws primary replica standby main instance the and of or a in for with cluster node multi single az port tcp udp http https alb " +
			"on en sur auf im mit em del du des de la le el les los las do da dos das der die das und y et " +
			"desired count min max running private public isolated data tier layer group v2 new group fargate launch type serverless",
	)
	add := func(all phrases) {
		for _, p := range all.list {
			for _, w := range p {
				for _, form := range w.forms {
					if stem, ok := strings.CutSuffix(form, "*"); ok {
						r.commonStems = append(r.commonStems, stem)
						continue
					}
					r.common = append(r.common, form)
				}
			}
		}
	}
	for _, name := range sorted(r.lexicon.Kinds) {
		k := r.lexicon.Kinds[name]
		add(k.AWS)
		add(k.Engine)
		add(k.Refer)
	}
}
