package cost

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"
)

// Band is what the document says of an amount: both ends in USD a month.
type Band struct{ From, To int }

func (b Band) String() string {
	if b.From == b.To {
		return fmt.Sprintf("~%d", b.To)
	}
	return fmt.Sprintf("%d-%d", b.From, b.To)
}

// Statement is an estimate beside what the document says.
type Statement struct {
	Estimate    Estimate
	Environment string
	// PricesOf is the date of the price book.
	PricesOf   string
	Band       *Band
	Documented map[string]*Band
	// Gaps are what was not read: what they hold is in no line.
	Gaps []string
	// Actual is what was really billed, where it was asked for.
	Actual []Bill
}

// Bill is what AWS billed an account since the month began, in USD.
type Bill struct {
	Account    string          `json:"account"`
	Services   []BilledService `json:"services"`
	Forecast   string          `json:"forecast_of_the_rest,omitempty"`
	NoForecast string          `json:"no_forecast,omitempty"`
}

// BilledService is one AWS service of a bill.
type BilledService struct {
	Service string `json:"service"`
	USD     string `json:"usd"`
}

// total is the bill so far; an amount that is none makes it unknown.
func (b Bill) total() (decimal.Decimal, error) {
	var sum decimal.Decimal
	for _, s := range b.Services {
		amount, err := decimal.NewFromString(s.USD)
		if err != nil {
			return sum, fmt.Errorf("the bill of %s is no amount: %q", s.Service, s.USD)
		}
		sum = sum.Add(amount)
	}
	return sum, nil
}

// words compares a bill with the estimate.
func (b Bill) words(expected decimal.Decimal) string {
	so, err := b.total()
	if err != nil {
		return b.Account + ": " + err.Error()
	}
	text := fmt.Sprintf("%s was billed %s since the month began, the whole account, with taxes and discounts", b.Account, money(so))
	rest, err := decimal.NewFromString(b.Forecast)
	if b.Forecast == "" || err != nil {
		return text + "; there is no forecast: " + b.NoForecast
	}
	return fmt.Sprintf("%s; AWS forecasts %s more, %s in all, and the estimate is %s", text, money(rest), money(so.Add(rest)), money(expected))
}

// Formats returns the names of the formats that Write knows.
func Formats() []string { return []string{"table", "json", "markdown", "csv"} }

// Write writes a statement in a format.
func Write(out io.Writer, format string, s Statement) error {
	switch format {
	case "table":
		return s.writeTable(out)
	case "json":
		return s.writeJSON(out)
	case "markdown":
		return s.writeMarkdown(out)
	case "csv":
		return s.writeCSV(out)
	}
	return fmt.Errorf("--format %q is none of %s", format, strings.Join(Formats(), ", "))
}

func money(d decimal.Decimal) string { return d.StringFixed(cents) }

func everything(Line) bool { return true }

func inRow(row string) func(Line) bool { return func(l Line) bool { return l.Row == row } }

// bar draws where an amount lies: a full bar is the band's upper end.
func bar(amount decimal.Decimal, b *Band) string {
	const width = 20
	if b == nil || b.To == 0 {
		return ""
	}
	full := int(amount.Mul(decimal.NewFromInt(width)).Div(decimal.NewFromInt(int64(b.To))).IntPart())
	if full > width {
		return strings.Repeat("#", width) + "+"
	}
	return strings.Repeat("#", full) + strings.Repeat(".", width-full)
}

func (s Statement) documented(row string) string {
	if b := s.Documented[row]; b != nil {
		return b.String()
	}
	return "-"
}

