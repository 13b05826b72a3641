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
