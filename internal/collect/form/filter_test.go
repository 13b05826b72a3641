package form

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestLetsAlarmsThrough: alarms carry no attributes, so that a filter that asks for one keeps them out.
func TestLetsAlarmsThrough(t *testing.T) {
	for _, c := range []struct{ policy, scope, want string }{
		{"", "", "true"}, {"{}", "MessageBody", "true"}, {"[]", "", "unknown"}, {"{", "", "unknown"},
		{`{"team":["a"]}`, "", "false"}, {`{"team":["a"]}`, "MessageAttributes", "false"},
		{`{"team":[{"exists":true}]}`, "", "false"}, {`{"team":[{"exists":false}]}`, "", "true"},
		{`{"team":["a",{"exists":false}]}`, "", "true"}, {`{"team":[{"exists":false}],"severity":["high"]}`, "", "false"},
		{`{"team":[{"anything-but":["a"]}]}`, "", "false"},
		{`{"$or":[{"team":["a"]},{"severity":[{"exists":false}]}]}`, "", "true"}, {`{"$or":[{"team":["a"]},{"severity":["high"]}]}`, "", "false"},
		{`{"NewStateValue":["ALARM","OK"]}`, "MessageBody", "true"}, {`{"NewStateValue":["OK"]}`, "MessageBody", "false"},
		{`{"NewStateValue":["OK"],"Region":["x"]}`, "MessageBody", "false"}, {`{"NewStateValue":["ALARM"],"Region":["x"]}`, "MessageBody", "unknown"},
		{`{"NewStateValue":[{"prefix":"AL"}]}`, "MessageBody", "unknown"}, {`{"AlarmName":["x"]}`, "MessageBody", "unknown"},
		{`{"team":["a"]}`, "?", "unknown"}, {"?", "", "unknown"}, {"", "?", "true"},
	} {
		if got := said(LetsAlarmsThrough(asked(c.policy), asked(c.scope))); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.policy, c.scope, got, c.want)
		}
	}
}

func asked(text string) model.Value[string] {
	if text == "?" {
		return model.Value[string]{}
	}
	return model.Known(text)
}

func said(v model.Value[bool]) string {
	switch yes, known := v.Get(); {
	case !known:
		return "unknown"
	case yes:
		return "true"
	}
	return "false"
}
