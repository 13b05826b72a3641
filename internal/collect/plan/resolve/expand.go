package resolve

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// expandBlocks puts the blocks that the source makes where the plan leaves them to apply as a whole: those of a dynamic
// block whose for_each Terraform does not know while it plans, as it asks whether an ARN is null that only apply gives.
func (l *Linker) expandBlocks() {
	for _, in := range l.Instances {
		s := l.sources[l.InputOf(in.Module)]
		if s == nil || in.Kept || in.Data || in.Unknown == nil {
			continue
		}
		scope := s.scope(in.Module)
		for _, name := range s.evaluator.DynamicBlocks(scope, in.Block()) {
			if !tree.IsTrue(in.Unknown.Get(name)) || tree.HasTrue(in.Sensitive.Get(name)) {
				continue
			}
			blocks, ok := s.evaluator.Blocks(scope, in.Block(), in.Key, name)
			if !ok || len(blocks) == 0 && read.IsComputedBlock(in.Type, name) {
				continue
			}
			in.Expand(name, blocks)
		}
	}
}
