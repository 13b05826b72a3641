package document_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/strict"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(t *testing.T, text, environment string) *document.Document {
	t.Helper()
	doc, err := document.Read("a.yaml", []byte(text), environment)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestReadLaysEnvironmentsOverTheBase(t *testing.T) {
	prod, dev := read(t, string(document.Default()), "prod"), read(t, string(document.Default()), "dev")
	database := prod.Component("database")
	if least, _ := database.Asked["backup_retention_days"].Least(); least != 7 {
		t.Error("retention is not that of the environment")
	}
	if dev.Component("database").Asked["multi_az"].IsAsked() || !database.Asked["multi_az"].Is(true) {
		t.Error("multi_az is asked in prod only")
	}
	tasks := prod.Component("application").Asked["tasks"]
	if least, _ := tasks.Least(); tasks.Operator != document.Within || least != 2 || len(prod.Edges) != 6 {
		t.Errorf("tasks %v, edges %v", tasks, prod.Edges)
	}
	line := strings.Split(string(document.Default()), "\n")[prod.Line("components.database.multi_az")-1]
	if strings.TrimSpace(line) != "multi_az: true" {
		t.Errorf("multi_az stands on the line %q", line)
	}
	if prod.Line("components.database.force_tls") != prod.Line("components.database") {
		t.Error("what is not asked has a line of its own")
	}
}

const small = "version: 2\nbase:\n  components:\n    web: {kind: service}\n    db: {kind: database}\n  tiers: {apps: {}, data: {}}\nenvironments:\n  prod:\n"

