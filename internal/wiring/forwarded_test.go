package wiring_test

import (
	"fmt"
	"testing"

	"github.com/archcheck/archcheck/internal/wiring"
)

// TestUnforwarded names the documented load balancers that forward nothing to a component.
func TestUnforwarded(t *testing.T) {
	components := "\n    front: {kind: load_balancer, scheme: internet-facing}\n    back: {kind: load_balancer, scheme: internal}\n    web: {kind: service}\n    api: {kind: service}\n    pool: {kind: instances}\n"
	edges := "internet -> front:443; front -> web:80; back -> api:80; front -> pool:8443"
	base := `
vpc v 10.0.0.0/16
subnet s v 10.0.0.0/24
group sg-f v
group sg-b v
group sg-w v
group sg-a v
group sg-p v
ingress sg-f tcp 443 0.0.0.0/0
egress sg-f tcp 80 sg-w
egress sg-f tcp 8443 sg-p
ingress sg-p tcp 8443 sg-f
ingress sg-w tcp 80 sg-f
egress sg-b tcp 80 sg-a
ingress sg-a tcp 80 sg-b
lb f s sg-f public
lb b s sg-b
service w s sg-w
service a s sg-a
behind w tg-w 80
behind a tg-a 80
listener k b 80 tg-a
`
	for _, c := range []struct{ name, text, id, want string }{
		{"a service that is forwarded to", "listener l f 443 tg-w", "w", "[] true"},
		{"a service that nothing forwards to", "listener l f 443 tg-other", "w", "[front] true"},
		{"a listener whose target group is not known", "listener l f 443 ?", "w", "[] false"},
		{"a listener whose load balancer is not known", "listener l ? 443 tg-w", "w", "[] false"},
		{"listeners were not read", "gap listeners", "w", "[] false"},
		{"half goes where nobody is", "target tg-none\nlistener l f 443 tg-w,tg-none", "w", "[front] true"},
		{"half goes to another service's", "listener l f 443 tg-w,tg-a", "w", "[] true"},
		{"half goes where nobody may be", "target tg-none\ngap services\nlistener l f 443 tg-w,tg-none", "w", "[] false"},
		{"half goes to what another state has", "listener l f 443 tg-w,tg-other", "w", "[] false"},
		{"half goes to instances", "instances p s sg-p asg tg=tg-p\nlistener l f 443 tg-w,tg-p", "w", "[] true"},
		{"nothing goes where nobody is", "target tg-none\nlistener l f 443 tg-w\nrule l default all tg-w,tg-none idle=tg-none", "w", "[] true"},
		{"instances that are forwarded to", "listener l f 443 tg-w\nlistener m f 8443 tg-p\ninstances p s sg-p asg tg=tg-p", "p", "[] true"},
		{"instances without target group", "listener l f 443 tg-w\nlistener m f 8443 tg-p\ninstances p s sg-p asg", "p", "[front] true"},
		{"instances whose target group is not known", "listener l f 443 tg-w\nlistener m f 8443 tg-p\ninstances p s sg-p asg tg=?", "p", "[] false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := base + c.text
			for _, group := range []string{"tg-w", "tg-p", "tg-a"} {
				text += "\ntarget " + group
			}
			got := ""
			f := matched(t, asking(t, components, edges), text)
			for i := range f.Components {
				if one := &f.Components[i]; one.ID == c.id {
					got = unforwarded(one)
				}
			}
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func unforwarded(c *wiring.Component) string {
	return fmt.Sprint(c.Unforwarded.Items(), " ", c.Unforwarded.IsWhole())
}

// TestZonesOfInstances: instances that are one component span zones together.
func TestZonesOfInstances(t *testing.T) {
	text := "vpc v 10.0.0.0/16\nsubnet s-1 v 10.0.0.0/24 zone=a\nsubnet s-2 v 10.0.1.0/24 zone=b\ngroup sg-x v\ninstances x s-1 sg-x\ninstances y s-2 sg-x"
	for components, want := range map[string]string{
		"\n    node: {kind: instances, count: 2}\n":                     "[a b] true",
		"\n    node: {kind: instances}\n    other: {kind: instances}\n": "[] false",
	} {
		f := matched(t, asking(t, components, "internet -> node:443"), text)
		for i := range f.Components {
			if got := fmt.Sprint(f.Components[i].Zones.Items(), " ", f.Components[i].Zones.IsWhole()); got != want {
				t.Errorf("%s: %s has %s, want %s", components, f.Components[i].ID, got, want)
			}
		}
	}
}
