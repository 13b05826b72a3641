package plan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// written adds a resource to the plan as Terraform shows what is written for it, and the text
// of it to the source.
func written(t *testing.T, address, text string, expressions map[string]any) error {
	t.Helper()
	typ, name, _ := strings.Cut(address, ".")
	p := pt.Load(t, "ok-prod").Apply(pt.Add("", typ, name, map[string]any{}, nil))
	for _, item := range p.Module("")["resources"].([]any) {
		if r := item.(map[string]any); r["address"] == address {
			r["expressions"] = expressions
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(terraform())); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(
		filepath.Join(dir, "more.tf"),
		[]byte("resource \""+typ+"\" \""+name+"\" {\n"+text+"\n}\n"),
		0o600,
	); err != nil {
		t.Fatal(err)
	}
	_, err := plan.Collect(p.JSON(), plan.Options{Name: "ok-prod", Source: dir})
	return err
}

func constant(v any) map[string]any { return map[string]any{"constant_value": v} }

// TestNamesOfModulesInResources: what is Terraform's own in a module call is a resource's own, and
// is compared there.
func TestNamesOfModulesInResources(t *testing.T) {
	project := map[string]any{"name": constant("x"), "source": []any{map[string]any{"type": constant("NO_SOURCE")}}}
	cluster := map[string]any{"name": constant("x"), "version": constant("1.30")}
	object := map[string]any{"key": constant("x"), "source": map[string]any{"references": []any{"path.module"}}}
	for _, c := range []struct {
		address, text string
		expressions   map[string]any
		want          string
	}{
		{"aws_codebuild_project.x", "name = \"x\"\nsource {\ntype = \"NO_SOURCE\"\n}", project, ""},
		{"aws_codebuild_project.x", "name = \"x\"\nsource {\ntype = \"GITHUB\"\n}", project, "aws_codebuild_project.x, source[0].type"},
		{"aws_codebuild_project.x", "name = \"x\"\nsource {\ntype = \"NO_SOURCE\"\n}", map[string]any{"name": constant("x")}, "aws_codebuild_project.x, source"},
		{"aws_eks_cluster.x", "name = \"x\"\nversion = \"1.30\"", cluster, ""},
		{"aws_eks_cluster.x", "name = \"x\"\nversion = \"1.31\"", cluster, "aws_eks_cluster.x, version"},
		{"aws_eks_cluster.x", "name = \"x\"\nversion = \"1.30\"", map[string]any{"name": constant("x")}, "aws_eks_cluster.x, version"},
		{"aws_s3_object.x", "key = \"x\"\nsource = \"${path.module}/x\"", object, ""},
		{"aws_appmesh_route.x", "name = \"x\"\nproviders = [\"a\"]", map[string]any{"name": constant("x"), "providers": constant([]any{"a"})}, ""},
		{"aws_appmesh_route.x", "name = \"x\"\ndepends_on = [module.data]\nlifecycle {\nprevent_destroy = true\n}", map[string]any{"name": constant("x")}, ""},
	} {
		err := written(t, c.address, c.text, c.expressions)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}
