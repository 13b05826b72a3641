package model

import (
	"reflect"
	"strings"
)

// Placement is where the network interfaces of a noun are, and what filters them. Every noun
// that has network interfaces embeds it; who wears a group, who sits in a subnet and who can
// be reached follow from placements alone, never from a list of kinds.
type Placement struct {
	Subnets List[string] `json:"subnets"`
	// SecurityGroups are those it wears. Where the author names none, AWS puts on the VPC's
	// default group; a whole empty list means that nothing filters, as with some network
	// load balancers.
	SecurityGroups List[string] `json:"security_groups"`
	// PublicAddress is whether any of its interfaces has, or gets, a public address.
	PublicAddress Value[bool] `json:"public_address"`
}

// Nowhere is the placement of what has no network interfaces, or none so far.
func Nowhere() Placement {
	return Placement{Subnets: Whole[string](), SecurityGroups: Whole[string](), PublicAddress: Known(false)}
}

// Place returns the placement itself, so that code can treat all placed nouns alike.
func (p *Placement) Place() *Placement { return p }

// Placed is a noun that has network interfaces.
type Placed interface {
	Noun
	Place() *Placement
}

// Interface is whatever has network interfaces and no noun of its own: an EC2 instance, a
// Lambda function in a VPC, a mount target. In a plan it is a resource that refers to a
// subnet or a security group, in an account what ec2:DescribeNetworkInterfaces shows.
type Interface struct {
	Resource
	Placement
	// Owner is who the interfaces belong to: the resource's own id in a plan, the id or ARN
	// that AWS tells in an account. It is unknown where an interface does not say.
	Owner Value[string] `json:"owner"`
	// OwnerType is the owner's Terraform type, such as aws_instance.
	OwnerType Value[string] `json:"owner_type"`
}

// EachPlaced calls visit for every noun that has network interfaces, in the order of Each.
func (a *Architecture) EachPlaced(visit func(collection string, noun Placed)) {
	a.Each(func(collection string, noun Noun) {
		if placed, ok := noun.(Placed); ok {
			visit(collection, placed)
		}
	})
}

// HoldsPlaced reports whether the nouns of a collection, by its JSON name, are Placed.
func HoldsPlaced(collection string) bool {
	placed, architecture := reflect.TypeFor[Placed](), reflect.TypeFor[Architecture]()
	for i := range architecture.NumField() {
		f := architecture.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name == collection && f.Type.Kind() == reflect.Slice {
			return reflect.PointerTo(f.Type.Elem()).Implements(placed)
		}
	}
	return false
}
