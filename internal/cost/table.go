package cost

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/shopspring/decimal"
)

func (s Statement) writeTable(out io.Writer) error {
	rows := s.Estimate.Rows()
	width := widthOf(rows)
	fmt.Fprintf(
		out,
		"USD a month, %s, list prices of %s\n\n%-*s %10s %10s %10s  %-10s\n",
		plain.Line(s.Environment),
		plain.Line(s.PricesOf),
		width,
		"row",
		"minimum",
		"expected",
		"maximum",
		"documented",
	)
	for _, row := range rows {
		f := s.Estimate.Total(inRow(row))
		fmt.Fprintln(
			out,
			strings.TrimRight(
				fmt.Sprintf(
					"%-*s %10s %10s %10s  %-10s %s",
					width,
					plain.Line(row),
					money(f.Minimum),
					money(f.Expected),
					money(f.Maximum),
					s.documented(row),
					bar(f.Expected, s.Documented[row]),
				),
				" ",
			),
		)
	}
	total := s.Estimate.Total(everything)
	whole := "-"
	if s.Band != nil {
		whole = s.Band.String()
	}
	fmt.Fprintf(
		out,
		"%-*s %10s %10s %10s  %-10s %s\n\n",
		width,
		"total",
		money(total.Minimum),
		money(total.Expected),
		money(total.Maximum),
		whole,
		bar(total.Expected, s.Band),
	)
	s.writeLines(out)
	for _, b := range s.Actual {
		fmt.Fprintf(out, "\nactual: %s\n", plain.Line(b.words(total.Expected)))
		for _, service := range b.Services {
			fmt.Fprintf(out, "  %10s  %s\n", plain.Line(service.USD), plain.Line(service.Service))
		}
	}
	for _, note := range s.Notes() {
		fmt.Fprintf(out, "\nnote: %s", plain.Line(note))
	}
	_, err := fmt.Fprintln(out)
	return err
}

// widthOf is the width of a column of rows.
func widthOf(rows []string) int {
	width := 14
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(plain.Line(row)))
	}
	return width
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
		if head := plain.Line(l.Row + ": " + l.Label); head != above {
			fmt.Fprintln(out, head)
			above = head
		}
		l.write(out)
	}
	for _, row := range s.Estimate.Rows() {
		var sum decimal.Decimal
		for _, l := range small[row] {
			sum = sum.Add(l.Monthly().Expected)
		}
		if n := len(small[row]); n > 0 {
			fmt.Fprintf(
				out,
				"%s: %d of less than 1.00 each\n%10s  together; --details lists them\n",
				row,
				n,
				money(sum),
			)
		}
	}
}

// isSmall reports whether a line is less than a dollar, at the most.
func (l Line) isSmall() bool {
	return l.Price != nil && l.Monthly().Maximum.LessThan(decimal.NewFromInt(1))
}

func (l Line) write(out io.Writer) {
	if l.Price == nil {
		fmt.Fprintf(out, "%10s  %s: NOT PRICED, %s\n", "-", plain.Line(l.What), plain.Line(l.NotPriced))
		return
	}
	text := plain.Line(
		fmt.Sprintf(
			"%10s  %s: %s %s x %s [%s]",
			money(l.Monthly().Expected),
			l.What,
			l.Quantity.Expected,
			l.Price.Unit,
			l.Price.USD,
			l.Price.UsageType,
		),
	)
	fmt.Fprintln(out, withAssumption(text, plain.Line(l.Assumption)))
}

// withAssumption adds what was assumed, on a line of its own where one would be too long.
func withAssumption(text, assumption string) string {
	const width = 100
	added := "; assumed: " + assumption
	switch {
	case assumption == "":
		return text
	case len(text)+len(added) > width:
		return text + "\n" + strings.Repeat(" ", 12) + "assumed: " + assumption
	}
	return text + added
}

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
