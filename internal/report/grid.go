package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Grid writes who stands to whom in a table that fits a width: names down and across, a cell for each
// pair. Where the names across are too wide their numbers stand for them, and where the table still is,
// it is cut into several, one below the other.
func Grid(w io.Writer, width int, names []string, cell func(row, column int) string) error {
	g := grid{width: min(max(width, narrowest), widest), names: names, cell: cell}
	g.labels()
	for from := 0; from < len(names); {
		to := g.fitting(from)
		for _, line := range g.block(from, to) {
			if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
				return fmt.Errorf("write the grid: %w", err)
			}
		}
		from = to
	}
	return nil
}

// gap is between two columns.
const gap = "  "

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
		total += len(gap) + n
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
	for to < len(g.top) && (to == from || total+len(gap)+g.widths[to] <= g.width) {
		total += len(gap) + g.widths[to]
		to++
	}
	return to
}

// block is the table of some columns.
func (g *grid) block(from, to int) []string {
	lines := []string{}
	if from > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, g.line("", func(column int) string { return g.top[column] }, from, to, g.name)...)
	rule := strings.Repeat("-", g.first)
	for column := from; column < to; column++ {
		rule += gap + strings.Repeat("-", g.widths[column])
	}
	lines = append(lines, rule)
	for row, name := range g.left {
		lines = append(lines, g.line(name, func(column int) string { return g.cell(row, column) }, from, to, g.most)...)
	}
	return lines
}

// line is a row of a table, of as many lines as its highest cell.
func (g *grid) line(name string, text func(column int) string, from, to, most int) []string {
	cells, widths := [][]string{broken(name, g.name)}, []int{g.first}
	for column := from; column < to; column++ {
		cells, widths = append(cells, broken(text(column), most)), append(widths, g.widths[column])
	}
	height := 0
	for _, c := range cells {
		height = max(height, len(c))
	}
	lines := make([]string, height)
	for i := range lines {
		var parts []string
		for j, c := range cells {
			part := ""
			if i < len(c) {
				part = c[i]
			}
			parts = append(parts, part+strings.Repeat(" ", max(0, widths[j]-utf8.RuneCountInString(part))))
		}
		lines[i] = strings.Join(parts, gap)
	}
	return lines
}

func broken(text string, width int) []string { return wrap(cmp.Or(text, " "), width) }

func widestOf(lines []string) (width int) {
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l))
	}
	return width
}
