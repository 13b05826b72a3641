package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/verdict"
)

// recordedPricing answers as AWS Pricing does: each usage type has one product, but for what
// the test wants otherwise.
func recordedPricing(t *testing.T, price func(usage string) (products int, usd string)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Filters []struct{ Field, Value string }
		}
		body, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(body, &in); err != nil || !strings.HasSuffix(r.Header.Get("X-Amz-Target"), "GetProducts") {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		usage, engine := "", ""
		for _, f := range in.Filters {
			switch f.Field {
			case "usagetype":
				usage = f.Value
			case "cacheEngine":
				engine = " " + f.Value // Redis and Valkey share their usage types
			}
		}
		usage += engine
		n, usd := price(usage)
		list := []string{}
		for range n {
			list = append(list, `{"terms":{"OnDemand":{"X":{"priceDimensions":{"Y":{"beginRange":"0","pricePerUnit":{"USD":"`+usd+`"}}}}}}}`)
		}
		answer, _ := json.Marshal(map[string]any{"PriceList": list, "FormatVersion": "aws_v1"})
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// updated runs prices update against a recorded server.
func updated(t *testing.T, price func(usage string) (int, string)) (code int, out, errs, file string) {
	t.Helper()
	url := recordedPricing(t, price)
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
	old := map[string]string{}
	book, err := cost.NewBook()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range book.Prices() {
		usage := p.UsageType
		if parts := strings.Split(p.Key, "/"); parts[0] == "cache" {
			usage += " " + strings.ToUpper(parts[1][:1]) + parts[1][1:]
		}
		old[usage] = p.USD.String()
	}
	code, out, errs, file := updated(t, func(usage string) (int, string) {
		switch usage {
		case "Multi-AZUsage:db.t4g.small":
			return 1, "0.0700000000"
		case "NatGateway-Hours":
			return 2, "0.045"
		case "LCUUsage":
			return 0, ""
		}
		return 1, old[usage]
	})
	if code != verdict.ExitUndecided || !strings.Contains(out, "rds/postgres/db.t4g.small/multi in us-east-1: 0.065 -> 0.07") || !strings.Contains(out, "2 kept unread") {
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
		if code, out, errs := execute(args...); code != 0 || !bytes.Contains(out, []byte("= "+want+" (Multi-AZUsage:db.t4g.small)")) {
			t.Errorf("with %q: exit %d %s", prices, code, errs)
		}
	}
	r, _ := judgeFixture(t, "ok-prod", "--prices", file, "--only", "cost/expected-within-band")
	if !strings.Contains(r.Verdicts[0].Found, "308.81") { // 305.16 + 3.65
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
	code, _, errs, file := updated(t, func(string) (int, string) { return 0, "" })
	if code != verdict.ExitError || !strings.Contains(errs, "pricing:GetProducts") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a book was written")
	}
}
