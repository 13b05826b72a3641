package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// isAskedFor reports whether a thing can be one that the document has: of a kind that it has, and of
// the type that it asks for. One whose type is not known may be.
func (f *finder) isAskedFor(noun model.Placed) bool {
	kind := f.KindOf(noun.Base().ID)
	asked := f.doc.OfKind(kind)
	if kind == "" || len(asked) == 0 && !f.isClassic(kind) {
		return false
	}
	if lb, ok := noun.(*model.LoadBalancer); ok && len(asked) == 0 {
		return lb.LoadBalancerType.Or("application") == "application"
	}
	return len(asked) == 0 || slices.ContainsFunc(asked, func(c *document.Component) bool { return mayBe(noun, c) })
}

// mayBe reports whether a thing is of the type that a component asks for: what is of another type is
// not that component with a fault, but something else.
func mayBe(noun model.Noun, c *document.Component) bool {
	requirement, typ := TypeOf(noun)
	return requirement == "" || isOf(c.Asked[requirement], typ)
}

// TypeOf is the requirement that says what a thing of its kind is, with what it is; empty where the kind says it all.
func TypeOf(noun model.Noun) (requirement string, typ model.Value[string]) {
	switch n := noun.(type) {
	case *model.LoadBalancer:
		return "type", n.LoadBalancerType
	case *model.VPCEndpoint:
		return "service", model.Map(n.ServiceName, serviceOf)
	case *model.Interface:
		return "type", n.OwnerType
	}
	return "", typ
}

func isOf(asked document.Asked, typ model.Value[string]) bool {
	text, known := typ.Get()
	return !asked.IsAsked() || !known || slices.Contains(asked.Values, any(text))
}

// serviceOf is what people call the service of an endpoint: sqs of com.amazonaws.us-east-1.sqs. Another
// one's service keeps its whole name.
func serviceOf(name string) string {
	if parts := strings.SplitN(name, ".", 4); len(parts) == 4 && isAWSService(name) {
		return parts[3]
	}
	return name
}
