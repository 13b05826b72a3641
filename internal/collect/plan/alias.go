package plan

import (
	"slices"
	"strconv"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// addAliases makes an instance known by its names; a data source leads to the object it reads.
func (l *linker) addAliases(in *instance) {
	thing := in.itself()
	l.byAlias[addressAlias+in.address] = []*instance{thing}
	for _, text := range aliases(in) {
		if !slices.Contains(l.byAlias[text], thing) {
			l.byAlias[text] = append(l.byAlias[text], thing)
		}
	}
}

func (l *linker) unalias(in *instance) {
	for _, text := range aliases(in) {
		l.byAlias[text] = slices.DeleteFunc(l.byAlias[text], func(other *instance) bool { return other == in })
	}
}

// aliases are the texts by which other resources name an instance.
func aliases(in *instance) (all []string) {
	tree.Visit(in.after, func(attribute string, value *fastjson.Value) {
		if !isAlias(attribute) || value.Type() != fastjson.TypeString ||
			tree.HasTrue(descend(in.sensitive, attribute)) {
			return
		}
		if text := string(value.GetStringBytes()); text != "" {
			all = append(all, text)
		}
	})
	family, revision := in.plain("family"), in.integer("revision").Or(0)
	if in.typ == "aws_ecs_task_definition" && family != "" && revision > 0 {
		all = append(all, family+":"+strconv.Itoa(revision))
	}
	return all
}
