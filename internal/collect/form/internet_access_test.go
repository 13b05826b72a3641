package form_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

// TestInternetAccess: what a mode and exclusions leave, and that an exclusion which is not known decides nothing.
func TestInternetAccess(t *testing.T) {
	none, open := model.Whole[string](), model.Part[string](model.Why{Reason: model.KnownAfterApply})
	for _, c := range []struct {
		mode       string
		exclusions model.List[string]
		want       string
	}{
		{"", none, "open"}, {"off", open, "open"}, {"block-bidirectional", none, "closed"}, {"block-ingress", none, "nat"},
		{"block-bidirectional", model.Whole("allow-bidirectional"), "open"}, {"block-ingress", model.Whole("allow-egress"), "out"},
		{"block-bidirectional", model.Whole("allow-egress", "allow-bidirectional"), "open"}, {"block-bidirectional", open, "unknown"},
		{"block-bidirectional", open.With("allow-egress"), "unknown"}, {"block-bidirectional", open.With("allow-bidirectional"), "open"}, {"block-all", none, "unknown"},
	} {
		if got := form.InternetAccess(model.Known(c.mode), c.exclusions).Or("unknown"); got != c.want {
			t.Errorf("%s with %v: %s, want %s", c.mode, c.exclusions.Items(), got, c.want)
		}
	}
}
