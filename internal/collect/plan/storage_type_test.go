package plan_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestStorageType: RDS chooses where the author names none, by whether there are IOPS.
func TestStorageType(t *testing.T) {
	const database = "module.data.aws_db_instance.this"
	left := pt.Computed(database, "storage_type")
	for _, c := range []struct {
		name  string
		edits []pt.Edit
		want  string
	}{
		{"named", nil, "gp3"},
		{"named otherwise", []pt.Edit{pt.Set(database, "storage_type", "standard")}, "standard"},
		{"left out", []pt.Edit{left}, "gp3"},
		{"left out with IOPS", []pt.Edit{left, pt.Set(database, "iops", 3000)}, "io1"},
		{"left out with IOPS that are not known", []pt.Edit{left, pt.Unknown(database, "iops")}, ""},
		{"left out of a cluster's instance", []pt.Edit{left, pt.Set(database, "engine", "aurora-postgresql")}, ""},
	} {
		a, err := plan.Collect(pt.Load(t, "ok-prod").Apply(c.edits...).JSON(), plan.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Databases[0].StorageType.Or(""); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
