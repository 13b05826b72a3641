package plan_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

const database = "module.data.aws_db_instance.this"

// TestMasterPassword: what stands in a plan fails, what Secrets Manager keeps passes, and the
// password is in no model.
func TestMasterPassword(t *testing.T) {
	const secret = "hunter2-of-the-master"
	version := func(references ...string) pt.Edit {
		return pt.Add(
			"module.data",
			"aws_secretsmanager_secret_version",
			"db",
			map[string]any{},
			map[string][]string{"secret_string": references},
		)
	}
	random := pt.Add("module.data", "random_password", "db", map[string]any{"length": 20}, nil)
	from := func(references ...string) pt.Edit {
		return func(p *pt.Plan) {
			pt.Link(database, "password", references...)(p)
			p.Resource(database)["change"].(map[string]any)["after_sensitive"] = map[string]any{"password": true}
		}
	}
	value := func(references ...string) pt.Edit {
		return func(p *pt.Plan) {
			pt.Set(database, "password", secret)(p)
			pt.Express(database, "password", references...)(p)
		}
	}
	for _, c := range []struct {
		name  string
		edits []pt.Edit
		want  string
	}{
		{"a literal", []pt.Edit{pt.Set(database, "password", secret)}, "false"},
		{"a variable", []pt.Edit{value("var.db_class")}, "false"},
		{"a secret that is known", []pt.Edit{value("data.aws_secretsmanager_secret_version.db.secret_string", "data.aws_secretsmanager_secret_version.db")}, "true"},
		{"a secret", []pt.Edit{version("local.hidden"), from("aws_secretsmanager_secret_version.db.secret_string", "aws_secretsmanager_secret_version.db")}, "true"},
		{"a generated one", []pt.Edit{random, from("random_password.db.result", "random_password.db")}, "false"},
		{"a generated one in a secret", []pt.Edit{random, version("random_password.db.result", "random_password.db"), from("random_password.db.result", "random_password.db")}, "true"},
		{"a secret or a variable", []pt.Edit{value("data.aws_secretsmanager_secret_version.db.secret_string", "var.db_class")}, "unknown"},
		{"a local value", []pt.Edit{value("local.password")}, "unknown"},
		{"written only", []pt.Edit{pt.Express(database, "password_wo", "ephemeral.random_password.db.result", "ephemeral.random_password.db")}, "true"},
		{"a snapshot's", []pt.Edit{pt.Set(database, "snapshot_identifier", "before-the-move")}, "true"},
		{"a replica's", []pt.Edit{pt.Set(database, "replicate_source_db", "arn:aws:rds:us-east-1:123456789012:db:main")}, "true"},
		{"nobody's", nil, "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := pt.Load(t, "ok-prod").Apply(pt.Set(database, "manage_master_user_password", false)).Apply(c.edits...)
			data := p.JSON()
			a, err := plan.Collect(data, plan.Options{Name: "plan"})
			if err != nil {
				t.Fatal(err)
			}
			if got := said(a.Databases[0].MasterPasswordInSecretsManager); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if text := snapshot(t, data); strings.Contains(text, secret) {
				t.Error("the password is in the model")
			}
		})
	}
}

func said(v model.Value[bool]) string {
	yes, ok := v.Get()
	switch {
	case !ok:
		return "unknown"
	case yes:
		return "true"
	}
	return "false"
}
