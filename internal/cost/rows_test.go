package cost_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

// fourServices is the example with four services behind one load balancer, with more in it.
func fourServices(t *testing.T, more string) *document.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "document", "examples", "four-services.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := document.Read(
		"four-services.yaml",
		[]byte(strings.Replace(string(data), "  components:\n", "  components:\n"+more, 1)),
		"prod",
	)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestRowsAreComponents: what a document calls several of one kind are several rows.
func TestRowsAreComponents(t *testing.T) {
	ix := wiring.NewIndex(fixture(t, "arch-four-services"))
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	e := cost.Of(ix, wiring.Build(ix, wiring.Scope{}, fourServices(t, "")), cost.Usage{}, book)
	want := []string{
		"database",
		"storefront",
		"catalog",
		"cart",
		"orders",
		"nat_gateways",
		"load_balancer",
		"transfer",
		"other",
	}
	if got := e.Rows(); !slices.Equal(got, want) {
		t.Errorf("the rows are %v", got)
	}
	for row, expected := range map[string]string{"cart": "36.04", "orders": "36.04", "nat_gateways": "98.55"} {
		if got := e.Total(func(l cost.Line) bool { return l.Row == row }).Expected.StringFixed(2); got != expected {
			t.Errorf("%s costs %s, want %s", row, got, expected)
		}
	}
	if got := linesOf(e, "cart"); got != "Fargate memory, x86 = 6.49; Fargate vCPU, x86 = 29.55" {
		t.Errorf("the cart's lines are %s", got)
	}
}

// TestRowsAboveTheirBand: each component is held to its own row, what may be two components to both, and
// what is billed by use proves no row.
func TestRowsAboveTheirBand(t *testing.T) {
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	above := func(a *model.Architecture, more string, rows map[string]int64) model.List[string] {
		doc := fourServices(t, more)
		limits := cost.Limits{Rows: map[string]decimal.Decimal{}, Documented: map[string]*cost.Band{}}
		for name, usd := range rows {
			limits.Rows[name] = decimal.NewFromInt(usd)
			limits.Documented[name] = &cost.Band{From: int(usd), To: int(usd)}
			doc.Cost.Rows[name] = document.Bounds{From: int(usd), To: int(usd)}
		}
		ix := wiring.NewIndex(a)
		facts := wiring.Build(ix, wiring.Scope{}, doc)
		cost.Fill(ix, facts, cost.Of(ix, facts, cost.Usage{}, book), limits)
		return facts.Stacks[0].RowsAbove
	}
	if got := above(
		fixture(t, "arch-four-services"),
		"",
		map[string]int64{"cart": 30, "orders": 40},
	); !got.IsWhole() ||
		!slices.Equal(got.Items(), []string{"cart 36.04, documented ~30"}) {
		t.Errorf("above their band are %v %v", got.Items(), got.Why())
	}
	if got := above(
		fixture(t, "arch-four-services"),
		"    jobs: {kind: queue}\n",
		map[string]int64{"jobs": 5},
	); got.IsWhole() {
		t.Error("a queue, which is billed by use, is within its row")
	}
	blurred := fixture(t, "arch-four-services")
	for i := range blurred.Services {
		blurred.Services[i].Targets = model.Part[model.ServiceTarget](model.Why{Reason: model.KnownAfterApply})
		blurred.Services[i].SecurityGroups = model.Part[string](model.Why{Reason: model.KnownAfterApply})
	}
	if got := above(
		blurred,
		"",
		map[string]int64{"cart": 100, "orders": 40},
	); got.IsWhole() ||
		!strings.Contains(got.Why().Detail, "may be another component") {
		t.Errorf("which service the cart is, is not decided, and its row is: %v", got.Why())
	}
}
