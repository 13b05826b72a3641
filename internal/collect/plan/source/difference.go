package source

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Difference is the first place where a source is not what a plan was made from. It says
// nothing about values that are secret or long.
type Difference struct {
	// Address is the resource, module call, variable or output, Attribute the path in it.
	Address, Attribute string
	// Plan and Source are what each of them says.
	Plan, Source string
	// File and Line are where the source says it, as far as it does.
	File string
	Line int
}

// Error names the difference and says what to do.
func (d *Difference) Error() string {
	what := d.Address
	if d.Attribute != "" {
		what += ", " + d.Attribute
	}
	where := "the source"
	if d.File != "" {
		where = fmt.Sprintf("the source (%s:%d)", d.File, d.Line)
	}
	return fmt.Sprintf("the source is not this plan's: %s: the plan says %s, %s says %s; "+
		"give the folder that `terraform plan` ran in, at the commit of the plan", what, d.Plan, where, d.Source)
}

func (d *Difference) at(r hcl.Range) *Difference {
	d.File, d.Line = r.Filename, r.Start.Line
	return d
}

// Hidden stands for a value that is secret or too long to be printed.
const Hidden = "another value"

// Shown is a value as an error may print it: scalars that are short and not secret.
func Shown(value any, secret bool) string {
	text := fmt.Sprint(value)
	switch v := value.(type) {
	case nil:
		return "nothing"
	case bool, json.Number:
	case string:
		text = fmt.Sprintf("%q", v)
	default:
		secret = true
	}
	const most = 60
	if secret || len(text) > most || strings.ContainsAny(text, " \n") {
		return Hidden
	}
	return text
}

// IsSecretName reports whether an attribute is named as what holds a secret.
func IsSecretName(attribute string) bool {
	lower := strings.ToLower(attribute)
	for _, word := range []string{"password", "secret", "token", "credential", "private_key", "user_data", "_wo"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}
