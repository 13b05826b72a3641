package cost

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// sizes are those of instance and node classes, in order: within a family a larger one is
// never cheaper.
// https://aws.amazon.com/ec2/instance-types/
func sizes() []string {
	return []string{
		"micro",
		"small",
		"medium",
		"large",
		"xlarge",
		"2xlarge",
		"4xlarge",
		"8xlarge",
		"12xlarge",
		"16xlarge",
		"24xlarge",
	}
}

// Floor is the price of the largest smaller class of the same family: what a class that the
// book lacks costs at the least. It is zero where the family or the size is not known.
func (b *Book) Floor(region, key string) decimal.Decimal {
	parts := strings.Split(key, "/")
	for i, part := range parts {
		dot := strings.LastIndex(part, ".")
		if dot < 0 {
			continue
		}
		family, size := part[:dot+1], slices.Index(sizes(), part[dot+1:])
		for n := size - 1; n >= 0; n-- {
			parts[i] = family + sizes()[n]
			if p := b.Find(region, strings.Join(parts, "/")); p != nil {
				return p.USD
			}
		}
	}
	return decimal.Decimal{}
}
