package main

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// awsConfig writes the shared configuration of the AWS tools.
func awsConfig(t *testing.T, text string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", file)
}

// assumed records the AssumeRole calls that pass a proxy.
type assumed struct {
	mu    sync.Mutex
	forms []url.Values
}

func (a *assumed) watch(_ http.ResponseWriter, r mototest.Request) bool {
	if r.Operation == "AssumeRole" {
		a.mu.Lock()
		a.forms = append(a.forms, r.Form())
		a.mu.Unlock()
	}
	return false
}

func (a *assumed) field(name string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []string
	for _, f := range a.forms {
		all = append(all, f.Get(name))
	}
	return slices.Compact(all)
}

const keys = "aws_access_key_id = test\naws_secret_access_key = test\n"

// TestRoleChain: a profile's role assumes the account's role, with the external id, and both
// calls go to the endpoint that the user set.
func TestRoleChain(t *testing.T) {
	const id = "330000000001"
	built(t, "ok-prod", id)
	proxy, calls := mototest.StartProxy(t, moto(t)), &assumed{}
	proxy.Fault = calls.watch
	t.Setenv("AWS_ENDPOINT_URL", proxy.URL)
	awsConfig(
		t,
		"[profile base]\nregion = us-east-1\n"+keys+"[profile hub]\nregion = us-east-1\nsource_profile = base\nrole_arn = arn:aws:iam::330000000099:role/hub\n",
	)
	config := configFile(
		t,
		`accounts: {prod: {account_id: "`+id+`", profile: hub, role_arn: "arn:aws:iam::`+id+`:role/archcheck", external_id: shop-7, environment: prod}}`,
	)
	code, r, errs := scan(t, "scan", "--account", "prod", "--config", config)
	if code != verdict.ExitUndecided || len(r.Verdicts) < 100 {
		t.Errorf("exit %d, %d verdicts %s", code, len(r.Verdicts), errs)
	}
	if got := calls.field("RoleArn"); !slices.Contains(got, "arn:aws:iam::330000000099:role/hub") ||
		!slices.Contains(got, "arn:aws:iam::"+id+":role/archcheck") {
		t.Errorf("roles %v were assumed", got)
	}
	if !slices.Contains(calls.field("ExternalId"), "shop-7") ||
		!slices.Contains(calls.field("RoleSessionName"), "archcheck") {
		t.Errorf("external ids %v, sessions %v", calls.field("ExternalId"), calls.field("RoleSessionName"))
	}
}

// TestMFA: on a terminal archcheck asks for the code; elsewhere it says what is missing.
func TestMFA(t *testing.T) {
	const id = "330000000002"
	built(t, "ok-prod", id)
	proxy, calls := mototest.StartProxy(t, moto(t)), &assumed{}
	proxy.Fault = calls.watch
	t.Setenv("AWS_ENDPOINT_URL", proxy.URL)
	awsConfig(
		t,
		"[profile base]\nregion = us-east-1\n"+keys+"[profile person]\nregion = us-east-1\nsource_profile = base\nmfa_serial = arn:aws:iam::330000000099:mfa/me\nrole_arn = arn:aws:iam::"+id+":role/x\n",
	)
	passing := func(string, *http.Request) (*http.Response, error) { return nil, nil }
	var out, errs bytes.Buffer
	s := watched(&out, &errs, passing)
	s.terminal, s.in = true, strings.NewReader("123456\n")
	if code := run(
		[]string{"scan", "--account", "person", "--env", "prod", "--format", "json"},
		s,
	); code != verdict.ExitUndecided {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	if !slices.Contains(calls.field("TokenCode"), "123456") || !strings.Contains(errs.String(), "MFA code: ") {
		t.Errorf("token codes %v, asked %q", calls.field("TokenCode"), errs.String())
	}
	if !strings.Contains(errs.String(), "reading person") || !strings.HasSuffix(errs.String(), "\r\x1b[K") {
		t.Errorf("no progress on the terminal, or it stays: %q", errs.String())
	}
	code, _, text := scan(t, "scan", "--account", "person", "--env", "prod")
	if code != verdict.ExitError || !strings.Contains(text, "MFA") || strings.Contains(text, "reading") {
		t.Errorf("without a terminal: exit %d %q", code, text)
	}
}

// ssoPortal is AWS's portal for single sign-on, as far as a scan needs it.
func ssoPortal(t *testing.T, account string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Sso_bearer_token") != "a-token" {
			mototest.Answer(
				w,
				http.StatusUnauthorized,
				"application/json",
				`{"__type":"UnauthorizedException","message":"expired"}`,
			)
			return
		}
		body, _ := json.Marshal(
			map[string]any{
				"roleCredentials": map[string]any{
					"accessKeyId":     "sso",
					"secretAccessKey": "sso",
					"sessionToken":    account,
					"expiration":      time.Now().Add(time.Hour).UnixMilli(),
				},
			},
		)
		mototest.Answer(w, http.StatusOK, "application/json", string(body))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestTimeoutDuringSignIn: --timeout says that it was over, and when.
func TestTimeoutDuringSignIn(t *testing.T) {
	const id = "330000000005"
	moto(t).Environment(t, id)
	code, _, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		<-request.Context().Done()
		return nil, request.Context().Err()
	}, "scan", "--account", "a"+id, "--env", "prod", "--timeout", "300ms")
	if code != verdict.ExitError || !strings.Contains(errs, "sign in to account a"+id) ||
		!strings.Contains(errs, "the time given with --timeout (300ms) was over") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestSingleSignOn: an SSO profile works while its token lasts, and afterwards the message
