package account

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// TestSuppressedComposite: whether another alarm holds back a composite alarm's actions is open, unless they are off
// anyway.
func TestSuppressedComposite(t *testing.T) {
	for _, c := range []struct {
		enabled    bool
		suppressor *string
		want       string
	}{{true, nil, "true"}, {true, aws.String("deploying"), "open"}, {false, aws.String("deploying"), "false"}} {
		got := "open"
		if v, known := heard(
			types.CompositeAlarm{ActionsEnabled: &c.enabled, ActionsSuppressor: c.suppressor},
		).Get(); known {
			got = map[bool]string{true: "true", false: "false"}[v]
		}
		if got != c.want {
			t.Errorf("enabled %t, suppressor %q: %s, want %s", c.enabled, aws.ToString(c.suppressor), got, c.want)
		}
	}
}
