package figure_test

import (
	"math"
	"testing"

	"github.com/archcheck/archcheck/internal/figure"
)

func TestRead(t *testing.T) {
	for text, want := range map[string]float64{"0": 0, "-1": -1, "+7": 7, "0.5": 0.5, "2e3": 2000, "1E-2": 0.01, "1000000000000000": 1e15} {
		if got, ok := figure.Read(text); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "NaN", "nan", "Inf", "-Infinity", "1e400", "1e300", "-1e16", "0x1p-2", "1_000", "٣", "1,5", " 1", "e", "--1"} {
		if got, ok := figure.Read(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func TestWhole(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "-1": -1, "80": 80, "2.0": 2, "2e3": 2000, "007": 7} {
		if got, ok := figure.Whole(text); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "1.5", "NaN", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e300", "0x10"} {
		if got, ok := figure.Whole(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func TestIsOne(t *testing.T) {
	for _, n := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1.1e15, -1.1e15} {
		if figure.IsOne(n) {
			t.Errorf("%v is one", n)
		}
	}
	if !figure.IsOne(-1) || !figure.IsOne(figure.Most) {
		t.Error("-1 or the greatest is none")
	}
}
