package cost

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/table"
	"github.com/shopspring/decimal"
)

// difference is what changes from one statement to another, and the expected months of both.
type difference struct {
	changes []Change
	was, is decimal.Decimal
	notes   []string
	width   int
}

// WriteDifference writes what changes from one statement to another in one of Formats.
func WriteDifference(out io.Writer, format string, before, after Statement) error {
	return writeIn(out, format, difference{
		changes: Differences(before.Estimate, after.Estimate),
		was:     before.Estimate.Total(everything).Expected,
		is:      after.Estimate.Total(everything).Expected,
		notes:   append(before.missing("before"), after.missing("after")...),
		width:   table.Fit(after.Width),
	})
}

// change is the difference of the whole month, its percentage in brackets where there is one.
func (d difference) change() (amount, percentage string) {
	amount = signed(d.is.Sub(d.was))
	if text := percent(d.was, d.is); text != "" {
		percentage = " (" + text + ")"
	}
	return amount, percentage
}

func (d difference) writeTable(out io.Writer) error {
	rows := [][]string{{"row", "before", "after", "difference", "of"}}
	for _, c := range d.changes {
		of := table.Wrap(c.Resource+", "+c.What, max(30, d.width-besideWhat))
		rows = append(rows, []string{
			plain.Line(c.Row), c.Before, c.After, c.Difference, strings.Join(of, "\n"),
		})
	}
	amount, percentage := d.change()
	rows = append(rows, []string{
		"total", money(d.was), money(d.is), amount, strings.TrimSpace(percentage + " USD a month, expected"),
	})
	if err := table.Columns(out, []table.Align{table.Left, table.Right, table.Right, table.Right}, rows); err != nil {
		return fmt.Errorf("write the difference: %w", err)
	}
	writeNotes(out, d.width, d.notes)
	return nil
}

// besideWhat is about what the other columns of the table take.
const besideWhat = 54

func (d difference) writeJSON(out io.Writer) error {
	changes := d.changes
	if changes == nil {
		changes = []Change{}
	}
	return writeJSON(out, "the difference", map[string]any{
		"changes": changes, "before": money(d.was), "after": money(d.is), "difference": signed(d.is.Sub(d.was)),
		"percent": percent(d.was, d.is), "currency": "USD", "notes": d.notes,
	})
}

func (d difference) writeMarkdown(out io.Writer) error {
	fmt.Fprintf(out, "| row | resource | what | before | after | difference |\n"+
		"| --- | --- | --- | ---: | ---: | ---: |\n")
	for _, c := range d.changes {
		fmt.Fprintf(out, "| %s | %s | %s | %s | %s | %s |\n", plain.Markdown(c.Row), plain.Markdown(c.Resource),
			plain.Markdown(c.What), c.Before, c.After, c.Difference)
	}
	amount, percentage := d.change()
	fmt.Fprintf(out, "| **total** | | | %s | %s | **%s**%s |\n\n", money(d.was), money(d.is), amount, percentage)
	for _, note := range d.notes {
		fmt.Fprintf(out, "- %s\n", plain.Markdown(note))
	}
	return nil
}

func (d difference) writeCSV(out io.Writer) error {
	records := [][]string{{"row", "resource", "what", "before", "after", "difference"}}
	for _, c := range d.changes {
		records = append(records, []string{
			plain.Cell(c.Row), plain.Cell(c.Resource), plain.Cell(c.What), c.Before, c.After, c.Difference,
		})
	}
	if err := csv.NewWriter(out).WriteAll(records); err != nil {
		return fmt.Errorf("write the difference: %w", err)
	}
	return nil
}
