package noun

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// namedService finds what the resource id of a scaling target or policy names: by the id where it is known, by the target
// that is referred to, else by what it is made of. Those that refer to each other name nothing.
func (c *collector) namedService(in *read.Instance, resourceID model.Value[string]) model.Value[string] {
	if named, asked := c.scaledBy[in]; asked {
		return named
	}
	c.scaledBy[in] = model.Unknown[string](
		model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " takes its resource id of itself"},
	)
	c.scaledBy[in] = c.findService(in, resourceID)
	return c.scaledBy[in]
}

func (c *collector) findService(in *read.Instance, resourceID model.Value[string]) model.Value[string] {
	if _, s := in.At("resource_id"); !resourceID.IsKnown() && s != read.Unknown {
		return model.Unknown[string](resourceID.Why()) // what is sensitive nothing else tells
	}
	e := in.Expression("resource_id")
	var o resolve.Outcome
	if e.Kind == read.References {
		o = c.Resolver.Resolve(e, c.Resolver.ScopeOf(in))
	}
	if service, ok := c.throughTarget(in, resourceID, o); ok {
		return service
	}
	referred := c.referredService(in, o, e)
	if id, known := resourceID.Get(); known {
		named := c.serviceByResourceID(in, id)
		if slices.Contains(named.Why().Candidates, referred.Or("")) {
			return referred // of two of one name
		}
		return named
	}
	if made, ok := c.Evaluate(in, "resource_id"); ok {
		if named, sure := c.writtenService(in, made); sure {
			return named
		}
	}
	if e.Kind == read.References {
		return referred
	}
	return model.Unknown[string](resourceID.Why())
}

// throughTarget is what the targets are for to which a resource id refers. One with another id is none of them: what
// stands beside it was chosen.
func (c *collector) throughTarget(
	in *read.Instance,
	id model.Value[string],
	o resolve.Outcome,
) (of model.Value[string], ok bool) {
	why := model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " refers to several scaling targets"}
	targets := 0
	for _, t := range o.Found {
		own := t.Text("resource_id")
		if t.Type != "aws_appautoscaling_target" || t.Instance == in || !model.Equal(id, own).Or(true) {
			continue
		}
		of, targets = c.namedService(t.Instance, own), targets+1
		why.Candidates = append(why.Candidates, of.Why().Candidates...)
		if service, known := of.Get(); known {
			why.Candidates = append(why.Candidates, service)
		}
	}
	if targets > 1 {
		slices.Sort(why.Candidates)
		why.Candidates = slices.Compact(why.Candidates)
		of = model.Unknown[string](why)
	}
	return of, targets > 0
}

// referredService is the one thing of which references take the name, and of its cluster too.
func (c *collector) referredService(in *read.Instance, o resolve.Outcome, e read.Expression) model.Value[string] {
	clusters := resolve.ClusterHandle()
	for _, t := range o.Found {
		if !resolve.OfType(t.Instance, clusters.Types()) || len(t.Attributes) == 0 {
			continue
		}
		if cluster := clusters.HolderAmong(resolve.Outcome{Found: []resolve.Target{t}}, e); !cluster.IsKnown() {
			return cluster
		}
	}
	return c.ScaledHandle(in.Text("scalable_dimension")).HolderAmong(o, e)
}

// writtenService reads the resource id as the source makes it: "service/cluster/name", or the name of something else
// behind its last mark. Sure is false for what the source does not tell.
func (c *collector) writtenService(in *read.Instance, made source.Value) (named model.Value[string], sure bool) {
	text, ok := made.Text(c.StandsFor)
	if !ok {
		return named, false
	}
	parts := strings.Split(strings.Replace(text, "cluster:", "cluster/", 1), "/")
	switch isService := parts[0] == "service"; {
	case isService && len(parts) != 3, len(parts) > 2 && !isService:
		return model.Known(c.saidPlainly(text)), true
	case !isService:
		return c.heldIn(parts[len(parts)-1], c.ScaledHandle(in.Text("scalable_dimension")))
	}
	service, sure := c.heldIn(parts[2], resolve.ServiceHandle())
	cluster, told := c.heldIn(parts[1], resolve.ClusterHandle())
	thing := c.ByAddress[service.Or("")]
	if !sure || thing == nil || !told {
		return service, sure
	}
	of := c.Ref(thing, resolve.ClusterHandle().Types(), "cluster", "default")
	if id, known := of.Get(); known && id != cluster.Or(id) {
		return model.Known(c.saidPlainly(text)), true
	}
	return service, true
}

// heldIn is what a part of a text names that is one placeholder: an address, or the attribute that it is instead.
func (c *collector) heldIn(part string, h resolve.Handle) (named model.Value[string], sure bool) {
	before, stands, after, ok := c.Placeholder(part)
	if !ok || before+after != "" || stands == nil {
		return named, false
	}
	switch in, another := c.Holder(stands.Value, h); {
	case in != nil:
		return model.Known(in.Address), true
	case another != "":
		return model.Known(another), true
	}
	return named, false
}

// saidPlainly is a text without its placeholders.
func (c *collector) saidPlainly(text string) string {
	plain, _ := c.harmless(text)
	return plain
}
