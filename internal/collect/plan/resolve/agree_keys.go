package resolve

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/hashicorp/hcl/v2"
)

// keysDiffer compares the instances of each block with what its count or for_each makes. Some of those are enough where
// the plan may lack others: it is judged as one that does.
func (l *Linker) keysDiffer(of *read.Input) *source.Difference {
	for b := range l.repeated(of) {
		if slices.Equal(b.have, b.wanted) || mayLack(of) && b.isPart() {
			continue
		}
		return &source.Difference{Address: b.address, Attribute: "count or for_each", Plan: listed(b.have),
			Source: listed(b.wanted), File: b.where.Filename, Line: b.where.Start.Line}
	}
	return nil
}

// repeatedBlock is a block with count or for_each: the keys that the plan has and the source makes.
type repeatedBlock struct {
	address      string
	have, wanted []string
	where        hcl.Range
}

// isPart reports whether the plan has no other instance than the source makes.
func (b repeatedBlock) isPart() bool {
	return !slices.ContainsFunc(b.have, func(key string) bool { return !slices.Contains(b.wanted, key) })
}

// repeated goes through the blocks whose keys the source tells.
func (l *Linker) repeated(of *read.Input) iter.Seq[repeatedBlock] {
	return func(yield func(repeatedBlock) bool) {
		for _, module := range slices.Sorted(maps.Keys(l.Resolver.configs)) {
			if !of.IsWithin(module) {
				continue
			}
			scope := l.sources[of].scope(module)
			for _, block := range l.sources[of].folder.Blocks(scope.Path) {
				wanted, where, ok := l.sources[of].evaluator.Keys(scope, block)
				if !ok {
					continue
				}
				var have []string
				for _, in := range l.Resolver.byBlock[module+"|"+block] {
					have = append(have, in.Key)
				}
				address := strings.TrimPrefix(of.Within(module)+"."+block, ".")
				if !yield(repeatedBlock{address, read.SortedSet(have), read.SortedSet(wanted), where}) {
					return
				}
			}
		}
	}
}

// lacksInstances finds what a plan that does not say whether it is complete lacks of the
// instances that its own configuration makes, as with -exclude of one.
func (l *Linker) lacksInstances(of *read.Input) {
	var lacking []string
	for b := range l.repeated(of) {
		for _, key := range b.wanted {
			if !slices.Contains(b.have, key) {
				lacking = append(lacking, b.address+"["+key+"]")
			}
		}
	}
	if len(lacking) == 0 {
		return
	}
	l.Gaps = append(
		l.Gaps,
		model.Gap{Collection: model.Everything, Reason: model.Partial, Detail: of.Said(read.SilentLacks(lacking))},
	)
	l.Resolver.partial, l.Resolver.memo = true, map[string]Outcome{}
	l.openFolder(of, l.sources[of].folder) // what was evaluated took the plan for whole
}

func listed(keys []string) string {
	if len(keys) == 0 {
		return "no instance"
	}
	return "instances [" + strings.Join(keys, ", ") + "]"
}
