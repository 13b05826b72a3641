package wiring

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
)

// TestPathsForSomeRequests: a rule that wants more than a path does not give a service the path, and of a header nobody
// knows who sends it.
func TestPathsForSomeRequests(t *testing.T) {
	for name, c := range map[string]struct {
		narrowing model.List[string]
		want      []string
		whole     bool
	}{
		"by nothing more":   {model.Whole[string](), []string{"/a/*"}, true},
		"by a method":       {model.Whole(request.Method), []string{"/a/* (for some requests alone, by http-request-method)"}, true},
		"by a header":       {model.Whole(request.Header), nil, false},
		"by what is hidden": {model.Part[string](model.Why{Reason: model.KnownAfterApply}), nil, false},
	} {
		listener := model.Listener{Actions: model.Whole(model.Action{
			Type: model.Known("forward"), Priority: model.Known(1), MatchesAll: model.Known(false),
			Paths: model.Whole("/a/*"), Narrowing: c.narrowing, TargetGroups: model.Whole("group"),
		})}
		ix := &Index{Model: &model.Architecture{Listeners: []model.Listener{listener}}}
		s := &model.Service{Targets: model.Whole(model.ServiceTarget{TargetGroup: model.Known("group")})}
		got := ix.pathsTo(s)
		if !slices.Equal(got.Items(), c.want) || got.IsWhole() != c.whole {
			t.Errorf("%s: %v, whole %v", name, got.Items(), got.IsWhole())
		}
	}
}
