package network

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// passACL sends one packet past an ACL, entry by entry, as the documentation tells it.
func passACL(entries []model.ACLEntry, from netip.Addr, port int) bool {
	ordered := slices.Clone(entries)
	slices.SortStableFunc(ordered, func(x, y model.ACLEntry) int { return x.RuleNumber.Or(0) - y.RuleNumber.Or(0) })
	for _, e := range ordered {
		protocol := e.Protocol.Or("")
		if protocol != "all" && (protocol != "tcp" || port < e.FromPort.Or(0) || port > e.ToPort.Or(0)) {
			continue
		}
		if netip.MustParsePrefix(e.CIDRBlock.Or("")).Contains(from) {
			return e.Action.Or("") == "allow"
		}
	}
	return false
}

// TestStopsAgreesWithAWalker compares sets of addresses and ports with every single packet,
// on random ACLs over sixteen addresses and sixteen ports.
func TestStopsAgreesWithAWalker(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	packets, stopped := 0, 0
	for range 10000 {
		var entries []model.ACLEntry
		for range random.IntN(7) {
			bits := 28 + random.IntN(5)
			prefix, err := netip.AddrFrom4([4]byte{10, 0, 0, byte(random.IntN(16))}).Prefix(bits)
			if err != nil {
				t.Fatal(err)
			}
			from := random.IntN(16)
			entries = append(entries, model.ACLEntry{
				RuleNumber: model.Known(random.IntN(5)), CIDRBlock: model.Known(prefix.String()),
				Protocol: model.Known([]string{"tcp", "tcp", "all", "udp"}[random.IntN(4)]),
				Action:   model.Known([]string{"allow", "allow", "deny"}[random.IntN(3)]),
				FromPort: model.Known(from), ToPort: model.Known(from + random.IntN(16-from)),
			})
		}
		far, err := netip.AddrFrom4([4]byte{10, 0, 0, byte(random.IntN(16))}).Prefix(28 + random.IntN(5))
		if err != nil {
			t.Fatal(err)
		}
		low := random.IntN(16)
		ports := span{low, low + random.IntN(16-low)}
		want := false
		for a := far.Addr(); far.Contains(a); a = a.Next() {
			for port := ports.from; port <= ports.to; port++ {
				packets++
				want = want || !passACL(entries, a, port)
			}
		}
		acl := &model.NetworkACL{Ingress: model.Whole(entries...)}
		got, _, why := NewReach(
			wiring.NewIndex(&model.Architecture{}),
		).stops(
			acl,
			leg{ingress: true, far: far, services: of(tcp, []span{ports})},
		)
		if (got != "") != want || why != nil {
			t.Fatalf("entries %v\nfrom %v on %v: %q, want stopped %v", entries, far, ports, got, want)
		}
		if want {
			stopped++
		}
	}
	t.Logf("%d packets, %d of 10000 legs stopped", packets, stopped)
	if packets < 100_000 || stopped < 1000 || stopped > 9000 {
		t.Errorf("%d packets and %d stopped legs try too little", packets, stopped)
	}
}

func TestStopsSaysWhat(t *testing.T) {
	entry := func(number int, action, prefix string, from, to int) model.ACLEntry {
		return model.ACLEntry{
			RuleNumber: model.Known(number),
			Action:     model.Known(action),
			CIDRBlock:  model.Known(prefix),
			Protocol:   model.Known("tcp"),
			FromPort:   model.Known(from),
			ToPort:     model.Known(to),
			Origin:     "acl",
		}
	}
	app := netip.MustParsePrefix("10.0.1.0/24")
	for _, c := range []struct {
		name    string
		entries model.List[model.ACLEntry]
		ports   span
		want    string
		open    bool
	}{
		{"allowed", model.Whole(entry(100, "allow", "10.0.0.0/16", 5432, 6379)), span{5432, 5432}, "", false},
		{"implicit deny", model.Whole[model.ACLEntry](), span{5432, 5432}, "acl denies ingress from 10.0.1.0/24 on 5432", false},
		{"denied first", model.Whole(entry(50, "deny", "10.0.1.7/32", 0, 65535), entry(100, "allow", "10.0.0.0/16", 0, 65535)), span{5432, 5432}, "acl denies ingress from 10.0.1.0/24 on 5432", false},
		{"denied too late", model.Whole(entry(150, "deny", "0.0.0.0/0", 0, 65535), entry(100, "allow", "10.0.0.0/16", 0, 65535)), span{5432, 5432}, "", false},
		{"two halves", model.Whole(entry(100, "allow", "10.0.1.0/25", 5432, 5432), entry(101, "allow", "10.0.1.128/25", 5432, 5432)), span{5432, 5432}, "", false},
		{"one half", model.Whole(entry(100, "allow", "10.0.1.0/25", 5432, 5432)), span{5432, 5432}, "acl denies ingress from 10.0.1.0/24 on 5432", false},
		{"answers cut short", model.Whole(entry(100, "allow", "10.0.0.0/16", 1024, 50000)), linuxPorts(), "acl denies ingress from 10.0.1.0/24 on 50001-60999", false},
		{"not read whole", model.Part(model.Why{Reason: model.AccessDenied}, entry(100, "allow", "10.0.0.0/16", 0, 65535)), span{5432, 5432}, "", true},
		{"unknown port", model.Whole(model.ACLEntry{RuleNumber: model.Known(1), Action: model.Known("allow"), CIDRBlock: model.Known("0.0.0.0/0"), Protocol: model.Known("tcp")}), span{5432, 5432}, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			acl := &model.NetworkACL{Resource: model.Resource{ID: "acl"}, Ingress: c.entries}
			got, causes, why := NewReach(
				wiring.NewIndex(&model.Architecture{}),
			).stops(
				acl,
				leg{ingress: true, far: app, services: of(tcp, []span{c.ports})},
			)
			if (len(causes) > 0) != (c.want != "") {
				t.Errorf("causes %v", causes)
			}
			if got != c.want || (why != nil) != c.open {
				t.Errorf("%q, open %v; want %q, open %v", got, why != nil, c.want, c.open)
			}
		})
	}
}
