package plan

import (
	"slices"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// findShadows marks data sources that are read during apply and may read what this plan manages: a
// balancer found by its tags is most likely the one beside it, and no second one. Nothing is judged
// of it, and what refers to it is not known.
func (l *linker) findShadows() {
	for _, in := range l.instances {
		if in.data && in.twin == nil && countsAlone(in.typ) && in.plain("id") == "" && in.ownARN() == "" {
			in.isShadow = slices.ContainsFunc(l.instances, func(other *instance) bool { return l.mayRead(in, other) })
		}
		if in.isShadow {
			l.unalias(in)
		}
	}
}

// countsAlone lists the types of which each is a component, or a part of one that is judged by itself.
func countsAlone(typ string) bool {
	return slices.Contains(
		[]string{"aws_lb", "aws_lb_listener", "aws_db_instance", "aws_nat_gateway"},
		canonicalType(typ),
	)
}

// mayRead reports whether a data source may read a managed resource: nothing that is known of both differs.
func (l *linker) mayRead(in, other *instance) bool {
	if other.data || canonicalType(other.typ) != canonicalType(in.typ) ||
		l.reads(in) == l.reads(other) && l.provider(other) != l.provider(in) {
		return false
	}
	differs := false
	tree.Visit(in.after, func(name string, value *fastjson.Value) {
		same, s := other.at(strings.TrimPrefix(name, "db_instance_"))
		isScalar := value.Type() == fastjson.TypeString || value.Type() == fastjson.TypeNumber
		differs = differs || isScalar && s == isKnown && string(same.MarshalTo(nil)) != string(value.MarshalTo(nil))
	})
	return !differs
}
