package cost_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

// linesOf are the lines of one row as "what = expected", sorted; what is not priced says so.
func linesOf(e cost.Estimate, row string) string {
	var all []string
	for _, l := range e.Lines {
		switch {
		case l.Row != row:
		case l.Price == nil:
			all = append(all, l.What+" not priced")
		default:
			all = append(all, l.What+" = "+l.Monthly().Expected.StringFixed(2))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// TestDatabaseLines holds the kinds of databases and storage to their arithmetic.
func TestDatabaseLines(t *testing.T) {
	aurora := func(kind string, instances int, classes ...string) func(*model.Database) {
		return func(d *model.Database) {
			d.Kind = model.Known("cluster")
			d.Engine = model.Known("aurora-postgresql")
			d.InstanceClass = model.Known("")
			d.StorageType = model.Known(kind)
			d.Instances = model.Known(instances)
			d.InstanceClasses = model.Whole(classes...)
		}
	}
	stored := cost.Usage{AuroraGB: 50, AuroraMillionRequests: 20, BackupGB: 10}
	for _, c := range []struct {
		name  string
		usage cost.Usage
		edit  func(*model.Database)
		want  string
	}{
		// 730 h x 0.26; 50 GB x 0.10; 20 million x 0.20; 10 GB x 0.021
		{"Aurora", stored, aurora("aurora", 2, "db.r6g.large", "db.r6g.large"),
			"2 x instance db.r6g.large = 379.60; backups beyond the free share = 0.21; storage aurora = 5.00; storage requests = 4.00"},
		// 730 h x 0.519 + 730 h x 0.26: the reader is smaller than the writer
		{"Aurora of two classes, read from an account", stored, aurora("", 2, "db.r6g.xlarge", "db.r6g.large"),
			"1 x instance db.r6g.large = 189.80; 1 x instance db.r6g.xlarge = 378.87; backups beyond the free share = 0.21; storage aurora = 5.00; storage requests = 4.00"},
		// 730 h x 0.338; 50 GB x 0.225; no requests
		{"I/O-optimized Aurora", stored, aurora("aurora-iopt1", 1, "db.r6g.large"),
			"1 x instance db.r6g.large = 246.74; backups beyond the free share = 0.21; storage aurora-iopt1 = 11.25"},
		{"Aurora whose use nobody states", cost.Usage{}, aurora("aurora", 1, "db.r6g.large"), "1 x instance db.r6g.large = 189.80; storage aurora not priced; storage requests not priced"},
		{"serverless Aurora", stored, aurora("aurora", 1, "db.serverless"),
			"1 x instance db.serverless not priced; backups beyond the free share = 0.21; storage aurora = 5.00; storage requests = 4.00"},
		{"Aurora with an instance that was not read", stored, aurora("aurora-iopt1", 2, "db.r6g.large"),
			"1 x instance db.r6g.large = 246.74; backups beyond the free share = 0.21; class of each instance not priced; storage aurora-iopt1 = 11.25"},
		{"a Multi-AZ DB cluster", cost.Usage{}, func(d *model.Database) {
			d.Kind, d.InstanceClass, d.StorageType = model.Known("cluster"), model.Known("db.r6g.large"), model.Known("io1")
			d.IOPS = model.Known(1000)
		}, "IOPS beyond the baseline not priced; instance db.r6g.large, cluster-AZ not priced; storage io1 not priced"},
		// 100 GB x 0.125; 1000 x 0.10
		{"io1", cost.Usage{}, func(d *model.Database) {
			d.MultiAZ, d.StorageType, d.IOPS = model.Known(false), model.Known("io1"), model.Known(1000)
		}, "IOPS beyond the baseline = 100.00; instance db.t4g.small, single-AZ = 23.36; storage io1 = 12.50"},
		{"io1 of unknown IOPS", cost.Usage{}, func(d *model.Database) {
			d.MultiAZ, d.StorageType, d.IOPS = model.Known(false), model.Known("io1"), model.Unknown[int](model.Why{Reason: model.KnownAfterApply})
		}, "IOPS not priced; instance db.t4g.small, single-AZ = 23.36; storage io1 = 12.50"},
		// 500 GB x 0.23; gp3 brings 12,000 from 400 GB on: 1,000 x 0.04
		{"a large gp3", cost.Usage{}, func(d *model.Database) { d.StorageGiB, d.IOPS = model.Known(500), model.Known(13000) },
			"IOPS beyond the baseline = 40.00; instance db.t4g.small, multi-AZ = 47.45; storage gp3 = 115.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := fixture(t, "ok-prod")
			c.edit(&a.Databases[0])
			if got := linesOf(estimate(t, a, c.usage), cost.RowDatabase); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestTransferTiers: data out to the internet gets cheaper by the tiers of the price list.
func TestTransferTiers(t *testing.T) {
	for gb, want := range map[int]string{
		10240: "921.60",  // 10,240 x 0.09
		10241: "921.69",  // + 1 x 0.085 = 921.685
		60000: "5019.20", // 921.60 + 40,960 x 0.085 + 8,800 x 0.07 = 921.60 + 3481.60 + 616.00
	} {
		e := estimate(t, fixture(t, "ok-prod"), cost.Usage{TransferOutGB: gb})
		got := e.Total(func(l cost.Line) bool { return l.Row == cost.RowTransfer }).Expected.StringFixed(2)
		if got != want {
			t.Errorf("%d GB cost %s, by hand %s", gb, got, want)
		}
	}
}

// TestRegionsOfTheBook: both reference environments have every price in the four regions that
// the book promises, and each price says where it is from.
func TestRegionsOfTheBook(t *testing.T) {
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range book.Prices() {
		if !slices.Contains([]string{"A", "B", cost.ByHand}, p.Grade) || p.Source == "" || p.UsageType == "" {
			t.Errorf("%s in %q: grade %q, source %q, usage type %q", p.Key, p.Region, p.Grade, p.Source, p.UsageType)
		}
	}
	// db + gp3 + cache + vCPU + GB + NAT + its data + ALB + LCU + transfer + IPv4 + logs + S3 + 9.20 of what costs the
	// same everywhere: eu-west-1: 50.37 + 25.30 + 24.82 + 59.10 + 12.98 + 70.08 + 4.80 + 18.40 + 5.84 + 18.00 + 14.60 +
	// 5.70 + 0.12 + 9.20 ap-southeast-2: 74.46 + 27.60 + 35.04 + 70.90 + 15.53 + 86.14 + 5.90 + 18.40 + 5.84 + 22.80 +
	// 14.60 + 6.70 + 0.13 + 9.20
	for region, want := range map[string]string{"us-east-1": "305.27", "us-west-2": "305.27", "eu-west-1": "319.30", "ap-southeast-2": "393.23"} {
		for _, name := range []string{"ok-prod", "ok-dev"} {
			e := estimate(t, movedTo(fixture(t, name), region), prodUsage())
			for _, l := range e.NotPriced() {
				t.Errorf("%s in %s: %s of %s: %s", name, region, l.What, l.Label, l.NotPriced)
			}
			if got := e.Total(all).Expected.StringFixed(2); name == "ok-prod" && got != want {
				t.Errorf("prod costs %s in %s, by hand %s", got, region, want)
			}
		}
	}
}

// movedTo puts all that costs something into another region.
func movedTo(a *model.Architecture, region string) *model.Architecture {
	a.Each(func(_ string, n model.Noun) {
		if b := n.Base(); b.Region.Or("") != "" {
			b.Region = model.Known(region)
		}
	})
	return a
}

// TestMoreIsNeverCheaper: one more resource of any kind never lowers a figure.
func TestMoreIsNeverCheaper(t *testing.T) {
	before := estimate(t, fixture(t, "ok-prod"), prodUsage()).Total(all)
	for i, more := range []func(*model.Architecture){
		func(a *model.Architecture) { a.Databases = append(a.Databases, a.Databases[0]) },
		func(a *model.Architecture) { a.Caches = append(a.Caches, a.Caches[0]) },
		func(a *model.Architecture) { a.LoadBalancers = append(a.LoadBalancers, a.LoadBalancers[0]) },
		func(a *model.Architecture) { a.NATGateways = append(a.NATGateways, a.NATGateways[0]) },
		func(a *model.Architecture) {
			a.Addresses = append(a.Addresses, model.Address{Resource: model.Resource{ID: "eip", Region: model.Known("us-east-1")}})
		},
		func(a *model.Architecture) { a.Secrets = append(a.Secrets, a.Secrets[0]) },
	} {
		a := fixture(t, "ok-prod")
		more(a)
		after := estimate(t, a, prodUsage()).Total(all)
		for _, f := range []bool{after.Minimum.LessThan(before.Minimum), after.Expected.LessThanOrEqual(before.Expected), after.Maximum.LessThan(before.Maximum)} {
			if f {
				t.Errorf("addition %d: %s", i, fmt.Sprint(before, " became ", after))
			}
		}
	}
}

// TestSharedLines: with two stacks, what is wired to neither may be any one's: it is unknown
// where it could lead over the limit, and no stack pays for what is out of scope.
func TestSharedLines(t *testing.T) {
	repeated := func() *model.Architecture {
		a, err := plan.Collect(pt.Repeat(t, "ok-prod", 2), plan.Options{Name: "two"})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	limit := decimal.NewFromInt(440)
	filled := func(a *model.Architecture, scope wiring.Scope) []wiring.Stack {
		ix := wiring.NewIndex(a)
		facts := wiring.Build(ix, scope, documented(t))
		book, err := cost.NewBook()
		if err != nil {
			t.Fatal(err)
		}
		cost.Fill(ix, facts, cost.Of(ix, facts, prodUsage(), book), cost.Limits{Expected: &limit})
		return facts.Stacks
	}
	// 305.27, but for two alarms whose dimensions the plan does not tell
	for _, s := range filled(repeated(), wiring.Scope{}) {
		if got := s.ExpectedMonthlyUSD.Or(0); got != 305.07 {
			t.Errorf("%s costs %v: %s", s.ID, got, s.ExpectedMonthlyUSD.Why().Detail)
		}
	}
	endpoints := repeated()
	for i := range 20 { // 20 x 7.30, in a VPC that is not known
		endpoints.VPCEndpoints = append(
			endpoints.VPCEndpoints,
			model.VPCEndpoint{Resource: model.Resource{ID: fmt.Sprint("endpoint", i), Region: model.Known("us-east-1")},
				EndpointType: model.Known("Interface"), Placement: model.Placement{Subnets: model.Whole("a")}},
		)
	}
	for _, s := range filled(endpoints, wiring.Scope{}) {
		if s.ExpectedMonthlyUSD.IsKnown() ||
			!strings.Contains(s.ExpectedMonthlyUSD.Why().Detail, "305.07, and 146.40 more") {
			t.Errorf("%s: %v %s", s.ID, s.ExpectedMonthlyUSD.Or(0), s.ExpectedMonthlyUSD.Why().Detail)
		}
	}
	dear := repeated()
	dear.Databases[0].InstanceClass = model.Known("db.r7g.2xlarge")
	for _, s := range filled(dear, wiring.Scope{Modules: []string{`module.stack["s00001"]`}}) {
		if got := s.ExpectedMonthlyUSD.Or(0); got != 305.07 {
			t.Errorf("beside a dear stack out of scope: %v %s", got, s.ExpectedMonthlyUSD.Why().Detail)
		}
	}
}

// TestFillGrowsWithTheStacks counts allocations instead of taking time: four times the stacks
// are about four times the work, for no stack looks at the lines of all.
func TestFillGrowsWithTheStacks(t *testing.T) {
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	limit := decimal.NewFromInt(440)
	limits := cost.Limits{Expected: &limit, Most: &limit, Rows: map[string]decimal.Decimal{cost.RowOther: limit}}
	work := func(stacks int) float64 {
		a, err := plan.Collect(pt.Repeat(t, "ok-prod", stacks), plan.Options{Name: "many"})
		if err != nil {
			t.Fatal(err)
		}
		ix := wiring.NewIndex(a)
		facts := wiring.Build(ix, wiring.Scope{}, documented(t))
		estimate := cost.Of(ix, facts, prodUsage(), book)
		return testing.AllocsPerRun(1, func() { cost.Fill(ix, facts, estimate, limits) })
	}
	if small, large := work(20), work(80); large > 5*small {
		t.Errorf("%.0f allocations for 20 stacks, %.0f for 80", small, large)
	} else {
		t.Logf("%.0f allocations for 20 stacks, %.0f for 80", small, large)
	}
}
