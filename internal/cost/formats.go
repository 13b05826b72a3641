package cost

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/plain"
)

// Formats returns the names of the formats that Write knows.
func Formats() []string { return []string{"table", "json", "markdown", "csv"} }

// Write writes a statement in a format.
func Write(out io.Writer, format string, s Statement) error { return writeIn(out, format, s) }

// writable is what can be written in each of Formats.
type writable interface {
	writeTable(out io.Writer) error
	writeJSON(out io.Writer) error
	writeMarkdown(out io.Writer) error
	writeCSV(out io.Writer) error
}

func writeIn(out io.Writer, format string, w writable) error {
	switch format {
	case "table":
		return w.writeTable(out)
	case "json":
		return w.writeJSON(out)
	case "markdown":
		return w.writeMarkdown(out)
	case "csv":
		return w.writeCSV(out)
	}
	return fmt.Errorf("--format %s", near.NoneOf(format, Formats()))
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
	SKU        string `json:"sku,omitempty"`
	Region     string `json:"region,omitempty"`
	Grade      string `json:"grade,omitempty"`
	Source     string `json:"source,omitempty"`
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
		j.Quantity, j.Unit, j.UnitPrice = l.Quantity.Expected.String(), l.Price.Unit, l.Price.USD.String()
		j.UsageType, j.SKU, j.Region, j.Grade, j.Source = l.Price.UsageType, l.Price.SKU, l.Price.Region, l.Price.Grade, l.Price.Source
		j.Minimum, j.Expected, j.Maximum = money(m.Minimum), money(m.Expected), money(m.Maximum)
	}
	return j
}

func (s Statement) writeJSON(out io.Writer) error {
	total := s.Estimate.Total(everything)
	document := map[string]any{
		"environment": s.Environment,
		"prices_of":   s.PricesOf,
		"currency":    "USD",
		"total": map[string]string{
			"minimum":  money(total.Minimum),
			"expected": money(total.Expected),
			"maximum":  money(total.Maximum),
		},
	}
	lines := []lineJSON{}
	for _, l := range s.Estimate.Lines {
		lines = append(lines, l.json())
	}
	notes := s.Notes()
	if notes == nil {
		notes = []string{}
	}
	document["lines"], document["notes"], document["rows"] = lines, notes, s.rows()
	if s.Actual != nil {
		document["actual"] = s.Actual
	}
	if s.Band != nil {
		document["documented"] = s.Band.String()
	}
	return writeJSON(out, "the estimate", document)
}

// writeJSON writes a document that is harmless to who reads it.
func writeJSON(out io.Writer, what string, document any) error {
	data, err := json.MarshalIndent(document, "", "  ")
	if err == nil {
		_, err = out.Write(plain.JSON(append(data, '\n')))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}

// rowJSON is what is paid for one component, or for what is none's.
type rowJSON struct {
	Row        string `json:"row"`
	Minimum    string `json:"minimum"`
	Expected   string `json:"expected"`
	Maximum    string `json:"maximum"`
	Documented string `json:"documented,omitempty"`
}

func (s Statement) rows() (all []rowJSON) {
	for _, row := range s.Estimate.Rows() {
		f := s.Estimate.Total(inRow(row))
		r := rowJSON{Row: row, Minimum: money(f.Minimum), Expected: money(f.Expected), Maximum: money(f.Maximum)}
		if b := s.Documented[row]; b != nil {
			r.Documented = b.String()
		}
		all = append(all, r)
	}
	return all
}

func (s Statement) writeMarkdown(out io.Writer) error {
	fmt.Fprintf(
		out,
		"USD a month, %s, list prices of %s\n\n| row | minimum | expected | maximum | documented |\n| --- | ---: | ---: | ---: | --- |\n",
		plain.Markdown(s.Environment),
		plain.Markdown(s.PricesOf),
	)
	for _, row := range s.Estimate.Rows() {
		f := s.Estimate.Total(inRow(row))
		fmt.Fprintf(
			out,
			"| %s | %s | %s | %s | %s |\n",
			plain.Markdown(row),
			money(f.Minimum),
			money(f.Expected),
			money(f.Maximum),
			inWords(s.Documented[row]),
		)
	}
	total := s.Estimate.Total(everything)
	fmt.Fprintf(
		out,
		"| **total** | %s | **%s** | %s | %s |\n\n",
		money(total.Minimum),
		money(total.Expected),
		money(total.Maximum),
		inWords(s.Band),
	)
	for _, b := range s.Actual {
		fmt.Fprintf(out, "- actual: %s\n", plain.Markdown(b.words(total.Expected)))
	}
	for _, note := range s.Notes() {
		fmt.Fprintf(out, "- %s\n", plain.Markdown(note))
	}
	return nil
}

func (s Statement) writeCSV(out io.Writer) error {
	w := csv.NewWriter(out)
	records := [][]string{
		{
			"row",
			"resource",
			"what",
			"quantity",
			"unit",
			"unit_price",
			"usage_type",
			"sku",
			"source",
			"minimum",
			"expected",
			"maximum",
			"assumption",
			"not_priced",
		},
	}
	for _, l := range s.Estimate.Lines {
		j := l.json()
		records = append(
			records,
			[]string{
				plain.Cell(j.Row),
				plain.Cell(j.Resource),
				plain.Cell(j.What),
				j.Quantity,
				plain.Cell(j.Unit),
				j.UnitPrice,
				plain.Cell(j.UsageType),
				plain.Cell(j.SKU),
				plain.Cell(j.Source),
				j.Minimum,
				j.Expected,
				j.Maximum,
				plain.Cell(j.Assumption),
				plain.Cell(j.NotPriced),
			},
		)
	}
	if err := w.WriteAll(records); err != nil {
		return fmt.Errorf("write the estimate: %w", err)
	}
	return nil
}
