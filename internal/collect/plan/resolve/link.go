// Package resolve tells what each resource of a plan refers to, and where it stands: by ids, ARNs and names where they are
// known, through `configuration` and the Terraform source where only apply will tell them. What cannot be resolved is
// unknown, with what it can be.
package resolve

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// Linker turns attributes that name other resources into ids of the model.
type Linker struct {
	*read.Plans
	Resolver *resolver
	// sources evaluate the Terraform source of those inputs that have one.
	sources map[*read.Input]*sourceReader
	// ByAlias finds instances by id, ARN or name, for values the plan already knows.
	ByAlias map[string][]*read.Instance
	// ByType are the instances of each type.
	ByType map[string][]*read.Instance
	// ByAddress finds instances, for what becomes no noun, such as subnet groups.
	ByAddress map[string]*read.Instance
	// ByDimension are what dimensions of metrics hold, by the name of the dimension.
	ByDimension map[string]Handle
	// standIns are the attributes that placeholders stand for, by their number.
	standIns []StandsIn
	homes
}

// Link makes the instances of plans known to one another, and opens their source.
func Link(p *read.Plans) (*Linker, error) {
	l := &Linker{
		Plans:       p,
		Resolver:    newResolver(p.Config),
		sources:     map[*read.Input]*sourceReader{},
		ByAlias:     map[string][]*read.Instance{},
		ByType:      map[string][]*read.Instance{},
		ByAddress:   map[string]*read.Instance{},
		ByDimension: dimensionHandles(),
		homes:       homes{noted: map[*read.Instance]form.Home{}},
	}
	l.Resolver.partial = len(p.Gaps) > 0
	for _, in := range p.Instances {
		l.link(in)
	}
	l.findDeferredTwins()
	l.findShadows()
	for _, in := range p.Inputs {
		if err := l.useSource(in); err != nil {
			return nil, in.Named(p.Marked.Withheld(err))
		}
	}
	l.expandBlocks()
	return l, nil
}

// link makes an instance known to the resolver and the alias index.
func (l *Linker) link(in *read.Instance) {
	l.ByType[in.Type] = append(l.ByType[in.Type], in)
	if !in.Kept {
		l.Resolver.add(in)
	}
	if module := l.Resolver.configs[in.Module]; module != nil {
		in.Config = module.Resources[in.Block()]
	}
	if in.After == nil && in.Unknown == nil {
		return
	}
	l.AddAliases(in)
	in.Written, in.Observe = l.writtenValue, l.Observe
	l.ByAddress[in.Address] = in.Itself()
}
