package noun

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// referral is what the values of a resource say about where its network interfaces are.
type referral struct {
	subnets, groups model.List[string]
	// carriers are the launch templates, subnet groups and interfaces it goes by.
	carriers []*read.Instance
	// public holds the attributes that ask for a public address.
	public []model.Value[bool]
	open   bool
}

func (r *referral) refers() bool {
	return r.open || len(r.subnets.Items()) > 0 || len(r.groups.Items()) > 0
}

// referralOf walks all values of an instance, known and unknown.
func (c *collector) referralOf(in *read.Instance, seen map[*read.Instance]bool) *referral {
	r := &referral{subnets: model.Whole[string](), groups: model.Whole[string]()}
	if seen[in] {
		return r
	}
	seen[in] = true
	for _, values := range []*fastjson.Value{in.After, in.Unknown} {
		tree.Visit(values, func(name string, value *fastjson.Value) {
			if !holdsText(name) {
				c.walk(in, values == in.Unknown, name, value, r)
			}
		})
	}
	c.fit(in, r)
	for _, carrier := range slices.Clone(r.carriers) {
		r.add(c.referralOf(carrier, seen))
	}
	return r
}

// holdsText recognizes attributes whose text may name a subnet without putting anything into it.
func holdsText(attribute string) bool {
	return slices.Contains(
		[]string{
			"tags",
			"tags_all",
			"environment",
			"user_data",
			"user_data_base64",
			"user_data_replace_on_change",
			"policy",
			"event_pattern",
			"triggers",
			"description",
			"depends_on",
			"container_definitions",
			"tag_specifications",
		},
		attribute,
	)
}

// isPeer recognizes attributes that name a group as the far end, not as one that is worn.
func isPeer(path string) bool {
	return strings.Contains(path, "source_security_group") || strings.Contains(path, "referenced_security_group")
}

// walk goes down to the leaves of one tree: texts where it holds values, marks where it holds
// what is not known.
func (c *collector) walk(in *read.Instance, unknown bool, path string, v *fastjson.Value, r *referral) {
	switch v.Type() {
	case fastjson.TypeObject:
		tree.Visit(v, func(name string, member *fastjson.Value) { c.walk(in, unknown, path+"."+name, member, r) })
	case fastjson.TypeArray:
		items := v.GetArray()
		if unknown && slices.ContainsFunc(items, tree.IsTrue) {
			c.unknownLeaf(in, path, r)
			return
		}
		for i, item := range items {
			c.walk(in, unknown, path+"."+strconv.Itoa(i), item, r)
		}
	case fastjson.TypeString:
		if asksForAddress(path) {
			r.public = append(r.public, in.Boolean(path)) // a launch template has it as text
		} else if !unknown {
			c.knownLeaf(in, path, string(v.GetStringBytes()), r)
		}
	case fastjson.TypeTrue, fastjson.TypeFalse:
		switch {
		case asksForAddress(path):
			if v := in.Boolean(path); v.IsKnown() || in.Expression(path).Kind != read.Unset {
				r.public = append(r.public, v)
			}
		case unknown && v.Type() == fastjson.TypeTrue:
			c.unknownLeaf(in, path, r)
		}
	}
}

func (c *collector) knownLeaf(in *read.Instance, path, text string, r *referral) {
	if isPeer(path) {
		return
	}
	found := false
	for _, word := range append(idsIn(text), text) {
		switch {
		case c.means(word, subnetTypes()) || resolve.IsID(word, subnetPrefix):
			r.subnets, found = addRef(r.subnets, c.RefKnown(in, subnetTypes(), path, word)), true
		case c.means(word, securityGroupTypes()) || resolve.IsID(word, groupPrefix):
			r.groups, found = addRef(r.groups, c.RefKnown(in, securityGroupTypes(), path, word)), true
		}
	}
	if !found {
		c.carrierLeaf(in, path, text, r)
	}
}

// What ids of subnets and security groups begin with.
const subnetPrefix, groupPrefix = "subnet-", "sg-"