func (s Statement) writeTable(out io.Writer) error {
	fmt.Fprintf(out, "USD a month, %s, list prices of %s\n\n%-14s %10s %10s %10s  %-10s\n", s.Environment, s.PricesOf, "row", "minimum", "expected", "maximum", "documented")
	for _, row := range Rows() {
		f := s.Estimate.Total(inRow(row))
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%-14s %10s %10s %10s  %-10s %s", row, money(f.Minimum), money(f.Expected), money(f.Maximum), s.documented(row), bar(f.Expected, s.Documented[row])), " "))
	}
	total := s.Estimate.Total(everything)
	whole := "-"
	if s.Band != nil {
		whole = s.Band.String()
	}
	fmt.Fprintf(out, "%-14s %10s %10s %10s  %-10s %s\n\n", "total", money(total.Minimum), money(total.Expected), money(total.Maximum), whole, bar(total.Expected, s.Band))
	for _, l := range s.Estimate.Lines {
		if l.Price == nil {
			fmt.Fprintf(out, "%-14s %s, %s: NOT PRICED, %s\n", l.Row, l.Label, l.What, l.NotPriced)
			continue
		}
		line := fmt.Sprintf("%-14s %s, %s: %s x %s per %s = %s (%s)", l.Row, l.Label, l.What, l.Quantity.Expected, l.Price.USD, l.Price.Unit, money(l.Monthly().Expected), l.Price.UsageType)
		if l.Assumption != "" {
			line += "; assumed: " + l.Assumption
		}
		fmt.Fprintln(out, line)
	}
	for _, b := range s.Actual {
		fmt.Fprintf(out, "\nactual: %s\n", b.words(total.Expected))
		for _, service := range b.Services {
			fmt.Fprintf(out, "  %10s  %s\n", service.USD, service.Service)
		}
	}
	for _, note := range s.Notes() {
		fmt.Fprintf(out, "\nnote: %s", note)
	}
	_, err := fmt.Fprintln(out)
	return err
}

// Notes are what a reader should know and no rule fails: rows outside what is documented, the
// dearest month, the document's own contradictions, and what is missing.
func (s Statement) Notes() []string {
	var notes []string
	low, high := 0, 0
	for _, row := range Rows() {
		b := s.Documented[row]
		if b == nil {
			continue
		}
		low, high = low+b.From, high+b.To
		f := s.Estimate.Total(inRow(row))
		if f.Expected.GreaterThan(decimal.NewFromInt(int64(b.To))) {
			notes = append(notes, fmt.Sprintf("%s is expected at %s, documented %s", row, money(f.Expected), b))
		}
		if b.From != b.To && f.Maximum.GreaterThan(decimal.NewFromInt(int64(b.To))) {
			notes = append(notes, fmt.Sprintf("%s can cost %s, documented %s: the documented sizes do not fit the documented row", row, money(f.Maximum), b))
		}
	}
	total := s.Estimate.Total(everything)
	if s.Band != nil {
		if high > s.Band.To {
			notes = append(notes, fmt.Sprintf("the document contradicts itself: its rows sum to %d-%d, beyond its own band %s", low, high, s.Band))
		}
		if total.Maximum.GreaterThan(decimal.NewFromInt(int64(s.Band.To))) {
			notes = append(notes, fmt.Sprintf("the dearest month costs %s, above the band %s", money(total.Maximum), s.Band))
		}
		if total.Expected.LessThan(decimal.NewFromInt(int64(s.Band.From))) {
			notes = append(notes, fmt.Sprintf("the expected month costs %s, below the band %s", money(total.Expected), s.Band))
		}
	}
	if n := s.Estimate.byHand(); n > 0 {
		notes = append(notes, fmt.Sprintf("%d lines rest on prices kept by hand: `archcheck prices update` reads them from AWS", n))
	}
	if n := len(s.Estimate.NotPriced()); n > 0 {
		notes = append(notes, fmt.Sprintf("%d lines are not priced and count for nothing: the total is too low", n))
	}
	return append(notes, s.Gaps...)
}

