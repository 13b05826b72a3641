// Package cost estimates what an architecture costs a month, from list prices that are
// embedded. It is pure: a model in, lines out. What has no price is said to have none, and
// counts for nothing in no total.
package cost

import (
	"bytes"
	"cmp"
	_ "embed" // the price book
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

//go:embed prices.json
var prices []byte

// Price is one list price, on demand.
type Price struct {
	// Region is empty for what costs the same everywhere.
	Region string `json:"region"`
	// Key is what archcheck calls it, such as rds/postgres/db.t4g.micro/multi.
	Key string `json:"key"`
	// Unit is what is counted: hour, GB, GB-month, ...
	Unit string          `json:"unit"`
	USD  decimal.Decimal `json:"usd"`
	// UsageType is AWS's own name of it in the price list, one product of an offer and region.
	UsageType string `json:"usage_type"`
	// SKU is the product, and OfferVersion the edition of the price list; both are empty where
	// the source does not tell them.
	SKU          string `json:"sku,omitempty"`
	OfferVersion string `json:"offer_version,omitempty"`
	// Grade is A for the AWS price list itself, B for what was made of it, C for a price kept by hand.
	Grade string `json:"grade"`
	// Source is where it was read, and when.
	Source string `json:"source"`
}

// ByHand is the grade of a price that nothing but a person stands for.
const ByHand = "C"

// Book finds prices. Only exact matches count.
type Book struct {
	// Date is when the prices were read, Source where.
	Date, Source string
	byKey        map[string]*Price
}

// bookFile is the form of a price book.
type bookFile struct {
	Date     string  `json:"date"`
	Currency string  `json:"currency"`
	Source   string  `json:"source"`
	Prices   []Price `json:"prices"`
}

// NewBook reads the embedded price book.
func NewBook() (*Book, error) { return ReadBook(prices) }

// ReadBook reads a price book as Encode writes it.
func ReadBook(data []byte) (*Book, error) {
	var file bookFile
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("read the price book: %w", err)
	}
	if file.Currency != "USD" {
		return nil, fmt.Errorf("read the price book: its prices are in %q, and documents ask for USD", file.Currency)
	}
	b := &Book{Date: file.Date, Source: file.Source, byKey: map[string]*Price{}}
	for i := range file.Prices {
		p := &file.Prices[i]
		key := p.Region + " " + p.Key
		if b.byKey[key] != nil || !isPrice(p.USD) || p.Unit == "" || p.UsageType == "" || p.Source == "" {
			return nil, fmt.Errorf(
				"read the price book: %s in %q stands twice, or lacks its price, unit, usage type or source",
				p.Key,
				p.Region,
			)
		}
		b.byKey[key] = p
	}
	return b, nil
}

// isPrice refuses what no price is: nothing, less than nothing, and numbers so long that
// reckoning with them would not end.
func isPrice(d decimal.Decimal) bool {
	const digits = 18
	return d.IsPositive() && d.Exponent() >= -digits && d.Exponent() <= digits && d.NumDigits() <= digits
}

// Find returns the price of a key in a region, or of the key everywhere; nil when there is none.
func (b *Book) Find(region, key string) *Price {
	if p := b.byKey[region+" "+key]; p != nil {
		return p
	}
	return b.byKey[" "+key]
}

// Prices returns all prices, sorted by key and region.
func (b *Book) Prices() []Price {
	all := make([]Price, 0, len(b.byKey))
	for _, p := range b.byKey {
		all = append(all, *p)
	}
	slices.SortFunc(
		all,
		func(x, y Price) int { return cmp.Or(cmp.Compare(x.Key, y.Key), cmp.Compare(x.Region, y.Region)) },
	)
	return all
}

// With returns the book with other prices and another date.
func (b *Book) With(date, source string, all []Price) *Book {
	next := &Book{Date: date, Source: source, byKey: map[string]*Price{}}
	for i := range all {
		next.byKey[all[i].Region+" "+all[i].Key] = &all[i]
	}
	return next
}

// Encode writes a book, a price a line, so that a review sees what changed.
func (b *Book) Encode() ([]byte, error) {
	var out bytes.Buffer
	date, errDate := json.Marshal(b.Date)
	source, errSource := json.Marshal(b.Source)
	if err := errors.Join(errDate, errSource); err != nil {
		return nil, fmt.Errorf("write the price book: %w", err)
	}
	fmt.Fprintf(&out, "{\n \"date\": %s,\n \"currency\": \"USD\",\n \"source\": %s,\n \"prices\": [\n", date, source)
	for i, p := range b.Prices() {
		line, err := json.Marshal(p)
		if err != nil {
			return nil, fmt.Errorf("write the price book: %w", err)
		}
		if i > 0 {
			out.WriteString(",\n")
		}
		fmt.Fprintf(&out, "  %s", line)
	}
	out.WriteString("\n ]\n}\n")
	return out.Bytes(), nil
}
