package request_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/request"
)

func TestConditionsThatMatchAll(t *testing.T) {
	for _, c := range []struct {
		field  string
		values []string
		want   bool
	}{
		{"path-pattern", []string{"*"}, true},
		{"path-pattern", []string{"/*"}, true},
		{"path-pattern", []string{"/**"}, true},
		{"path-pattern", []string{"/api/*", "/*"}, true},
		{"path-pattern", []string{"/api/*"}, false},
		{"path-pattern", []string{"/"}, false},
		{"path-pattern", []string{"/?*"}, false},
		{"path-pattern", []string{"/?*", "/"}, true},
		{"path-pattern", []string{"/", "/*?"}, true},
		{"path-pattern", []string{"/", "/??*"}, false},
		{"path-pattern", []string{"*.php"}, false},
		{"host-header", []string{"*"}, true},
		{"host-header", []string{"*.*"}, true},
		{"host-header", []string{"*.example.com"}, false},
		{"http-header", []string{"*"}, false},
		{"http-request-method", []string{"GET"}, false},
		{"http-request-method", []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}, true},
		{"http-request-method", []string{"HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}, false},
		{"query-string", []string{"*"}, false},
		{"source-ip", []string{"0.0.0.0/0"}, true},
		{"source-ip", []string{"0.0.0.0/1", "128.0.0.0/1", "::/0"}, true},
		{"source-ip", []string{"10.0.0.0/8"}, false},
		{"source-ip", nil, false},
	} {
		if got := (request.Condition{Field: c.field, Values: c.values}).MatchesAll(); got != c.want {
			t.Errorf("%s %v: %v", c.field, c.values, got)
		}
	}
}

// What an expression matches is said only where it is sure.
func TestExpressions(t *testing.T) {
	for _, c := range []struct {
		field, expression string
		all, may          bool
	}{
		{"path-pattern", ".*", true, true},
		{"path-pattern", "^.*$", true, true},
		{"path-pattern", "^(.*)$", true, true},
		{"path-pattern", "^/.*$", false, true},
		{"path-pattern", "/", false, true},
		{"path-pattern", "^/[^.]*$", false, false},
		{"path-pattern", "^/api/.*$", false, false},
		{"path-pattern", "^/(?!api).*$", false, true},
		{"path-pattern", "", false, true},
		{"host-header", ".*", true, true},
		{"host-header", "^www\\.example\\.com$", false, false},
		{"http-header", ".*", false, false},
	} {
		condition := request.Condition{Field: c.field, Regexes: []string{c.expression}}
		if all, may := condition.MatchesAll(), condition.MayMatchAll(); all != c.all || may != c.may {
			t.Errorf("%s %q: %v %v", c.field, c.expression, all, may)
		}
	}
}

func TestConditionsOfARule(t *testing.T) {
	path := request.Condition{Field: request.Path, Values: []string{"/*"}}
	some := request.Condition{Field: request.Path, Values: []string{"/a"}}
	any := request.Condition{Field: request.Host, Values: []string{"*"}}
	hosts := request.Condition{Field: request.Host, Values: []string{"a.example.com", "b.example.com"}}
	for name, c := range map[string]struct {
		conditions []request.Condition
		all        bool
		only       request.Condition
	}{
		"no condition":            {nil, true, request.Condition{}},
		"any path":                {[]request.Condition{path}, true, request.Condition{}},
		"any path of any host":    {[]request.Condition{path, any}, true, request.Condition{}},
		"some path":               {[]request.Condition{some}, false, some},
		"any path of two hosts":   {[]request.Condition{hosts, path}, false, hosts},
		"some path of two hosts":  {[]request.Condition{hosts, some}, false, request.Condition{}},
		"two conditions on hosts": {[]request.Condition{hosts, hosts}, false, request.Condition{}},
	} {
		if only, all := request.Only(c.conditions); all != c.all || only.Field != c.only.Field ||
			!slices.Equal(only.Values, c.only.Values) {
			t.Errorf("%s: %v, only %v", name, all, only)
		}
	}
}

func TestNarrowing(t *testing.T) {
	get := request.Condition{Field: request.Method, Values: []string{"GET"}}
	anywhere := request.Condition{Field: request.Source, Values: []string{"0.0.0.0/0"}}
	header := request.Condition{Field: request.Header, Values: []string{"secret"}}
	some := request.Condition{Field: request.Path, Values: []string{"/a"}}
	hosts := request.Condition{Field: request.Host, Values: []string{"a.example.com"}}
	for name, c := range map[string]struct {
		conditions []request.Condition
		want       []string
	}{
		"none":                  {nil, nil},
		"a path of a host":      {[]request.Condition{some, hosts}, nil},
		"from anywhere":         {[]request.Condition{some, anywhere}, nil},
		"a method twice":        {[]request.Condition{some, get, get}, []string{request.Method}},
		"a method and a header": {[]request.Condition{get, header, hosts}, []string{request.Header, request.Method}},
	} {
		if got := request.Narrowing(c.conditions); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
