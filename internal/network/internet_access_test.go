package network

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/wiring"
)

// blockedQuestions ask for ways to and from the internet where VPC Block Public Access leaves a part of it.
func blockedQuestions() (all []question) {
	const closes = "VPC Block Public Access closes the internet to pub"
	for access, want := range map[string]struct{ in, out, says string }{
		"open": {yes, yes, "igw"}, "out": {no, yes, closes}, "nat": {no, yes, closes}, "closed": {no, no, closes}, "?": {unknown, unknown, ""},
	} {
		base := strings.Replace(classic, "subnet pub v 10.0.0.0/24", "subnet pub v 10.0.0.0/24 internet="+access, 1)
		all = append(
			all,
			question{"the load balancer, left " + access, base, "", "internet", "lb", "443", want.in, want.says},
			question{"out through NAT, left " + access, base, "", "app", "internet", "443", want.out, ""},
		)
	}
	return all
}

// TestBlockedTiers: what VPC Block Public Access leaves of the ways out of a subnet behind a gateway, and of one
// behind a NAT gateway in it.
func TestBlockedTiers(t *testing.T) {
	for access, want := range map[string][2]string{
		"open": {viaGateway, viaNAT}, "out": {"other", viaNAT}, "nat": {"other", viaNAT}, "closed": {"other", "other"}, "?": {"unknown", "unknown"},
	} {
		ix := wiring.NewIndex(
			build(
				t,
				"vpc v 10.0.0.0/16\nsubnet pub v 10.0.0.0/24 table=p internet="+access+"\nsubnet apps v 10.0.1.0/24 table=t internet="+access+
					"\ntable p v\nigw igw v\nroute p 0.0.0.0/0 igw:igw\nnat nat pub\ntable t v\nroute t 0.0.0.0/0 nat:nat\n",
			),
		)
		r := newRouting(ix)
		for i, id := range []string{"pub", "apps"} {
			if got := r.tier(ix.Subnets[id]).wayOut().Or("unknown"); got != want[i] {
				t.Errorf("%s, %s: %s, want %s", access, id, got, want[i])
			}
		}
	}
}
