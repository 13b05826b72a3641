package cost

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/wiring"
)

// The classes of what is paid for, in the order of a statement. Of the components' classes each
// component is a row, called as the document calls it; the others are one row each.
const (
	RowDatabase     = "database"
	RowCache        = "cache"
	RowTasks        = "tasks"
	RowThings       = "things"
	RowNAT          = document.NATGatewaysRow
	RowLoadBalancer = "load_balancer"
	RowTransfer     = document.TransferRow
	RowOther        = "other"
)

func classes() []string {
	return []string{RowDatabase, RowCache, RowTasks, RowThings, RowNAT, RowLoadBalancer, RowTransfer, RowOther}
}

// classOf is the class of the components of a kind.
func classOf(kind string) string {
	switch kind {
	case "service":
		return RowTasks
	case RowLoadBalancer, RowDatabase, RowCache:
		return kind
	}
	return RowThings
}

func isComponents(class string) bool {
	return class != RowNAT && class != RowTransfer && class != RowOther
}

// row is a row of a statement: what is paid for one component, or for all of a class that is none's.
type row struct{ class, name string }

// namer gives each line its row.
type namer struct {
	facts *wiring.Facts
	// members are the components by id, rows those of the document in their order.
	members map[string]*wiring.Component
	rows    []row
}

func newNamer(facts *wiring.Facts) *namer {
	n := &namer{facts: facts, members: map[string]*wiring.Component{}}
	for i := range facts.Components {
		n.members[facts.Components[i].ID] = &facts.Components[i]
	}
	for _, class := range classes() {
		if !isComponents(class) {
			n.rows = append(n.rows, row{class, class})
			continue
		}
		for i := range facts.Document.Components {
			c := &facts.Document.Components[i]
			if _, asked := facts.Document.Cost.Rows[c.Name]; classOf(c.Kind.Name) == class &&
				(class != RowThings || asked) {
				n.rows = append(n.rows, row{class, c.Name})
			}
		}
	}
	return n
}

// name gives a line the row of the component that its resource is. Where that is not decided, each that it
// may be may have to pay for it.
func (n *namer) name(l *Line, kindName string) {
	if c := n.members[l.Resource]; c != nil && c.Kind == "endpoint" && len(c.Parts) > 0 {
		l.Class = RowThings
	}
	if l.Row = l.Class; !isComponents(l.Class) {
		return
	}
	noun := kindName
	if k := kind.Find(kindName); k != nil {
		noun = k.Noun
	}
	c := n.members[l.Resource]
	switch {
	case c == nil:
		l.Row, l.May = noun+" (not matched)", n.ofKind(kindName)
	case c.Open:
		l.Row, l.May = strings.Join(c.Parts, " or "), c.Parts
	case len(c.Parts) == 0:
		l.Row = noun + " (undocumented)"
	default:
		l.Row = c.Parts[0]
	}
}

// ofKind are the documented components of a kind.
func (n *namer) ofKind(name string) (names []string) {
	for i := range n.facts.Document.Components {
		if c := &n.facts.Document.Components[i]; c.Kind.Name == name {
			names = append(names, c.Name)
		}
	}
	return names
}

// Rows are the rows of the estimate: those of the document, then what else there is, class by class.
func (e Estimate) Rows() []string {
	all := slices.Clone(e.documented)
	for _, l := range e.Lines {
		if r := (row{l.Class, l.Row}); !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b row) int {
		return slices.Index(classes(), a.class) - slices.Index(classes(), b.class)
	})
	var names []string
	for _, r := range all {
		if !slices.Contains(names, r.name) {
			names = append(names, r.name)
		}
	}
	return names
}

// Join is two estimates as one.
func (e Estimate) Join(other Estimate) Estimate {
	joined := Estimate{Lines: slices.Concat(e.Lines, other.Lines), documented: slices.Clone(e.documented)}
	for _, r := range other.documented {
		if !slices.Contains(joined.documented, r) {
			joined.documented = append(joined.documented, r)
		}
	}
	return joined
}

// sort orders lines by class, row and resource.
func (e Estimate) sort() {
	place := map[row]int{}
	for i, r := range e.documented {
		place[r] = i - len(e.documented)
	}
	slices.SortStableFunc(e.Lines, func(a, b Line) int {
		return cmp.Or(
			slices.Index(classes(), a.Class)-slices.Index(classes(), b.Class),
			place[row{a.Class, a.Row}]-place[row{b.Class, b.Row}],
			cmp.Compare(a.Row, b.Row),
			cmp.Compare(a.Resource, b.Resource),
		)
	})
}
