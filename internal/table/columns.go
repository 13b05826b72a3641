// Package table lays text out for people by tablewriter: entries in boxes, and columns without lines around
// them. What an input wrote is made harmless and broken into lines by Wrap before it comes to either.
package table

import (
	"bytes"
	"fmt"
	"io"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Gap is between two columns.
const Gap = "  "

// Align is the side of a column that its cells stand on.
type Align bool

// The two sides: words stand left, amounts right.
const (
	Left  Align = false
	Right Align = true
)

// Columns writes rows in columns as wide as their widest cell and a Gap apart, without lines around
// them and without spaces at their ends. A cell may have several lines and colours; where align ends, cells stand
// left.
func Columns(w io.Writer, align []Align, rows [][]string) error {
	var out bytes.Buffer
	sides := make([]tw.Align, len(align))
	for i, side := range align {
		if sides[i] = tw.AlignLeft; side == Right {
			sides[i] = tw.AlignRight
		}
	}
	t := asItIs(
		&out,
		tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbolCustom("columns").WithColumn(Gap),
			Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.Separators{
				BetweenRows: tw.Off, BetweenColumns: tw.On,
			}},
		},
		tablewriter.WithPadding(tw.PaddingNone),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{Global: tw.AlignLeft, PerColumn: sides}),
	)
	if err := t.Bulk(rows); err != nil {
		return fmt.Errorf("lay out columns: %w", err)
	}
	if err := t.Render(); err != nil {
		return fmt.Errorf("lay out columns: %w", err)
	}
	for line := range bytes.Lines(out.Bytes()) {
		if _, err := fmt.Fprintf(w, "%s\n", bytes.TrimRight(line, " \n")); err != nil {
			return fmt.Errorf("write columns: %w", err)
		}
	}
	return nil
}

// asItIs is a table that draws its cells as they are, on the left: Wrap has broken them into lines already.
func asItIs(w io.Writer, style tw.Rendition, further ...tablewriter.Option) *tablewriter.Table {
	return tablewriter.NewTable(w, append([]tablewriter.Option{
		tablewriter.WithRenderer(renderer.NewBlueprint()),
		tablewriter.WithRendition(style),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithRowAlignment(tw.AlignLeft),
	}, further...)...)
}
