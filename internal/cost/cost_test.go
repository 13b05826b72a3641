package cost_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

func fixture(t *testing.T, name string) *model.Architecture {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..", "fixtures")
	data, err := os.ReadFile(filepath.Join(root, "plans", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(data, plan.Options{Name: name, Source: filepath.Join(root, "terraform"), OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func estimate(t *testing.T, a *model.Architecture, usage cost.Usage) cost.Estimate {
	t.Helper()
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	ix := wiring.NewIndex(a)
	return cost.Of(ix, wiring.Build(ix, wiring.Scope{}, documented(t)), usage, book)
}

// documented is the built-in document.
func documented(t testing.TB) *document.Document {
	t.Helper()
	doc, err := document.Read("architecture.yaml", document.Default(), "prod")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func all(cost.Line) bool { return true }

func prodUsage() cost.Usage {
	return cost.Usage{
		NATGB:           50,
		LCUHours:        730,
		TransferOutGB:   200,
		LogGB:           10,
		AccessLogGB:     5,
		ImageGB:         5,
		InsightsMetrics: 20,
	}
}

// TestLinesByHand holds every line of both reference environments to its arithmetic, the
// expected month in USD.
func TestLinesByHand(t *testing.T) {
	for _, c := range []struct {
		fixture                    string
		usage                      cost.Usage
		lines                      map[string]string
		minimum, expected, maximum string
	}{
		{"ok-prod", prodUsage(), map[string]string{
			"instance db.t4g.small, multi-AZ":   "47.45", // 730 h x 0.065
			"storage gp3":                       "23.00", // 100 GB x 0.23; to 500 GB: 115.00
			"nodes cache.t4g.small":             "23.36", // 1 x 730 h x 0.032
			"Fargate vCPU, x86":                 "59.10", // 2 tasks x 1 vCPU x 730 h x 0.04048 = 59.1008
			"Fargate memory, x86":               "12.98", // 2 tasks x 2 GB x 730 h x 0.004445 = 12.9794
			"NAT gateway":                       "65.70", // 2 x 730 h x 0.045
			"data through the NAT gateway":      "4.50",  // 2 x 50 GB x 0.045
			"load balancer":                     "16.43", // 730 h x 0.0225 = 16.425
			"load balancer capacity":            "5.84",  // 730 LCU-h x 0.008
			"data out to the internet":          "18.00", // 200 GB x 0.09
			"public IPv4 address":               "7.30",  // 2 NAT gateways x 730 h x 0.005
			"public IPv4 addresses, one a zone": "7.30",  // 2 zones x 730 h x 0.005
			"secret":                            "0.40",  // 1 x 0.40
			"KMS key":                           "1.00",  // 1 x 1.00
			"alarm":                             "0.80",  // 8 x 0.10
			"logs":                              "5.00",  // 10 GB x 0.50
			"access logs stored":                "0.12",  // 5 GB x 0.023 = 0.115
			"images":                            "0.50",  // 5 GB x 0.10
			"container insights":                "6.00",  // 20 x 0.30
			"hosted zone":                       "0.50",  // 1 x 0.50
		}, "305.27", "305.27", "685.59"}, // most: 10 tasks cost 360.40 and not 72.08, 500 GB 115.00 and not 23.00
		{"ok-dev", cost.Usage{NATGB: 10, LCUHours: 73, TransferOutGB: 10, LogGB: 1, AccessLogGB: 1, ImageGB: 1}, map[string]string{
			"instance db.t4g.micro, single-AZ":  "11.68", // 730 h x 0.016
			"storage gp3":                       "2.30",  // 20 GB x 0.115; to 100 GB: 11.50
			"nodes cache.t4g.micro":             "11.68", // 730 h x 0.016
			"Fargate vCPU, x86":                 "14.78", // 1 task x 0.5 vCPU x 730 h x 0.04048 = 14.7752
			"Fargate memory, x86":               "3.24",  // 1 task x 1 GB x 730 h x 0.004445 = 3.24485
			"NAT gateway":                       "32.85", // 730 h x 0.045
			"data through the NAT gateway":      "0.45",  // 10 GB x 0.045
			"load balancer":                     "16.43", // 730 h x 0.0225
			"load balancer capacity":            "0.58",  // 73 LCU-h x 0.008 = 0.584
			"data out to the internet":          "0.90",  // 10 GB x 0.09
			"public IPv4 address":               "3.65",  // 730 h x 0.005
			"public IPv4 addresses, one a zone": "7.30",  // 2 zones x 730 h x 0.005
			"secret":                            "0.40",
			"KMS key":                           "1.00",
			"alarm":                             "0.80", // 8 x 0.10
			"logs":                              "0.50", // 1 GB x 0.50
			"access logs stored":                "0.02", // 1 GB x 0.023
			"images":                            "0.10", // 1 GB x 0.10
			"hosted zone":                       "0.50",
		}, "109.16", "109.16", "136.38"},
	} {
		t.Run(c.fixture, func(t *testing.T) {
			e := estimate(t, fixture(t, c.fixture), c.usage)
			sums := map[string]decimal.Decimal{}
			for _, l := range e.Lines {
				if l.Price == nil {
					t.Errorf("%s of %s is not priced: %s", l.What, l.Label, l.NotPriced)
				}
				sums[l.What] = sums[l.What].Add(l.Monthly().Expected)
			}
			for what, want := range c.lines {
				if got := sums[what].StringFixed(2); got != want {
					t.Errorf("%s costs %s, by hand %s", what, got, want)
				}
				delete(sums, what)
			}
			for what := range sums {
				t.Errorf("%s was not reckoned by hand", what)
			}
			total := e.Total(all)
			if got := []string{
				total.Minimum.StringFixed(2),
				total.Expected.StringFixed(2),
				total.Maximum.StringFixed(2),
			}; strings.Join(got, " ") != c.minimum+" "+c.expected+" "+c.maximum {
				t.Errorf("the total is %v", got)
			}
		})
	}
}

// TestNotPriced: a class without a price counts for nothing and says so; one of a known
// family costs at least what a smaller one does.
func TestNotPriced(t *testing.T) {
	for class, floor := range map[string]string{"db.db.t4g.small": "0", "db.r6g.4xlarge": "1.798", "db.r99.large": "0", "": "0"} {
		a := fixture(t, "ok-prod")
		a.Databases[0].InstanceClass = model.Known(class)
		e := estimate(t, a, prodUsage())
		missing := e.NotPriced()
		if len(missing) != 1 || missing[0].AtLeast.String() != floor || missing[0].NotPriced == "" {
			t.Errorf("%q: %+v", class, missing)
		}
		if !missing[0].Monthly().Expected.IsZero() {
			t.Errorf("%q costs something without a price", class)
		}
	}
	a := fixture(t, "ok-prod")
	a.Databases[0].Region = model.Known("xx-nowhere-1")
	if n := len(estimate(t, a, prodUsage()).NotPriced()); n != 2 {
		t.Errorf("%d lines of a region without prices", n)
	}
}

// split deals the resources that cost something out to two plans.
func split(random *rand.Rand, a *model.Architecture) (left, right *model.Architecture) {
	x, y := *a, *a
	x.NATGateways, y.NATGateways = halves(random, a.NATGateways)
	x.LoadBalancers, y.LoadBalancers = halves(random, a.LoadBalancers)
	x.Databases, y.Databases = halves(random, a.Databases)
	x.Caches, y.Caches = halves(random, a.Caches)
	x.Secrets, y.Secrets = halves(random, a.Secrets)
	x.Keys, y.Keys = halves(random, a.Keys)
	x.Alarms, y.Alarms = halves(random, a.Alarms)
	x.LogGroups, y.LogGroups = halves(random, a.LogGroups)
	x.Records, y.Records = halves(random, a.Records)
	x.Repositories, y.Repositories = halves(random, a.Repositories)
	x.Clusters, y.Clusters = halves(random, a.Clusters)
	x.Addresses, y.Addresses = nil, nil // an address is a NAT gateway's, and goes with it
	if random.IntN(2) == 0 {
		x.Services, x.ScalingTargets = nil, nil
	} else {
		y.Services, y.ScalingTargets = nil, nil
	}
	return &x, &y
}

func halves[T any](random *rand.Rand, all []T) (left, right []T) {
	for _, one := range all {
		if random.IntN(2) == 0 {
			left = append(left, one)
		} else {
			right = append(right, one)
		}
	}
	return left, right
}

// TestSums: a stack split over two plans costs what it cost in one, and a part of it never
// costs more than the whole, so that a resource more never lowers the total.
func TestSums(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, name := range []string{"ok-prod", "ok-dev"} {
		a := fixture(t, name)
		whole := estimate(t, a, prodUsage()).Total(all)
		for range 200 {
			left, right := split(random, a)
			x, y := estimate(t, left, prodUsage()).Total(all), estimate(t, right, prodUsage()).Total(all)
			for _, f := range []struct{ part, other, sum decimal.Decimal }{{x.Minimum, y.Minimum, whole.Minimum}, {x.Expected, y.Expected, whole.Expected}, {x.Maximum, y.Maximum, whole.Maximum}} {
				if !f.part.Add(f.other).Equal(f.sum) {
					t.Fatalf("%s and %s are not %s", f.part, f.other, f.sum)
				}
				if f.part.GreaterThan(f.sum) {
					t.Fatalf("a part costs %s, the whole %s", f.part, f.sum)
				}
			}
		}
	}
}

// TestDifferences lists what changes from one plan to another, and nothing between equals.
func TestDifferences(t *testing.T) {
	before, after := fixture(t, "ok-prod"), fixture(t, "ok-prod")
	after.Databases[0].MultiAZ = model.Known(false)
	after.NATGateways = after.NATGateways[:1]
	x, y := estimate(t, before, prodUsage()), estimate(t, after, prodUsage())
	if changes := cost.Differences(x, x); len(changes) != 0 {
		t.Errorf("between equals: %v", changes)
	}
	var got []string
	for _, c := range cost.Differences(x, y) {
		got = append(got, c.What+" "+c.Difference)
	}
	// The address of the gateway that is gone stays, and is paid for as before.
	want := "instance db.t4g.small, multi-AZ -47.45|instance db.t4g.small, single-AZ +23.36|storage gp3 -11.50|NAT gateway -32.85|data through the NAT gateway -2.25"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}
