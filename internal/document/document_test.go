package document_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/strict"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestReadLaysEnvironmentsOverTheBase(t *testing.T) {
	prod, err := document.Read("a.yaml", document.Default(), "prod")
	if err != nil {
		t.Fatal(err)
	}
	dev, err := document.Read("a.yaml", document.Default(), "dev")
	if err != nil {
		t.Fatal(err)
	}
	if *prod.Database.BackupRetentionDays != 7 || *dev.Database.BackupRetentionDays != 1 {
		t.Error("retention is not that of the environment")
	}
	if dev.Database.MultiAZ != nil || !*prod.Database.MultiAZ {
		t.Error("multi_az is asked in prod only")
	}
	if *prod.Service.Tasks != (document.Bounds{From: 2, To: 10}) || len(prod.Edges) != 6 {
		t.Errorf("tasks %v, edges %v", *prod.Service.Tasks, prod.Edges)
	}
	line := strings.Split(string(document.Default()), "\n")[prod.Lines["database.multi_az"]-1]
	if strings.TrimSpace(line) != "multi_az: true" {
		t.Errorf("multi_az stands on the line %q", line)
	}
}

func TestMistakesHaveALine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "version: 1\nenvironments:\n  prod:\n    databse: {}\n", `a.yaml:4:5: unknown key "databse"`},
		{"wrong type", "version: 1\nenvironments:\n  prod:\n    database:\n      multi_az: 3\n", "a.yaml:5:17: expected true or false"},
		{"number as text", "version: 1\nenvironments:\n  prod:\n    cache: {nodes: \"1\"}\n", "a.yaml:4:20: expected a whole number"},
		{"upside down", "version: 1\nenvironments:\n  prod:\n    service: {tasks: 10-2}\n", "lower end is above its upper end"},
		{"host bits", "version: 1\nenvironments:\n  prod:\n    network: {vpc_cidr: 10.0.0.1/16}\n", "its network is 10.0.0.0/16"},
		{"outside", "version: 1\nenvironments:\n  prod:\n    network: {vpc_cidr: 10.0.0.0/16, public_subnets: [10.1.0.0/24]}\n", "not inside the VPC's 10.0.0.0/16"},
		{"no component", "version: 1\nenvironments:\n  prod:\n    edges: [\"web -> database:5432\"]\n", `"web" is not a component`},
		{"no edge", "version: 1\nenvironments:\n  prod:\n    edges: [\"database:5432\"]\n", "is not an edge"},
		{"no port", "version: 1\nenvironments:\n  prod:\n    edges: [\"internet -> database:0\"]\n", "is not a port"},
		{"no range of ports", "version: 1\nenvironments:\n  prod:\n    network: {ephemeral_ports: 0-70000}\n", "is not a range of ports"},
		{"flapping", "version: 1\nenvironments:\n  prod:\n    scaling: {in_cpu_percent: 70, out_cpu_percent: 70}\n", "tasks would come and go"},
		{"below zero", "version: 1\nenvironments:\n  prod:\n    cache: {nodes: -1}\n", "-1 is below zero"},
		{"twice", "version: 1\nversion: 1\nenvironments: {prod: {}}\n", "twice"},
		{"version", "version: 2\nenvironments: {prod: {}}\n", "version must be 1"},
		{"empty", "", "the file is empty"},
		{"no yaml", "\t{", "a.yaml: "},
		{"other environment broken", "version: 1\nenvironments:\n  prod: {}\n  dev: {cache: {nodes: -1}}\n", "-1 is below zero"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := document.Read("a.yaml", []byte(c.text), "prod")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func TestEphemeralPorts(t *testing.T) {
	text := "version: 1\nenvironments: {prod: {network: {ephemeral_ports: 1024-65535}}}\n"
	doc, err := document.Read("a.yaml", []byte(text), "prod")
	if err != nil {
		t.Fatal(err)
	}
	if want := (document.PortRange{From: 1024, To: 65535}); doc.Network.EphemeralPorts == nil || *doc.Network.EphemeralPorts != want {
		t.Errorf("%v, want %v", doc.Network.EphemeralPorts, want)
	}
}

func TestUnknownEnvironmentListsTheKnownOnes(t *testing.T) {
	_, err := document.Read("a.yaml", document.Default(), "staging")
	var unknown *document.UnknownEnvironmentError
	if !errors.As(err, &unknown) || !strings.Contains(err.Error(), "dev, prod") {
		t.Errorf("%v", err)
	}
}

func TestNullTakesARequirementBack(t *testing.T) {
	text := "version: 1\nbase: {database: {multi_az: true}}\nenvironments: {prod: {database: {multi_az: null}}}\n"
	doc, err := document.Read("a.yaml", []byte(text), "prod")
	if err != nil {
		t.Fatal(err)
	}
	if doc.Database.MultiAZ != nil {
		t.Error("multi_az is still asked")
	}
}

// TestSchema keeps the schema file that editors use equal to what the reader accepts, and
// holds the built-in document against it.
func TestSchema(t *testing.T) {
	const file = "architecture.schema.json"
	want, err := document.Schema()
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is out of date; run go test ./internal/document -update", file)
	}
	compiled, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := yaml.Unmarshal(document.Default(), &value); err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(document.Default())
	f.Add([]byte("version: 1\nbase: &a {edges: [\"internet -> database:1\"]}\nenvironments: {prod: *a}\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := document.Read("a.yaml", data, "prod")
		var mistake *strict.Error
		var unknown *document.UnknownEnvironmentError
		if err != nil && !errors.As(err, &mistake) && !errors.As(err, &unknown) {
			t.Errorf("an error without a place: %v", err)
		}
	})
}
