package resolve

import (
	"errors"
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// useSource opens --source and makes sure that it is what the plan was made from.
func (l *Linker) useSource(in *read.Input) error {
	options := in.Options
	switch {
	case options.Snapshot != nil:
		folder, err := source.OpenSnapshot(options.Snapshot, options.Source)
		if err != nil {
			return err
		}
		l.openFolder(in, folder)
	case options.Source == "":
		return nil
	case !source.IsRoot(options.Source):
		return l.noRoot(in, options.Source)
	default:
		if err := l.openSource(in, options.Source); err != nil {
			return err
		}
	}
	if !options.OwnSource {
		if d, err := l.sourceDiffers(in); err != nil {
			return err
		} else if d != nil {
			return d
		}
	}
	if mayLack(in) && len(in.Gaps) == 0 {
		l.lacksInstances(in)
	}
	return nil
}

// mayLack reports whether a plan may lack instances without saying so, as one of OpenTofu's does with -exclude.
func mayLack(in *read.Input) bool { return in.Doc.Silent && !in.Doc.IsState }

// noRoot says which folders below one without source the plan can be from.
func (l *Linker) noRoot(in *read.Input, dir string) error {
	var said []string
	for _, root := range source.Roots(dir) {
		var d *source.Difference
		err := l.openSource(in, root)
		if err == nil {
			d, err = l.sourceDiffers(in)
		}
		switch {
		case err != nil:
			said = append(said, root+": "+err.Error())
		case d != nil:
			said = append(said, root+": "+d.Error())
		default:
			return fmt.Errorf(
				"read source %s: there is no .tf file in it; of the folders below it %s agrees with the plan: give that one",
				dir,
				root,
			)
		}
	}
	if len(said) == 0 {
		return fmt.Errorf(
			"read source %s: there is no .tf file in it; name the folder that `terraform plan` ran in",
			dir,
		)
	}
	all := []error{
		fmt.Errorf("read source %s: there is no .tf file in it, and no folder below it agrees with the plan", dir),
	}
	for _, line := range said {
		all = append(all, errors.New("  "+line))
	}
	return errors.Join(all...)
}

// sourceDiffers compares what the plan says of its configuration, then its values.
func (l *Linker) sourceDiffers(of *read.Input) (*source.Difference, error) {
	doc := of.Doc
	if doc.Configuration != nil {
		d, err := l.sources[of].folder.Compare(doc.Configuration, doc.ToolVersion, l.sensitiveIn(of))
		if d != nil || err != nil {
			return d, err
		}
	}
	if doc.RefreshOnly {
		return nil, nil // its state may be behind its configuration
	}
	for _, in := range l.Instances {
		if in.Kept || !of.IsWithin(in.Module) {
			continue
		}
		if d := l.sources[of].valuesDiffer(in); d != nil {
			return d, nil
		}
	}
	if l.Resolver.partial || doc.IsState {
		return nil, nil
	}
	return l.keysDiffer(of), nil
}

// sensitiveIn tells attributes that any instance of a block marks sensitive.
func (l *Linker) sensitiveIn(of *read.Input) source.Secrets {
	marked := map[string]bool{}
	for _, in := range l.Instances {
		if !of.IsWithin(in.Module) {
			continue
		}
		path := read.PathOf(of.Within(in.Module))
		tree.Visit(in.Sensitive, func(attribute string, mark *fastjson.Value) {
			if tree.HasTrue(mark) {
				marked[blockKey(path, in.Block(), attribute)] = true
			}
		})
		if tree.IsTrue(in.Sensitive) {
			marked[blockKey(path, in.Block(), "")] = true
		}
	}
	return func(path []string, block, attribute string) bool {
		return marked[blockKey(path, block, attribute)] || marked[blockKey(path, block, "")]
	}
}

func blockKey(path []string, block, attribute string) string {
	return strings.Join(path, ".") + "|" + block + "|" + attribute
}
