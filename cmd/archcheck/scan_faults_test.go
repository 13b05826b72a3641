package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/collect/account"
	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
)

// fault answers a request instead of the emulator; nil lets it pass.
type fault func(operation string, request *http.Request) (*http.Response, error)

// faulty stands between the SDK and the emulator.
type faulty struct {
	aws.HTTPClient
	fault fault
}

// Do implements aws.HTTPClient.
func (f faulty) Do(request *http.Request) (*http.Response, error) {
	operation := awsmiddleware.GetServiceID(request.Context()) + " " + awsmiddleware.GetOperationName(request.Context())
	if response, err := f.fault(operation, request); response != nil || err != nil {
		return response, err
	}
	return f.HTTPClient.Do(request)
}

func answer(request *http.Request, status int, kind, body string) *http.Response {
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {kind}},
		Body:       io.NopCloser(strings.NewReader(body)),
		Request:    request,
	}
}

func denied(request *http.Request) *http.Response {
	return answer(
		request,
		http.StatusForbidden,
		"application/xml",
		"<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
	)
}

// scanWith scans through a fault.
func scanWith(t testing.TB, f fault, args ...string) (int, *verdict.Report, string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(append(args, "--format", "json"), watched(&out, &errs, f))
	r := &verdict.Report{}
	if out.Len() > 0 {
		matchesSchema(t, out.Bytes())
		if err := json.Unmarshal(out.Bytes(), r); err != nil {
			t.Fatalf("%v: %s", err, out.String())
		}
	}
	return code, r, errs.String()
}

// byResource finds statuses by rule and resource.
func byResource(r *verdict.Report) map[string]verdict.Status {
	all := map[string]verdict.Status{}
	for _, v := range r.Verdicts {
		all[v.Rule+" on "+v.Resource.ID] = v.Status
	}
	return all
}

// TestEachDeniedCallIsNotCollected denies each call of the registry in turn: the report names
// the action to grant, nothing fails that did not fail before, and the scan goes on.
func TestEachDeniedCallIsNotCollected(t *testing.T) {
	const id = "300000000001"
	built(t, "ok-prod", id)
	_, whole, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	before := byResource(whole)
	made := map[string]bool{}
	for _, c := range whole.Calls {
		made[c.Service+" "+c.Operation] = true
	}
	if len(made) < 35 {
		t.Errorf("only %d operations were made", len(made))
	}
	for _, operation := range slices.Sorted(keysOf(made)) {
		if strings.HasPrefix(operation, "STS ") {
			continue
		}
		t.Run(operation, func(t *testing.T) {
			code, r, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
				if op == operation {
					return denied(request), nil
				}
				return nil, nil
			}, "scan", "--account", "a"+id, "--env", "prod")
			if code != verdict.ExitUndecided {
				t.Errorf("exit %d, want %d: %s %v", code, verdict.ExitUndecided, errs, failing(r))
			}
			if !slices.ContainsFunc(r.Gaps, func(g verdict.Gap) bool {
				return strings.Contains(g.Detail, operation+" was denied; grant ") && g.Reason == "access_denied"
			}) {
				t.Errorf("no gap names the action: %v", r.Gaps)
			}
			for v, status := range byResource(r) {
				if old, ok := before[v]; status == verdict.Pass && ok && old != verdict.Pass {
					t.Errorf("%s passes now, and was %s", v, old)
				}
				if status == verdict.Fail {
					t.Errorf("%s fails, although nothing is wrong but the permission", v)
				}
			}
		})
	}
}

func keysOf[K comparable, V any](m map[K]V) func(yield func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestThrottlingChangesNothing: with every second request throttled the verdicts are the same.
func TestThrottlingChangesNothing(t *testing.T) {
	const id = "300000000002"
	built(t, "ok-prod", id)
	_, whole, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	var n, throttled atomic.Int64
	_, r, errs := scanWith(t, func(_ string, request *http.Request) (*http.Response, error) {
		if n.Add(1)%2 == 0 {
			throttled.Add(1)
			return answer(
				request,
				http.StatusTooManyRequests,
				"application/json",
				`{"__type":"ThrottlingException"}`,
			), nil
		}
		return nil, nil
	}, "scan", "--account", "a"+id, "--env", "prod")
	if fmt.Sprint(byResource(whole)) != fmt.Sprint(byResource(r)) {
		t.Errorf("the verdicts differ: %s", errs)
	}
	t.Logf("%d of %d requests were throttled", throttled.Load(), n.Load())
}

// TestThrottledForEver: what stays throttled after all retries is not collected.
func TestThrottledForEver(t *testing.T) {
	const id = "300000000003"
	built(t, "ok-prod", id)
	t.Setenv("AWS_MAX_ATTEMPTS", "2")
	code, r, _ := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "RDS DescribeDBInstances" {
			return answer(
				request,
				http.StatusTooManyRequests,
				"application/xml",
				`<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>`,
			), nil
		}
		return nil, nil
	}, "scan", "--account", "a"+id, "--env", "prod")
	if code != verdict.ExitUndecided ||
		!slices.ContainsFunc(
			r.Gaps,
			func(g verdict.Gap) bool { return g.Collection == "databases" && g.Reason == "throttled" },
		) {
		t.Errorf("exit %d, gaps %v", code, r.Gaps)
	}
	if got := statuses(r, "availability/database-present"); !slices.Equal(got, []verdict.Status{verdict.NotCollected}) {
		t.Errorf("database-present is %v", got)
	}
}

