package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// jsonWriter writes native syntax in JSON syntax; single writes a lone block as an object.
type jsonWriter struct {
	content []byte
	single  bool
}

func (w *jsonWriter) source(r hcl.Range) string { return string(w.content[r.Start.Byte:r.End.Byte]) }

func (w *jsonWriter) expression(e hclsyntax.Expression) any {
	if value, diagnostics := e.Value(nil); !diagnostics.HasErrors() && value.IsWhollyKnown() {
		data, err := ctyjson.Marshal(value, value.Type())
		var v any
		if err == nil && json.Unmarshal(data, &v) == nil {
			return escaped(v)
		}
	}
	switch e := e.(type) {
	case *hclsyntax.TupleConsExpr:
		all := []any{}
		for _, item := range e.Exprs {
			all = append(all, w.expression(item))
		}
		return all
	case *hclsyntax.ObjectConsExpr:
		members := map[string]any{}
		for _, item := range e.Items {
			key, diagnostics := item.KeyExpr.Value(nil)
			if diagnostics.HasErrors() {
				return "${" + w.source(e.Range()) + "}"
			}
			members[key.AsString()] = w.expression(item.ValueExpr)
		}
		return members
	}
	return "${" + w.source(e.Range()) + "}"
}

// escaped keeps literal texts from being templates.
func escaped(v any) any {
	switch v := v.(type) {
	case string:
		return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(v)
	case []any:
		for i := range v {
			v[i] = escaped(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = escaped(v[k])
		}
	}
	return v
}

func (w *jsonWriter) body(b *hclsyntax.Body, code ...string) map[string]any {
	out := map[string]any{"//": "a comment"}
	for name, a := range b.Attributes {
		out[name] = w.expression(a.Expr)
		if slices.Contains(code, name) {
			out[name] = w.source(a.Expr.Range())
		}
		if tuple, ok := a.Expr.(*hclsyntax.TupleConsExpr); ok && (name == "ignore_changes" || name == "depends_on") {
			var names []any
			for _, item := range tuple.Exprs {
				names = append(names, w.source(item.Range()))
			}
			out[name] = names
		}
	}
	for _, block := range b.Blocks {
		inner := w.body(block.Body, codeIn(block.Type)...)
		at, name := out, block.Type
		for _, label := range block.Labels {
			next, _ := at[name].(map[string]any)
			if next == nil {
				next = map[string]any{}
				at[name] = next
			}
			at, name = next, label
		}
		list, _ := at[name].([]any)
		if one, ok := at[name].(map[string]any); ok {
			list = []any{one}
		}
		if list = append(list, inner); len(list) == 1 && w.single {
			at[name] = inner
			continue
		}
		at[name] = list
	}
	return out
}

func codeIn(block string) []string {
	switch block {
	case "variable":
		return []string{"type"}
	case "dynamic":
		return []string{"iterator"}
	}
	return nil
}

// inJSONSyntax copies a tree with each .tf file in JSON syntax, under the other ending.
func inJSONSyntax(t *testing.T, from string, single bool, ending string) string {
	t.Helper()
	to := t.TempDir()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		below, _ := filepath.Rel(from, path)
		if err != nil || entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, below), 0o700)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, ok := strings.CutSuffix(below, ".tf")
		if !ok {
			return os.WriteFile(filepath.Join(to, below), content, 0o600)
		}
		file, diagnostics := hclsyntax.ParseConfig(content, path, hcl.InitialPos)
		if diagnostics.HasErrors() {
			return diagnostics
		}
		w := &jsonWriter{content, single}
		out, err := json.MarshalIndent(w.body(file.Body.(*hclsyntax.Body)), "", "  ")
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name+ending), out, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// TestJSONSyntax: a source in JSON syntax says what the same source in native syntax says.
func TestJSONSyntax(t *testing.T) {
	native := filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform")
	for _, env := range []string{"prod", "dev"} {
		plan, root := pt.Path("ok-"+env), sourceOf(env)
		below, err := filepath.Rel(native, root)
		if err != nil {
			t.Fatal(err)
		}
		for _, single := range []bool{false, true} {
			tree := filepath.Join(inJSONSyntax(t, native, single, ".tf.json"), below)
			data, err := os.ReadFile(plan)
			if err != nil {
				t.Fatal(err)
			}
			r, code := judgePlan(t, data, "--env", env, "--source", tree, "--undecided-on", "low")
			if code != 0 || r.Summary.Unknown > 0 {
				t.Errorf("%s, lone blocks as objects %v: exit %d\n%s", env, single, code, messages(r))
			}
			for _, v := range r.Verdicts {
				if v.Rule == "backup/retention-days" &&
					(!strings.HasSuffix(v.Resource.File, "main.tf.json") || v.Resource.Line < 2) {
					t.Errorf("the database stands in %s:%d", v.Resource.File, v.Resource.Line)
				}
			}
		}
	}
}

