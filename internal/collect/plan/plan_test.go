package plan_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// snapshot collects a plan and returns the model as text, without the digest of its bytes.
func snapshot(t testing.TB, data []byte) string {
	t.Helper()
	a, err := plan.Collect(data, plan.Options{Name: "plan"})
	if err != nil {
		t.Fatal(err)
	}
	a.Source.Digest = ""
	out, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestTool: a plan says which tool made it; OpenTofu writes its version where Terraform writes its own.
func TestTool(t *testing.T) {
	data := pt.Load(t, "ok-prod").JSON()
	for want, data := range map[string][]byte{"terraform ": data, "opentofu ": bytes.ReplaceAll(data, []byte("registry.terraform.io/"), []byte("registry.opentofu.org/"))} {
		a, err := plan.Collect(data, plan.Options{})
		if err != nil || !strings.HasPrefix(a.Source.Tool, want) {
			t.Errorf("%q, %v, want %s", a.Source.Tool, err, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := pt.Load(t, "ok-prod").JSON()
	want := snapshot(t, text)
	units := utf16.Encode([]rune(string(text)))
	encode := func(bom, little bool) []byte {
		var out bytes.Buffer
		if bom {
			units = append([]uint16{0xFEFF}, units...)
			defer func() { units = units[1:] }()
		}
		for _, u := range units {
			if little {
				out.Write([]byte{byte(u), byte(u >> 8)})
			} else {
				out.Write([]byte{byte(u >> 8), byte(u)})
			}
		}
		return out.Bytes()
	}
	for name, data := range map[string][]byte{
		"UTF-8 with BOM":     append([]byte("\xef\xbb\xbf"), text...),
		"UTF-16LE with BOM":  encode(true, true),
		"UTF-16BE with BOM":  encode(true, false),
		"UTF-16LE":           encode(false, true),
		"UTF-16BE":           encode(false, false),
		"white space around": []byte("\r\n " + string(text) + "\r\n"),
	} {
		if got := snapshot(t, data); got != want {
			t.Errorf("%s is read differently", name)
		}
	}
}

// TestSensitiveValuesAreDropped marks everything sensitive, one resource at a time, and
// looks for a secret that was planted in it.
func TestSensitiveValuesAreDropped(t *testing.T) {
	const secret = "hunter2-in-the-plan"
	edits := []pt.Edit{
		pt.Set("module.data.aws_db_instance.this", "password", secret),
		pt.Set(
			"module.app.aws_ecs_task_definition.app",
			"container_definitions",
			`[{"name":"app","image":"x","environment":[{"name":"TOKEN","value":"`+secret+`"},{"name":"URL","value":"postgres://u:`+secret+`@db/app"}]}]`,
		),
		func(p *pt.Plan) {
			r := p.Resource("module.app.aws_iam_role.task")["change"].(map[string]any)
			r["after"].(map[string]any)["name"] = secret
			r["after_sensitive"] = map[string]any{"name": true}
		},
		func(p *pt.Plan) {
			r := p.Resource("module.data.aws_kms_key.data")["change"].(map[string]any)
			r["after"].(map[string]any)["description"] = secret
			r["after_sensitive"] = true
		},
	}
	got := snapshot(t, pt.Load(t, "existing-prod").Apply(edits...).JSON())
	if i := strings.Index(got, secret); i >= 0 {
		t.Errorf("the secret is in the snapshot: %s", got[max(0, i-200):i+len(secret)])
	}
	if !strings.Contains(got, `"credential": "password-in-url"`) ||
		!strings.Contains(got, `"credential": "credential-name"`) {
		t.Error("that a URL and a token are credentials was seen nowhere")
	}
}

// TestHostileInput: neither depth nor size of a plan may crash or hang the reader.
func TestHostileInput(t *testing.T) {
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	deeper := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	resource := func(after string) string {
		return `{"format_version":"1.2","resource_changes":[{"address":"aws_vpc.a","mode":"managed","type":"aws_vpc","name":"a","change":{"actions":["create"],"after":` + after + `}}]}`
	}
	for name, text := range map[string]string{
		"deep list in a skipped member": `{"format_version":"1.2","x":` + deep + `,"resource_changes":[]}`,
		"deep list in after":            resource(deep),
		"deeper object":                 deeper,
		"deep module nesting":           `{"format_version":"1.2","configuration":{"root_module":` + strings.Repeat(`{"module_calls":{"m":{"module":`, 200) + "{}" + strings.Repeat("}}}", 200) + `}}`,
		"wrong types":                   `{"format_version":"1.2","resource_changes":{"a":1}}`,
		"null everywhere":               `{"format_version":"1.2","resource_changes":null,"configuration":null,"prior_state":null}`,
		"resource is a number":          `{"format_version":"1.2","resource_changes":[1]}`,
		"control bytes in a name":       resource(`{"cidr_block":"\u0000\u001b[2J"}`),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := plan.Collect([]byte(text), plan.Options{}); err != nil && !strings.Contains(err.Error(), " ") {
				t.Error("an error without a sentence")
			}
		})
	}
}

// TestNesting: what no configuration has is refused in a sentence, however deep it is.
func TestNesting(t *testing.T) {
	for _, depth := range []int{501, 10_000} {
		module := strings.TrimPrefix(strings.Repeat(".module.m", depth), ".")
		for name, text := range map[string]string{
			"addresses": `{"format_version":"1.2","resource_changes":[{"address":"` + module + `.aws_vpc.a","module_address":"` + module +
				`","mode":"managed","type":"aws_vpc","name":"a","change":{"actions":["create"],"after":{}}}]}`,
			"configuration": `{"format_version":"1.2","configuration":{"root_module":` + strings.Repeat(`{"module_calls":{"m":{"module":`, depth/4) + "{}" +
				strings.Repeat("}}}", depth/4) + `},"resource_changes":[]}`,
		} {
			if _, err := plan.Collect([]byte(text), plan.Options{}); !read.IsInputError(err) || len(err.Error()) > 250 {
				t.Errorf("%d modules in %s: %.300v", depth, name, err)
			}
		}
	}
}

// smallPlans cuts plans into one plan a resource, with the configuration of its block alone:
// seeds that a fuzzer gets through quickly.
func smallPlans(t testing.TB) [][]byte {
	t.Helper()
	var seeds [][]byte
	for _, name := range []string{"ok-prod", "ok-inline-rules", "existing-prod"} {
		whole := pt.Load(t, name)
		for _, change := range whole.Changes() {
			r := change.(map[string]any)
			call, _, _ := strings.Cut(strings.TrimPrefix(r["module_address"].(string), "module."), "[")
			block := r["type"].(string) + "." + r["name"].(string)
			var resources []any
			for _, c := range whole.Module("module." + call)["resources"].([]any) {
				if c.(map[string]any)["address"] == block {
					resources = append(resources, c)
				}
			}
			data, err := json.Marshal(
				map[string]any{"format_version": "1.2", "resource_changes": []any{r}, "configuration": map[string]any{
					"root_module": map[string]any{
						"module_calls": map[string]any{
							call: map[string]any{"module": map[string]any{"resources": resources}},
						},
					},
				}},
			)
			if err != nil {
				t.Fatal(err)
			}
			seeds = append(seeds, data)
		}
	}
	return seeds
}

func FuzzCollect(f *testing.F) {
	for _, seed := range smallPlans(f) {
		f.Add(seed)
	}
	f.Add(
		[]byte(
			`{"format_version":"1.2","resource_changes":[{"address":"module.a[\"x.y\"].aws_route.r[0]","module_address":"module.a[\"x.y\"]","mode":"managed","type":"aws_route","name":"r","index":0,"change":{"actions":["create"],"after":{},"after_unknown":{"route_table_id":true,"gateway_id":true}}}],"configuration":{"root_module":{"module_calls":{"a":{"expressions":{"v":{"references":["module.a.o","each.value"]}},"for_each_expression":{"references":["local.x"]},"module":{"outputs":{"o":{"expression":{"references":["var.v"]}}},"resources":[{"address":"aws_route.r","expressions":{"route_table_id":{"references":["var.v","module.b.c"]}}}]}}}}}}`,
		),
	)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := plan.Collect(data, plan.Options{Name: "fuzz"})
		if err != nil {
			return
		}
		if _, err := a.Encode(); err != nil {
			t.Error(err)
		}
	})
}
