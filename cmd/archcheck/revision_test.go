package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// checked judges a model as a snapshot of it is judged, against the built-in document or another one.
func checked(t *testing.T, a *model.Architecture, document ...string) *verdict.Report {
	t.Helper()
	data, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	snapshot := filepath.Join(t.TempDir(), "snapshot.json")
	if err := os.WriteFile(snapshot, data, 0o600); err != nil {
		t.Fatal(err)
	}
	asked := []string{"check", snapshot, "--env", "prod"}
	for _, file := range document {
		asked = append(asked, "--architecture", file)
	}
	_, r, errs := scan(t, asked...)
	if len(r.Verdicts) == 0 {
		t.Fatal(errs)
	}
	return r
}

// TestTasksOfAnEarlierDeployment: what runs until a deployment is through is judged as what will run.
func TestTasksOfAnEarlierDeployment(t *testing.T) {
	const rule = "identity/no-plain-credentials"
	for name, one := range map[string]struct {
		credential string
		alsoRuns   model.List[string]
		want       []verdict.Status
	}{
		"as documented":   {"", model.Whole("earlier"), []verdict.Status{verdict.Pass}},
		"with a password": {"password", model.Whole("earlier"), []verdict.Status{verdict.Fail, verdict.Pass}},
		"gone by now":     {"password", model.Whole[string](), []verdict.Status{verdict.Pass}},
		"not known": {"", model.Part[string](model.Why{Reason: model.NotReturned}),
			[]verdict.Status{verdict.Pass, verdict.Unknown}},
	} {
		a := planned(t, "ok-prod")
		earlier := a.TaskDefinitions[0]
		earlier.ID = "earlier"
		earlier.Texts = earlier.Texts.With(
			model.PlainText{Place: model.Known("options"), Credential: model.Known(one.credential)},
		)
		a.TaskDefinitions = append(a.TaskDefinitions, earlier)
		a.Services[0].AlsoRuns = one.alsoRuns
		got := statuses(checked(t, a), rule)
		slices.Sort(got)
		slices.Sort(one.want)
		if !slices.Equal(got, one.want) {
			t.Errorf("%s: %v, want %v", name, got, one.want)
		}
	}
}
