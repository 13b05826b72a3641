package network

import (
	"fmt"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/wiring"
)

// TestTiers names what the effective routes of one subnet make it.
func TestTiers(t *testing.T) {
	base := "vpc v 10.0.0.0/16\nsubnet s v 10.0.1.0/24 table=t\nsubnet pub v 10.0.0.0/24\ntable t v\nigw igw v\nigw loose -\nnat nat pub\nnat own pub private\nlist pl-1 0.0.0.0/1,128.0.0.0/1\nlist pl-2 192.0.2.0/24\n"
	for routes, want := range map[string]string{
		"":                            noWay,
		"route t 0.0.0.0/0 igw:igw":   viaGateway,
		"route t 0.0.0.0/0 igw:loose": noWay,
		"route t 0.0.0.0/0 nat:nat":   viaNAT,
		"route t 0.0.0.0/0 nat:own":   "other",
		"route t 0.0.0.0/0 hole:-":    noWay,
		"route t 0.0.0.0/0 tgw:t":     "other",
		"route t 10.9.0.0/16 pcx:pcx": "other",
		"route t ::/0 eigw:e":         "other",
		"route t ::/0 igw:igw":        "other",
		"route t pl-1 igw:igw":        viaGateway,
		"route t pl-2 igw:igw":        "other",
		"route t 0.0.0.0/0 vgw:v":     "other",
		"route t 0.0.0.0/0 eni:e":     "other",
		"route t 0.0.0.0/1 igw:igw":   "other",
		"route t 0.0.0.0/1 igw:igw\nroute t 128.0.0.0/1 igw:igw":                             viaGateway,
		"route t 0.0.0.0/1 nat:nat\nroute t 128.0.0.0/1 nat:nat":                             viaNAT,
		"route t 0.0.0.0/1 nat:nat":                                                          "other",
		"route t 0.0.0.0/0 nat:nat\nroute t 192.0.2.0/24 igw:igw":                            "other",
		"route t 0.0.0.0/0 nat:nat\nroute t 10.9.0.0/16 pcx:pcx":                             "other",
		"route t 0.0.0.0/2 igw:igw\nroute t 64.0.0.0/2 igw:igw\nroute t 128.0.0.0/1 igw:igw": viaGateway,
		"route t 0.0.0.0/0 igw:igw\nroute t 0.0.0.0/1 hole:-\nroute t 128.0.0.0/1 hole:-":    "other",
		"route t 0.0.0.0/0 nat:nat\nroute t 0.0.0.0/1 hole:-\nroute t 128.0.0.0/1 hole:-":    "other",
		"route t 0.0.0.0/0 igw:igw\nroute t 0.0.0.0/1 hole:-":                                viaGateway,
		"route t 0.0.0.0/0 nat:nat\nroute t pl-9 nat:nat":                                    "unknown",
		"route t ...":                            "unknown",
		"route t 0.0.0.0/0 igw:igw\nroute t ...": viaGateway,
		"route t ? pcx:pcx":                      "other",
	} {
		t.Run(strings.ReplaceAll(routes, "\n", ", "), func(t *testing.T) {
			ix := wiring.NewIndex(build(t, base+routes))
			tier := newRouting(ix).tier(ix.Subnets["s"])
			if got := tier.wayOut().Or("unknown"); got != want {
				t.Errorf(
					"%s, want %s: public %v, private %v, isolated %v, %v",
					got,
					want,
					tier.public,
					tier.private,
					tier.isolated,
					tier.proof,
				)
			}
			if tier.wayOut().IsKnown() && len(tier.proof) == 0 {
				t.Error("it is not proved")
			}
		})
	}
}

