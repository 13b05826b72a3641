package account

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// linkInterfaces gives whatever has network interfaces and no noun of its own an Interface, one
// for each owner. It needs all collections, and the gaps in them.
func (r *region) linkInterfaces() {
	slices.SortFunc(r.wires.interfaces, func(a, b types.NetworkInterface) int {
		return cmp.Compare(aws.ToString(a.NetworkInterfaceId), aws.ToString(b.NetworkInterfaceId))
	})
	found := map[string]*model.Interface{}
	for _, n := range r.wires.others {
		join(found, n.ID, n)
	}
	reader, nouns := newOwnerReader(r), r.newNouns(r.wires.others)
	for _, i := range r.wires.interfaces {
		o := reader.of(i)
		ids := nouns.of(i, o)
		if len(ids) == 0 {
			key, n := r.newInterface(i, o, nouns.doubt(o))
			ids = []string{join(found, key, n)}
		}
		for _, address := range addresses(i) {
			r.wires.at[r.ec2("vpc", i.VpcId)+"|"+address] = ids
		}
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		r.a.Interfaces = append(r.a.Interfaces, *found[key])
	}
	r.gapsOfSharedVPCs()
}

// join adds an interface to those of the same owner, and returns the id they have together.
func join(found map[string]*model.Interface, key string, n model.Interface) string {
	same, ok := found[key]
	if !ok {
		found[key] = &n
		return n.ID
	}
	same.Subnets = model.Union(same.Subnets, n.Subnets)
	same.SecurityGroups = model.Union(same.SecurityGroups, n.SecurityGroups)
	same.PublicAddress = eitherPublic(same.PublicAddress, n.PublicAddress)
	return same.ID
}

// eitherPublic is true if one of two is, and unknown if one is and the other is not public.
func eitherPublic(a, b model.Value[bool]) model.Value[bool] {
	if a.Or(false) || !a.IsKnown() && !b.Or(false) {
		return a
	}
	return b
}

// newInterface is one network interface of an owner without a noun, and what it shares with the
// owner's others: the owner's id, or else type, VPC and groups.
func (r *region) newInterface(i types.NetworkInterface, o owner, doubt *model.Why) (string, model.Interface) {
	own := r.ec2("network-interface", i.NetworkInterfaceId)
	n := model.Interface{Placement: r.placementOf(i), OwnerType: model.Known(o.typ)}
	tags, name := ec2Tags(i.TagSet)
	id, typ := o.id, o.typ
	key := cmp.Or(o.id, o.typ+"|"+o.name)
	switch {
	case o.typ == "":
		id, key, typ = own, own, "aws_network_interface"
		n.OwnerType = model.Unknown[string](notSaid("the network interface does not say whose it is"))
	case o.id == "":
		id, key = own, key+"|"+aws.ToString(i.VpcId)+"|"+strings.Join(n.SecurityGroups.Items(), " ")
	}
	if name == nil && o.name != "" {
		name = &o.name
	}
	if name == nil && aws.ToString(i.Description) != "" {
		name = i.Description
	}
	if o.id != own {
		tags = model.Unknown[map[string]string](
			notSaid("AWS shows the tags of the network interface, not those of its owner"),
		)
	}
	n.Resource = r.resource(typ, id, name, tags)
	n.Account = model.Known(accountOf(i, r.session.id))
	n.Owner = r.ownerValue(o, doubt)
	return key, n
}

func notSaid(detail string) model.Why { return model.Why{Reason: model.NotReturned, Detail: detail} }

// ownerValue is known only where the network interface names its owner, and where the list that
// could hold the owner was read whole, with the placement of each.
func (r *region) ownerValue(o owner, doubt *model.Why) model.Value[string] {
	if o.collection != "" {
		if gap := r.a.GapFor(o.collection); gap != nil {
			return model.Unknown[string](gap.Why())
		}
	}
	if doubt != nil {
		return model.Unknown[string](*doubt)
	}
	switch {
	case o.shared:
		return model.Unknown[string](
			notSaid(
				"functions with the same subnets and groups share a network interface, and this one is named after " + o.name,
			),
		)
	case o.id != "":
		return model.Known(o.id)
	case o.name != "":
		return model.Known(o.name)
	case o.collection == "databases":
		return model.Unknown[string](
			notSaid(
				"the network interface does not say whose it is, and no database that was read has its groups in its subnet",
			),
		)
	}
	return model.Unknown[string](notSaid("the network interface does not say whose it is"))
}
