package form

import (
	"slices"
	"testing"
)

func TestHeralds(t *testing.T) {
	for _, c := range []struct {
		rule string
		want []string
		ok   bool
	}{
		{`ALARM(a)`, []string{"a"}, true},
		{`ALARM("a b (c)")`, []string{"a b (c)"}, true},
		{`ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a") OR ALARM(b)`, []string{"arn:aws:cloudwatch:us-east-1:123456789012:alarm:a", "b"}, true},
		{`ALARM(a) AND NOT ALARM(maintenance)`, []string{"a"}, true},
		{`ALARM(a) AND (ALARM(b) OR OK(c))`, []string{"a", "b"}, true},
		{`NOT (ALARM(a) OR NOT ALARM(b))`, []string{"b"}, true},
		{`NOT OK(a)`, []string{"a"}, true},
		{`OK(a) OR INSUFFICIENT_DATA(b)`, nil, true},
		{`ALARM(a) AND FALSE`, nil, true},
		{`ALARM(a) OR TRUE`, nil, true},
		{`ALARM(a) AND TRUE`, []string{"a"}, true},
		{`NOT (FALSE AND ALARM(a))`, nil, true},
		{`AT_LEAST(2, ALARM, (a, "b", c))`, []string{"a", "b", "c"}, true},
		{`AT_LEAST(50%, NOT ALARM, (a))`, nil, false},
		{`AT_LEAST(50%, ALARM, (a, b))`, []string{"a", "b"}, true},
		{`AT_LEAST(3, ALARM, (a, b))`, nil, true},
		{`AT_LEAST(many, ALARM, (a, b))`, nil, false},
		{`ALARM(a) AND OK(a)`, nil, true},
		{`ALARM(a) AND NOT ALARM(a) OR ALARM(b)`, []string{"b"}, true},
		{`ALARM(a) OR NOT ALARM(a)`, nil, true},
		{`ALARM(a) AND (ALARM(b) AND NOT ALARM(b))`, nil, true},
		{`NOT OK(a) AND NOT ALARM(a)`, nil, true},
		{`ALARM(a) AND ALARM(b)`, []string{"a", "b"}, true},
		{`FALSE`, nil, true},
		{"ALARM(a)\n  OR\n  ALARM(b)\n", []string{"a", "b"}, true},
		{`ALARM(a) OR`, nil, false},
		{`ALARM(a`, nil, false},
		{`ALARMED(a)`, nil, false},
		{`(ALARM(a)`, nil, false},
		{``, nil, false},
	} {
		got, ok := Heralds(c.rule)
		if ok != c.ok || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", c.rule, got, ok)
		}
	}
}
