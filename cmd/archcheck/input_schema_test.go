package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestInputsMatchTheirSchema: what policies see of every fixture is what the schema says of it.
func TestInputsMatchTheirSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../internal/evaluate/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	plans, err := filepath.Glob("../../fixtures/plans/*.json")
	if err != nil || len(plans) < 10 {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	for _, plan := range plans {
		environment := "prod"
		if strings.Contains(plan, "-dev") {
			environment = "dev"
		}
		var out, errs bytes.Buffer
		code := run(
			[]string{"input", plan, "--env", environment},
			streams{in: strings.NewReader(""), out: &out, err: &errs, env: noVariables},
		)
		if code != 0 {
			t.Errorf("%s: %s", plan, errs.String())
			continue
		}
		document, err := jsonschema.UnmarshalJSON(&out)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", plan, err)
		}
	}
}