// TestTierOfSeveralMainTables: where a source shows two main tables, both have to agree.
func TestTierOfSeveralMainTables(t *testing.T) {
	base := "vpc v 10.0.0.0/16\nsubnet s v 10.0.1.0/24\nigw igw v\n"
	for tables, want := range map[string]string{
		"table a v main\ntable b v main\nroute a 0.0.0.0/0 igw:igw":                            "unknown",
		"table a v main\ntable b v main\nroute b 0.0.0.0/0 igw:igw":                            "unknown",
		"table a v main\ntable b v main\nroute a 0.0.0.0/0 igw:igw\nroute b 0.0.0.0/0 igw:igw": viaGateway,
	} {
		ix := wiring.NewIndex(build(t, base+tables))
		if got := newRouting(ix).tier(ix.Subnets["s"]).wayOut().Or("unknown"); got != want {
			t.Errorf("%s: %s, want %s", tables, got, want)
		}
	}
}

// TestTierCauses names the routes that contradict the role of a subnet, and the table that
// lacks one.
func TestTierCauses(t *testing.T) {
	base := "vpc v 10.0.0.0/16\nsubnet s v 10.0.1.0/24 table=t\nsubnet pub v 10.0.0.0/24\ntable t v\nigw igw v\nnat nat pub\n"
	for _, c := range []struct{ routes, public, private, isolated string }{
		{"", "t", "t", ""},
		{"route t 0.0.0.0/0 igw:igw", "", "0.0.0.0/0 of t", "0.0.0.0/0 of t"},
		{"route t 0.0.0.0/0 nat:nat", "0.0.0.0/0 of t", "", "0.0.0.0/0 of t"},
		{"route t 0.0.0.0/0 nat:nat\nroute t 10.9.0.0/16 pcx:pcx", "0.0.0.0/0 of t, 10.9.0.0/16 of t", "10.9.0.0/16 of t", "0.0.0.0/0 of t, 10.9.0.0/16 of t"},
		{"route t 0.0.0.0/0 nat:nat\nroute t pl-9 igw:igw", "", "pl-9 of t", "0.0.0.0/0 of t, pl-9 of t"},
	} {
		t.Run(strings.ReplaceAll(c.routes, "\n", ", "), func(t *testing.T) {
			a := build(t, base+c.routes)
			for tier, want := range map[string]string{"public": c.public, "private": c.private, "isolated": c.isolated} {
				facts := &wiring.Facts{Subnets: []wiring.Subnet{{Subnet: a.Subnets[0], Tier: "public"}}}
				Analyze(wiring.NewIndex(a), facts, asking(t, nil, tiersWith(tier, "10.0.1.0/24")))
				if got := strings.Join(facts.Subnets[0].TierCauses, ", "); got != want {
					t.Errorf("not %s because of %q, want %q", tier, got, want)
				}
			}
		})
	}
}

// tiersWith are the tiers of a document, of which one has a prefix.
func tiersWith(tier, prefix string) string {
	text := "  tiers:\n"
	for _, one := range [][2]string{{"public", viaGateway}, {"private", viaNAT}, {"isolated", noWay}} {
		text += "    " + one[0] + ": {way_out: " + one[1]
		if one[0] == tier {
			text += ", subnets: " + prefix
		}
		text += "}\n"
	}
	return text
}

