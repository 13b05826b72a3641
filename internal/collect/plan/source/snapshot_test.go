package source_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
)

// member is one of a zip; mode makes it something else than a plain file.
type member struct {
	name, content string
	mode          fs.FileMode
}

func zipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		header := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.mode != 0 {
			header.SetMode(m.mode)
		}
		f, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(m.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const manifest = `[{"Key":"","Dir":"."},{"Key":"a","Source":"./a","Dir":"a"},{"Key":"a.b","Source":"x/y/aws","Dir":".terraform/modules/a.b"}]`

func planMembers(more ...member) []member {
	return append([]member{
		{name: "tfplan"}, {name: "tfconfig/modules.json", content: manifest},
		{name: "tfconfig/m-/main.tf", content: `module "a" { source = "./a" }`},
		{name: "tfconfig/m-a/main.tf", content: `module "b" { source = "x/y/aws" }`},
		{name: "tfconfig/m-a.b/main.tf", content: "\nresource \"aws_vpc\" \"this\" {}"},
	}, more...)
}

func TestSnapshot(t *testing.T) {
	for _, c := range []struct {
		name string
		more []member
		tofu bool
	}{
		{"Terraform", []member{{name: ".terraform.lock.hcl", content: `provider "registry.terraform.io/hashicorp/aws" {}`}}, false},
		{"OpenTofu", []member{{name: ".terraform.lock.hcl", content: `provider "registry.opentofu.org/hashicorp/aws" {}`}}, true},
		{"without providers", nil, false},
		{"with members that nobody knows", []member{{name: "tfschemas/x"}, {name: "../../etc/passwd"}}, false},
	} {
		s, err := source.ReadSnapshot(zipOf(t, planMembers(c.more...)...))
		if err != nil || s.Tofu != c.tofu {
			t.Fatalf("%s: %v, tofu %v", c.name, err, s)
		}
		f, err := source.OpenSnapshot(s, "")
		if err != nil {
			t.Fatal(err)
		}
		if file, line := f.Position(
			[]string{"a", "b"},
			"aws_vpc.this",
		); file != ".terraform/modules/a.b/main.tf" ||
			line != 2 {
			t.Errorf("%s: the VPC stands in %s:%d", c.name, file, line)
		}
		if _, err := f.ReadFile("/etc/hostname"); err == nil {
			t.Errorf("%s: a file of this machine was read", c.name)
		}
		if _, err := f.Glob(".", "*"); err == nil {
			t.Errorf("%s: a folder of this machine was read", c.name)
		}
	}
}

// TestHostileSnapshots: each ends with a sentence, and none takes more than its bounds.
func TestHostileSnapshots(t *testing.T) {
	whole := zipOf(t, planMembers()...)
	big := strings.Repeat(" ", 9<<20)
	var many []member
	for i := range 10 {
		many = append(many, member{name: fmt.Sprintf("tfconfig/m-/f%d.tf", i), content: big[:7<<20]})
	}
	var countless []member
	for i := range 50_001 {
		countless = append(countless, member{name: fmt.Sprint(i)})
	}
	for _, c := range []struct {
		name, says string
		data       []byte
	}{
		{"nothing", "truncated or damaged", nil},
		{"the first half", "truncated or damaged", whole[:len(whole)/2]},
		{"without the directory", "truncated or damaged", whole[:len(whole)-30]},
		{"another zip", "no plan file of Terraform or OpenTofu", zipOf(t, member{name: "word/document.xml"})},
		{"no manifest", "truncated or damaged", zipOf(t, member{name: "tfplan"}, member{name: "tfconfig/m-/main.tf"})},
		{"a manifest of another kind", "truncated or damaged", zipOf(t, member{name: "tfplan"}, member{name: "tfconfig/modules.json", content: `{"a":1}`})},
		{"no configuration", "carries no configuration", zipOf(t, member{name: "tfplan"}, member{name: "tfconfig/modules.json", content: manifest})},
		{"a file that is too big", "bigger than archcheck reads", zipOf(t, planMembers(member{name: "tfconfig/m-/big.tf", content: big})...)},
		{"too much in all", "bigger than archcheck reads", zipOf(t, planMembers(many...)...)},
		{"too many members", "more than 50000", zipOf(t, planMembers(countless...)...)},
		{"the same twice", "two members", zipOf(t, planMembers(member{name: "tfconfig/m-/main.tf"})...)},
		{"a path that leads out", "no plain file", zipOf(t, planMembers(member{name: "tfconfig/m-/../../../etc/passwd"})...)},
		{"a path of Windows that leads out", "no plain file", zipOf(t, planMembers(member{name: `tfconfig/m-/..\..\x.tf`})...)},
		{"a link", "no plain file", zipOf(t, planMembers(member{name: "tfconfig/m-/link.tf", content: "/etc/passwd", mode: fs.ModeSymlink | 0o777})...)},
		{"a folder", "no plain file", zipOf(t, planMembers(member{name: "tfconfig/m-/x/"})...)},
	} {
		if _, err := source.ReadSnapshot(c.data); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

// TestHostileConfiguration: what the files of a snapshot hold is parsed with bounds as well.
func TestHostileConfiguration(t *testing.T) {
	for name, content := range map[string]string{
		"x.tf":      "locals { a = " + strings.Repeat("[", 100_000) + " }",
		"x.tf.json": strings.Repeat(`{"a":`, 100_000),
		"y.tf.json": `{"locals": {"a": "${"}}`,
		"z.tf.json": `[1]`,
		"w.tf.json": `{"locals": {}} {}`,
	} {
		s, err := source.ReadSnapshot(zipOf(t, planMembers(member{name: "tfconfig/m-/" + name, content: content})...))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := source.OpenSnapshot(s, ""); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzSnapshot(f *testing.F) {
	f.Add(zipOf(f, planMembers()...))
	f.Add(
		zipOf(
			f,
			planMembers(
				member{
					name:    "tfconfig/m-/x.tf.json",
					content: `{"resource":{"aws_vpc":{"a":[{"tags":{"b":"${var.c}"},"x":[{"y":1}],"dynamic":{"z":{"for_each":"${[1]}","content":{}}}}]}}}`,
				},
			)...),
	)
	f.Fuzz(func(_ *testing.T, data []byte) {
		s, err := source.ReadSnapshot(data)
		if err != nil {
			return
		}
		if folder, err := source.OpenSnapshot(s, ""); err == nil {
			folder.Position([]string{"a", "b"}, "aws_vpc.this")
		}
	})
}

// FuzzJSONSyntax gives the reader any text as a file in JSON syntax.
func FuzzJSONSyntax(f *testing.F) {
	f.Add(
		`{"resource":{"aws_vpc":{"a":{"tags":{"b":"${var.c}"},"lifecycle":{"ignore_changes":["tags"]}}}},"check":{"x":{"data":{"aws_vpc":{"b":{}}}}}}`,
	)
	f.Add(
		`{"variable":{"x":{"type":"list(string)","default":["a"]}},"module":{"m":[{"source":"./m","providers":{"aws":"aws.b"}}]},"locals":[{"a":1e9},{"b":null}]}`,
	)
	f.Fuzz(func(t *testing.T, content string) {
		s, err := source.ReadSnapshot(zipOf(t, planMembers(member{name: "tfconfig/m-/x.tf.json", content: content})...))
		if err != nil {
			return
		}
		_, _ = source.OpenSnapshot(s, "")
	})
}

// TestFilesBeside: other files are read from the folder that a plan was made in only where the
// module there is still the plan's.
func TestFilesBeside(t *testing.T) {
	disk := t.TempDir()
	put := func(name, content string) {
		path := filepath.Join(disk, name)
		if err := errors.Join(
			os.MkdirAll(filepath.Dir(path), 0o700),
			os.WriteFile(path, []byte(content), 0o600),
		); err != nil {
			t.Fatal(err)
		}
	}
	put("main.tf", `module "a" { source = "./a" }`)
	put("task.json", "root")
	put("a/main.tf", "# edited since")
	put("a/task.json", "edited module")
	put("../outside.json", "nobody's")
	s, err := source.ReadSnapshot(zipOf(t, planMembers()...))
	if err != nil {
		t.Fatal(err)
	}
	f, err := source.OpenSnapshot(s, disk)
	if err != nil {
		t.Fatal(err)
	}
	f.Position([]string{"a"}, "") // reads the module
	for name, want := range map[string]error{"./task.json": nil, "a/task.json": source.ErrNotInSnapshot, "../outside.json": source.ErrOutside,
		"none.json": fs.ErrNotExist, "/etc/hostname": source.ErrOutside} {
		if _, err := f.ReadFile(name); !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	put("main.tf", `module "a" { source = "./b" }`)
	if f, err = source.OpenSnapshot(s, disk); err != nil {
		t.Fatal(err)
	}
	if _, err := f.ReadFile("task.json"); !errors.Is(err, source.ErrNotInSnapshot) {
		t.Errorf("beside an edited root module: %v", err)
	}
}