// shownAsWritten adds what Terraform shows of an expression in JSON syntax: its text, as a constant.
func shownAsWritten(v any) {
	switch v := v.(type) {
	case map[string]any:
		if refs, ok := v["references"].([]any); ok && len(refs) > 0 {
			v["constant_value"] = []any{"${" + refs[0].(string) + "}"}
		}
		for _, member := range v {
			shownAsWritten(member)
		}
	case []any:
		for _, item := range v {
			shownAsWritten(item)
		}
	}
}

// TestPlanOfJSONSyntax: what Terraform shows of expressions in JSON syntax are no constants.
func TestPlanOfJSONSyntax(t *testing.T) {
	native := pt.Load(t, "ok-prod")
	want, _ := judgePlan(t, native.JSON(), "--env", "prod")
	shownAsWritten(native.Root["configuration"])
	got, _ := judgePlan(t, native.JSON(), "--env", "prod")
	if a, b := verdictsOf(want), verdictsOf(got); !slices.Equal(a, b) {
		t.Errorf("other verdicts: %s", difference(a, b))
	}
	tree := inJSONSyntax(t, filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform"), false, ".tf.json")
	if r, code := judgePlan(t, native.JSON(), "--env", "prod", "--source", tree, "--undecided-on", "low"); code != 0 {
		t.Errorf("with its source: exit %d\n%s", code, messages(r))
	}
	// A function without references: its text is no value.
	open := pt.Load(t, "ok-prod")
	for _, item := range open.Module("module.data")["resources"].([]any) {
		if r := item.(map[string]any); r["address"] == "aws_db_instance.this" {
			r["expressions"].(map[string]any)["deletion_protection"] = map[string]any{
				"constant_value": "${timestamp() == \"\"}",
			}
		}
	}
	open.Apply(func(p *pt.Plan) {
		c := p.Resource(database)["change"].(map[string]any)
		delete(c["after"].(map[string]any), "deletion_protection")
		c["after_unknown"].(map[string]any)["deletion_protection"] = true
	})
	r, _ := judgePlan(t, open.JSON(), "--env", "prod")
	if got := statuses(r, "backup/deletion-protection"); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
		t.Errorf("deletion protection is %v", got)
	}
}

// TestJSONSyntaxIsHeldAgainstThePlan: another source in JSON syntax is refused.
func TestJSONSyntaxIsHeldAgainstThePlan(t *testing.T) {
	native := filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform")
	for _, c := range []struct{ file, old, new string }{
		{"modules/data/main.tf.json", `"engine": "postgres"`, `"engine": "mysql"`},
		{"modules/security/main.tf.json", "${aws_security_group.app.id}", "${aws_security_group.alb.id}"},
		{"main.tf.json", `"max_tasks": 10`, `"max_tasks": 11`},
	} {
		tree := inJSONSyntax(t, native, false, ".tf.json")
		file := filepath.Join(tree, filepath.FromSlash(c.file))
		data, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(data), c.old) {
			t.Fatalf("%v: %s does not hold %q", err, c.file, c.old)
		}
		write(t, file, []byte(strings.Replace(string(data), c.old, c.new, 1)))
		if code, _, errs := execute("plan", pt.Path("ok-prod"), "--env", "prod", "--source", tree); code != 2 ||
			!strings.Contains(string(errs), "not this plan's") {
			t.Errorf("%s: exit %d %s", c.new, code, errs)
		}
	}
}

// TestOpenTofuFiles: OpenTofu reads its own file instead of Terraform's of the same name; Terraform never does.
func TestOpenTofuFiles(t *testing.T) {
	native := filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform")
	tree := t.TempDir()
	if err := os.CopyFS(tree, os.DirFS(native)); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(tree, "modules", "data")
	content, err := os.ReadFile(filepath.Join(data, "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(data, "main.tofu"), content)
	write(
		t,
		filepath.Join(data, "main.tf"),
		[]byte(strings.ReplaceAll(string(content), "aws_db_instance", "aws_db_instances")),
	)
	text := string(pt.Load(t, "ok-prod").JSON())
	for _, c := range []struct {
		name, plan string
		code       int
	}{
		{"Terraform", text, 2},
		{"OpenTofu", strings.ReplaceAll(text, "registry.terraform.io/", "registry.opentofu.org/"), 0},
	} {
		plan := filepath.Join(t.TempDir(), "plan.json")
		write(t, plan, []byte(c.plan))
		if code, out, errs := execute(
			"plan",
			plan,
			"--env",
			"prod",
			"--source",
			tree,
			"--undecided-on",
			"low",
		); code != c.code {
			t.Errorf("%s: exit %d, want %d %s %s", c.name, code, c.code, out, errs)
		}
	}
}
