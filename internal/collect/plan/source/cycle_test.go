package source

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/valyala/fastjson"
)

// circle is a plan in which two resources hand on each other's attribute.
type circle struct{}

func (circle) Instances(_, block string) ([]Instance, bool) {
	return []Instance{
		{
			Address: block,
			After:   fastjson.MustParse(`{}`),
			Unknown: fastjson.MustParse(`{"vpc_id":true,"subnets":true}`),
		},
	}, true
}

func (circle) Children(string, string) ([]Child, bool) { return nil, true }

func (circle) Variable(string) []byte { return nil }

// TestWrittenInACircle: no plan has one, but a source that somebody edited may.
func TestWrittenInACircle(t *testing.T) {
	dir := t.TempDir()
	text := `
		resource "x" "a" {
			vpc_id = x.b.vpc_id
			subnets = [for s in x.b.subnets : s]
		}
		resource "x" "b" {
			vpc_id = x.a.vpc_id
			subnets = [for s in x.a.subnets : s]
		}`
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	folder, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	e := NewEvaluator(folder, circle{})
	for _, name := range []string{"vpc_id", "subnets"} {
		value, ok := e.Attribute(&Scope{}, "x.a", "", []string{name}, nil)
		for steps := 0; ok; steps++ {
			if value, ok = value.Written(); steps > 10*mostSteps {
				t.Fatalf("%s goes round", name)
			}
		}
	}
}
