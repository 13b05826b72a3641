package form

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// InternetAccess is what VPC Block Public Access leaves a subnet of the internet: by the mode of the region, empty
// where nobody set one, and by the exclusions that name the subnet or its VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func InternetAccess(mode model.Value[string], exclusions model.List[string]) model.Value[string] {
	set, known := mode.Get()
	switch {
	case !known:
		return mode
	case set == "off" || set == "", slices.Contains(exclusions.Items(), "allow-bidirectional"):
		return model.Known(model.InternetOpen)
	case !exclusions.IsWhole():
		return model.Unknown[string](exclusions.Why())
	case slices.Contains(exclusions.Items(), "allow-egress"):
		return model.Known(model.InternetOut)
	case set == "block-ingress":
		return model.Known(model.InternetByNAT)
	case set == "block-bidirectional":
		return model.Known(model.InternetClosed)
	}
	return model.Unknown[string](
		model.Why{
			Reason: model.Unsupported,
			Detail: "archcheck does not know the mode " + set + " of VPC Block Public Access",
		},
	)
}