// says how to sign in again.
func TestSingleSignOn(t *testing.T) {
	const id = "123456789012" // the emulator's own account, which plain credentials lead to
	moto(t).Environment(t)
	t.Setenv("AWS_ENDPOINT_URL_SSO", ssoPortal(t, id))
	home := t.TempDir()
	t.Setenv("HOME", home)
	awsConfig(
		t,
		"[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = us-east-1\n[profile person]\nregion = us-east-1\nsso_session = corp\nsso_account_id = "+id+"\nsso_role_name = audit\n",
	)
	sum := sha1.Sum([]byte("corp"))
	cache := filepath.Join(home, ".aws", "sso", "cache")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	token := func(value string, ends time.Time) {
		text := fmt.Sprintf(`{"accessToken":%q,"expiresAt":%q}`, value, ends.UTC().Format(time.RFC3339))
		if err := os.WriteFile(
			filepath.Join(cache, hex.EncodeToString(sum[:])+".json"),
			[]byte(text),
			0o600,
		); err != nil {
			t.Fatal(err)
		}
	}
	token("a-token", time.Now().Add(time.Hour))
	code, r, errs := scan(t, "scan", "--account", "person", "--env", "prod")
	if code == verdict.ExitError || r.Source.Name == "" {
		t.Errorf("exit %d: %s", code, errs)
	}
	token("a-token", time.Now().Add(-time.Hour))
	if code, _, errs := scan(t, "scan", "--account", "person", "--env", "prod"); code != verdict.ExitError ||
		!strings.Contains(errs, "run `aws sso login --profile person`") {
		t.Errorf("with an expired token: exit %d %s", code, errs)
	}
}

// TestInterruptBySignal: Ctrl-C during a scan ends with 130 and writes no report.
func TestInterruptBySignal(t *testing.T) {
	const id = "330000000004"
	built(t, "ok-prod", id)
	proxy := mototest.StartProxy(t, moto(t))
	t.Setenv("AWS_ENDPOINT_URL", proxy.URL)
	hung := make(chan struct{}, 64)
	proxy.Fault = func(_ http.ResponseWriter, r mototest.Request) bool {
		if r.Operation != "DescribeVpcs" {
			return false
		}
		hung <- struct{}{}
		return proxy.Hang(r)
	}
	go func() {
		<-hung
		_ = syscall.Kill(os.Getpid(), syscall.SIGINT)
	}()
	report := filepath.Join(t.TempDir(), "report.xml")
	var out, errs bytes.Buffer
	passing := func(string, *http.Request) (*http.Response, error) { return nil, nil }
	code := run(
		[]string{"scan", "--account", "a" + id, "--env", "prod", "--format", "table", "--format", "junit=" + report},
		watched(&out, &errs, passing),
	)
	if code != verdict.ExitInterrupted || out.Len() > 0 ||
		!strings.Contains(errs.String(), "interrupted, no report was written") {
		t.Errorf("exit %d, printed %q and %q", code, out.String(), errs.String())
	}
	if _, err := os.Stat(report); err == nil {
		t.Error("half a report was left")
	}
}

// TestCredentialProcessStaysSilent: what a credential process prints may be keys, whether AWS's SDK understands it or
// not.
func TestCredentialProcessStaysSilent(t *testing.T) {
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	for name, output := range map[string]string{
		"no JSON":             `AccessKeyId=AKIACANARY SecretAccessKey=s3cretCanary`,
		"JSON of a list":      `[{"Version": 1, "AccessKeyId": "AKIACANARY", "SecretAccessKey": "s3cretCanary"}]`,
		"a time that is none": `{"Version": 1, "AccessKeyId": "AKIACANARY", "SecretAccessKey": "s3cretCanary", "Expiration": "s3cretCanary"}`,
		"several lines":       "AKIACANARY\ns3cretCanary\n, error: s3cretCanary",
		"another version":     `{"Version": 2, "AccessKeyId": "AKIACANARY", "SecretAccessKey": "s3cretCanary"}`,
	} {
		file := filepath.Join(t.TempDir(), "output")
		write(t, file, []byte(output))
		awsConfig(t, "[profile leaky]\nregion = us-east-1\ncredential_process = cat "+file+"\n")
		config := configFile(t, `accounts: {prod: {profile: leaky, environment: prod}}`)
		for _, args := range [][]string{
			{"scan", "--account", "prod", "--config", config}, {"collect", "--account", "prod", "--config", config},
			{"cost", "--account", "prod", "--actual", "--config", config}, {"prices", "update", "-o", "-", "--profile", "leaky"},
		} {
			var out, errs bytes.Buffer
			code := run(
				args,
				watched(&out, &errs, func(string, *http.Request) (*http.Response, error) { return nil, nil }),
			)
			if said := out.String() + errs.String(); code != verdict.ExitError || strings.Contains(said, "CANARY") ||
				strings.Contains(said, "Canary") {
				t.Errorf("%s, %s: exit %d: %s", name, args[0], code, said)
			}
			if name == "no JSON" &&
				!strings.Contains(errs.String(), "the output of credential_process is not the JSON that AWS asks for") {
				t.Errorf("%s: %s", args[0], errs.String())
			}
		}
	}
}
