package evaluate

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

// ruleSaying is a folder with one rule, which has an expression in its body, from line 11 on.
func ruleSaying(body string) Source {
	return Source{Name: "mine", FS: fstest.MapFS{"house/x/x.rego": {Data: []byte(`# METADATA
# scope: package
# title: "x"
# description: "x"
# custom:
#   severity: low
#   applies_to: databases
#   requirement: house
#   section: House
#   remediation: "x"
package archcheck.house.x

verdicts contains {"resource": "x", "status": "pass"} if {
	` + body + `
}
`)}}}
}

// testSaying is a folder with a rule and a test that has an expression in its body.
func testSaying(body string) Source {
	s := ruleSaying("true")
	s.FS.(fstest.MapFS)["house/x/x_test.rego"] = &fstest.MapFile{
		Data: []byte("package archcheck.house.x_test\n\ntest_x if {\n\t" + body + "\n}\n"),
	}
	return s
}

func TestPoliciesSeeNothingButTheirInput(t *testing.T) {
	for name, body := range map[string]string{
		"http.send": `http.send({"method": "get", "url": "http://localhost"}).status_code == 200`, "net.lookup_ip_addr": `net.lookup_ip_addr("localhost")`,
		"opa.runtime": `opa.runtime().env.HOME == "x"`, "time.now_ns": `time.now_ns() > 0`, "rand.intn": `rand.intn("x", 2) == 1`,
		"uuid.rfc4122": `uuid.rfc4122("x") != ""`, "io.jwt.decode_verify": `io.jwt.decode_verify("x", {})`,
		"io.jwt.encode_sign": `io.jwt.encode_sign({}, {}, {})`, "crypto.x509.parse_and_verify_certificates": `crypto.x509.parse_and_verify_certificates("x")`,
		"json.match_schema": `json.match_schema({}, {"$ref": "file:///etc/passwd"})[0]`, "json.verify_schema": `json.verify_schema({})[0]`,
		"bits.lsh": `bits.lsh(1, 100000000000) > 0`, "replaced": `true with http.send as 1`,
	} {
		if name == "replaced" {
			name = "http.send"
		}
		_, err := Load(All, ruleSaying(body))
		if err == nil || !strings.Contains(err.Error(), "mine/house/x/x.rego:14:") ||
			!strings.Contains(err.Error(), name+" is not there for policies") {
			t.Errorf("%s: %v", name, err)
		}
		_, err = Test(context.Background(), Limits{}, testSaying(body))
		if err == nil || !strings.Contains(err.Error(), "mine/house/x/x_test.rego:4:") ||
			!strings.Contains(err.Error(), name+" is not there for policies") {
			t.Errorf("test of %s: %v", name, err)
		}
	}
	for _, body := range []string{`time.parse_rfc3339_ns("2026-01-01T00:00:00Z") > 0`, `net.cidr_contains("10.0.0.0/8", "10.1.0.0/16")`} {
		if _, err := Load(All, ruleSaying(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestNothingOutsideIsLeft holds for functions that later versions of the engine have.
func TestNothingOutsideIsLeft(t *testing.T) {
	left := capabilities()
	for _, b := range left.Builtins {
		if b.Nondeterministic {
			t.Errorf("policies can call %s", b.Name)
		}
	}
	for _, name := range append(timed(), "http.send", "net.lookup_ip_addr", "opa.runtime", "time.now_ns", "rand.intn", "uuid.rfc4122") {
		if ast.BuiltinMap[name] == nil {
			t.Errorf("the engine has no %s any more", name)
		}
		if slices.ContainsFunc(left.Builtins, func(b *ast.Builtin) bool { return b.Name == name }) {
			t.Errorf("policies can call %s", name)
		}
	}
}

// TestSchemasAskNobody: a schema in METADATA that refers to another one by URL is another way to the network, and to files.
func TestSchemasAskNobody(t *testing.T) {
	asked := make(chan struct{}, 9)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked <- struct{}{}
		_, _ = w.Write([]byte(`{"type": "string"}`))
	}))
	defer server.Close()
	missing := "file://" + filepath.ToSlash(filepath.Join(t.TempDir(), "missing.json"))
	for _, url := range []string{server.URL, missing} {
		source := ruleSaying("true")
		file := source.FS.(fstest.MapFS)["house/x/x.rego"]
		file.Data = append(
			file.Data,
			"\n# METADATA\n# scope: rule\n# schemas: [{input: {\"$ref\": \""+url+"\"}}]\nmore if input.databases\n"...)
		if _, err := Load(All, source); err != nil {
			t.Errorf("%s was looked for: %v", url, err)
		}
	}
	if len(asked) > 0 {
		t.Error("a policy asked the network")
	}
}

func TestEndlessPoliciesEnd(t *testing.T) {
	slow := `r := numbers.range(1, 100000); count([1 | r[_] < r[_]; r[_] == 0]) == 0`
	for body, want := range map[string]string{
		slow: "did not end within 200ms",
		`count([[i, j] | r := numbers.range(1, 20000); some i in r; some j in r]) == 0`: "more than 64 MB of memory",
	} {
		limits := Limits{Time: 200 * time.Millisecond, Memory: 1 << 40}
		if body != slow {
			limits = Limits{Time: time.Minute, Memory: 64 << 20}
		}
		started := time.Now()
		all, err := Test(context.Background(), limits, testSaying(body))
		if err != nil || len(all) != 1 || all[0].Err == nil || !strings.Contains(all[0].Err.Error(), want) {
			t.Fatalf("%v %v, want %q", all, err, want)
		}
		if took := time.Since(started); took > 30*time.Second {
			t.Errorf("it took %v", took)
		}
	}
}

func TestEndlessPoliciesEndWithTheRun(t *testing.T) {
	ctx, stop := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer stop()
	all, err := Test(
		ctx,
		Limits{},
		testSaying(`r := numbers.range(1, 100000); count([1 | r[_] < r[_]; r[_] == 0]) == 0`),
	)
	if err != nil || len(all) != 1 || all[0].Err == nil {
		t.Fatal(all, err)
	}
}
