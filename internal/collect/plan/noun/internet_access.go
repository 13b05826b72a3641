package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// Types of VPC Block Public Access, which closes the internet gateways of a region.
const (
	blockOptions   = "aws_vpc_block_public_access_options"
	blockExclusion = "aws_vpc_block_public_access_exclusion"
)

// settleInternetAccess says of each subnet what VPC Block Public Access leaves it of the internet. Where the input
// sets no mode it is off, as AWS has it.
func (c *collector) settleInternetAccess() {
	for _, s := range c.subnets.order {
		s.InternetAccess = model.Known(model.InternetOpen)
		in := c.ByAddress[s.ID]
		for _, options := range c.ByType[blockOptions] {
			if in == nil || c.StandApart(options, in) {
				continue
			}
			mode := options.Text("internet_gateway_block_mode")
			if set, known := mode.Get(); !model.Equal(c.Region(options), c.Region(in)).IsKnown() &&
				(!known || set != "off") {
				mode = model.Unknown[string](
					model.Why{Reason: model.UnresolvedReference, Detail: options.Address + " may be of its region"},
				)
			}
			s.InternetAccess = form.InternetAccess(mode, c.blockExclusions(s))
		}
	}
}

// blockExclusions are the modes of the exclusions that name a subnet or its VPC.
func (c *collector) blockExclusions(s *model.Subnet) model.List[string] {
	modes := model.Whole[string]()
	for _, e := range c.ByType[blockExclusion] {
		names := model.Some(
			c.excludes(e, "subnet_id", "aws_subnet", model.Known(s.ID)),
			c.excludes(e, "vpc_id", "aws_vpc", s.VPC),
		)
		switch excluded, known := names.Get(); {
		case !known:
			modes = modes.Broken(names.Why())
		case excluded:
			modes = withValue(modes, e.Text("internet_gateway_exclusion_mode"))
		}
	}
	return modes
}

// excludes reports whether an attribute of an exclusion names a thing.
func (c *collector) excludes(e *read.Instance, attribute, typ string, id model.Value[string]) model.Value[bool] {
	named := c.Ref(e, []string{typ}, attribute, "")
	target, known := named.Get()
	all := named.Why().Candidates
	switch thing, isKnown := id.Get(); {
	case known && target == "":
		return model.Known(false)
	case !known && isKnown && len(all) > 0 && !slices.Contains(all, thing):
		return model.Known(false)
	}
	return model.Equal(named, id)
}
