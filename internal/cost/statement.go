package cost

import (
	"fmt"
	"slices"
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
	Estimate Estimate
	// Stacks is how many instances of the architecture the estimate is of.
	Stacks      int
	Environment string
	// PricesOf is the date of the price book.
	PricesOf   string
	Band       *Band
	Documented map[string]*Band
	// Gaps are what was not read: what they hold is in no line.
	Gaps []string
	// Unmodeled are the types of resources that NotReckoned names: they are in no line either.
	Unmodeled []string
	// NoUsage are the amounts of use that the document leaves at 0: what they cost is in no line.
	NoUsage []string
	// Details says that a table has every line, however small.
	Details bool
	// Width is how many columns the terminal has that a table is for.
	Width int
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
	text := fmt.Sprintf(
		"%s was billed %s since the month began, the whole account, with taxes and discounts",
		b.Account,
		money(so),
	)
	rest, err := decimal.NewFromString(b.Forecast)
	if b.Forecast == "" || err != nil {
		return text + "; there is no forecast: " + b.NoForecast
	}
	return fmt.Sprintf(
		"%s; AWS forecasts %s more, %s in all, and the estimate is %s",
		text,
		money(rest),
		money(so.Add(rest)),
		money(expected),
	)
}

// contradictions are those of the document with itself.
func (s Statement) contradictions() []string {
	low, high := 0, 0
	for _, b := range s.Documented {
		if b != nil {
			low, high = low+b.From, high+b.To
		}
	}
	if s.Band == nil || high <= s.Band.To {
		return nil
	}
	return []string{
		fmt.Sprintf(
			"the document contradicts itself: its rows sum to %d-%d, beyond its own band %s",
			low,
			high,
			s.Band,
		),
	}
}

// outside are the amounts that do not lie where the document says.
func (s Statement) outside() []string {
	var notes []string
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	for _, row := range s.Estimate.Rows() {
		b := s.Documented[row]
		if b == nil {
			continue
		}
		f := s.Estimate.Total(inRow(row))
		if b.below(f.Expected) {
			note("%s is expected at %s, documented %s", row, money(f.Expected), b)
		}
		if b.From != b.To && b.below(f.Maximum) {
			note(
				"%s can cost %s, documented %s: the documented sizes do not fit the documented row",
				row,
				money(f.Maximum),
				b,
			)
		}
	}
	total := s.Estimate.Total(everything)
	if s.Band != nil && s.Band.below(total.Maximum) {
		note("the dearest month costs %s, above the band %s", money(total.Maximum), s.Band)
	}
	if s.Band != nil && s.Band.below(total.Expected) {
		note("the expected month costs %s, above the band %s", money(total.Expected), s.Band)
	}
	if s.Band != nil && total.Expected.LessThan(decimal.NewFromInt(int64(s.Band.From))) {
		note("the expected month costs %s, below the band %s", money(total.Expected), s.Band)
	}
	return notes
}

// below reports whether the band ends below an amount.
func (b Band) below(amount decimal.Decimal) bool {
	return amount.GreaterThan(decimal.NewFromInt(int64(b.To)))
}

// free are the beginnings of types that cost nothing by themselves: IAM, settings of buckets and
// repositories, and the providers that make no resource anywhere.
func free() []string {
	return []string{
		"aws_iam_",
		"aws_s3_bucket_",
		"aws_ecr_",
		"random_",
		"null_",
		"local_",
		"tls_",
		"time_",
		"terraform_",
	}
}

// notReckoned names what may cost something and is in no line.
func notReckoned(types []string) []string {
	isFree := func(typ string) bool {
		return slices.ContainsFunc(free(), func(prefix string) bool { return strings.HasPrefix(typ, prefix) })
	}
	types = slices.DeleteFunc(slices.Clone(types), isFree)
	if len(types) == 0 {
		return nil
	}
	slices.Sort(types)
	return []string{
		"not reckoned, as archcheck does not read them or they are billed by use: " + strings.Join(
			slices.Compact(types),
			", ",
		),
	}
}

func money(d decimal.Decimal) string { return d.StringFixed(cents) }

func everything(Line) bool { return true }

func inRow(row string) func(Line) bool { return func(l Line) bool { return l.Row == row } }

// inWords is what is documented of an amount, a dash where nothing is.
func inWords(b *Band) string {
	if b == nil {
		return "-"
	}
	return b.String()
}

// Notes are what a reader should know and no rule fails: rows outside what is documented, the
// dearest month, the document's own contradictions, and what is missing.
func (s Statement) Notes() []string {
	notes := s.contradictions()
	if s.Stacks > 1 {
		notes = append(
			notes,
			fmt.Sprintf(
				"the estimate is of %d stacks together, and what is documented is of one; the rules judge each by itself",
				s.Stacks,
			),
		)
	} else {
		notes = append(notes, s.outside()...)
	}
	if n := s.Estimate.byHand(); n > 0 {
		notes = append(
			notes,
			fmt.Sprintf(
				"prices kept by hand: %d of %d lines; `archcheck prices update` reads them from AWS",
				n,
				len(s.Estimate.Lines),
			),
		)
	}
	if n := len(s.Estimate.NotPriced()); n > 0 {
		notes = append(
			notes,
			fmt.Sprintf(
				"not priced: %d of %d lines, which count for nothing, so the total is too low",
				n,
				len(s.Estimate.Lines),
			),
		)
	}
	if len(s.NoUsage) > 0 {
		notes = append(
			notes,
			"use left at 0 in the document (cost.usage), so that it is in no line: "+strings.Join(s.NoUsage, ", "),
		)
	}
	return append(append(notes, notReckoned(s.Unmodeled)...), s.Gaps...)
}
