package account

import (
	"context"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// onlyNow is what no scan can show.
const onlyNow = "An account shows what has network interfaces now: an Auto Scaling group of size 0, a Lambda function that was not called " +
	"for a while and a task that a schedule starts have none until they run, so a scan cannot see what they would wear. A plan can."

// wires are the network interfaces of a region, and what services tell about whose they are.
type wires struct {
	interfaces []types.NetworkInterface
	// nounOf is the noun of a network interface, where the noun names it.
	nounOf map[string]string
	// cacheOf is the cache of a member cluster.
	cacheOf map[string]string
	// groupOf is the noun of an instance: its Auto Scaling group, or itself.
	groupOf map[string]string
	// others are stores that have no noun of their own.
	others []model.Interface
	// gone are nouns that AWS still lists and that are on their way out, as are their interfaces.
	gone []string
	// foreign are the owners of VPCs of other accounts.
	foreign map[string]string
	// at are those who may have an address, by VPC and address.
	at map[string][]string
}

func newWires() wires {
	return wires{
		nounOf:  map[string]string{},
		cacheOf: map[string]string{},
		groupOf: map[string]string{},
		foreign: map[string]string{},
		at:      map[string][]string{},
	}
}

func interfacesOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		_ = pages(
			ctx,
			ec2.NewDescribeNetworkInterfacesPaginator(
				api,
				&ec2.DescribeNetworkInterfacesInput{MaxResults: aws.Int32(1000)},
			),
			func(out *ec2.DescribeNetworkInterfacesOutput) {
				r.mu.Lock()
				defer r.mu.Unlock()
				r.wires.interfaces = append(r.wires.interfaces, out.NetworkInterfaces...)
			},
		)
	}
}

// wire notes which network interfaces a noun has.
func (r *region) wire(noun string, interfaces ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range interfaces {
		if id != "" {
			r.wires.nounOf[id] = noun
		}
	}
}

// noteGone notes a noun that is deleted and that AWS still lists.
func (r *region) noteGone(noun string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wires.gone = append(r.wires.gone, noun)
}

// noteOwner notes a VPC that another account shares with this one.
func (r *region) noteOwner(v types.Vpc) {
	owner := aws.ToString(v.OwnerId)
	if owner == "" || owner == r.session.id {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wires.foreign[r.ec2("vpc", v.VpcId)] = owner
}

// placementOf is where one network interface is. An IPv6 address of a VPC is a public one: routes
// decide whether anybody reaches it.
func (r *region) placementOf(i types.NetworkInterface) model.Placement {
	var groups []string
	for _, g := range i.Groups {
		groups = append(groups, aws.ToString(g.GroupId))
	}
	var subnets []string
	if i.SubnetId != nil {
		subnets = append(subnets, *i.SubnetId)
	}
	return model.Placement{
		Subnets:        model.Whole(r.ec2All("subnet", append(subnets, i.AssociatedSubnets...))...),
		SecurityGroups: model.Whole(r.ec2All("security-group", groups)...),
		PublicAddress:  model.Known(hasPublicAddress(i)),
	}
}

func hasPublicAddress(i types.NetworkInterface) bool {
	isPublic := func(a *types.NetworkInterfaceAssociation) bool { return a != nil && aws.ToString(a.PublicIp) != "" }
	return isPublic(i.Association) || len(i.Ipv6Addresses) > 0 || aws.ToString(i.Ipv6Address) != "" ||
		len(i.Ipv6Prefixes) > 0 ||
		slices.ContainsFunc(
			i.PrivateIpAddresses,
			func(a types.NetworkInterfacePrivateIpAddress) bool { return isPublic(a.Association) },
		)
}

// addresses are those that a network interface has in its VPC, in their shortest form.
func addresses(i types.NetworkInterface) []string {
	all := []string{aws.ToString(i.PrivateIpAddress), aws.ToString(i.Ipv6Address)}
	for _, a := range i.PrivateIpAddresses {
		all = append(all, aws.ToString(a.PrivateIpAddress))
	}
	for _, a := range i.Ipv6Addresses {
		all = append(all, aws.ToString(a.Ipv6Address))
	}
	for n, text := range all {
		if address, err := netip.ParseAddr(text); err == nil {
			all[n] = address.String()
		}
	}
	return slices.DeleteFunc(all, func(address string) bool { return address == "" })
}
