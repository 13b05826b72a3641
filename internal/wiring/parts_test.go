package wiring_test

import "testing"

// TestParts: what is left where an input answers for one of several is that one; two that nothing tells
// apart may still be either, and what an input does not answer for is open, not absent.
func TestParts(t *testing.T) {
	const components, edge = "\n    web: {kind: service}\n    worker: {kind: service}\n    store: {kind: database}\n", "web -> store:5432"
	const one = "vpc v 10.0.0.0/16\nsubnet priv v 10.0.1.0/24\ngroup sg-a v\nservice a priv sg-a\n"
	for _, c := range []struct {
		name, text, want string
		parts            []string
		storeIsOpen      bool
	}{
		{"everything", one, "a=web|worker?", nil, false},
		{"one of two", one, "a=worker", []string{"worker"}, true},
		{"one of two, and both are there", one + "group sg-b v\nservice b priv sg-b\n", "a=web|worker? b=web|worker?", []string{"worker"}, true},
		{"both", one, "a=web|worker?", []string{"web", "worker", "store"}, false},
	} {
		doc := asking(t, components, edge)
		if err := doc.LimitTo(c.parts); err != nil {
			t.Fatal(err)
		}
		f := matched(t, doc, c.text)
		if got := boundIn(f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if open := !f.Stacks[0].Of("database").IsWhole(); open != c.storeIsOpen {
			t.Errorf("%s: that there is no database is open: %v", c.name, open)
		}
	}
	if err := asking(t, components, edge).LimitTo([]string{"stroe"}); err == nil {
		t.Error("a part that is none is taken")
	}
}
