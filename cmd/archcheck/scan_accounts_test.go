package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// configFile writes an archcheck.yaml.
func configFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "archcheck.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// twoAccounts are prod in us-east-1 and dev in eu-west-1, each judged against its own environment.
func twoAccounts(t *testing.T, prod, dev string) string {
	t.Helper()
	server := moto(t)
	for account, fixture := range map[string]string{prod: "ok-prod", dev: "ok-dev"} {
		if _, err := mototest.Build(
			context.Background(),
			server.Config(account, "us-east-1"),
			account,
			planned(t, fixture),
		); err != nil {
			t.Fatal(err)
		}
	}
	server.Environment(t, prod, dev)
	return configFile(t, fmt.Sprintf(`accounts:
  prod: {account_id: "%s", profile: a%s, regions: [us-east-1, eu-west-1], environment: prod}
  dev: {account_id: "%s", profile: a%s, regions: [us-east-1], environment: dev}
`, prod, prod, dev, dev))
}

// TestAllAccounts: one report over accounts and regions, each verdict with its own account.
func TestAllAccounts(t *testing.T) {
	const prod, dev = "320000000001", "320000000002"
	config := twoAccounts(t, prod, dev)
	_, r, errs := scan(t, "scan", "--all-accounts", "--config", config)
	seen := map[string]int{}
	for _, v := range r.Verdicts {
		seen[v.Resource.Account+" "+v.Resource.Region]++
		if v.Status == verdict.Fail {
			t.Errorf("%s fails on %s in %s", v.Rule, v.Resource.ID, v.Resource.Account)
		}
	}
	if seen[prod+" us-east-1"] < 100 || seen[dev+" us-east-1"] < 100 {
		t.Errorf("verdicts by account and region: %v %s", seen, errs)
	}
	for where := range seen {
		if !strings.HasPrefix(where, prod) && !strings.HasPrefix(where, dev) {
			t.Errorf("a verdict stands in %q", where)
		}
	}
}

// TestOneAccountOfTwo: what cannot be signed in to is not collected, and the other is judged.
func TestOneAccountOfTwo(t *testing.T) {
	const prod, dev = "320000000003", "320000000004"
	config := twoAccounts(t, prod, dev)
	var identities atomic.Int64
	code, r, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "STS GetCallerIdentity" && identities.Add(1) == 1 {
			return denied(request), nil
		}
		return nil, nil
	}, "scan", "--all-accounts", "--config", config)
	passed := map[string]bool{}
	for _, v := range r.Verdicts {
		passed[v.Resource.Account] = passed[v.Resource.Account] || v.Status == verdict.Pass
	}
	if code != verdict.ExitUndecided || len(r.Gaps) == 0 || passed[prod] == passed[dev] {
		t.Errorf("exit %d, passed %v, gaps %v %s", code, passed, r.Gaps, errs)
	}
}

// TestSilentAccountOfTwo: one that nobody answers for is unreachable, and not denied.
func TestSilentAccountOfTwo(t *testing.T) {
	const prod, dev = "320000000007", "320000000008"
	config := twoAccounts(t, prod, dev)
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	var identities atomic.Int64
	code, r, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "STS GetCallerIdentity" && identities.Add(1) == 1 {
			return answer(request, http.StatusServiceUnavailable, "application/xml", "<busy/>"), nil
		}
		return nil, nil
	}, "scan", "--all-accounts", "--config", config)
	if code != verdict.ExitUndecided || !slices.ContainsFunc(r.Gaps, func(g verdict.Gap) bool {
		return g.Collection == "*" && g.Reason == "unreachable" && strings.Contains(g.Detail, "sign in to account")
	}) {
		t.Errorf("exit %d, gaps %v %s", code, r.Gaps, errs)
	}
}

// TestEveryRegion: --region all reads what is enabled and leaves out what is not opted in.
func TestEveryRegion(t *testing.T) {
	const id = "320000000005"
	built(t, "ok-prod", id)
	proxy := mototest.StartProxy(t, moto(t))
	t.Setenv("AWS_ENDPOINT_URL", proxy.URL)
	proxy.Fault = func(w http.ResponseWriter, r mototest.Request) bool {
		return r.Operation == "DescribeRegions" &&
			mototest.Answer(w, http.StatusOK, "text/xml", `<DescribeRegionsResponse><regionInfo>`+
				`<item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>`+
				`<item><regionName>eu-south-1</regionName><optInStatus>opted-in</optInStatus></item>`+
				`<item><regionName>me-south-1</regionName><optInStatus>not-opted-in</optInStatus></item></regionInfo></DescribeRegionsResponse>`)
	}
	_, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod", "--region", "all")
	var regions []string
	for _, c := range r.Calls {
		if !slices.Contains(regions, c.Region) {
			regions = append(regions, c.Region)
		}
	}
	slices.Sort(regions)
	if !slices.Equal(regions, []string{"", "eu-south-1", "us-east-1"}) {
		t.Errorf("regions %q were read %s", regions, errs)
	}
}

// TestDisabledRegion: a region that refuses credentials which work elsewhere stops alone.
func TestDisabledRegion(t *testing.T) {
	const id = "320000000006"
	built(t, "ok-prod", id)
	proxy := mototest.StartProxy(t, moto(t))
	t.Setenv("AWS_ENDPOINT_URL", proxy.URL)
	proxy.Fault = func(w http.ResponseWriter, r mototest.Request) bool {
		return r.Region == "eu-south-1" &&
			mototest.Answer(
				w,
				http.StatusUnauthorized,
				"text/xml",
				`<Response><Errors><Error><Code>AuthFailure</Code></Error></Errors></Response>`,
			)
	}
	code, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod", "--region", "us-east-1,eu-south-1")
	if code != verdict.ExitUndecided ||
		!strings.Contains(fmt.Sprint(r.Gaps), "region eu-south-1 refuses the credentials") {
		t.Errorf("exit %d, gaps %v %s", code, r.Gaps, errs)
	}
	passed := 0
	for _, v := range r.Verdicts {
		if v.Status == verdict.Pass {
			passed++
		}
	}
	if passed < 90 {
		t.Errorf("%d verdicts of the other region pass", passed)
	}
}
