package network

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/wiring"
)

// TestTiers names what the effective routes of one subnet make it.
func TestTiers(t *testing.T) {
	base := "vpc v 10.0.0.0/16\nsubnet s v 10.0.1.0/24 table=t\nsubnet pub v 10.0.0.0/24\ntable t v\nigw igw v\nigw loose -\nnat nat pub\nnat own pub private\nlist pl-1 0.0.0.0/1,128.0.0.0/1\nlist pl-2 192.0.2.0/24\n"
	for routes, want := range map[string]string{
		"":                            "isolated",
		"route t 0.0.0.0/0 igw:igw":   "public",
		"route t 0.0.0.0/0 igw:loose": "isolated",
		"route t 0.0.0.0/0 nat:nat":   "private",
		"route t 0.0.0.0/0 nat:own":   "other",
		"route t 0.0.0.0/0 hole:-":    "isolated",
		"route t 0.0.0.0/0 tgw:t":     "other",
		"route t 10.9.0.0/16 pcx:pcx": "other",
		"route t ::/0 eigw:e":         "other",
		"route t ::/0 igw:igw":        "other",
		"route t pl-1 igw:igw":        "public",
		"route t pl-2 igw:igw":        "other",
		"route t 0.0.0.0/0 vgw:v":     "other",
		"route t 0.0.0.0/0 eni:e":     "other",
		"route t 0.0.0.0/1 igw:igw":   "other",
		"route t 0.0.0.0/1 igw:igw\nroute t 128.0.0.0/1 igw:igw":                             "public",
		"route t 0.0.0.0/1 nat:nat\nroute t 128.0.0.0/1 nat:nat":                             "private",
		"route t 0.0.0.0/1 nat:nat":                                                          "other",
		"route t 0.0.0.0/0 nat:nat\nroute t 192.0.2.0/24 igw:igw":                            "other",
		"route t 0.0.0.0/0 nat:nat\nroute t 10.9.0.0/16 pcx:pcx":                             "other",
		"route t 0.0.0.0/2 igw:igw\nroute t 64.0.0.0/2 igw:igw\nroute t 128.0.0.0/1 igw:igw": "public",
		"route t ...":                            "unknown",
		"route t 0.0.0.0/0 igw:igw\nroute t ...": "public",
		"route t ? pcx:pcx":                      "other",
	} {
		t.Run(strings.ReplaceAll(routes, "\n", ", "), func(t *testing.T) {
			ix := wiring.NewIndex(build(t, base+routes))
			tier := newRouting(ix).tier(ix.Subnets["s"])
			if got := tier.name().Or("unknown"); got != want {
				t.Errorf("%s, want %s: public %v, private %v, isolated %v, %v", got, want, tier.public, tier.private, tier.isolated, tier.proof)
			}
			if tier.name().IsKnown() && len(tier.proof) == 0 {
				t.Error("it is not proved")
			}
		})
	}
}
