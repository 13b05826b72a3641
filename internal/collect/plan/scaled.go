package plan

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// namedService finds what the resource id of a scaling target or policy names: by the id where it is known, by the target
// that is referred to, else by what it is made of. Those that refer to each other name nothing.
func (c *collector) namedService(in *instance, resourceID model.Value[string]) model.Value[string] {
	if named, asked := c.scaledBy[in]; asked {
		return named
	}
	c.scaledBy[in] = model.Unknown[string](
		model.Why{Reason: model.UnresolvedReference, Detail: in.address + " takes its resource id of itself"},
	)
	c.scaledBy[in] = c.findService(in, resourceID)
	return c.scaledBy[in]
}

func (c *collector) findService(in *instance, resourceID model.Value[string]) model.Value[string] {
	if _, s := in.at("resource_id"); !resourceID.IsKnown() && s != isUnknown {
		return model.Unknown[string](resourceID.Why()) // what is sensitive nothing else tells
	}
	e := in.expression("resource_id")
	var o outcome
	if e.kind == references {
		o = c.resolver.resolve(e, c.resolver.scopeOf(in))
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
	if made, ok := c.evaluate(in, "resource_id"); ok {
		if named, sure := c.writtenService(in, made); sure {
			return named
		}
	}
	if e.kind == references {
		return referred
	}
	return model.Unknown[string](resourceID.Why())
}

// throughTarget is what the targets are for to which a resource id refers. One with another id is none of them: what
// stands beside it was chosen.
func (c *collector) throughTarget(in *instance, id model.Value[string], o outcome) (of model.Value[string], ok bool) {
	why := model.Why{Reason: model.UnresolvedReference, Detail: in.address + " refers to several scaling targets"}
	targets := 0
	for _, t := range o.found {
		own := t.str("resource_id")
		if t.typ != "aws_appautoscaling_target" || t.instance == in || !model.Equal(id, own).Or(true) {
			continue
		}
		of, targets = c.namedService(t.instance, own), targets+1
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
func (c *collector) referredService(in *instance, o outcome, e expression) model.Value[string] {
	clusters := clusterHandle()
	for _, t := range o.found {
		if !ofType(t.instance, clusters.types()) || len(t.attributes) == 0 {
			continue
		}
		if cluster := clusters.holderAmong(outcome{found: []target{t}}, e); !cluster.IsKnown() {
			return cluster
		}
	}
	return c.scaledHandle(in.str("scalable_dimension")).holderAmong(o, e)
}

// writtenService reads the resource id as the source makes it: "service/cluster/name", or the name of something else
// behind its last mark. Sure is false for what the source does not tell.
func (c *collector) writtenService(in *instance, made source.Value) (named model.Value[string], sure bool) {
	text, ok := made.Text(c.standsFor)
	if !ok {
		return named, false
	}
	parts := strings.Split(strings.Replace(text, "cluster:", "cluster/", 1), "/")
	switch isService := parts[0] == "service"; {
	case isService && len(parts) != 3, len(parts) > 2 && !isService:
		return model.Known(c.saidPlainly(text)), true
	case !isService:
		return c.heldIn(parts[len(parts)-1], c.scaledHandle(in.str("scalable_dimension")))
	}
	service, sure := c.heldIn(parts[2], serviceHandle())
	cluster, told := c.heldIn(parts[1], clusterHandle())
	thing := c.byAddress[service.Or("")]
	if !sure || thing == nil || !told {
		return service, sure
	}
	of := c.ref(thing, clusterHandle().types(), "cluster", "default")
	if id, known := of.Get(); known && id != cluster.Or(id) {
		return model.Known(c.saidPlainly(text)), true
	}
	return service, true
}

// heldIn is what a part of a text names that is one placeholder: an address, or the attribute that it is instead.
func (c *collector) heldIn(part string, h handle) (named model.Value[string], sure bool) {
	before, stands, after, ok := c.placeholder(part)
	if !ok || before+after != "" || stands == nil {
		return named, false
	}
	switch in, another := c.holder(stands.value, h); {
	case in != nil:
		return model.Known(in.address), true
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
