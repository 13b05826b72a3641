package wiring

import (
	_ "embed" // the policies of AWS's
	"strings"
)

//go:embed managed_policies.csv
var managedPolicies string

// managedPolicy tells whether a policy that AWS wrote allows wildcard actions on wildcard
// resources, if the table knows it: name, broad or narrow, and the version that was read.
func managedPolicy(name string) (broad, listed bool) {
	_, row, listed := strings.Cut(managedPolicies, "\n"+name+",")
	return strings.HasPrefix(row, "broad,"), listed && name != ""
}
