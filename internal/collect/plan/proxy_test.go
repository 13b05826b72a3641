package plan_test

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

func TestProxies(t *testing.T) {
	a := nounsOf(t, "proxy", false)
	holdNouns(t, a, map[string]attributes{
		"aws_db_proxy.main": {
			"engine_family":   `"POSTGRESQL"`,
			"require_tls":     "true",
			"role":            `"aws_iam_role.proxy"`,
			"secrets":         `["aws_secretsmanager_secret.database"]`,
			"databases":       `["aws_db_instance.main"]`,
			"subnets":         `["aws_subnet.data[0]","aws_subnet.data[1]"]`,
			"security_groups": `["aws_security_group.proxy"]`,
			"public_address":  "false",
		},
		"aws_db_proxy.idle": {
			"require_tls": "false",
			"databases":   "null",
			"secrets":     `["arn:aws:secretsmanager:us-east-1:123456789012:secret:elsewhere-AbCdEf"]`,
		},
	})
	if len(a.Interfaces) > 0 {
		t.Errorf("a proxy is an interface too: %v", a.Interfaces)
	}
	for name, c := range map[string]struct {
		edit pt.Edit
		want attributes
	}{
		"TLS is hidden":           {pt.Unknown("aws_db_proxy.main", "require_tls"), attributes{"require_tls": "unknown: known_after_apply"}},
		"a secret is hidden":      {pt.Unknown("aws_db_proxy.main", "auth.0.secret_arn"), attributes{"secrets": "unknown: unresolved_reference"}},
		"a database is hidden":    {pt.Unknown("aws_db_proxy_target.main", "db_instance_identifier"), attributes{"databases": "unknown: unresolved_reference"}},
		"a target of some proxy":  {pt.Unknown("aws_db_proxy_target.main", "db_proxy_name"), attributes{"databases": "unknown: unresolved_reference"}},
		"no group but that of it": {pt.Set("aws_db_proxy.main", "vpc_security_group_ids", []any{}), attributes{"security_groups": `["aws_vpc.main (default security group)"]`}},
	} {
		t.Run(name, func(t *testing.T) {
			holdNouns(t, editedNouns(t, "proxy", c.edit), map[string]attributes{"aws_db_proxy.main": c.want})
		})
	}
}
