package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Scope narrows what is judged. An empty scope is everything. Each part that is set must hold.
type Scope struct {
	Tags    map[string]string `yaml:"tags" doc:"tags a component must carry"`
	VPCs    []string          `yaml:"vpcs" doc:"ids or addresses of VPCs"`
	Modules []string          `yaml:"modules" doc:"module addresses; what stands below them is in scope too"`
}

// IsEmpty reports whether everything is in scope.
func (s Scope) IsEmpty() bool { return len(s.Tags) == 0 && len(s.VPCs) == 0 && len(s.Modules) == 0 }

// holds reports whether a component is in scope. What cannot be decided is in scope.
func (s Scope) holds(r *model.Resource, vpc *model.VPC) bool {
	return s.holdsTags(r) && s.holdsModule(r) && s.holdsVPC(vpc)
}

func (s Scope) holdsTags(r *model.Resource) bool {
	tags, known := r.Tags.Get()
	if !known {
		return true
	}
	for key, want := range s.Tags {
		if tags[key] != want {
			return false
		}
	}
	return true
}

func (s Scope) holdsModule(r *model.Resource) bool {
	if len(s.Modules) == 0 {
		return true
	}
	for _, m := range s.Modules {
		if rest, ok := strings.CutPrefix(r.Source.Module, m); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return true
		}
	}
	return false
}

func (s Scope) holdsVPC(vpc *model.VPC) bool {
	if len(s.VPCs) == 0 || vpc == nil {
		return true
	}
	return slices.Contains(s.VPCs, vpc.ID) || vpc.Source.ARN != "" && slices.Contains(s.VPCs, vpc.Source.ARN) ||
		slices.Contains(s.VPCs, vpc.Source.ARN[strings.LastIndex(vpc.Source.ARN, "/")+1:])
}
