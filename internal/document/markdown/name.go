package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// nameEntities calls the only one of a kind by the kind, and the others by what their labels say.
func (r *reader) nameEntities() {
	taken := []string{"internet", "vpc", "nat_gateways", "transfer"}
	for _, e := range r.entities {
		if e.name != "" {
			taken = append(taken, e.name)
		}
	}
	for _, k := range kind.Names() {
		same := r.ofKind(k)
		for _, e := range same {
			if e.name != "" {
				continue // the document gives it
			}
			name := r.lexicon.Kinds[k].Name
			if name == "" {
				name = slug(strings.Fields(strings.TrimPrefix(e.other, "aws_")))
			}
			if len(same) > 1 {
				name = r.longName(e, name)
			}
			if slices.Contains(taken, name) {
				name += "_" + k
			}
			base := name
			for n := 2; slices.Contains(taken, name); n++ {
				name = fmt.Sprintf("%s_%d", base, n)
			}
			e.name = name
			taken = append(taken, name)
		}
	}
}

func (r *reader) longName(e *entity, name string) string {
	for _, key := range e.keys {
		if strings.HasSuffix(key, " alb") { // which of the load balancers it is, and no name
			continue
		}
		if s := slug(strings.Fields(key)); s != "" && !slices.Contains(sorted(r.lexicon.Tiers), s) {
			return s
		} else if s != "" {
			return s + "_" + name
		}
	}
	return r.nameByWord(e, name)
}

// nameByWord names one of several by the word that its label has beside the service: "ECS Service: api".
func (r *reader) nameByWord(e *entity, name string) string {
	k := r.lexicon.Kinds[e.kind]
	for _, s := range e.seen {
		for _, w := range r.lexicon.words(firstLine(s.vertex.label)) {
			if slices.Contains([]string{"api", "backend", "bastion"}, w) && k.Refer.in([]string{w}) {
				return w
			}
		}
	}
	return name
}