// lineJSON is a line for machines; money is text, so that no float rounds it.
type lineJSON struct {
	Row        string `json:"row"`
	Resource   string `json:"resource"`
	What       string `json:"what"`
	Quantity   string `json:"quantity,omitempty"`
	Unit       string `json:"unit,omitempty"`
	UnitPrice  string `json:"unit_price,omitempty"`
	UsageType  string `json:"usage_type,omitempty"`
	Region     string `json:"region,omitempty"`
	Grade      string `json:"grade,omitempty"`
	Minimum    string `json:"minimum,omitempty"`
	Expected   string `json:"expected,omitempty"`
	Maximum    string `json:"maximum,omitempty"`
	Assumption string `json:"assumption,omitempty"`
	NotPriced  string `json:"not_priced,omitempty"`
}

func (l Line) json() lineJSON {
	j := lineJSON{Row: l.Row, Resource: l.Label, What: l.What, Assumption: l.Assumption, NotPriced: l.NotPriced}
	if l.Price != nil {
		m := l.Monthly()
		j.Quantity, j.Unit, j.UnitPrice, j.UsageType, j.Region, j.Grade = l.Quantity.Expected.String(), l.Price.Unit, l.Price.USD.String(), l.Price.UsageType, l.Price.Region, l.Price.Grade
		j.Minimum, j.Expected, j.Maximum = money(m.Minimum), money(m.Expected), money(m.Maximum)
	}
	return j
}

func (s Statement) writeJSON(out io.Writer) error {
	total := s.Estimate.Total(everything)
	document := map[string]any{"environment": s.Environment, "prices_of": s.PricesOf, "currency": "USD",
		"total": map[string]string{"minimum": money(total.Minimum), "expected": money(total.Expected), "maximum": money(total.Maximum)}}
	lines := []lineJSON{}
	for _, l := range s.Estimate.Lines {
		lines = append(lines, l.json())
	}
	notes := s.Notes()
	if notes == nil {
		notes = []string{}
	}
	document["lines"], document["notes"] = lines, notes
	if s.Actual != nil {
		document["actual"] = s.Actual
	}
	if s.Band != nil {
		document["documented"] = s.Band.String()
	}
	data, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return fmt.Errorf("write the estimate: %w", err)
	}
	_, err = fmt.Fprintf(out, "%s\n", data)
	return err
}

func (s Statement) writeMarkdown(out io.Writer) error {
	fmt.Fprintf(out, "USD a month, %s, list prices of %s\n\n| row | minimum | expected | maximum | documented |\n| --- | ---: | ---: | ---: | --- |\n", s.Environment, s.PricesOf)
	for _, row := range Rows() {
		f := s.Estimate.Total(inRow(row))
		fmt.Fprintf(out, "| %s | %s | %s | %s | %s |\n", row, money(f.Minimum), money(f.Expected), money(f.Maximum), s.documented(row))
	}
	total, whole := s.Estimate.Total(everything), "-"
	if s.Band != nil {
		whole = s.Band.String()
	}
	fmt.Fprintf(out, "| **total** | %s | **%s** | %s | %s |\n\n", money(total.Minimum), money(total.Expected), money(total.Maximum), whole)
	for _, b := range s.Actual {
		fmt.Fprintf(out, "- actual: %s\n", b.words(total.Expected))
	}
	for _, note := range s.Notes() {
		fmt.Fprintf(out, "- %s\n", note)
	}
	return nil
}

func (s Statement) writeCSV(out io.Writer) error {
	w := csv.NewWriter(out)
	records := [][]string{{"row", "resource", "what", "quantity", "unit", "unit_price", "usage_type", "minimum", "expected", "maximum", "assumption", "not_priced"}}
	for _, l := range s.Estimate.Lines {
		j := l.json()
		records = append(records, []string{j.Row, j.Resource, j.What, j.Quantity, j.Unit, j.UnitPrice, j.UsageType, j.Minimum, j.Expected, j.Maximum, j.Assumption, j.NotPriced})
	}
	if err := w.WriteAll(records); err != nil {
		return fmt.Errorf("write the estimate: %w", err)
	}
	return nil
}
