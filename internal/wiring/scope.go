package wiring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Scope narrows what is judged. An empty scope is everything. Each part that is set must hold.
// It closes one step over wiring: what is wired to a component in scope is in scope as well.
type Scope struct {
	Tags    map[string]string `yaml:"tags" doc:"tags a component must carry"`
	VPCs    []string          `yaml:"vpcs" doc:"ids or addresses of VPCs"`
	Modules []string          `yaml:"modules" doc:"module addresses; what stands below them is in scope too"`
}

// Undecided is a component of which it is not known whether it is in scope.
type Undecided struct {
	ID  string
	Why model.Why
}

// EmptyScopeError says that a scope matches nothing although there is something.
type EmptyScopeError struct{ LeftOut []string }

// Error names what there is, so that the scope can be mended.
func (e *EmptyScopeError) Error() string {
	if len(e.LeftOut) == 0 {
		return "the scope matches nothing, and there is no component beside it; mend `scope` in archcheck.yaml, or take it out"
	}
	return fmt.Sprintf(
		"the scope matches nothing: it leaves out all %d components (%s); mend `scope` in archcheck.yaml",
		len(e.LeftOut),
		model.Named(e.LeftOut),
	)
}

// IsEmpty reports whether everything is in scope.
func (s Scope) IsEmpty() bool { return len(s.Tags) == 0 && len(s.VPCs) == 0 && len(s.Modules) == 0 }

// holds reports whether a resource of a VPC is in scope; unknown where a call that would tell
// was denied. One part that does not hold decides, whatever is not known of the others.
func (s Scope) holds(r *model.Resource, vpc model.Value[string]) model.Value[bool] {
	result := model.Known(true)
	for _, part := range []model.Value[bool]{s.holdsTags(r), s.holdsModule(r), s.holdsVPC(vpc)} {
		if holds, known := part.Get(); known && !holds {
			return part
		} else if !known {
			result = part
		}
	}
	return result
}

func (s Scope) holdsTags(r *model.Resource) model.Value[bool] {
	if len(s.Tags) == 0 {
		return model.Known(true)
	}
	tags, known := r.Tags.Get()
	if !known {
		return model.Unknown[bool](r.Tags.Why())
	}
	holds := model.Known(true)
	for key, want := range s.Tags {
		switch value := tags[key]; {
		case strings.Contains(value, model.KnownLater):
			holds = model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: "the tag " + key})
		case value != want:
			return model.Known(false)
		}
	}
	return holds
}

func (s Scope) holdsModule(r *model.Resource) model.Value[bool] {
	if len(s.Modules) == 0 {
		return model.Known(true)
	}
	for _, m := range s.Modules {
		if rest, ok := strings.CutPrefix(r.Source.Module, m); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return model.Known(true)
		}
	}
	return model.Known(false)
}

// holdsVPC compares ids, so that it holds although the VPC itself was not read.
func (s Scope) holdsVPC(vpc model.Value[string]) model.Value[bool] {
	if len(s.VPCs) == 0 {
		return model.Known(true)
	}
	id, known := vpc.Get()
	if !known {
		return model.Unknown[bool](vpc.Why())
	}
	return model.Known(slices.Contains(s.VPCs, id) || slices.Contains(s.VPCs, id[strings.LastIndex(id, "/")+1:]))
}

// mayHold reports whether a resource that is in no VPC can be in scope.
func (s Scope) mayHold(r *model.Resource) bool {
	return s.holdsTags(r).Or(true) && s.holdsModule(r).Or(true)
}
