package main

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestNumbersThatAreNone puts what is no number, or none that can be meant, in the place of all numbers of each type of
// resource: whatever comes of it is an answer, and no panic.
func TestNumbersThatAreNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	for typ := range numbersOf(pt.Load(t, "existing-prod"), "", nil) {
		for _, value := range []any{"NaN", "-Inf", "1e400", -5, -1e300, 1e300, 1e14} {
			p := pt.Load(t, "existing-prod")
			numbersOf(p, typ, value)
			write(t, file, p.JSON())
			for _, command := range []string{"plan", "cost"} {
				code, _, errs := execute(command, file, "--env", "prod")
				if code > 3 || strings.Contains(string(errs), "mistake of archcheck") {
					t.Errorf("%s with %v in the numbers of %s ends with %d: %s", command, value, typ, code, errs)
				}
			}
		}
	}
}

// numbersOf counts the numbers of each type of resource, and sets those of one type.
func numbersOf(p *pt.Plan, typ string, value any) map[string]int {
	count := map[string]int{}
	for _, c := range p.Changes() {
		change := c.(map[string]any)
		own := change["type"].(string)
		replaceNumbers(change["change"].(map[string]any)["after"], func(old any) any {
			if count[own]++; own == typ {
				return value
			}
			return old
		})
	}
	return count
}

func replaceNumbers(v any, with func(any) any) any {
	switch c := v.(type) {
	case map[string]any:
		for key, member := range c {
			c[key] = replaceNumbers(member, with)
		}
	case []any:
		for i, item := range c {
			c[i] = replaceNumbers(item, with)
		}
	case float64:
		return with(v)
	case string:
		if _, err := strconv.ParseFloat(c, 64); err == nil {
			return with(v)
		}
	}
	return v
}

// TestNegativeCapacity is not priced, and the rest of the estimate stands.
func TestNegativeCapacity(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	write(
		t,
		file,
		pt.Load(
			t,
			"existing-prod",
		).Apply(pt.Set("module.app.aws_appautoscaling_target.app", "min_capacity", -5)).JSON(),
	)
	code, out, errs := execute("cost", file, "--env", "prod")
	if code != 0 || !strings.Contains(string(out), "NOT PRICED, its quantity is below 0") ||
		!strings.Contains(string(out), "cache.t4g.small") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}

// TestNumbersOfASnapshot that nobody can mean are refused with their place.
func TestNumbersOfASnapshot(t *testing.T) {
	snapshot := string(snapshotOf(t, pt.Load(t, "existing-prod").JSON(), "plan"))
	file := filepath.Join(t.TempDir(), "snapshot.json")
	write(t, file, []byte(strings.Replace(snapshot, `"storage_gib": 100`, `"storage_gib": 9000000000000000000`, 1)))
	code, out, errs := execute("check", file, "--env", "prod")
	if code != 2 || len(out) > 0 ||
		!strings.Contains(string(errs), "storage_gib: 9000000000000000000 is too great a number") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestPanicIsABug: wherever it happens, also beside the main course, it ends with exit 2, says so and prints no report.
func TestPanicIsABug(t *testing.T) {
	for name, s := range map[string]func(*streams){
		"at once":  func(s *streams) { s.env = func(string) (string, bool) { panic(errors.New("hunter2")) } },
		"on input": func(s *streams) { s.in = nil },
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs strings.Builder
			own := streams{in: strings.NewReader(""), out: &out, err: &errs, width: 100, env: os.LookupEnv}
			s(&own)
			code := run([]string{"plan", "-", "--env", "prod"}, own)
			isBug(t, code, out.String(), errs.String())
		})
	}
}

// TestPanicOfACollector: a scan whose collectors panic is no scan.
func TestPanicOfACollector(t *testing.T) {
	const id = "300000000011"
	moto(t).Environment(t, id)
	code, _, errs := scanWith(t, func(op string, _ *http.Request) (*http.Response, error) {
		if op == "EC2 DescribeVpcs" {
			panic("hunter2")
		}
		return nil, nil
	}, "scan", "--account", "a"+id, "--env", "prod")
	isBug(t, code, "", errs)
}

func isBug(t *testing.T, code int, out, errs string) {
	t.Helper()
	if code != 2 || out != "" || !strings.Contains(errs, "this is a mistake of archcheck, and no report was written") ||
		!strings.Contains(errs, ".go:") {
		t.Errorf("exit %d, printed %q and %s", code, out, errs)
	}
	if strings.Contains(errs, "hunter2") {
		t.Errorf("it quotes: %s", errs)
	}
}
