package plan

import (
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/model"
)

// What AWS makes with a VPC, in the words for people.
const (
	mainTable    = "main route table"
	defaultACL   = "default network ACL"
	defaultGroup = "default security group"
)

// vpcDefault is an attribute of a VPC that names what AWS made with it.
type vpcDefault struct{ attribute, typ, what string }

// vpcDefaults are those of a VPC. The main table is the default one, until an association or
// somebody in another state makes another the main one.
func vpcDefaults() []vpcDefault {
	return []vpcDefault{
		{"default_security_group_id", "aws_default_security_group", defaultGroup},
		{"default_network_acl_id", "aws_default_network_acl", defaultACL},
		{"main_route_table_id", "aws_default_route_table", mainTable},
		{"default_route_table_id", "aws_default_route_table", mainTable},
	}
}

// findDefaults tells the resolver what the attributes of VPCs name: the resource that manages it,
// else what the plan does not list and assume adds.
func (c *collector) findDefaults() {
	managed, stray := c.managedDefaults()
	for _, in := range c.instances {
		if canonicalType(in.typ) != "aws_vpc" {
			continue
		}
		assumed := map[string]*instance{}
		for _, d := range vpcDefaults() {
			named := managed[in.address+"|"+d.typ]
			switch {
			case named == nil && stray[d.typ], standsApart(in, d):
				continue // which it is, or whether it is managed, is not known
			case named == nil && assumed[d.what] == nil:
				assumed[d.what] = &instance{
					address: in.address + " (" + d.what + ")",
					module:  in.module,
					typ:     d.typ,
					after:   idOf(in, d.attribute),
				}
				c.addAliases(assumed[d.what])
			}
			if named == nil {
				named = assumed[d.what]
			}
			c.resolver.defaults[in.address+"|"+d.attribute] = named
		}
	}
}

// standsApart reports whether the default route table of an existing VPC is not its main one.
func standsApart(in *instance, d vpcDefault) bool {
	main, ok := in.str("main_route_table_id").Get()
	id, known := in.str("default_route_table_id").Get()
	return d.typ == "aws_default_route_table" && ok && known && main != id
}

// idOf is the id that an attribute shows, as an object of its own.
func idOf(in *instance, attribute string) *fastjson.Value {
	var arena fastjson.Arena
	object := arena.NewObject()
	if id, ok := in.str(attribute).Get(); ok {
		object.Set("id", arena.NewString(id))
	}
	return object
}

// managedDefaults are the resources that manage what AWS made with a VPC, by VPC and type. Of the
// stray types some manage it for a VPC that is not known.
func (c *collector) managedDefaults() (managed map[string]*instance, stray map[string]bool) {
	managed, stray = map[string]*instance{}, map[string]bool{}
	for _, in := range c.instances {
		if in.data || !strings.HasPrefix(in.typ, "aws_default_") {
			continue
		}
		for _, d := range vpcDefaults() {
			if d.typ != in.typ {
				continue
			}
			if vpc, ok := c.vpcOfDefault(in, d).Get(); ok {
				managed[vpc+"|"+d.typ] = in
			} else {
				stray[d.typ] = true
			}
		}
	}
	return managed, stray
}

func (c *collector) vpcOfDefault(in *instance, d vpcDefault) model.Value[string] {
	vpc := c.ref(in, []string{"aws_vpc"}, "vpc_id")
	if !vpc.IsKnown() && d.attribute != "default_security_group_id" {
		return c.ref(in, []string{"aws_vpc"}, d.attribute)
	}
	return vpc
}
