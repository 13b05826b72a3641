package plan

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestEnginePort: who names no port gets the engine's own.
func TestEnginePort(t *testing.T) {
	const database = "module.data.aws_db_instance.this"
	for engine, want := range map[string]int{
		"postgres": 5432, "mariadb": 3306, "oracle-se2": 1521, "custom-oracle-ee": 1521, "sqlserver-ex": 1433, "db2-se": 50000,
	} {
		p := pt.Load(t, "ok-prod").Apply(
			pt.Set(database, "engine", engine),
			pt.Constant(database, "engine", engine),
			pt.Computed(database, "port"),
		)
		a, err := Collect(p.JSON(), Options{Name: "plan"})
		if err != nil {
			t.Fatal(err)
		}
		if port, known := a.Databases[0].Port.Get(); port != want {
			t.Errorf("%s: %d (known: %v), want %d", engine, port, known, want)
		}
	}
	p := pt.Load(
		t,
		"ok-prod",
	).Apply(pt.Set(database, "engine", "new"), pt.Constant(database, "engine", "new"), pt.Computed(database, "port"))
	if a, err := Collect(p.JSON(), Options{Name: "plan"}); err != nil || a.Databases[0].Port.IsKnown() {
		t.Errorf("the port of an engine that nobody knows is known: %v", err)
	}
}
