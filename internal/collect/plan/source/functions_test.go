package source

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// TestFunctionsAgree evaluates expressions and holds their values to those that `terraform
// console` gave: testdata/functions, whose script asks it.
func TestFunctionsAgree(t *testing.T) {
	data, err := os.ReadFile("testdata/functions/answers.json")
	if err != nil {
		t.Fatal(err)
	}
	var answers map[string]*string
	if err := json.Unmarshal(data, &answers); err != nil || len(answers) < 400 {
		t.Fatalf("%d answers, %v", len(answers), err)
	}
	e := evaluatorOf(t, "testdata/functions")
	for _, expression := range slices.Sorted(maps.Keys(answers)) {
		got, want := e.text(expression), answers[expression]
		switch {
		case want == nil && got != "":
			t.Errorf("%s is %s, Terraform refuses it", expression, got)
		case want != nil && got != *want:
			t.Errorf("%s is %s, Terraform says %s", expression, got, *want)
		}
	}
}

// evaluatorOf is an evaluator in a folder for a plan without resources.
func evaluatorOf(t *testing.T, dir string) *Evaluator {
	t.Helper()
	main := dir + "/main.tf"
	if _, err := os.Stat(main); err != nil {
		t.Fatal(err)
	}
	folder, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	return NewEvaluator(folder, circle{})
}

// text is the JSON of an expression's value, empty where it has none.
func (e *Evaluator) text(expression string) string {
	parsed, diagnostics := hclsyntax.ParseExpression([]byte(expression), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return ""
	}
	value, ok := e.expression(&Scope{}, parsed, repetition{}, nil)
	if !ok || !e.table.settled(value) {
		return ""
	}
	data, err := ctyjson.SimpleJSONValue{Value: value}.MarshalJSON()
	if err != nil {
		return ""
	}
	return string(data)
}

// A plan file tells what terraform.workspace was, a folder does not.
func TestWorkspaceIsThePlans(t *testing.T) {
	data, err := os.ReadFile("../../../../fixtures/plans/ok-prod.plan")
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := ReadSnapshot(data)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := OpenSnapshot(snapshot, "")
	if err != nil {
		t.Fatal(err)
	}
	const expression = `terraform.workspace == "default" ? "shop-${terraform.workspace}" : "other"`
	if got := NewEvaluator(folder, circle{}).text(expression); got != `"shop-default"` {
		t.Errorf("it is %s", got)
	}
	if got := evaluatorOf(t, "testdata/functions").text(expression); got != "" {
		t.Errorf("a folder says %s", got)
	}
}
