package markdown

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/mermaid"
	"github.com/archcheck/archcheck/internal/kind"
)

// called are the names that headings over tables of requirements give, and tables of tiers: what is drawn under one of
// them is called exactly so, whatever its words say elsewhere.
type called struct {
	// components, tiers and externals are those of headings; rows are the names that tables of tiers have.
	components, tiers, externals, rows map[string]bool
	// drawn are the tiers that a group of a diagram is titled after.
	drawn map[string]bool
}

func newCalled() called {
	return called{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
}

// findCalled notes the names that the document gives.
func (r *reader) findCalled() {
	for _, b := range r.blocks {
		if b.kind != table || len(b.rows) == 0 {
			continue
		}
		if at, is := requirementColumns(b.rows[0]); is {
			r.called.heading(b, at)
		}
		if r.isOfTiers(b.rows[0]) {
			for _, line := range b.rows[1:] {
				if name := cell(line, 0); document.IsName(name) {
					r.called.rows[name] = true
				}
			}
		}
	}
}

// isOfTiers reports whether a table has a row for each tier, by its name.
func (r *reader) isOfTiers(header row) bool {
	return strings.EqualFold(cell(header, 0), "tier") && index(r.columnsOf(header), "cidr") > 0
}

// heading notes the name that a table of requirements stands under. What its rows ask says what it is the name of.
func (c called) heading(b block, at requirementsAt) {
	title := b.section.title()
	if !document.IsName(title) || document.IsSectionTitle(title) {
		return
	}
	var keys []string
	for _, line := range b.rows[1:] {
		if key := at.key(line); key != "" {
			keys = append(keys, key)
		}
	}
	has := func(known []string) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return slices.Contains(known, key) })
	}
	switch {
	case len(keys) == 0 && len(b.rows) > 1:
	case has(externalKeys()):
		c.externals[title] = true
	case has(tierKeys()):
		c.tiers[title] = true
	default:
		c.components[title] = true
	}
}

func externalKeys() []string { return []string{"addresses", "prefix_list", "security_group"} }

func tierKeys() []string {
	keys := []string{"subnets", "nat_tier"}
	for _, q := range kind.Section("tier").Requirements {
		keys = append(keys, q.Name)
	}
	return keys
}

// isTitle reports whether a heading is a name, and says nothing beside it.
func (c called) isTitle(text string) bool {
	return c.components[text] || c.tiers[text] || c.externals[text]
}

// tier is the tier that the title of a group names, empty for none.
func (c called) tier(name string) string {
	if c.rows[name] || c.tiers[name] {
		c.drawn[name] = true
		return name
	}
	return ""
}

// firstAsWritten is the first line of a label, in which two underscores are no mark.
func (r *reader) firstAsWritten(text string) string {
	text = strings.Trim(strings.TrimSpace(text), "`*")
	return strings.TrimSpace(firstLine(r.patterns.lineBreak.ReplaceAllString(text, "\n")))
}

// callVertex makes of a node what the name says that it stands under; it reports whether the document gives that name.
func (r *reader) callVertex(v *vertex, text string) bool {
	_, rest, _ := strings.Cut(strings.TrimSpace(v.shown), "\n")
	name, said := r.firstAsWritten(text), strings.TrimSpace(rest)
	isTier := r.called.rows[name] || r.called.tiers[name]
	switch {
	case name == document.WholeVPC && said == document.EveryAddressOfVPC,
		isTier && said == document.EveryAddressOfTier,
		r.called.externals[name]:
		v.end = name
		return true
	case !r.called.components[name]:
		return false
	}
	v.name, v.label, v.key = name, cmp.Or(said, name), strings.ToLower(name)
	words := r.lexicon.words(said) // of the name alone nothing is said: "later-jobs" are there
	v.ignored, v.standby = r.lexicon.isLater(words), r.lexicon.StandbyWords.in(words)
	if v.meaning = r.meaningOf(r.lexicon.words(v.label), v.label); v.kind == "" && v.role == "" {
		v.meaning = r.meaningOfNoun(v.label)
	}
	return true
}

// meaningOfNoun is what is meant below a name that the document gives, by the noun of a kind of component or by what
// Terraform calls a type.
func (r *reader) meaningOfNoun(said string) meaning {
	for _, k := range kind.All() {
		if noun := firstLine(said); strings.EqualFold(noun, k.Noun) && k.Name != "other" {
			return meaning{kind: k.Name, by: "aws"}
		}
	}
	if r.patterns.resourceType.MatchString(said) {
		return meaning{kind: "other", other: said, by: "aws"}
	}
	return meaning{}
}

// exactEnd is what edges call a node that stands under its name, or the internet; empty for another one.
func (r *reader) exactEnd(g *graph, id string) string {
	v := g.vertices[id]
	switch {
	case v == nil:
	case v.end != "":
		return v.end
	case v.name != "" && v.entity != nil:
		return v.name
	case v.role == "outside" && v.shown == document.Internet:
		return document.Internet
	}
	return ""
}

// exactArrow reads an arrow between ends that are called by their names, with ports on it as edges in YAML have them;
// it reports whether it is one.
func (r *reader) exactArrow(g *graph, e mermaid.Edge, by *Statement, source int) bool {
	from, to := r.exactEnd(g, e.From), r.exactEnd(g, e.To)
	text := strings.TrimSpace(r.patterns.labelText(e.Text))
	ports, isExact := exactPorts(text)
	if e.Type != "arrow_point" || from == "" || to == "" || !isExact || !r.mayBegin(from) ||
		r.mayBegin(to) == (text == "") || r.entityNamed(from) == nil && r.entityNamed(to) == nil {
		return false
	}
	by.set(Understood, "")
	r.connections = append(r.connections, connection{
		environment: g.environment, from: from, to: to, ports: ports, rank: topology, source: source, by: by,
	})
	return true
}

// mayBegin reports whether something has network interfaces, so that connections begin there and lead to ports.
func (r *reader) mayBegin(name string) bool {
	e := r.entityNamed(name)
	return e == nil || kind.Find(e.kind).Placed
}

// exactPorts are the ports of an edge as YAML has them: 443, 1024-2048, "80, 443", all, 53/udp, icmp, any. Any names
// none.
func exactPorts(text string) (all []string, ok bool) {
	list, protocol, isNamed := strings.Cut(text, "/")
	switch {
	case text == document.AnyPort || text == "":
		return nil, true
	case text == "icmp" || list == "all" && (!isNamed || slices.Contains([]string{"tcp", "udp", "icmp", "all"}, protocol)):
		return []string{text}, true
	case isNamed && protocol != "tcp" && protocol != "udp":
		return nil, false
	}
	for one := range strings.SplitSeq(list, ",") {
		low, high, isRange := strings.Cut(strings.TrimSpace(one), "-")
		if isRange && high == "" || portOf(low, high) == "" {
			return nil, false
		}
		all = append(all, strings.TrimSuffix(portOf(low, high)+"/"+protocol, "/"))
	}
	return all, true
}
