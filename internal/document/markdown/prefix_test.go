package markdown_test

import "testing"

// TestPrefixesInWords: a line of nothing but a tier, or the VPC, and its prefixes says what a table of them says.
func TestPrefixesInWords(t *testing.T) {
	eachSays(t, map[string]string{
		"VPC CIDR: 10.0.0.0/16":                             "enforced vpc.cidr",
		"- The VPC uses the CIDR block 10.0.0.0/16.":        "enforced vpc.cidr",
		"- VPC (10.0.0.0/16)":                               "enforced vpc.cidr",
		"- VPC (10.31.0.0/16)":                              "contradiction vpc.cidr",
		"- Public subnets: 10.0.90.0/24, 10.0.91.0/24":      "enforced tiers.public",
		"- Private subnets (10.0.92.0/24 and 10.0.93.0/24)": "enforced tiers.private",
		"- Database subnets: `10.0.94.0/24`":                "enforced tiers.isolated",
		"- Private addresses: 10.0.0.0/8":                   "",
		"- Peer VPC: 10.40.0.0/16":                          "",
		"- The VPC was 10.20.0.0/16":                        "",
		"- No public subnets in 10.0.95.0/24":               "",
		"- Public subnets: 10.0.95.0/24 in dev":             "",
		"## Planned\n\n- Public subnets: 10.0.96.0/24":      "understood",
		"It is not this:\n\n- Public subnets: 10.0.97.0/24": "ambiguous",
	})
}
