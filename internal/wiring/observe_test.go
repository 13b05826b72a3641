package wiring

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestPendingParameters: which values of a group that waits for a restart are in force, nobody tells.
func TestPendingParameters(t *testing.T) {
	group := model.ParameterGroup{
		Parameters: model.Whole(model.Parameter{Name: model.Known("rds.force_ssl"), Value: model.Known("1")}),
	}
	b := &builder{Index: &Index{ParameterGroups: map[string]*model.ParameterGroup{"g": &group}}}
	d := model.Database{
		Engine:          model.Known("postgres"),
		ParameterGroup:  model.Known("g"),
		ParameterStatus: model.Known("in-sync"),
	}
	if forces := b.forcesTLS(&d); !forces.Or(false) {
		t.Errorf("in force: %v", forces)
	}
	d.ParameterStatus = model.Known("pending-reboot")
	if forces := b.forcesTLS(&d); forces.IsKnown() {
		t.Errorf("waiting for a restart: %v", forces)
	}
	d.ParameterStatus = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	if forces := b.forcesTLS(&d); !forces.Or(false) {
		t.Errorf("before apply: %v", forces)
	}
}

// TestTLSByDefault: what a version does where no group sets the parameter.
func TestTLSByDefault(t *testing.T) {
	for _, c := range []struct{ engine, version, want string }{
		{"postgres", "14.9", "no"},
		{"postgres", "15.4", "yes"},
		{"aurora-postgresql", "16.1", "no"},
		{"aurora-postgresql", "17.4", "yes"},
		{"mysql", "5.7.44", "no"},
		{"mysql", "8.0.36", "no"},
		{"mysql", "8", "maybe"},
		{"mysql", "8.4.3", "maybe"},
		{"aurora-mysql", "8.0.mysql_aurora.3.05.2", "no"},
		{"mariadb", "10.11.6", "no"},
		{"mariadb", "11.8.2", "maybe"},
		{"mariadb", "11.4.2", "no"},
		{"sqlserver-ex", "15.00.4322.2.v1", "no"},
		{"oracle-ee", "19.0.0.0", "maybe"},
	} {
		d := model.Database{
			Engine:         model.Known(c.engine),
			EngineVersion:  model.Known(c.version),
			ParameterGroup: model.Known("default.x"),
		}
		forces := (&builder{Index: &Index{}}).forcesTLS(&d)
		got := "maybe"
		if is, known := forces.Get(); known {
			got = map[bool]string{true: "yes", false: "no"}[is]
		}
		if got != c.want {
			t.Errorf("%s %s: %s, want %s", c.engine, c.version, got, c.want)
		}
	}
}
