package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// emulator starts moto once for all tests; TestMain ends it.
var emulator = sync.OnceValues(func() (*mototest.Server, error) {
	s, stop, err := mototest.Start()
	stopEmulator = stop
	return s, err
})

var stopEmulator func()

func moto(t testing.TB) *mototest.Server {
	t.Helper()
	s, err := emulator()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// planned is the model of a fixture plan, with its source, so that nothing in it is unknown.
func planned(t testing.TB, name string) *model.Architecture {
	t.Helper()
	data, err := os.ReadFile(pt.Path(name))
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(
		data,
		plan.Options{Name: name, Source: sourceOf(strings.TrimPrefix(name, "ok-")), OwnSource: true},
	)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// built creates a fixture plan on the emulator in an account of its own, and makes it the
// account that `archcheck scan --account NAME` reads.
func built(t testing.TB, fixture, account string) *mototest.Builder {
	t.Helper()
	server := moto(t)
	b, err := mototest.Build(context.Background(), server.Config(account, "us-east-1"), account, planned(t, fixture))
	if err != nil {
		t.Fatal(err)
	}
	server.Environment(t, account)
	return b
}

// scan runs the program with every request watched: one that leaves loopback fails it.
func scan(t testing.TB, args ...string) (int, *verdict.Report, string) {
	t.Helper()
	return scanWith(t, func(string, *http.Request) (*http.Response, error) { return nil, nil }, args...)
}

// watched are streams whose requests pass a fault, and stay on loopback.
func watched(out, errs *bytes.Buffer, f fault) streams {
	return streams{in: strings.NewReader(""), out: out, err: errs, width: 120, env: os.LookupEnv, now: time.Now,
		transport: func(c aws.HTTPClient) aws.HTTPClient { return faulty{mototest.Loopback{HTTPClient: c}, f} }}
}

// matchesSchema holds a report against the schema that is published.
func matchesSchema(t testing.TB, report []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../internal/report/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(document); err != nil {
		t.Error(err)
	}
}

// notServed are the rules whose facts moto does not serve, with the reason.
func notServed() map[string]string {
	deployment := "moto leaves deploymentConfiguration out of DescribeServices"
	deletion := "AWS keeps no record of what is said when a database is deleted"
	return map[string]string{
		"delivery/circuit-breaker":          deployment,
		"delivery/circuit-breaker-rollback": deployment,
		"delivery/minimum-healthy-percent":  deployment,
		"delivery/rolling-update":           deployment,
		"backup/final-snapshot":             deletion,
		"backup/copies-outlive-instance":    deletion,
		"identity/master-password-managed":  "the builder gives each database a password of its own: one that RDS manages is a secret more, which the lines of a plan do not have",
		"delivery/dead-letters":             "moto leaves DeadLetterConfig out of ListFunctions",
		"network/function-not-public":       "moto does not serve ListFunctionUrlConfigs",
		"cost/budget-present":               "moto does not serve DescribeSubscribersForNotification",
	}
}

// TestScanOfTheReference: the reference architecture, built on the emulator, passes every
// rule whose facts moto serves.
func TestScanOfTheReference(t *testing.T) {
	for i, environment := range []string{"prod", "dev"} {
		t.Run(environment, func(t *testing.T) {
			account := fmt.Sprintf("11111111111%d", i)
			built(t, "ok-"+environment, account)
			code, r, errs := scan(t, "scan", "--account", "a"+account, "--env", environment)
			if code != verdict.ExitUndecided {
				t.Errorf("exit %d, want %d: %s", code, verdict.ExitUndecided, errs)
			}
			for _, v := range r.Verdicts {
				if _, excused := notServed()[v.Rule]; excused || v.Status == verdict.Pass ||
					v.Status == verdict.NotApplicable {
					continue
				}
				t.Errorf("%s on %s: %s: %s (found %s)", v.Rule, v.Resource.ID, v.Status, v.Message, v.Found)
			}
			for _, g := range r.Gaps {
				t.Log(g)
			}
		})
	}
}
