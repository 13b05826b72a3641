package resolve

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// AddAliases makes an instance known by its names; a data source leads to the object it reads.
func (l *Linker) AddAliases(in *read.Instance) {
	thing := in.Itself()
	l.ByAlias[addressAlias+in.Address] = []*read.Instance{thing}
	for _, text := range aliases(in) {
		if !slices.Contains(l.ByAlias[text], thing) {
			l.ByAlias[text] = append(l.ByAlias[text], thing)
		}
	}
}

func (l *Linker) unalias(in *read.Instance) {
	for _, text := range aliases(in) {
		l.ByAlias[text] = slices.DeleteFunc(l.ByAlias[text], func(other *read.Instance) bool { return other == in })
	}
}

// aliases are the texts by which other resources name an instance.
func aliases(in *read.Instance) (all []string) {
	tree.Visit(in.After, func(attribute string, value *fastjson.Value) {
		if !read.IsAlias(attribute) || value.Type() != fastjson.TypeString ||
			tree.HasTrue(tree.Descend(in.Sensitive, attribute)) {
			return
		}
		if text := string(value.GetStringBytes()); text != "" {
			all = append(all, text)
		}
	})
	family, revision := in.Plain("family"), in.Integer("revision").Or(0)
	if in.Type == "aws_ecs_task_definition" && family != "" && revision > 0 {
		all = append(all, family+":"+strconv.Itoa(revision))
	}
	return all
}
