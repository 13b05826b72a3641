package table

import (
	"fmt"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"
)

const (
	// narrowest and widest bound the columns of a terminal that tables are laid out for.
	narrowest = 60
	widest    = 200
	// labelWidth is the left column of a box.
	labelWidth = 12
	// frame is what borders and padding take beside the two columns of a box.
	frame = 7
)

// Fit is the width that tables are laid out for in a terminal of some columns.
func Fit(width int) int { return min(max(width, narrowest), widest) }

// Boxes writes entries of lines with a label and a text, each in a box of its own; an empty line ends an entry. Texts
// are broken to fit the width, labels are painted by paint after that.
func Boxes(w io.Writer, width int, paint func(label string) string, lines [][2]string) error {
	t := asItIs(
		w,
		tw.Rendition{Symbols: tw.NewSymbols(tw.StyleASCII), Settings: tw.Settings{
			Separators: tw.Separators{BetweenRows: tw.On, BetweenColumns: tw.On},
		}},
		tablewriter.WithColumnWidths(tw.Mapper[int, int]{0: labelWidth + 2, 1: width - labelWidth - frame + 2}),
	)
	for _, entry := range entries(lines) {
		var labels, texts []string
		for _, line := range entry {
			for i, text := range Wrap(line[1], width-labelWidth-frame) {
				label := ""
				if i == 0 {
					label = paint(line[0])
				}
				labels, texts = append(labels, label), append(texts, text)
			}
		}
		if err := t.Append([]string{strings.Join(labels, "\n"), strings.Join(texts, "\n")}); err != nil {
			return fmt.Errorf("lay out a box: %w", err)
		}
	}
	if err := t.Render(); err != nil {
		return fmt.Errorf("write boxes: %w", err)
	}
	return nil
}

// entries are the lines between empty ones.
func entries(lines [][2]string) (all [][][2]string) {
	var entry [][2]string
	for _, line := range append(lines, [2]string{}) {
		switch {
		case line != [2]string{}:
			entry = append(entry, line)
		case len(entry) > 0:
			all, entry = append(all, entry), nil
		}
	}
	return all
}
