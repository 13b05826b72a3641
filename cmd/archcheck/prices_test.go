package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/verdict"
)

// priceDimensions are the tiers of a product, by where each begins.
type priceDimensions map[string]string

func (d priceDimensions) product() string {
	var all []string
	for begin, usd := range d {
		all = append(all, `"`+begin+`":{"beginRange":"`+begin+`","pricePerUnit":{"USD":"`+usd+`"}}`)
	}
	return `{"product":{"sku":"SKU"},"version":"20261120","terms":{"OnDemand":{"X":{"priceDimensions":{` + strings.Join(
		all,
		",",
	) + `}}}}}`
}

// productsOf are the products of a book as the price list has them, by usage type and by what
// tells products of one usage type apart.
func productsOf(book *cost.Book) map[string]priceDimensions {
	all := map[string]priceDimensions{}
	for _, p := range book.Prices() {
		parts, apart, begin := strings.Split(p.Key, "/"), "", "0"
		switch parts[0] {
		case "cache":
			apart = map[string]string{"redis": "Redis", "valkey": "Valkey"}[parts[1]]
		case "rds", "aurora-storage", "aurora-io", "aurora-backup":
			apart = map[string]string{"postgres": "PostgreSQL", "aurora-postgresql": "Aurora PostgreSQL"}[parts[1]]
		case "rds-storage", "rds-iops":
			apart = "PostgreSQL"
		case "rds-backup":
			apart = "Any"
		case "s3":
			apart = "Standard"
		}
		if _, err := strconv.Atoi(parts[len(parts)-1]); err == nil {
			begin = parts[len(parts)-1]
		}
		id := p.UsageType + " " + apart
		if all[id] == nil {
			all[id] = priceDimensions{}
		}
		all[id][begin] = p.USD.String()
	}
	return all
}

// recordedPricing answers as AWS Pricing does: with the products that a filter leaves.
func recordedPricing(t *testing.T, products func(id string) []priceDimensions) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Filters []struct{ Field, Value string }
		}
		body, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(body, &in); err != nil ||
			!strings.HasSuffix(r.Header.Get("X-Amz-Target"), "GetProducts") {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		usage, apart := "", ""
		for _, f := range in.Filters {
			switch f.Field {
			case "usagetype":
				usage = f.Value
			case "cacheEngine", "databaseEngine", "volumeType":
				apart = f.Value
			}
		}
		list := []string{}
		for _, p := range products(usage + " " + apart) {
			list = append(list, p.product())
		}
		answer, _ := json.Marshal(map[string]any{"PriceList": list, "FormatVersion": "aws_v1"})
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// updated runs prices update against a recorded server.
func updated(t *testing.T, products func(id string) []priceDimensions) (code int, out, errs, file string) {
	t.Helper()
	url := recordedPricing(t, products)
	moto(t).Environment(t)
	t.Setenv("AWS_ENDPOINT_URL", url)
	file = filepath.Join(t.TempDir(), "prices.json")
	var o, e bytes.Buffer
	passing := func(string, *http.Request) (*http.Response, error) { return nil, nil }
	code = run([]string{"prices", "update", "-o", file, "--profile", "base"}, watched(&o, &e, passing))
	return code, o.String(), e.String(), file
}

// TestPricesUpdate: what changed is listed, what is not found exactly once keeps its price
// and is named, and the new book is used only when it is given.
func TestPricesUpdate(t *testing.T) {
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	listed := productsOf(book)
	code, out, errs, file := updated(t, func(id string) []priceDimensions {
		switch id {
		case "Multi-AZUsage:db.t4g.small PostgreSQL":
			return []priceDimensions{{"0": "0.0700000000"}}
		case "NatGateway-Hours ":
			return []priceDimensions{listed[id], listed[id]}
		case "LCUUsage ":
			return nil
		}
		return []priceDimensions{listed[id]}
	})
	if code != verdict.ExitUndecided ||
		!strings.Contains(out, "rds/postgres/db.t4g.small/multi in us-east-1: 0.065 -> 0.07") ||
		!strings.Contains(out, "prices looked up, 1 changed, 2 kept unread") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	for _, named := range []string{"nat/hour in \"us-east-1\": 2 products match", "alb/lcu in \"us-east-1\": 0 products match"} {
		if !strings.Contains(errs, named) {
			t.Errorf("it does not name %q: %s", named, errs)
		}
	}
	for prices, want := range map[string]string{"": "47.45", file: "51.10"} { // 730 h x 0.065, x 0.07
		args := []string{"cost", "../../fixtures/plans/ok-prod.json", "--env", "prod"}
		if prices != "" {
			args = append(args, "--prices", prices)
		}
		if code, out, errs := execute(args...); code != 0 ||
			!bytes.Contains(out, []byte(want+"  instance db.t4g.small, multi-AZ: 730 hour x ")) {
			t.Errorf("with %q: exit %d %s", prices, code, errs)
		}
	}
	read, err := bookOf(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p := read.Find("ap-southeast-2", "alb/hour"); p.SKU != "SKU" || p.OfferVersion != "20261120" || p.Grade != "A" ||
		!strings.Contains(p.Source, "GetProducts") {
		t.Errorf("a price that was read says %+v", p)
	}
	if p := read.Find("us-east-1", "nat/hour"); p.SKU != "" || strings.Contains(p.Source, "GetProducts") {
		t.Errorf("a price that was kept says %+v", p)
	}
	r, _ := judgeFixture(t, "ok-prod", "--prices", file, "--only", "cost/expected-within-band")
	if !strings.Contains(r.Verdicts[0].Found, "308.92") { // 305.27 + 3.65
		t.Errorf("plan --prices found %s", r.Verdicts[0].Found)
	}
}

func judgeFixture(t *testing.T, name string, args ...string) (*verdict.Report, int) {
	t.Helper()
	data, err := os.ReadFile("../../fixtures/plans/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return judgePlan(t, data, append([]string{"--env", "prod"}, args...)...)
}

// TestPricesUpdateFindsNothing: without any price no book is written.
func TestPricesUpdateFindsNothing(t *testing.T) {
	code, _, errs, file := updated(t, func(string) []priceDimensions { return nil })
	if code != verdict.ExitError || !strings.Contains(errs, "pricing:GetProducts") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a book was written")
	}
}
