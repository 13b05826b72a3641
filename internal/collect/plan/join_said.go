package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// latest is when the newest of the inputs was made, RFC 3339, empty where none says so.
func latest(inputs []*input) (made string) {
	for _, in := range inputs {
		made = max(made, in.doc.timestamp)
	}
	return made
}

// sourceOf says what was read: of several inputs that they were one, and what each was.
func (p *plans) sourceOf() model.Source {
	if len(p.inputs) == 1 {
		return p.inputs[0].described()
	}
	all := model.Source{Kind: model.KindState, Time: latest(p.inputs), Configured: true}
	var names, tools, digests []string
	for _, in := range p.inputs {
		one := in.described()
		all.Inputs = append(all.Inputs, one)
		names, tools, digests = append(names, one.Name), append(tools, one.Tool), append(digests, one.Digest)
		if one.Kind == model.KindPlan {
			all.Kind, all.Configured = model.KindPlan, all.Configured && one.Configured
		}
	}
	all.Name, all.Tool = strings.Join(names, ", "), strings.Join(sortedSet(tools), ", ")
	sum := sha256.Sum256([]byte(strings.Join(digests, "\n")))
	all.Digest = hex.EncodeToString(sum[:])
	return all
}

// described is what the report says of one input.
func (in *input) described() model.Source {
	kind := model.KindPlan
	if in.doc.isState {
		kind = model.KindState
	}
	s := model.Source{
		Kind:       kind,
		Name:       in.options.Name,
		Configured: in.options.Source != "" || in.options.Snapshot != nil,
	}
	s.Time, s.Digest = in.doc.timestamp, <-in.digest
	switch {
	case in.doc.toolVersion == "":
	case source.IsTofu(in.doc.configuration):
		s.Tool = "opentofu " + in.doc.toolVersion
	default:
		s.Tool = "terraform " + in.doc.toolVersion
	}
	return s
}
