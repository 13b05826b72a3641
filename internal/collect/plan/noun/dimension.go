package noun

import (
	"maps"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// dimensionBlocks reads dimensions that stand as blocks of name and value.
func (c *collector) dimensionBlocks(in *read.Instance, path string) model.List[model.Dimension] {
	list := model.Whole[model.Dimension]()
	n, s := in.Count(path)
	if s.IsOpen() {
		return list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.Expression(path).Mentions()})
	}
	for i := range n {
		at := path + "." + strconv.Itoa(i) + "."
		d := c.dimension(in, in.Text(at+"name").Or(""), at+"value")
		d.Name = in.Text(at + "name")
		list = list.With(d)
	}
	return list
}

// dimensions reads those that stand in a map.
func (c *collector) dimensions(in *read.Instance, path string) model.List[model.Dimension] {
	list := model.Whole[model.Dimension]()
	value, s := in.At(path)
	names := map[string]bool{}
	switch {
	case s == read.Unknown:
		if written, ok := c.Evaluate(in, path); ok {
			if members, isObject := written.Members(); isObject {
				return c.writtenDimensions(members)
			}
		}
		if in.Expression(path).Kind != read.Unset {
			list = list.Broken(model.Why{Reason: model.KnownAfterApply})
		}
	case s.IsHidden(), s == read.Known && value.Type() != fastjson.TypeObject:
		return list.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	tree.Visit(value, func(name string, _ *fastjson.Value) { names[name] = true })
	tree.Visit(
		in.UnknownBelow(path),
		func(name string, mark *fastjson.Value) { names[name] = names[name] || tree.IsTrue(mark) },
	)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if names[name] {
			list = list.With(c.dimension(in, name, path+"."+name))
		}
	}
	return list
}

func (c *collector) writtenDimensions(members map[string]source.Value) model.List[model.Dimension] {
	list := model.Whole[model.Dimension]()
	for _, name := range slices.Sorted(maps.Keys(members)) {
		list = list.With(c.dimensionOf(name, members[name]))
	}
	return list
}

// dimension reads one of a name whose value stands at a path.
func (c *collector) dimension(in *read.Instance, name, path string) model.Dimension {
	d := unknownDimension(name)
	if _, s := in.At(path); s != read.Unknown { // what is sensitive the source does not tell either
		d.Value = in.Text(path)
		return d
	}
	if value, ok := c.Evaluate(in, path); ok {
		return c.dimensionOf(name, value)
	}
	e := in.Expression(path)
	if h := c.ByDimension[name]; h != nil && e.Kind == read.References {
		d.Resource = h.HolderAmong(c.Resolver.Resolve(e, c.Resolver.ScopeOf(in)), e)
	}
	d.Resource = model.Map(d.Resource, c.partName)
	return d
}

func unknownDimension(name string) model.Dimension {
	why := model.Why{Reason: model.KnownAfterApply}
	return model.Dimension{
		Name:     model.Known(name),
		Value:    model.Unknown[string](why),
		Resource: model.Unknown[string](why),
	}
}

// dimensionOf reads one of a name from what the source writes.
func (c *collector) dimensionOf(name string, value source.Value) model.Dimension {
	d := unknownDimension(name)
	for written, ok := value, true; ok; written, ok = written.Written() {
		if text, known := resolve.KnownText(written); known {
			d.Value = model.Known(text)
			return d
		}
	}
	h := c.ByDimension[name]
	if h == nil {
		return d
	}
	switch watched, another := c.Holder(value, h); {
	case watched != nil:
		d.Resource = model.Known(c.partName(watched.Address))
	case another != "":
		d.Resource = model.Known(another)
	default:
		if text, known := value.Text(c.nameOfGroup); known {
			d.Value = model.Known(text)
		}
	}
	return d
}

// nameOfGroup is the name of a replication group, of which those of its nodes are made, where the plan has it.
func (c *collector) nameOfGroup(part source.Value) (name string, known bool) {
	origins, exactly := part.OneOf()
	if !exactly || len(origins) != 1 {
		return "", false
	}
	in, h := c.ByAddress[origins[0].Address], c.ByDimension["ReplicationGroupId"]
	if in == nil || !resolve.OfType(in, h.Types()) || !h.Takes(in, origins[0].Attribute).Or(false) {
		return "", false
	}
	return in.Text("replication_group_id").Get()
}

// partName is what a dimension that refers to an instance means: of an instance of a database cluster, which is no
// noun of its own, the name that the cluster has it by.
func (c *collector) partName(address string) string {
	if in := c.ByAddress[address]; in != nil && in.Type == "aws_rds_cluster_instance" {
		return memberName(in)
	}
	return address
}

// memberName is by what the cluster knows an instance of its own: its identifier, its address before there is one.
func memberName(in *read.Instance) string { return in.Text("identifier").Or(in.Address) }
