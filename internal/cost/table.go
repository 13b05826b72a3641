package cost

import (
	"fmt"
	"io"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/table"
	"github.com/shopspring/decimal"
)

// narrowForBars is how many columns a terminal must have for the table to show where each amount lies.
const narrowForBars = 80

func (s Statement) writeTable(out io.Writer) error {
	fmt.Fprintf(out, "USD a month, %s, list prices of %s\n\n", plain.Line(s.Environment), plain.Line(s.PricesOf))
	rows := [][]string{{"row", "minimum", "expected", "maximum", "documented"}}
	for _, row := range s.Estimate.Rows() {
		rows = append(rows, s.amounts(row, s.Estimate.Total(inRow(row)), s.Documented[row]))
	}
	total := s.Estimate.Total(everything)
	rows = append(rows, s.amounts("total", total, s.Band))
	if err := table.Columns(out, []table.Align{table.Left, table.Right, table.Right, table.Right}, rows); err != nil {
		return fmt.Errorf("write the estimate: %w", err)
	}
	fmt.Fprintln(out)
	s.writeLines(out)
	for _, b := range s.Actual {
		fmt.Fprintln(out)
		paragraph(out, s.Width, "actual: "+b.words(total.Expected))
		if err := b.write(out); err != nil {
			return err
		}
	}
	writeNotes(out, s.Width, s.Notes())
	return nil
}

// amounts is a row of the table: what it costs, what is documented, and a bar of the two where there is room.
func (s Statement) amounts(name string, f Figures, documented *Band) []string {
	name = strings.Join(table.Wrap(name, max(14, s.Width-narrowForBars+14)), "\n")
	row := []string{name, money(f.Minimum), money(f.Expected), money(f.Maximum), inWords(documented)}
	if s.Width >= narrowForBars {
		row = append(row, bar(f.Expected, documented))
	}
	return row
}

// paragraph writes a text in as many lines as it takes.
func paragraph(out io.Writer, width int, text string) {
	for _, line := range table.Wrap(text, table.Fit(width)) {
		fmt.Fprintln(out, line)
	}
}

// writeNotes writes the notes below a table, where there are any.
func writeNotes(out io.Writer, width int, notes []string) {
	if len(notes) > 0 {
		fmt.Fprintln(out)
	}
	for _, note := range notes {
		paragraph(out, width, "note: "+note)
	}
}

// write lists what each service was billed.
func (b Bill) write(out io.Writer) error {
	var rows [][]string
	for _, service := range b.Services {
		rows = append(rows, []string{"", plain.Line(service.USD), plain.Line(service.Service)})
	}
	return table.Columns(out, []table.Align{table.Left, table.Right}, rows)
}

// writeLines writes each line below the resource that it is paid for; the small ones of a row are folded into one.
func (s Statement) writeLines(out io.Writer) {
	above := ""
	small := map[string][]Line{}
	for _, l := range s.Estimate.Lines {
		if !s.Details && l.isSmall() {
			small[l.Row] = append(small[l.Row], l)
			continue
		}
		if head := l.Row + ": " + l.Label; head != above {
			paragraph(out, s.Width, head)
			above = head
		}
		s.write(out, l)
	}
	for _, row := range s.Estimate.Rows() {
		var sum decimal.Decimal
		for _, l := range small[row] {
			sum = sum.Add(l.Monthly().Expected)
		}
		if n := len(small[row]); n > 0 {
			paragraph(out, s.Width, fmt.Sprintf("%s: %d of less than 1.00 each", row, n))
			fmt.Fprintf(out, "%*s%stogether; --details lists them\n", amountWidth, money(sum), table.Gap)
		}
	}
}

// isSmall reports whether a line is less than a dollar, at the most.
func (l Line) isSmall() bool {
	return l.Price != nil && l.Monthly().Maximum.LessThan(decimal.NewFromInt(1))
}

// write writes what a line costs and why, the reasons below each other where they are long.
func (s Statement) write(out io.Writer, l Line) {
	amount, text := "-", l.What+": NOT PRICED, "+l.NotPriced
	if l.Price != nil {
		amount = money(l.Monthly().Expected)
		text = fmt.Sprintf("%s: %s %s x %s [%s]",
			l.What, l.Quantity.Expected, l.Price.Unit, l.Price.USD, l.Price.UsageType)
	}
	if l.Price != nil && l.Assumption != "" {
		text += "; assumed: " + l.Assumption
	}
	for _, line := range table.Wrap(text, table.Fit(s.Width)-amountWidth-len(table.Gap)) {
		fmt.Fprintf(out, "%*s%s%s\n", amountWidth, amount, table.Gap, line)
		amount = ""
	}
}

// amountWidth is the column of amounts before what they are for.
const amountWidth = 10

// bar draws where an amount lies: a full bar is the band's upper end.
func bar(amount decimal.Decimal, b *Band) string {
	const width = 20
	if b == nil || b.To == 0 {
		return ""
	}
	share := amount.Mul(decimal.NewFromInt(width)).Div(decimal.NewFromInt(int64(b.To)))
	if share.GreaterThanOrEqual(decimal.NewFromInt(width + 1)) {
		return strings.Repeat("#", width) + "+"
	}
	full := max(0, int(share.IntPart()))
	return strings.Repeat("#", full) + strings.Repeat(".", width-full)
}
