package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/encoding/unicode"
)

// InputError is an input that is not a plan: one sentence that says what it is and what to do.
type InputError struct{ Sentence string }

func (e *InputError) Error() string { return e.Sentence }

func notAPlan(format string, args ...any) error {
	return &InputError{fmt.Sprintf(format, args...)}
}

const showHint = "run `terraform show -json PLANFILE > tfplan.json` and give archcheck that file"

// Text returns the input as UTF-8 without a byte order mark. PowerShell's `>` writes UTF-16.
func Text(data []byte) ([]byte, error) {
	decode := func(order unicode.Endianness) ([]byte, error) {
		out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return nil, notAPlan("the input looks like UTF-16 but is not valid: %v; save it as UTF-8", err)
		}
		return out, nil
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return data[3:], nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")), len(data) > 1 && data[0] == 0 && data[1] == '{':
		return decode(unicode.BigEndian)
	case bytes.HasPrefix(data, []byte("\xff\xfe")), len(data) > 1 && data[0] == '{' && data[1] == 0:
		return decode(unicode.LittleEndian)
	}
	return data, nil
}

// checkBytes recognizes inputs that are not JSON at all.
func checkBytes(data []byte) error {
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	switch {
	case len(trimmed) == 0:
		return notAPlan("the input is empty; %s", showHint)
	case bytes.HasPrefix(trimmed, []byte("PK\x03\x04")):
		return notAPlan("this is a binary plan file; %s", showHint)
	case bytes.HasPrefix(trimmed, []byte("[command]")):
		return notAPlan(
			"the first line was written by the setup-terraform wrapper; set `terraform_wrapper: false` on hashicorp/setup-terraform and write the file again",
		)
	case trimmed[0] != '{' && json.Valid(data):
		return notAPlan("this is JSON, but no plan, which is an object; %s", showHint)
	case trimmed[0] != '{':
		return notAPlan("this is not JSON (it starts with %q); %s", firstWord(trimmed), showHint)
	}
	return nil
}

func firstWord(data []byte) string {
	if i := bytes.IndexAny(data, "\r\n"); i >= 0 {
		data = data[:i]
	}
	const most = 30
	if len(data) > most {
		data = data[:most]
	}
	return string(data)
}

// isOfPlan: only plans and states have such a member.
func isOfPlan(member string) bool {
	return slices.Contains([]string{"resource_changes", "planned_values", "values"}, member)
}

// Foreign recognizes, by its top-level members, what else Terraform writes as JSON and is no plan.
func Foreign(members []string) error {
	has := func(name string) bool { return slices.Contains(members, name) }
	switch {
	case slices.ContainsFunc(members, isOfPlan):
		return nil
	case has("encrypted_data") && has("meta"):
		return notAPlan(
			"this is an encrypted plan file of OpenTofu; run `tofu show -json PLANFILE > tfplan.json` where its key is, and give archcheck that file",
		)
	case has("provider_schemas"):
		return notAPlan("this is the output of `terraform providers schema -json`; %s", showHint)
	case has("valid") && has("diagnostics"):
		return notAPlan("this is the output of `terraform validate -json`; %s", showHint)
	case has("remote_plan_format"):
		return notAPlan("this names a plan in HCP Terraform and does not hold it; %s", showHint)
	case has("@level") || has("@message"):
		return notAPlan("this is the event stream of `terraform plan -json`; %s", showHint)
	case has("lineage") || has("serial") && has("resources"):
		return notAPlan(
			"this is a raw Terraform state; run `terraform show -json > state.json` and give archcheck that file",
		)
	}
	return nil
}

// checkMembers recognizes JSON documents of another kind by their top-level members.
func checkMembers(members []string) error {
	if err := Foreign(
		members,
	); err != nil || slices.ContainsFunc(members, isOfPlan) ||
		slices.Contains(members, "format_version") {
		return err
	}
	return notAPlan("this JSON is not a Terraform plan (no resource_changes, no values); %s", showHint)
}

// IsInputError reports whether err says that the input is not a plan.
func IsInputError(err error) bool {
	var input *InputError
	return errors.As(err, &input)
}
