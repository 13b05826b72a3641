package read_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// all is of types of which every one becomes a noun.
type all struct{}

func (all) IsModeled(string) bool { return true }
func (all) IsNoun(string) bool    { return true }

// header is what every plan begins with.
const header = `{"format_version":"1.2","terraform_version":"1.11.0","complete":true,`

// instances reads one plan with the given changes, and finds each by its address.
func instances(t *testing.T, changes string) map[string]*read.Instance {
	t.Helper()
	text := header + `"resource_changes":[` + changes + `]}`
	plans, err := read.Files([]read.File{{Data: []byte(text)}}, all{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*read.Instance{}
	for _, in := range plans.Instances {
		found[in.Address] = in
	}
	return found
}

func change(address, mode, actions, rest string) string {
	typ, name, _ := strings.Cut(strings.TrimPrefix(address, "data."), ".")
	return `{"address":"` + address + `","mode":"` + mode + `","type":"` + typ + `","name":"` + name +
		`","change":{"actions":[` + actions + `],` + rest + `}}`
}

// TestStates: what a plan says of an attribute, also below one that is unknown or sensitive as a whole, and of one that is
// of another type than expected.
func TestStates(t *testing.T) {
	in := instances(t, change("aws_x.a", "managed", `"create"`, `"after":{"known":"v","null":null,"zero":0,
		"list":[{"deep":true},{"deep":null}],"secret":{"inner":"s"},"text":"t"},
		"after_unknown":{"later":true,"list":[{},{"deep":true}],"whole":true},"after_sensitive":{"secret":true}`))["aws_x.a"]
	for path, want := range map[string]read.State{
		"known": read.Known, "null": read.Null, "absent": read.Null, "zero": read.Known, "later": read.Unknown,
		"list.0.deep": read.Known, "list.1.deep": read.Unknown, "list.7.deep": read.Null, "whole.0.anything": read.Unknown,
		"secret": read.Sensitive, "secret.inner": read.Sensitive, "text.0.inner": read.Misread,
	} {
		if _, got := in.At(path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	if v := in.Text("zero", "other"); v.Or("") != "0" {
		t.Errorf("a number is the text that Terraform makes of it: %v", v)
	}
	if v := in.Boolean("later", true); v.IsKnown() {
		t.Errorf("a default has decided for an unknown: %v", v)
	}
}

// TestWhatIsThere: what is deleted or deposed is gone, what is forgotten stays, and a data source leads to what is managed.
func TestWhatIsThere(t *testing.T) {
	const arn = `{"id":"i","arn":"arn:aws:ec2:eu-central-1:111122223333:vpc/i"}`
	found := instances(t, strings.Join([]string{
		change("aws_vpc.new", "managed", `"create"`, `"after":{}`),
		change("aws_vpc.gone", "managed", `"delete"`, `"before":{},"after":null`),
		change("aws_vpc.left", "managed", `"forget"`, `"before":{"cidr_block":"10.0.0.0/16"},"after":null`),
		change("aws_vpc.own", "managed", `"no-op"`, `"before":`+arn+`,"after":`+arn),
		change("data.aws_vpc.read", "data", `"read"`, `"after":`+arn),
	}, ","))
	if len(found) != 4 || found["aws_vpc.gone"] != nil {
		t.Errorf("%d are there", len(found))
	}
	if in := found["aws_vpc.left"]; in == nil || !in.Kept || in.Text("cidr_block").Or("") != "10.0.0.0/16" {
		t.Errorf("what is forgotten: %+v", in)
	}
	if in := found["data.aws_vpc.read"]; in == nil || in.Itself() != found["aws_vpc.own"] {
		t.Errorf("what is read: %+v", in)
	}
}

// TestSecretsAreDropped: a text that is marked anywhere is in no value of its own resource, and known to be one elsewhere.
func TestSecretsAreDropped(t *testing.T) {
	const secret = "vEry-Secret-1234"
	text := header + `"resource_changes":[` + change("aws_x.a", "managed", `"create"`,
		`"after":{"password":"`+secret+`","copy":"`+secret+`"},"after_sensitive":{"password":true}`) + `]}`
	plans, err := read.Files([]read.File{{Data: []byte(text)}}, all{})
	if err != nil {
		t.Fatal(err)
	}
	if !plans.Marked.IsIn("url?" + secret) {
		t.Error("the text is not known as a secret")
	}
	if v, state := plans.Instances[0].At("password"); state != read.Sensitive || v != nil {
		t.Errorf("%v %d", v, state)
	}
}

// TestTwoPlans: several plans are modules of one root, and two that manage the same are refused.
func TestTwoPlans(t *testing.T) {
	plan := func(name, arn string) []byte {
		return []byte(header + `"resource_changes":[` + change("aws_vpc."+name, "managed", `"no-op"`,
			`"after":{"arn":"`+arn+`"}`) + `]}`)
	}
	a, b := "arn:aws:ec2:eu-central-1:111122223333:vpc/a", "arn:aws:ec2:eu-central-1:111122223333:vpc/b"
	files := func(one, other []byte) []read.File {
		return []read.File{{one, read.Options{Name: "one.json"}}, {other, read.Options{Name: "other.json"}}}
	}
	plans, err := read.Files(files(plan("x", a), plan("x", b)), all{})
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range plans.Instances {
		if label := plans.Reads(in).Label; label != plans.Inputs[i].Label || !strings.HasPrefix(in.Address, label+":") {
			t.Errorf("%s was read in %s", in.Address, label)
		}
	}
	if _, err := read.Files(files(plan("x", a), plan("y", a)), all{}); !read.IsInputError(err) {
		t.Errorf("two owners: %v", err)
	}
}
