package table

import (
	"fmt"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// Grid writes who stands to whom in a table that fits a width: names down and across, a cell for each
// pair. Where the names across are too wide their numbers stand for them, and where the table still is,
// it is cut into several, one below the other.
func Grid(w io.Writer, width int, names []string, cell func(row, column int) string) error {
	g := grid{width: Fit(width), names: names, cell: cell}
	g.labels()
	for from := 0; from < len(names); {
		to := g.fitting(from)
		if from > 0 {
			if _, err := fmt.Fprintln(w); err != nil {
				return fmt.Errorf("write the grid: %w", err)
			}
		}
		if err := Columns(w, nil, g.block(from, to)); err != nil {
			return fmt.Errorf("write the grid: %w", err)
		}
		from = to
	}
	return nil
}

type grid struct {
	width int
	names []string
	cell  func(row, column int) string
	// left are the names down, top those across; first and widths are how wide the columns are.
	left, top []string
	first     int
	widths    []int
	// name and most are where names and cells are broken into lines.
	name, most int
}

// labels chooses what stands on the left and across the top, and where names and cells are broken: names
// as wide as they fit, else numbers.
func (g *grid) labels() {
	g.left, g.top, g.name, g.most = g.names, g.names, 30, 15
	if g.measure(); g.total() <= g.width {
		return
	}
	g.name, g.most = 20, 11
	if g.measure(); g.total() <= g.width {
		return
	}
	g.left, g.top = nil, nil
	for i, name := range g.names {
		g.left, g.top = append(g.left, fmt.Sprintf("%d %s", i+1, name)), append(g.top, fmt.Sprint(i+1))
	}
	g.measure()
}

// total is how wide a table of all columns is.
func (g *grid) total() int {
	total := g.first
	for _, n := range g.widths {
		total += len(Gap) + n
	}
	return total
}

func (g *grid) measure() {
	g.first, g.widths = 0, make([]int, len(g.top))
	for i, name := range g.left {
		g.first = max(g.first, widestOf(broken(name, g.name)))
		g.widths[i] = widestOf(broken(g.top[i], g.name))
		for row := range g.left {
			g.widths[i] = max(g.widths[i], widestOf(broken(g.cell(row, i), g.most)))
		}
	}
}

// fitting is the column after the last one that fits beside the names, with at least one.
func (g *grid) fitting(from int) int {
	total, to := g.first, from
	for to < len(g.top) && (to == from || total+len(Gap)+g.widths[to] <= g.width) {
		total += len(Gap) + g.widths[to]
		to++
	}
	return to
}

// block are the rows of a table of some columns.
func (g *grid) block(from, to int) [][]string {
	head, rule := []string{""}, []string{strings.Repeat("-", g.first)}
	for column := from; column < to; column++ {
		head = append(head, broken(g.top[column], g.name))
		rule = append(rule, strings.Repeat("-", g.widths[column]))
	}
	rows := [][]string{head, rule}
	for row, name := range g.left {
		cells := []string{broken(name, g.name)}
		for column := from; column < to; column++ {
			cells = append(cells, broken(g.cell(row, column), g.most))
		}
		rows = append(rows, cells)
	}
	return rows
}

func broken(text string, width int) string { return strings.Join(Wrap(text, width), "\n") }

// widestOf is how many columns the widest line of a text takes.
func widestOf(text string) (width int) {
	for line := range strings.SplitSeq(text, "\n") {
		width = max(width, twwidth.Width(line))
	}
	return width
}
