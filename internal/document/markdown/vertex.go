package markdown

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document/mermaid"
)

// vertex is a node, with what its label says.
type vertex struct {
	id string
	// label is what is read, shown what is drawn: it may begin with a name that the document gives.
	label, shown string
	meaning
	// name is the one that the document gives a component, end that of a tier, of the VPC or of somebody outside.
	name, end string
	// isGroup says that it is the security group of what the rest of its label names.
	isGroup bool
	// rule is in or out for a node that is a rule of a security group.
	rule string
	// isSubnet says that it stands for a subnet of a tier; inTier is the tier that the label of another thing says it
	// is in.
	isSubnet bool
	inTier   string
	standby  bool
	// isCopy says that it is a copy that is read from.
	isCopy  bool
	ignored bool
	// either are the kinds that it is one of, where it says so: "S3 or EFS".
	either []string
	// key is what is left of the label where several of a kind are told apart.
	key string
	// apart is the engine that tells it from others in its diagram.
	apart  string
	ports  portText
	line   int
	by     *Statement
	entity *entity
}

func (r *reader) vertexOf(n mermaid.Node, b block) *vertex {
	label := r.patterns.labelText(n.Text)
	words := r.lexicon.words(label)
	v := &vertex{id: n.ID, label: label, shown: label, line: b.line + n.Line - 1}
	if r.callVertex(v, n.Text) {
		return v
	}
	v.ports = r.portsOfLabel(label)
	v.standby = r.lexicon.StandbyWords.in(words)
	v.ignored = r.lexicon.isLater(words)
	if v.rule = r.ruleOf(words); v.rule != "" {
		return v
	}
	first := words
	if head := r.lexicon.words(firstLine(label)); r.lexicon.GroupWords.in(head) {
		v.isGroup = true
		first = r.withoutGroupWords(head)
	}
	if v.either = r.alternatives(label); len(v.either) > 0 {
		return v
	}
	v.meaning = r.meaningOf(first, label)
	v.isSubnet = !v.isGroup && v.kind == "" && r.standsForSubnet(words, v.role)
	if v.isSubnet {
		v.meaning = meaning{}
	} else if v.kind != "" || v.role == "nat" {
		v.inTier = r.tierInLabel(label)
	}
	v.key = r.keyOf(label)
	if v.kind == "load_balancer" && v.key == "" {
		v.key = outerKey(words)
	}
	if v.kind == "endpoint" {
		v.key = cmp.Or(endpointKey(words), v.key)
	}
	if hasCopies(v.kind) {
		v.isCopy, v.key = r.isCopyLabel(words), r.copyKey(v.key)
	}
	return v
}

// outerKey is what tells a load balancer that the internet reaches from an internal one.
func outerKey(words []string) string {
	for _, w := range []string{"public", "external"} {
		if slices.Contains(words, w) && !slices.Contains(words, "subnet") && !slices.Contains(words, "subnets") {
			return w + " alb"
		}
	}
	return ""
}

// standsForSubnet reports whether a label is that of a subnet: its word stands before that of a gateway, which it may
// deny.
func (r *reader) standsForSubnet(words []string, role string) bool {
	f := r.lexicon.TierWords.find(words, 0)
	if f == nil || slices.Contains([]string{"route_table", "acl", "part", "identity"}, role) {
		return false
	}
	gateway := r.lexicon.Roles[role].find(words, 0)
	return gateway == nil || f.at[0] < gateway.at[0]
}

// tierInLabel is the tier whose subnets a line of a label names: "ALB", "Public Subnets".
func (r *reader) tierInLabel(label string) string {
	for line := range strings.SplitSeq(label, "\n") {
		words := r.lexicon.words(line)
		name, _ := r.lexicon.tierOf(words)
		if _, isPlain := r.lexicon.Tiers[name]; isPlain && r.lexicon.TierWords.in(words) &&
			!r.lexicon.Negations.in(words) {
			return name
		}
	}
	return ""
}

// isKnown reports whether the label says what a node is.
func (v *vertex) isKnown() bool {
	return v.role != "code" &&
		(v.kind != "" || v.end != "" || v.role != "" || v.isGroup || v.isSubnet || v.rule != "" || len(v.either) > 0)
}

// ruleOf is the direction of the rule that a label begins with.
func (r *reader) ruleOf(words []string) string {
	switch {
	case r.lexicon.RulesIn.in(words[:min(1, len(words))]):
		return "in"
	case r.lexicon.RulesOut.in(words[:min(1, len(words))]):
		return "out"
	}
	return ""
}

func (r *reader) withoutGroupWords(words []string) []string {
	if f := r.lexicon.GroupWords.find(words, 0); f != nil {
		return append(slices.Clone(words[:f.at[0]]), words[f.at[len(f.at)-1]+1:]...)
	}
	return words
}
