package wiring

import (
	_ "embed" // the policies of AWS's
	"strings"
)

//go:embed managed_policies.csv
var managedPolicies string

// awsPolicy is a policy that AWS wrote, as the table has it.
type awsPolicy struct {
	// broad: it allows wildcard actions on wildcard resources.
	broad bool
	// allows are those actions, empty where they are not recorded, and after ! those that it allows all but.
	allows string
}

// managedPolicy finds a policy that AWS wrote, if the table knows it: name, broad or narrow, the version that was
// read, and what it allows.
func managedPolicy(name string) (p awsPolicy, listed bool) {
	if name == "" {
		return awsPolicy{}, false
	}
	_, row, listed := strings.Cut(managedPolicies, "\n"+name+",")
	row, _, _ = strings.Cut(row, "\n")
	reach, rest, _ := strings.Cut(row, ",")
	_, p.allows, _ = strings.Cut(rest, ",")
	p.broad = reach == "broad"
	return p, listed
}
