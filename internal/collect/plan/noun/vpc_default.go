package noun

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
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
	for _, in := range c.Instances {
		if read.CanonicalType(in.Type) != "aws_vpc" {
			continue
		}
		assumed := map[string]*read.Instance{}
		for _, d := range vpcDefaults() {
			named := managed[in.Address+"|"+d.typ]
			switch {
			case named == nil && stray[d.typ], standsApart(in, d):
				continue // which it is, or whether it is managed, is not known
			case named == nil && assumed[d.what] == nil:
				assumed[d.what] = &read.Instance{
					Address: in.Address + " (" + d.what + ")",
					Module:  in.Module,
					Type:    d.typ,
					After:   idOf(in, d.attribute),
				}
				c.AddAliases(assumed[d.what])
			}
			if named == nil {
				named = assumed[d.what]
			}
			c.Resolver.Defaults[in.Address+"|"+d.attribute] = named
		}
	}
}

// standsApart reports whether the default route table of an existing VPC is not its main one.
func standsApart(in *read.Instance, d vpcDefault) bool {
	main, ok := in.Text("main_route_table_id").Get()
	id, known := in.Text("default_route_table_id").Get()
	return d.typ == "aws_default_route_table" && ok && known && main != id
}

// idOf is the id that an attribute shows, as an object of its own.
func idOf(in *read.Instance, attribute string) *fastjson.Value {
	var arena fastjson.Arena
	object := arena.NewObject()
	if id, ok := in.Text(attribute).Get(); ok {
		object.Set("id", arena.NewString(id))
	}
	return object
}

// managedDefaults are the resources that manage what AWS made with a VPC, by VPC and type. Of the
// stray types some manage it for a VPC that is not known.
func (c *collector) managedDefaults() (managed map[string]*read.Instance, stray map[string]bool) {
	managed, stray = map[string]*read.Instance{}, map[string]bool{}
	for _, in := range c.Instances {
		if in.Data || !strings.HasPrefix(in.Type, "aws_default_") {
			continue
		}
		for _, d := range vpcDefaults() {
			if d.typ != in.Type {
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

func (c *collector) vpcOfDefault(in *read.Instance, d vpcDefault) model.Value[string] {
	vpc := c.Ref(in, []string{"aws_vpc"}, "vpc_id")
	if !vpc.IsKnown() && d.attribute != "default_security_group_id" {
		return c.Ref(in, []string{"aws_vpc"}, d.attribute)
	}
	return vpc
}
