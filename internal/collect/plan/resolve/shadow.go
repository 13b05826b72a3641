package resolve

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// findShadows marks data sources that are read during apply and may read what this plan manages: a
// balancer found by its tags is most likely the one beside it, and no second one. Nothing is judged
// of it, and what refers to it is not known.
func (l *Linker) findShadows() {
	for _, in := range l.Instances {
		if in.Data && in.Twin == nil && countsAlone(in.Type) && in.Plain("id") == "" && in.OwnARN() == "" {
			in.IsShadow = slices.ContainsFunc(
				l.Instances,
				func(other *read.Instance) bool { return l.mayRead(in, other) },
			)
		}
		if in.IsShadow {
			l.unalias(in)
		}
	}
}

// countsAlone lists the types of which each is a component, or a part of one that is judged by itself.
func countsAlone(typ string) bool {
	return slices.Contains(
		[]string{"aws_lb", "aws_lb_listener", "aws_db_instance", "aws_nat_gateway"},
		read.CanonicalType(typ),
	)
}

// mayRead reports whether a data source may read a managed resource: nothing that is known of both differs.
func (l *Linker) mayRead(in, other *read.Instance) bool {
	if other.Data || read.CanonicalType(other.Type) != read.CanonicalType(in.Type) ||
		l.Reads(in) == l.Reads(other) && l.provider(other) != l.provider(in) {
		return false
	}
	differs := false
	tree.Visit(in.After, func(name string, value *fastjson.Value) {
		same, s := other.At(strings.TrimPrefix(name, "db_instance_"))
		isScalar := value.Type() == fastjson.TypeString || value.Type() == fastjson.TypeNumber
		differs = differs || isScalar && s == read.Known && string(same.MarshalTo(nil)) != string(value.MarshalTo(nil))
	})
	return !differs
}
