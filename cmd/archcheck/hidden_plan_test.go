package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestHiddenInThePlan hides attributes in the ways in which a plan can keep them: sensitive, known
// after apply, of a type that nobody expects. A verdict that depends on the attribute, which
// breaking its value shows, must not pass then. It takes a part of the attributes; with a step of
// 1 it takes them all.
func TestHiddenInThePlan(t *testing.T) {
	const name, step = "existing-prod", 9
	base := decisions(reported(t, pt.Load(t, name)))
	depended := 0
	for i, a := range attributes(pt.Load(t, name)) {
		if i%step != 0 || isSettledByOthers(a) {
			continue
		}
		for _, v := range broken(t, name, a, base) {
			depended++
			for how, hidden := range hidings(a) {
				if decisions(reported(t, pt.Load(t, name).Apply(hidden)))[v] == verdict.Pass {
					t.Errorf("%s passes although %s %s is %s", v, a.address, a.path, how)
				}
			}
		}
	}
	t.Logf("%d verdicts depended on an attribute", depended)
	if depended < 10 {
		t.Errorf("only %d verdicts depend on any attribute; the test sees too little", depended)
	}
}

// isSettledByOthers names what another attribute, which AWS takes only together with it, tells as
// well: a route has one target, a record its name in its zone, a certificate only HTTPS.
func isSettledByOthers(a attribute) bool {
	return strings.Contains(a.address, "private_nat") && a.path == "gateway_id" || a.path == "fqdn" ||
		strings.HasSuffix(a.address, "aws_lb_listener.https") && a.path == "protocol"
}

// hidings are the ways to hide an attribute. An element is hidden with its list: what the author
// wrote for that still tells what it refers to.
func hidings(a attribute) map[string]pt.Edit {
	list, last := cutLast(a.path)
	if _, err := strconv.Atoi(last); err == nil {
		return map[string]pt.Edit{"known after apply": pt.Unknown(a.address, list)}
	}
	return map[string]pt.Edit{
		"sensitive":         pt.Sensitive(a.address, a.path),
		"known after apply": pt.Unknown(a.address, a.path),
		"an object": pt.Set(
			a.address,
			a.path,
			map[string]any{"x": 1},
		),
		"a list": pt.Set(a.address, a.path, []any{map[string]any{}}),
	}
}

func cutLast(path string) (before, last string) {
	i := strings.LastIndex(path, ".")
	return path[:max(i, 0)], path[i+1:]
}

func reported(t *testing.T, p *pt.Plan) *verdict.Report {
	t.Helper()
	r, _ := judgePlan(t, p.JSON(), "--env", "prod")
	return r
}

// broken are the verdicts that pass, and fail when an attribute has a wrong value.
func broken(t *testing.T, name string, a attribute, base map[string]verdict.Status) []string {
	t.Helper()
	failing := map[string]bool{}
	for _, wrong := range wrongValues(valueAt(pt.Load(t, name).After(a.address), a.path)) {
		for v, status := range decisions(reported(t, pt.Load(t, name).Apply(pt.Set(a.address, a.path, wrong)))) {
			if status == verdict.Fail && base[v] == verdict.Pass {
				failing[v] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(failing))
}

func valueAt(value any, path string) any {
	for _, step := range strings.Split(path, ".") {
		switch c := value.(type) {
		case map[string]any:
			value = c[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(c) {
				return fmt.Sprintf("no %s", path)
			}
			value = c[i]
		}
	}
	return value
}