// TestIsolation asks whether a network ACL admits anything from outside the VPC.
func TestIsolation(t *testing.T) {
	base := "vpc v 10.0.0.0/16\nsubnet s v 10.0.1.0/24\nacl a v default\n"
	for _, c := range []struct{ entries, want, proof, causes string }{
		{"in a 100 allow all * 10.0.0.0/16", yes, "a: 100 allow 10.0.0.0/16", "[]"},
		{"in a 100 allow all * 0.0.0.0/0", no, "a: 100 allow 0.0.0.0/0", "[a]"},
		{"in a 90 deny all * 0.0.0.0/0\nin a 100 allow all * 0.0.0.0/0", yes, "", "[]"},
		{"in a 90 deny tcp 5432 0.0.0.0/0\nin a 100 allow tcp 5432 0.0.0.0/0", yes, "", "[]"},
		{"in a 90 deny udp 5432 0.0.0.0/0\nin a 100 allow tcp 5432 0.0.0.0/0", no, "a: 100 allow", "[a]"},
		{"in a 90 deny tcp 5432 0.0.0.0/0\nin a 100 allow tcp 5432-5433 0.0.0.0/0", no, "a: 100 allow", "[a]"},
		{"in a 100 allow tcp ? 10.0.0.0/16", yes, "", "[]"},
		{"in a 100 allow tcp ? 0.0.0.0/0", unknown, "", "[]"},
		{"in a 90 deny all * 0.0.0.0/0\nin a 100 allow tcp ? ?", unknown, "", "[]"},
		{"in a 90 deny all * 0.0.0.0/0\nin a 100 ? tcp 80 0.0.0.0/0", yes, "", "[]"},
		{"in a 100 deny tcp ? ?", yes, "", "[]"},
		{"in a 90 ? all * 0.0.0.0/0\nin a 100 allow all * 0.0.0.0/0", unknown, "", "[]"},
		{"gap network_acls", unknown, "", "[]"},
		{"acl b v s\nin b 100 allow all * 10.0.0.0/16\nacl c v s\nin c 100 allow all * 0.0.0.0/0", unknown, "", "[]"},
		{"acl c v s\nin c 100 allow all * 0.0.0.0/0\nacl b v s\nin b 100 allow all * 10.0.0.0/16", unknown, "", "[]"},
		{"acl b v s\nin b 100 allow all * 10.0.0.0/16\nacl c v s\nin c 100 allow all * 10.0.0.0/8\nin c 50 deny all * 0.0.0.0/0", yes, "b: 100 allow 10.0.0.0/16", "[]"},
		{"acl b v s\nin b 100 allow all * 0.0.0.0/1\nacl c v s\nin c 100 allow all * 0.0.0.0/0", no, "c: 100 allow 0.0.0.0/0", "[b c]"},
		{"acl b v s\nin b 100 allow all * 10.0.0.0/16\nacl c v ?\nin c 100 allow all * 0.0.0.0/0", unknown, "", "[]"},
		{"acl b v s\nin b 100 allow all * 10.0.0.0/16\nacl c v ?\nin c 100 allow all * 10.0.0.0/16", yes, "", "[]"},
		{"in a 100 allow all * 10.0.0.0/16\nacl c v ?\nin c 100 allow all * 10.0.0.0/16", yes, "a: 100 allow 10.0.0.0/16", "[]"},
		{"in a 100 allow all * 10.0.0.0/16\nacl c v ?\nin c 100 allow all * 0.0.0.0/0", unknown, "", "[]"},
		{"in a 100 allow all * 10.0.0.0/16\nacl c w ?\nin c 100 allow all * 0.0.0.0/0", yes, "", "[]"},
		{"acl b v s\nin b 100 allow all * 10.0.0.0/16\nacl b2 v s\nin b2 100 allow tcp ? ?", unknown, "", "[]"},
	} {
		t.Run(strings.ReplaceAll(c.entries, "\n", ", "), func(t *testing.T) {
			a := build(t, base+c.entries)
			facts := &wiring.Facts{Subnets: []wiring.Subnet{{Subnet: a.Subnets[0], Tier: "isolated"}}}
			Analyze(
				wiring.NewIndex(a),
				facts,
				asking(t, nil, "  tiers: {public: {}, private: {}, isolated: {acl: vpc_only}}\n"),
			)
			s := facts.Subnets[0]
			if got := inWords(
				s.ACLFromVPCOnly,
			); got != c.want || !strings.Contains(strings.Join(s.ACLProof, "\n"), c.proof) ||
				fmt.Sprint(s.ACLCauses) != c.causes {
				t.Errorf("%s, want %s by %s: %v %v", got, c.want, c.causes, s.ACLProof, s.ACLCauses)
			}
		})
	}
}
