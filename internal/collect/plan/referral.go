package plan

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// referral is what the values of a resource say about where its network interfaces are.
type referral struct {
	subnets, groups model.List[string]
	// carriers are the launch templates, subnet groups and interfaces it goes by.
	carriers []*instance
	// public holds the attributes that ask for a public address.
	public []model.Value[bool]
	open   bool
}

func (r *referral) refers() bool {
	return r.open || len(r.subnets.Items()) > 0 || len(r.groups.Items()) > 0
}

// referralOf walks all values of an instance, known and unknown.
func (c *collector) referralOf(in *instance, seen map[*instance]bool) *referral {
	r := &referral{subnets: model.Whole[string](), groups: model.Whole[string]()}
	if seen[in] {
		return r
	}
	seen[in] = true
	for _, values := range []*fastjson.Value{in.after, in.unknown} {
		tree.Visit(values, func(name string, value *fastjson.Value) {
			if !holdsText(name) {
				c.walk(in, values == in.unknown, name, value, r)
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
func (c *collector) walk(in *instance, unknown bool, path string, v *fastjson.Value, r *referral) {
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
			r.public = append(r.public, in.boolean(path)) // a launch template has it as text
		} else if !unknown {
			c.knownLeaf(in, path, string(v.GetStringBytes()), r)
		}
	case fastjson.TypeTrue, fastjson.TypeFalse:
		switch {
		case asksForAddress(path):
			if v := in.boolean(path); v.IsKnown() || in.expression(path).kind != unset {
				r.public = append(r.public, v)
			}
		case unknown && v.Type() == fastjson.TypeTrue:
			c.unknownLeaf(in, path, r)
		}
	}
}

func (c *collector) knownLeaf(in *instance, path, text string, r *referral) {
	if isPeer(path) {
		return
	}
	found := false
	for _, word := range append(idsIn(text), text) {
		switch {
		case c.means(word, subnetTypes()) || isID(word, subnetPrefix):
			r.subnets, found = addRef(r.subnets, c.refKnown(in, subnetTypes(), path, word)), true
		case c.means(word, securityGroupTypes()) || isID(word, groupPrefix):
			r.groups, found = addRef(r.groups, c.refKnown(in, securityGroupTypes(), path, word)), true
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
		return word == text || !isID(word, subnetPrefix) && !isID(word, groupPrefix)
	})
}

// carrierLeaf follows the name or id of a carrier. Where a subnet group lies that the plan does
// not hold is not known.
func (c *collector) carrierLeaf(in *instance, path, text string, r *referral) {
	found := false
	for _, carrier := range c.byAlias[text] {
		if isCarrier(carrier.typ) && carrier != in && (isID(text, "lt-") || isID(text, "eni-") || namesCarrier(path)) {
			r.carry(carrier)
			found = true
		}
	}
	if !found && text != "" && strings.Contains(path, "subnet_group") && !isTemplate(in.typ) {
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
		c.named(text, types),
		func(n *instance) bool { return shows(n, "id", text) || shows(n, "arn", text) },
	)
}

func shows(in *instance, attribute, text string) bool {
	v, ok := in.str(attribute).Get()
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
func (c *collector) unknownLeaf(in *instance, path string, r *referral) {
	e := in.expression(path)
	if isPeer(path) || e.kind != references && e.kind != invisible {
		return
	}
	if all, ok := c.evaluated(in, path); ok {
		for _, t := range all {
			r.note(t)
		}
		return
	}
	o := c.resolver.resolve(e, c.resolver.scopeOf(in))
	has := func(types []string) bool {
		return slices.ContainsFunc(o.found, func(t target) bool { return ofType(t.instance, types) })
	}
	if has(subnetTypes()) {
		r.subnets = model.Union(r.subnets, c.referred(in, subnetTypes(), path))
	}
	if has(securityGroupTypes()) {
		r.groups = model.Union(r.groups, c.referred(in, securityGroupTypes(), path))
	}
	for _, t := range o.found {
		if isCarrier(t.typ) && t.instance != in {
			r.carry(t.instance)
		}
	}
	c.unresolvedLeaf(path, o, e, r)
}

// referred reads one reference or a list of them. A plan does not tell which an unknown value
// will be, so the name of the attribute has to.
func (c *collector) referred(in *instance, types []string, path string) model.List[string] {
	if strings.HasSuffix(path, "_id") || strings.HasSuffix(path, "_arn") {
		return addRef(model.Whole[string](), c.ref(in, types, path))
	}
	return c.refs(in, types, path)
}

// unresolvedLeaf: what the plan does not tell may be a subnet or a group where the attribute's
// name says so.
func (c *collector) unresolvedLeaf(path string, o outcome, e expression, r *referral) {
	if len(o.open) == 0 || len(o.found) > 0 {
		return
	}
	why := model.Why{Reason: model.UnresolvedReference, Detail: e.mentions()}
	switch {
	case strings.Contains(path, "subnet"), strings.Contains(path, "vpc_zone_identifier"):
		r.subnets, r.open = r.subnets.Broken(why), true
	case strings.Contains(path, "security_group"):
		r.groups, r.open = r.groups.Broken(why), true
	}
}

// evaluated are the instances that a value comes from, as the source tells.
func (c *collector) evaluated(in *instance, path string) ([]*instance, bool) {
	value, ok := c.evaluate(in, path)
	if !ok {
		return nil, false
	}
	return c.originsWhere(value, func(n *instance) bool {
		return isCarrier(n.typ) || ofType(n, subnetTypes()) || ofType(n, securityGroupTypes())
	})
}

func (r *referral) note(in *instance) {
	switch {
	case isCarrier(in.typ):
		r.carry(in)
	case canonicalType(in.typ) == "aws_subnet":
		r.subnets = addRef(r.subnets, model.Known(in.address))
	default:
		r.groups = addRef(r.groups, model.Known(in.address))
	}
}

func (r *referral) carry(carrier *instance) {
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
func (c *collector) publicAddress(in *instance, r *referral) model.Value[bool] {
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
		!strings.HasPrefix(in.typ, "aws_instance") && in.typ != "aws_autoscaling_group" &&
			in.typ != "aws_spot_instance_request" {
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
func (c *collector) hasElasticIP(in *instance) bool {
	given, ok := c.withAddress[in.typ]
	if !ok {
		given = map[string]bool{}
		for _, eip := range slices.Concat(c.byType["aws_eip"], c.byType["aws_eip_association"]) {
			for _, attribute := range []string{"instance", "instance_id", "network_interface", "network_interface_id"} {
				given[c.ref(eip, []string{in.typ}, attribute, "").Or("")] = true
			}
		}
		c.withAddress[in.typ] = given
	}
	return given[in.address]
}