// idsIn are the ids of subnets and groups within a longer text: a list with commas, an ARN, JSON.
func idsIn(text string) (ids []string) {
	if !strings.Contains(text, subnetPrefix) && !strings.Contains(text, groupPrefix) {
		return nil
	}
	words := strings.FieldsFunc(text, func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return slices.DeleteFunc(words, func(word string) bool {
		return word == text || !resolve.IsID(word, subnetPrefix) && !resolve.IsID(word, groupPrefix)
	})
}

// carrierLeaf follows the name or id of a carrier. Where a subnet group lies that the plan does
// not hold is not known.
func (c *collector) carrierLeaf(in *read.Instance, path, text string, r *referral) {
	found := false
	for _, carrier := range c.ByAlias[text] {
		if isCarrier(carrier.Type) && carrier != in &&
			(resolve.IsID(text, "lt-") || resolve.IsID(text, "eni-") || namesCarrier(path)) {
			r.carry(carrier)
			found = true
		}
	}
	if !found && text != "" && strings.Contains(path, "subnet_group") && !isTemplate(in.Type) {
		r.subnets = r.subnets.Broken(
			model.Why{Reason: model.NotInSource, Detail: "the subnet group " + text + " is not part of the plan"},
		)
		r.open = true
	}
}

// namesCarrier recognizes attributes that name a subnet group or launch template by its name.
func namesCarrier(path string) bool {
	return strings.Contains(path, "subnet_group") || strings.Contains(path, "launch_")
}

// means reports whether a text is the id or ARN of an instance of the types.
func (c *collector) means(text string, types []string) bool {
	return slices.ContainsFunc(
		c.Named(text, types),
		func(n *read.Instance) bool { return shows(n, "id", text) || shows(n, "arn", text) },
	)
}

func shows(in *read.Instance, attribute, text string) bool {
	v, ok := in.Text(attribute).Get()
	return ok && v == text
}

func addRef(list model.List[string], ref model.Value[string]) model.List[string] {
	id, ok := ref.Get()
	switch {
	case !ok:
		return list.Broken(ref.Why())
	case slices.Contains(list.Items(), id):
		return list
	}
	return list.With(id)
}

// unknownLeaf follows what the author wrote where apply has yet to fill the value.
func (c *collector) unknownLeaf(in *read.Instance, path string, r *referral) {
	e := in.Expression(path)
	if isPeer(path) || e.Kind != read.References && e.Kind != read.Invisible {
		return
	}
	if all, ok := c.evaluated(in, path); ok {
		for _, t := range all {
			r.note(t)
		}
		return
	}
	o := c.Resolver.Resolve(e, c.Resolver.ScopeOf(in))
	has := func(types []string) bool {
		return slices.ContainsFunc(o.Found, func(t resolve.Target) bool { return resolve.OfType(t.Instance, types) })
	}
	if has(subnetTypes()) {
		r.subnets = model.Union(r.subnets, c.referred(in, subnetTypes(), path))
	}
	if has(securityGroupTypes()) {
		r.groups = model.Union(r.groups, c.referred(in, securityGroupTypes(), path))
	}
	for _, t := range o.Found {
		if isCarrier(t.Type) && t.Instance != in {
			r.carry(t.Instance)
		}
	}
	c.unresolvedLeaf(path, o, e, r)
}

// referred reads one reference or a list of them. A plan does not tell which an unknown value
// will be, so the name of the attribute has to.
func (c *collector) referred(in *read.Instance, types []string, path string) model.List[string] {
	if strings.HasSuffix(path, "_id") || strings.HasSuffix(path, "_arn") {
		return addRef(model.Whole[string](), c.Ref(in, types, path))
	}
	return c.Refs(in, types, path)
}

// unresolvedLeaf: what the plan does not tell may be a subnet or a group where the attribute's
// name says so.
func (c *collector) unresolvedLeaf(path string, o resolve.Outcome, e read.Expression, r *referral) {
	if len(o.Open) == 0 || len(o.Found) > 0 {
		return
	}
	why := model.Why{Reason: model.UnresolvedReference, Detail: e.Mentions()}
	switch {
	case strings.Contains(path, "subnet"), strings.Contains(path, "vpc_zone_identifier"):
		r.subnets, r.open = r.subnets.Broken(why), true
	case strings.Contains(path, "security_group"):
		r.groups, r.open = r.groups.Broken(why), true
	}
}

// evaluated are the instances that a value comes from, as the source tells.
func (c *collector) evaluated(in *read.Instance, path string) ([]*read.Instance, bool) {
	value, ok := c.Evaluate(in, path)
	if !ok {
		return nil, false
	}
	return c.OriginsWhere(value, func(n *read.Instance) bool {
		return isCarrier(n.Type) || resolve.OfType(n, subnetTypes()) || resolve.OfType(n, securityGroupTypes())
	})
}

func (r *referral) note(in *read.Instance) {
	switch {
	case isCarrier(in.Type):
		r.carry(in)
	case read.CanonicalType(in.Type) == "aws_subnet":
		r.subnets = addRef(r.subnets, model.Known(in.Address))
	default:
		r.groups = addRef(r.groups, model.Known(in.Address))
	}
}

func (r *referral) carry(carrier *read.Instance) {
	if !slices.Contains(r.carriers, carrier) {
		r.carriers = append(r.carriers, carrier)
	}
}

func (r *referral) add(other *referral) {
	r.subnets, r.groups = model.Union(r.subnets, other.subnets), model.Union(r.groups, other.groups)
	r.public, r.open = append(r.public, other.public...), r.open || other.open
	for _, carrier := range other.carriers {
		r.carry(carrier)
	}
}

// asksForAddress recognizes the attributes that decide on a public address.
func asksForAddress(path string) bool {
	last := path[strings.LastIndex(path, ".")+1:]
	return slices.Contains([]string{"associate_public_ip_address", "assign_public_ip", "publicly_accessible"}, last)
}

// publicAddress is what the attributes say; where none does, instances do as their subnets
// say, and what AWS places by itself has none. An Elastic IP address is one.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
func (c *collector) publicAddress(in *read.Instance, r *referral) model.Value[bool] {
	if c.hasElasticIP(in) || slices.ContainsFunc(r.carriers, c.hasElasticIP) {
		return model.Known(true)
	}
	for _, v := range r.public {
		if v.Or(true) {
			return v
		}
	}
	result := model.Known(false)
	if len(r.public) > 0 ||
		!strings.HasPrefix(in.Type, "aws_instance") && in.Type != "aws_autoscaling_group" &&
			in.Type != "aws_spot_instance_request" {
		return result
	}
	for _, id := range r.subnets.Items() {
		s := c.subnets.byID[id]
		switch {
		case s == nil:
			result = model.Unknown[bool](
				model.Why{
					Reason: model.NotInSource,
					Detail: "whether the subnet " + id + " gives public addresses was not read",
				},
			)
		case !s.MapPublicIPOnLaunch.IsKnown():
			result = model.Unknown[bool](s.MapPublicIPOnLaunch.Why())
		case s.MapPublicIPOnLaunch.Or(false):
			return model.Known(true)
		}
	}
	if !r.subnets.IsWhole() {
		return model.Unknown[bool](r.subnets.Why())
	}
	return result
}

// hasElasticIP reports whether an aws_eip or its association refers to the instance. Whom they
// refer to is found once for all instances of a type.
func (c *collector) hasElasticIP(in *read.Instance) bool {
	given, ok := c.withAddress[in.Type]
	if !ok {
		given = map[string]bool{}
		for _, eip := range slices.Concat(c.ByType["aws_eip"], c.ByType["aws_eip_association"]) {
			for _, attribute := range []string{"instance", "instance_id", "network_interface", "network_interface_id"} {
				given[c.Ref(eip, []string{in.Type}, attribute, "").Or("")] = true
			}
		}
		c.withAddress[in.Type] = given
	}
	return given[in.Address]
}
