package read

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// Latest is when the newest of the inputs was made, RFC 3339, empty where none says so.
func Latest(inputs []*Input) (made string) {
	for _, in := range inputs {
		made = max(made, in.Doc.timestamp)
	}
	return made
}

// SourceOf says what was read: of several inputs that they were one, and what each was.
func (p *Plans) SourceOf() model.Source {
	if len(p.Inputs) == 1 {
		return p.Inputs[0].described()
	}
	all := model.Source{Kind: model.KindState, Time: Latest(p.Inputs), Configured: true}
	var names, tools, digests []string
	for _, in := range p.Inputs {
		one := in.described()
		all.Inputs = append(all.Inputs, one)
		names, tools, digests = append(names, one.Name), append(tools, one.Tool), append(digests, one.Digest)
		if one.Kind == model.KindPlan {
			all.Kind, all.Configured = model.KindPlan, all.Configured && one.Configured
		}
	}
	all.Name, all.Tool = strings.Join(names, ", "), strings.Join(SortedSet(tools), ", ")
	sum := sha256.Sum256([]byte(strings.Join(digests, "\n")))
	all.Digest = hex.EncodeToString(sum[:])
	return all
}

// described is what the report says of one input.
func (in *Input) described() model.Source {
	kind := model.KindPlan
	if in.Doc.IsState {
		kind = model.KindState
	}
	s := model.Source{
		Kind:       kind,
		Name:       in.Options.Name,
		Configured: in.Options.Source != "" || in.Options.Snapshot != nil,
	}
	s.Time, s.Digest = in.Doc.timestamp, <-in.digest
	switch {
	case in.Doc.ToolVersion == "":
	case source.IsTofu(in.Doc.Configuration):
		s.Tool = "opentofu " + in.Doc.ToolVersion
	default:
		s.Tool = "terraform " + in.Doc.ToolVersion
	}
	return s
}
