package form

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestRegistryScanning: a rule of the registry scans what it fits, enhanced scanning nothing else.
func TestRegistryScanning(t *testing.T) {
	why := model.Why{Reason: model.KnownAfterApply}
	basic, enhanced, unknown := model.Known(false), model.Known(true), model.Unknown[bool](why)
	shop := model.Known("prod/shop")
	for _, c := range []struct {
		name      string
		scanning  RegistryScanning
		own       model.Value[bool]
		want, set bool
	}{
		{"its own setting", RegistryScanning{basic, model.Whole[string]()}, enhanced, true, true},
		{"nothing", RegistryScanning{basic, model.Whole[string]()}, basic, false, true},
		{"a rule for all", RegistryScanning{basic, model.Whole("*")}, basic, true, true},
		{"a rule for a prefix", RegistryScanning{enhanced, model.Whole("prod/*")}, basic, true, true},
		{"a rule for a part of the name", RegistryScanning{enhanced, model.Whole("sho")}, basic, true, true},
		{"a rule for others", RegistryScanning{enhanced, model.Whole("dev/*", "*shops", "p*x*p")}, enhanced, false, true},
		{"a rule for two parts", RegistryScanning{enhanced, model.Whole("p*d/*p")}, basic, true, true},
		{"enhanced without rules", RegistryScanning{enhanced, model.Whole[string]()}, enhanced, false, true},
		{"enhanced or not", RegistryScanning{unknown, model.Whole[string]()}, enhanced, false, false},
		{"enhanced or not, and off", RegistryScanning{unknown, model.Whole[string]()}, basic, false, true},
		{"rules that are not known", RegistryScanning{enhanced, model.Part[string](why)}, enhanced, false, false},
		{"basic, on, rules that are not known", RegistryScanning{basic, model.Part[string](why)}, enhanced, true, true},
	} {
		if got := c.scanning.OnPush(shop, c.own); got.IsKnown() != c.set || got.Or(false) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
