package functions

import (
	"errors"
	"fmt"
	"math/big"
	"net"

	"github.com/apparentlymart/go-cidr/cidr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func networks() map[string]function.Function {
	number := func(name string) function.Parameter { return function.Parameter{Name: name, Type: cty.Number} }
	return map[string]function.Function{
		"cidrhost":     typed(cty.String, cidrHost, text("prefix"), number("host")),
		"cidrnetmask":  typed(cty.String, cidrNetmask, text("prefix")),
		"cidrsubnet":   typed(cty.String, cidrSubnet, text("prefix"), number("newbits"), number("netnum")),
		"cidrcontains": typed(cty.Bool, cidrContains, text("prefix"), text("address")),
		"cidrsubnets": function.New(&function.Spec{
			Params:   []function.Parameter{text("prefix")},
			VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
			Type:     function.StaticReturnType(cty.List(cty.String)),
			Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return cidrSubnets(args) },
		}),
	}
}

// networkOf reads a prefix; as in Terraform, host bits that are set are cut off.
func networkOf(v cty.Value) (*net.IPNet, error) {
	_, network, err := net.ParseCIDR(v.AsString())
	return network, err
}

func integer(v cty.Value) (*big.Int, error) {
	n, accuracy := v.AsBigFloat().Int(nil)
	if accuracy != big.Exact || n == nil {
		return nil, errors.New("a whole number is required")
	}
	return n, nil
}

func small(v cty.Value) (int, error) {
	n, err := integer(v)
	if err != nil {
		return 0, err
	}
	if !n.IsInt64() || n.Int64() < 0 || n.Int64() > 128 {
		return 0, fmt.Errorf("%s is not a number of bits", n)
	}
	return int(n.Int64()), nil
}

func cidrSubnet(args []cty.Value) (cty.Value, error) {
	network, err := networkOf(args[0])
	if err != nil {
		return cty.NilVal, err
	}
	bits, err := small(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	n, err := integer(args[2])
	if err != nil {
		return cty.NilVal, err
	}
	subnet, err := cidr.SubnetBig(network, bits, n)
	if err != nil {
		return cty.NilVal, err
	}
	return cty.StringVal(subnet.String()), nil
}

func cidrHost(args []cty.Value) (cty.Value, error) {
	network, err := networkOf(args[0])
	if err != nil {
		return cty.NilVal, err
	}
	n, err := integer(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	host, err := cidr.HostBig(network, n)
	if err != nil {
		return cty.NilVal, err
	}
	return cty.StringVal(host.String()), nil
}

func cidrNetmask(args []cty.Value) (cty.Value, error) {
	network, err := networkOf(args[0])
	if err != nil {
		return cty.NilVal, err
	}
	if network.IP.To4() == nil {
		return cty.NilVal, errors.New("IPv6 addresses cannot have a netmask")
	}
	return cty.StringVal(net.IP(network.Mask).String()), nil
}

// cidrSubnets gives consecutive prefixes of the given numbers of further bits.
func cidrSubnets(args []cty.Value) (cty.Value, error) {
	network, err := networkOf(args[0])
	if err != nil {
		return cty.NilVal, err
	}
	if len(args) == 1 {
		return cty.ListValEmpty(cty.String), nil
	}
	length, _ := network.Mask.Size()
	var all []cty.Value
	var current *net.IPNet
	for i, arg := range args[1:] {
		bits, err := small(arg)
		if err != nil {
			return cty.NilVal, err
		}
		var over bool
		if i == 0 {
			current, _ = cidr.PreviousSubnet(network, length+bits)
			current, over = cidr.NextSubnet(current, length+bits)
		} else {
			current, over = cidr.NextSubnet(current, length+bits)
		}
		if over || !network.Contains(current.IP) {
			return cty.NilVal, fmt.Errorf(
				"not enough remaining address space for a subnet with a prefix of %d bits",
				length+bits,
			)
		}
		all = append(all, cty.StringVal(current.String()))
	}
	return cty.ListVal(all), nil
}

func cidrContains(args []cty.Value) (cty.Value, error) {
	network, err := networkOf(args[0])
	if err != nil {
		return cty.NilVal, err
	}
	if inner, err := networkOf(args[1]); err == nil {
		first, last := cidr.AddressRange(inner)
		return cty.BoolVal(network.Contains(first) && network.Contains(last)), nil
	}
	address := net.ParseIP(args[1].AsString())
	if address == nil {
		return cty.NilVal, errors.New("the second argument is neither an address nor a prefix")
	}
	return cty.BoolVal(network.Contains(address)), nil
}
