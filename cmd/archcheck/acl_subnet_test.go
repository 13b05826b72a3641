package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestACLOfASubnetThatWasNotRead: a client in a subnet that nobody read comes from nobody knows where, so that it is
// not known either whether the ACL before the database lets it through.
func TestACLOfASubnetThatWasNotRead(t *testing.T) {
	subnets := pt.Set(service, "network_configuration.0.subnets", []any{"subnet-0123456789abcdef0"})
	whole, _ := judgePlan(t, pt.Load(t, "ok-prod").JSON(), "--env", "prod")
	cut, _ := judgePlan(t, pt.Load(t, "ok-prod").Apply(subnets).JSON(), "--env", "prod")
	for _, rule := range []string{"network/database-acl", "network/cache-acl", "network/application-acl"} {
		if got := statuses(whole, rule); !slices.Equal(got, []verdict.Status{verdict.Pass}) {
			t.Errorf("all subnets read, %s: %v", rule, got)
		}
		if got := statuses(cut, rule); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
			t.Errorf("%s: %v", rule, got)
		}
	}
}
