package network

import "testing"

// TestACLOfExternals: the addresses behind an external may be those of a prefix list, or nobody's to know, and an ACL
// that lets in less than everybody may stop them.
func TestACLOfExternals(t *testing.T) {
	more := "  externals: {office: {addresses: [203.0.113.0/24]}, read: {prefix_list: pl-1}, unread: {prefix_list: pl-2}, partner: {security_group: sg-theirs}}\n"
	const all = "in acl-pub 100 allow all * 0.0.0.0/0\nout acl-pub 100 allow all * 0.0.0.0/0\n"
	const some = "in acl-pub 100 allow all * 198.51.100.0/24\nout acl-pub 100 allow all * 198.51.100.0/24\n"
	for _, c := range []struct{ from, entries, want string }{
		{"office", all, yes}, {"read", all, yes}, {"unread", all, yes}, {"partner", all, yes},
		{"office", some, no}, {"read", some, yes}, {"unread", some, unknown}, {"partner", some, unknown},
		{"office", "", no}, {"read", "", no}, {"unread", "", no}, {"partner", "", no},
	} {
		text := classic + "list pl-1 198.51.100.0/24\nacl acl-pub v pub\n" + c.entries
		e := edgesFor(analyze(t, text, asking(t, []Edge{{c.from, LoadBalancer, 443}}, more)), "lb")
		got := yes
		if len(e.ACLBlocks.Items()) > 0 {
			got = no
		} else if !e.ACLBlocks.IsWhole() {
			got = unknown
		}
		if got != c.want {
			t.Errorf("from %s through %q: %s, want %s: %v", c.from, c.entries, got, c.want, e.ACLBlocks)
		}
	}
}
