package form_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/form"
)

func TestConditionsThatMatchAll(t *testing.T) {
	for _, c := range []struct {
		field, header string
		values        []string
		want          bool
	}{
		{"path-pattern", "", []string{"*"}, true},
		{"path-pattern", "", []string{"/*"}, true},
		{"path-pattern", "", []string{"/**"}, true},
		{"path-pattern", "", []string{"/api/*", "/*"}, true},
		{"path-pattern", "", []string{"/api/*"}, false},
		{"path-pattern", "", []string{"/"}, false},
		{"path-pattern", "", []string{"/?*"}, false},
		{"path-pattern", "", []string{"*.php"}, false},
		{"host-header", "", []string{"*"}, true},
		{"host-header", "", []string{"*.*"}, true},
		{"host-header", "", []string{"*.example.com"}, false},
		{"http-header", "Host", []string{"*"}, true},
		{"http-header", "host", []string{"*"}, true},
		{"http-header", "User-Agent", []string{"*"}, false},
		{"http-request-method", "", []string{"GET"}, false},
		{"query-string", "", []string{"*"}, false},
		{"source-ip", "", []string{"0.0.0.0/0"}, true},
		{"source-ip", "", []string{"0.0.0.0/1", "128.0.0.0/1", "::/0"}, true},
		{"source-ip", "", []string{"10.0.0.0/8"}, false},
		{"source-ip", "", nil, false},
	} {
		if got := (form.Condition{Field: c.field, Header: c.header, Values: c.values}).MatchesAll(); got != c.want {
			t.Errorf("%s %s %v: %v", c.field, c.header, c.values, got)
		}
	}
}

func TestConditionsOfARule(t *testing.T) {
	path, some := form.Condition{Field: "path-pattern", Values: []string{"/*"}}, form.Condition{Field: "path-pattern", Values: []string{"/a"}}
	any, host := form.Condition{Field: "host-header", Values: []string{"*"}}, form.Condition{Field: "host-header", Values: []string{"a.example.com", "b.example.com"}}
	for name, c := range map[string]struct {
		conditions []form.Condition
		all        bool
		hosts      []string
	}{
		"any path":                {[]form.Condition{path}, true, nil},
		"any path of any host":    {[]form.Condition{path, any}, true, nil},
		"some path":               {[]form.Condition{some}, false, nil},
		"any path of two hosts":   {[]form.Condition{host, path}, false, []string{"a.example.com", "b.example.com"}},
		"some path of two hosts":  {[]form.Condition{host, some}, false, nil},
		"two conditions on hosts": {[]form.Condition{host, host}, false, nil},
	} {
		if all, hosts := form.ForAll(c.conditions); all != c.all || !slices.Equal(hosts, c.hosts) {
			t.Errorf("%s: %v, hosts %v", name, all, hosts)
		}
	}
}
