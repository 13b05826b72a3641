package wiring_test

import (
	"fmt"
	"testing"
)

// TestUnlistened names the documented ports of a load balancer that no listener takes.
func TestUnlistened(t *testing.T) {
	components := "\n    front: {kind: load_balancer, https_listener: true, redirect_http: true}\n    web: {kind: service}\n"
	base := `
vpc v 10.0.0.0/16
subnet s v 10.0.0.0/24
group sg-f v
group sg-w v
lb f s sg-f public
service w s sg-w
target tg-w
behind w tg-w 80
`
	for _, c := range []struct{ name, edges, text, want string }{
		{"a listener", "internet -> front:8443", "listener l f 8443 tg-w", "[] true"},
		{"no listener", "internet -> front:8443", "listener l f 443 tg-w", "[8443] true"},
		{"of two ports one", "internet -> front:8443; internet -> front:9443", "listener l f 9443 tg-w", "[8443] true"},
		{"a listener within a range", "internet -> front:8000-9000", "listener l f 8443 tg-w", "[] true"},
		{"none within a range", "internet -> front:8000-9000", "listener l f 443 tg-w", "[8000-9000] true"},
		{"ports of which the load balancer's own requirements ask", "internet -> front:443; internet -> front:80", "", "[] true"},
		{"any port", "internet -> front:all", "listener l f 443 tg-w", "[] true"},
		{"a listener whose load balancer is not known", "internet -> front:8443", "listener l ? 443 tg-w", "[] false"},
		{"listeners were not read", "internet -> front:8443", "gap listeners", "[] false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := matched(t, asking(t, components, c.edges+"; front -> web:80"), base+c.text)
			got := ""
			for i := range f.Components {
				if one := &f.Components[i]; one.ID == "f" {
					got = fmt.Sprint(one.Unlistened.Items(), " ", one.Unlistened.IsWhole())
				}
			}
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
