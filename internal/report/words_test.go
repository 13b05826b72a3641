package report_test

import (
	"strings"
	"testing"
)

// An attribute is said in words; values and names stay as they are.
func TestTableSaysAttributesInWords(t *testing.T) {
	for text, want := range map[string]string{
		"own_zone_nat = true": "own zone nat = true", "no acl_blocks": "no acl blocks", "backup_retention_days >= 7": "backup retention days >= 7",
		"things at least 1": "things at least 1", "my_bucket_name": "my bucket name", "api_key, other": "api_key, other", "aws_lb.this is open": "aws_lb.this is open",
		"tag_mutability = NOT_MUTABLE": "tag mutability = NOT_MUTABLE", "subnet_ids one of a_b, c_d": "subnet ids one of a_b, c_d",
	} {
		v := failing("backup/a", "database", "high", 1)
		v.Expected, v.Requirement, v.Found = text, nil, "x"
		if got := written(t, "table", reportOn(v)); !strings.Contains(got, "| "+want+" ") {
			t.Errorf("%s:\n%s", text, got)
		}
	}
}