// TestMistakesHaveALine: each mistake names its line, and what was probably meant.
func TestMistakesHaveALine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown section", small + "    component: {}\n", `a.yaml:9:5: unknown key "component" in the document (did you mean components?)`},
		{"unknown requirement", small + "    components: {db: {multi_azz: true}}\n", `a.yaml:9:23: unknown key "multi_azz" in components.db (did you mean multi_az?)`},
		{"unknown requirement beneath a kind", small + "    defaults: {database: {multiaz: true}}\n", "did you mean multi_az?"},
		{"unknown kind", small + "    components: {x: {kind: servce}}\n", `a.yaml:9:28: there is no kind "servce" (did you mean service?)`},
		{"no kind", small + "    components: {x: {tier: apps}}\n", "components.x has no kind"},
		{"wrong type", small + "    components: {db: {multi_az: 3}}\n", `a.yaml:9:33: multi_az is true or false, not "3"`},
		{"word", small + "    components: {web: {launch_type: BANANA}}\n", `launch_type knows no "BANANA"`},
		{"word near", small + "    components: {web: {launch_type: FARGAT}}\n", "did you mean FARGATE?"},
		{"number nobody knows", small + "    components: {db: {backup_retention_days: 60}}\n", "backup_retention_days: 60 is not between 0 and 35"},
		{"percent", small + "    components: {web: {out_cpu: 170}}\n", "out_cpu: 170 is not between 1 and 100"},
		{"percent sign", small + "    components: {web: {out_cpu: 70 %}}\n", "out_cpu is a number such as 7"},
		{"upside down", small + "    components: {web: {tasks: 10-2}}\n", "lower end is above its upper end"},
		{"below zero", small + "    components: {db: {count: -1}}\n", "count: -1 is not between"},
		{"empty list", small + "    components: {db: {engine: []}}\n", "an empty list can never be met"},
		{"twice in a list", small + "    components: {db: {engine: [mysql, mysql]}}\n", "mysql stands twice"},
		{"has", small + "    components: {db: {log_exports: {hass: [error]}}}\n", "did you mean has?"},
		{"host bits", small + "    vpc: {cidr: 10.0.0.1/16}\n", "its network is 10.0.0.0/16"},
		{"outside", small + "    vpc: {cidr: 10.0.0.0/16}\n    tiers: {apps: {subnets: [10.1.0.0/24]}}\n", "tiers.apps.subnets: 10.1.0.0/24 is not inside the VPC's 10.0.0.0/16"},
		{"overlapping tiers", small + "    tiers: {apps: {subnets: [10.1.0.0/24]}, data: {subnets: [10.1.0.0/25]}}\n", "10.1.0.0/25 overlaps 10.1.0.0/24 of the tier apps"},
		{"no tier", small + "    components: {web: {tier: app}}\n", `there is no tier "app" (did you mean apps?)`},
		{"no NAT tier", small + "    tiers: {apps: {nat_tier: publik}}\n", `there is no tier "publik"`},
		{"no component", small + "    edges: [\"wep -> db:5432\"]\n", `a.yaml:9:13: "wep" in the edge "wep -> db:5432" is no component, tier or external (did you mean web?)`},
		{"taken away", small + "    components: {db: null}\n    edges: [\"web -> db:5432\"]\n", `"db" in the edge`},
		{"no edge", small + "    edges: [\"db:5432\"]\n", "is not an edge"},
		{"chain", small + "    edges: [\"internet -> web -> db:5432\"]\n", "is not an edge"},
		{"no port", small + "    edges: [\"internet -> db:0\"]\n", "is not a port"},
		{"port left out", small + "    edges: [\"web -> db\"]\n", "names no port"},
		{"protocol", small + "    edges: [\"web -> db:53/upd\"]\n", `"upd" in the edge`},
		{"complete for nobody", small + "    edges_complete: {ingress: [dbb]}\n", `there is no component "dbb" (did you mean db?)`},
		{"complete in no direction", small + "    edges_complete: {inn: [db]}\n", `unknown key "inn" in edges_complete`},
		{"components that are complete is a word", small + "    components_complete: maybe\n", `components_complete is true or false`},
		{"complete is a word", small + "    edges_complete: maybe\n", `edges_complete is true, false or {ingress`},
		{"edge twice", small + "    edges: [\"web -> db:1\", \"web -> db:1\"]\n", "stands twice"},
		{"nobody's edge", small + "    edges: [\"internet -> apps:1\"]\n", "joins no component"},
		{"no range of ports", small + "    vpc: {ephemeral_ports: 0-70000}\n", "is not a port or a range of ports"},
		{"flapping", small + "    components: {web: {in_cpu: 70, out_cpu: 70}}\n", "tasks would come and go"},
		{"key twice", "version: 2\nversion: 2\nenvironments: {prod: {}}\n", "twice"},
		{"name twice", small + "    externals: {web: {addresses: [192.0.2.0/24]}}\n", `"web" is the name of two things`},
		{"reserved name", small + "    components: {internet: {kind: service}}\n", "the name internet is taken"},
		{"silent external", small + "    externals: {office: {}}\n", "externals.office says nothing"},
		{"silent match", small + "    components: {web: {match: {}}}\n", "components.web.match says nothing"},
		{"row", small + "    cost: {rows: {dbb: 5}}\n", "did you mean db?"},
		{"version 1", "version: 1\nenvironments: {prod: {}}\n", "run `archcheck init`"},
		{"version 3", "version: 3\nenvironments: {prod: {}}\n", "version must be 2"},
		{"no version", "environments: {prod: {}}\n", "version is missing"},
		{"no environment", "version: 2\n", "environments is missing"},
		{"second document", small + "    {}\n---\nversion: 2\n", "a second YAML document begins here"},
		{"empty", "", "the file is empty"},
		{"no yaml", "\t{", "a.yaml: "},
		{"other environment broken", small + "    {}\n  dev: {components: {db: {count: -1}}}\n", "-1 is not between"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := document.Read("a.yaml", []byte(c.text), "prod")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// TestAllMistakesAtOnce: each once, in the order of the lines, though the base is read for each environment.
func TestAllMistakesAtOnce(t *testing.T) {
	text := "version: 2\nbase:\n  vpc: {zoness: 2}\n  components:\n    web: {kind: service, tasks: many}\nenvironments:\n  dev: {alarm: {}}\n  prod: {}\n"
	_, err := document.Read("a.yaml", []byte(text), "prod")
	var all document.Mistakes
	if !errors.As(err, &all) || len(all) != 3 || all[0].Line != 3 || all[1].Line != 5 || all[2].Line != 7 {
		t.Errorf("%v", err)
	}
}

func TestOperators(t *testing.T) {
	doc := read(
		t,
		small+"    components: {db: {instances: 2+, backup_retention_days: 1-7, storage_gib: [20, 40], engine: mysql, log_exports: {has: [error]}}}\n",
		"prod",
	)
	for name, want := range map[string]document.Operator{"instances": document.AtLeast, "backup_retention_days": document.Within,
		"storage_gib": document.AnyOf, "engine": document.Equal, "log_exports": document.Has} {
		if got := doc.Component("db").Asked[name].Operator; got != want {
			t.Errorf("%s is asked by %q, want %q", name, got, want)
		}
	}
}

// TestDefaultsLieBeneath: a component's own value wins, in the base as in an environment, and null
// takes a default away.
func TestDefaultsLieBeneath(t *testing.T) {
	text := "version: 2\nbase:\n  defaults: {service: {alarm: true, tasks: 2-6}}\n  components: {a: {kind: service}, b: {kind: service, alarm: null, tasks: 1}}\n" +
		"environments: {prod: {}, dev: {defaults: {service: {tasks: 1-2}}}}\n"
	prod, dev := read(t, text, "prod"), read(t, text, "dev")
	if !prod.Component("a").Asked["alarm"].Is(true) || prod.Component("b").Asked["alarm"].IsAsked() ||
		!prod.Component("b").Asked["tasks"].Is(1) {
		t.Errorf("%+v", prod.Components)
	}
	if most, _ := dev.Component("a").Asked["tasks"].Most(); most != 2 || !dev.Component("b").Asked["tasks"].Is(1) {
		t.Errorf("%+v", dev.Components)
	}
}

func TestEdgesJoinEachPair(t *testing.T) {
	doc := read(
		t,
		small+"    edges: [\"internet, web -> db:80, 443\", \"web -> internet:all\", \"web -> db:53/udp\", \"vpc -> web:icmp\", \"web -> web:7946\"]\n",
		"prod",
	)
	var got []string
	for _, e := range doc.Edges {
		got = append(got, fmt.Sprintf("%s %s %s %d-%d", e.From, e.To, e.Protocol, e.Ports.From, e.Ports.To))
	}
	want := []string{
		"internet db tcp 80-80",
		"internet db tcp 443-443",
		"web db tcp 80-80",
		"web db tcp 443-443",
		"web internet tcp 0-65535",
		"web db udp 53-53",
		"vpc web icmp 0-65535",
		"web web tcp 7946-7946",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestEphemeralPorts(t *testing.T) {
	doc := read(t, "version: 2\nenvironments: {prod: {vpc: {ephemeral_ports: 1024-65535}}}\n", "prod")
	if want := (document.Ports{From: 1024, To: 65535}); doc.VPC.EphemeralPorts == nil ||
		*doc.VPC.EphemeralPorts != want {
		t.Errorf("%v, want %v", doc.VPC.EphemeralPorts, want)
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
	text := "version: 2\nbase: {components: {db: {kind: database, multi_az: true}, web: {kind: service}}}\nenvironments: {prod: {components: {db: {multi_az: null}, web: null}}}\n"
	doc := read(t, text, "prod")
	if doc.Component("db").Asked["multi_az"].IsAsked() || doc.Component("web") != nil {
		t.Errorf("%+v", doc.Components)
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
	all := map[string][]byte{"architecture": document.Default()}
	for _, name := range document.Examples() {
		all[name], _ = document.Example(name)
	}
	for name, text := range all {
		var value any
		if err := yaml.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaRefusesWhatTheReaderRefuses: an editor shows misspelt words before archcheck runs.
func TestSchemaRefusesWhatTheReaderRefuses(t *testing.T) {
	compiled, err := jsonschema.NewCompiler().Compile("architecture.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"    components: {db: {kind: database, multi_azz: true}}\n", "    components: {db: {kind: databse}}\n",
		"    components: {db: {kind: database, launch_type: EC2}}\n", "    vpc: {zoness: 2}\n", "    components: {w: {kind: service, launch_type: BANANA}}\n"} {
		var value any
		if err := yaml.Unmarshal([]byte("version: 2\nenvironments:\n  prod:\n"+text), &value); err != nil {
			t.Fatal(err)
		}
		if compiled.Validate(value) == nil {
			t.Errorf("the schema takes %s", text)
		}
	}
}

// TestExamples reads every environment of each example.
func TestExamples(t *testing.T) {
	if len(document.Examples()) < 1 {
		t.Fatal(document.Examples())
	}
	for _, name := range document.Examples() {
		text, _ := document.Example(name)
		if doc := read(t, string(text), "prod"); len(doc.Components) < 4 || len(doc.Edges) < 5 {
			t.Errorf("%s: %+v", name, doc)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(document.Default())
	f.Add([]byte("version: 2\nbase: &a {edges: [\"internet -> database:1\"]}\nenvironments: {prod: *a}\n"))
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

// TestManyComponents: so many that judging them takes minutes are refused at once.
func TestManyComponents(t *testing.T) {
	var text strings.Builder
	text.WriteString("version: 2\nbase:\n  components:\n")
	for i := range 20_000 {
		fmt.Fprintf(&text, "    c%d: {kind: service}\n", i)
	}
	text.WriteString("environments: {prod: {}}\n")
	if _, err := document.Read(
		"a.yaml",
		[]byte(text.String()),
		"prod",
	); err == nil ||
		!strings.Contains(err.Error(), "make several documents of it") {
		t.Error(err)
	}
}
