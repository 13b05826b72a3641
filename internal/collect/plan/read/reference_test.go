package read_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// TestParseReference: keys may hold dots, brackets and quotes, and several may stand behind one name.
func TestParseReference(t *testing.T) {
	for text, want := range map[string][]string{
		`aws_vpc.main.id`:                       {"aws_vpc", "main", "id"},
		`module.a["x.y"].aws_subnet.b[0].id`:    {"module", `a "x.y"`, "aws_subnet", "b 0", "id"},
		`local.subnets["10.0.1.0/24"]["a]b"].x`: {"local", `subnets "10.0.1.0/24" "a]b"`, "x"},
		`var.names["say \"hi\""]`:               {"var", `names "say \"hi\""`},
		`data.aws_ami.x`:                        {"data", "aws_ami", "x"},
		``:                                      nil,
		`aws_vpc.x[`:                            {"aws_vpc", "x"},
	} {
		var got []string
		for _, s := range read.ParseReference(text) {
			for _, key := range s.Keys() {
				s.Name += " " + key
			}
			got = append(got, s.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestParentModule: a module instance has the address of what calls it, with the keys of those around it.
func TestParentModule(t *testing.T) {
	for _, c := range [][4]string{
		{"", "", "", ""},
		{"module.a", "", "a", ""},
		{`module.a["x"].module.b`, `module.a["x"]`, "b", ""},
		{`module.a.module.b["module.c"]`, "module.a", "b", `"module.c"`},
	} {
		parent, call := read.ParentModule(c[0])
		if parent != c[1] || call.Name != c[2] || call.Key != c[3] {
			t.Errorf("%s: %q, %q, %q", c[0], parent, call.Name, call.Key)
		}
	}
}
