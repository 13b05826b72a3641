package plan_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

const files = "aws_efs_file_system.files"

func TestFileSystems(t *testing.T) {
	a := nounsOf(t, "file_system", false)
	holdNouns(t, a, map[string]attributes{
		files: {
			"encrypted":            "true",
			"kms_key":              `"aws_kms_key.files"`,
			"encrypted_in_transit": "true",
			"backups":              "true",
			"name":                 `"files"`,
			"subnets":              `["aws_subnet.private[0]","aws_subnet.private[1]"]`,
			"security_groups":      `["aws_security_group.files"]`,
			"public_address":       "false",
		},
		"aws_efs_file_system.plain": {
			"encrypted":            "false",
			"kms_key":              `""`,
			"encrypted_in_transit": "false",
			"backups":              "false",
			"subnets":              "null",
		},
		"aws_efs_mount_target.elsewhere": {
			"encrypted":       "unknown: not_in_source",
			"backups":         "unknown: not_in_source",
			"subnets":         `["aws_subnet.private[0]"]`,
			"security_groups": `["aws_vpc.main (default security group)"]`,
		},
	})
	if len(a.Interfaces) > 0 {
		t.Errorf("a mount target is an interface too: %v", a.Interfaces)
	}
	unknown := "unknown: unresolved_reference"
	for name, c := range map[string]struct {
		edit pt.Edit
		want attributes
	}{
		"a policy of some file system":  {pt.Unknown("aws_efs_file_system_policy.files", "file_system_id"), attributes{"encrypted_in_transit": unknown}},
		"backups of some file system":   {pt.Unknown("aws_efs_backup_policy.files", "file_system_id"), attributes{"backups": unknown}},
		"a target of some file system":  {pt.Unknown("aws_efs_mount_target.files[1]", "file_system_id"), attributes{"subnets": unknown}},
		"backups that are hidden":       {pt.Unknown("aws_efs_backup_policy.files", "backup_policy.0.status"), attributes{"backups": "unknown: known_after_apply"}},
		"encryption that is hidden":     {pt.Unknown(files, "encrypted"), attributes{"encrypted": "unknown: known_after_apply"}},
		"a policy that refuses nothing": {pt.Set("aws_efs_file_system_policy.files", "policy", `{"Statement":[]}`), attributes{"encrypted_in_transit": "false"}},
	} {
		t.Run(name, func(t *testing.T) {
			holdNouns(t, editedNouns(t, "file_system", c.edit), map[string]attributes{files: c.want})
		})
	}
}

// A reference that the source makes null is left out, also where the file system is there and shows the key of AWS.
func TestKeyByVariable(t *testing.T) {
	const address = "aws_efs_file_system.by_variable"
	want := map[string]attributes{address: {"kms_key": `""`}}
	holdNouns(t, nounsOf(t, "file_system", true), want)
	folder := filepath.Join("testdata", "nouns", "file_system")
	data, err := os.ReadFile(filepath.Join(folder, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	there := pt.Decode(
		t,
		data,
	).Apply(
		pt.Exists(address),
		pt.Set(address, "kms_key_id", "arn:aws:kms:us-east-1:123456789012:key/0123"),
	)
	a, err := plan.Collect(there.JSON(), plan.Options{Name: folder, Source: folder, OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	holdNouns(t, a, want)
}