// TestExpiredCredentialsStopTheAccount: after the first expired token no further call is made.
func TestExpiredCredentialsStopTheAccount(t *testing.T) {
	const id = "300000000004"
	built(t, "ok-prod", id)
	var after atomic.Int64
	code, r, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "STS GetCallerIdentity" || op == "STS AssumeRole" {
			return nil, nil
		}
		after.Add(1)
		return answer(request, http.StatusBadRequest, "application/json", `{"__type":"ExpiredTokenException"}`), nil
	}, "scan", "--account", "a"+id, "--env", "prod")
	if code != verdict.ExitUndecided || len(r.Gaps) == 0 || !strings.Contains(fmt.Sprint(r.Gaps), "expired") {
		t.Errorf("exit %d, %v %s", code, r.Gaps, errs)
	}
	for _, v := range r.Verdicts {
		if v.Status == verdict.Pass || v.Status == verdict.Fail {
			t.Errorf("%s is %s although nothing was read", v.Rule, v.Status)
		}
	}
	t.Logf("%d requests were sent before the account was stopped", after.Load())
}

// TestTimeoutReportsWhatWasNotRead: a service that never answers is not collected when the time is over.
func TestTimeoutReportsWhatWasNotRead(t *testing.T) {
	const id = "300000000005"
	built(t, "ok-prod", id)
	code, r, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "ECS ListClusters" {
			<-request.Context().Done()
			return nil, request.Context().Err()
		}
		return nil, nil
	}, "scan", "--account", "a"+id, "--env", "prod", "--timeout", "5s")
	if code != verdict.ExitUndecided || !strings.Contains(fmt.Sprint(r.Gaps), "timed_out") {
		t.Errorf("exit %d, gaps %v %s", code, r.Gaps, errs)
	}
	if got := statuses(r, "availability/service-present"); !slices.Equal(got, []verdict.Status{verdict.NotCollected}) {
		t.Errorf("service-present is %v", got)
	}
}

// TestInterruptWritesNothing: an interrupted scan ends soon and leaves no report.
func TestInterruptWritesNothing(t *testing.T) {
	const id = "300000000006"
	built(t, "ok-prod", id)
	ctx, cancel := context.WithCancel(context.Background())
	started := make(chan struct{}, 1)
	go func() {
		<-started
		cancel()
	}()
	_, err := account.Collect(
		ctx,
		account.Options{Accounts: []account.Account{{Name: "x", Profile: "a" + id}}, Now: time.Now,
			Transport: func(c aws.HTTPClient) aws.HTTPClient {
				return faulty{
					mototest.Loopback{HTTPClient: c},
					func(op string, request *http.Request) (*http.Response, error) {
						if op != "EC2 DescribeVpcs" {
							return nil, nil
						}
						started <- struct{}{}
						<-request.Context().Done()
						return nil, request.Context().Err()
					},
				}
			}},
	)
	if err == nil {
		t.Error("an interrupted scan returned architectures")
	}
}

// TestWrongAccountReadsNothing: credentials of another account than archcheck.yaml names.
func TestWrongAccountReadsNothing(t *testing.T) {
	const id = "300000000007"
	moto(t).Environment(t, id)
	config := filepath.Join(t.TempDir(), "archcheck.yaml")
	if err := os.WriteFile(
		config,
		[]byte("accounts:\n  prod:\n    account_id: \"999999999999\"\n    profile: a"+id+"\n"),
		0o600,
	); err != nil {
		t.Fatal(err)
	}
	var sent []string
	code, _, errs := scanWith(t, func(op string, _ *http.Request) (*http.Response, error) {
		sent = append(sent, op)
		return nil, nil
	}, "scan", "--account", "prod", "--config", config)
	if code != verdict.ExitError || !strings.Contains(errs, "the credentials are of account "+id) {
		t.Errorf("exit %d: %s", code, errs)
	}
	for _, op := range sent {
		if !strings.HasPrefix(op, "STS ") {
			t.Errorf("%s was sent to the wrong account", op)
		}
	}
}

// TestSnapshotOfAnAccount: check judges what collect wrote as scan does, and no secret is in it.
func TestSnapshotOfAnAccount(t *testing.T) {
	const id = "300000000008"
	built(t, "ok-prod", id)
	snapshot := filepath.Join(t.TempDir(), "snapshot.json")
	_, scanned, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod", "--region", "us-east-1,eu-west-1")
	var out, errs bytes.Buffer
	passing := func(string, *http.Request) (*http.Response, error) { return nil, nil }
	if code := run(
		[]string{"collect", "--account", "a" + id, "--region", "us-east-1,eu-west-1", "-o", snapshot},
		watched(&out, &errs, passing),
	); code != 0 {
		t.Fatalf("collect: exit %d %s", code, errs.String())
	}
	data, err := os.ReadFile(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("never-to-be-read")) || bytes.Contains(data, []byte("someone@example.com")) {
		t.Error("the snapshot holds a secret or an endpoint of a subscriber")
	}
	_, checked, _ := scan(t, "check", snapshot, "--env", "prod")
	if fmt.Sprint(byResource(scanned)) != fmt.Sprint(byResource(checked)) {
		t.Error("check and scan differ")
	}
	if fmt.Sprint(checked.Calls) == "[]" {
		t.Error("the ledger is not in the snapshot")
	}
}
