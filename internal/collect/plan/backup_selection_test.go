package plan_test

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestBackupSelectionsOfFileSystems: AWS Backup takes a file system in by reference, pattern or tag.
func TestBackupSelectionsOfFileSystems(t *testing.T) {
	selection := func(after map[string]any, refs map[string][]string) []pt.Edit {
		return []pt.Edit{pt.Add("", "aws_backup_selection", "this", after, refs)}
	}
	both := []string{files, "aws_efs_file_system.plain"}
	byReference := map[string][]string{"resources": {files + ".arn", files}}
	beside := map[string][]string{
		"resources": {"aws_db_instance.orders.arn", "aws_db_instance.orders", files + ".arn", files},
	}
	db := pt.Add("", "aws_db_instance", "orders", map[string]any{"identifier": "orders", "engine": "postgres"}, nil)
	tag := []any{map[string]any{"type": "STRINGEQUALS", "key": "Name", "value": "files"}}
	settings := pt.Add("", "aws_backup_region_settings", "this",
		map[string]any{"resource_type_opt_in_preference": map[string]any{"EFS": false, "RDS": true}}, nil)
	patterns := func(all ...any) map[string]any { return map[string]any{"resources": all} }
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  []string
		whole bool
	}{
		"one by reference":      {selection(map[string]any{}, byReference), []string{files}, true},
		"one beside a database": {append(selection(map[string]any{}, beside), db), []string{files}, true},
		"a database alone":      {append(selection(map[string]any{}, map[string][]string{"resources": beside["resources"][:2]}), db), nil, true},
		"everything":            {selection(patterns("*"), nil), both, true},
		"all file systems":      {selection(patterns("arn:aws:elasticfilesystem:*:*:file-system/*"), nil), both, true},
		"databases alone":       {selection(patterns("arn:aws:rds:*:*:db:*"), nil), nil, true},
		"one by its tag":        {selection(map[string]any{"selection_tag": tag}, nil), []string{files}, true},
		"where EFS is left out": {append(selection(patterns("*"), nil), settings), nil, true},
		"named where it is left out": {
			append(selection(map[string]any{}, byReference), settings), []string{files}, true,
		},
		"another one by its id": {selection(patterns("arn:aws:elasticfilesystem:*:*:file-system/fs-0123"), nil), nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			a := editedNouns(t, "file_system", c.edits...)
			if len(a.BackupSelections) != 1 {
				t.Fatalf("%d selections", len(a.BackupSelections))
			}
			list := a.BackupSelections[0].Resources
			got := slices.DeleteFunc(
				slices.Clone(list.Items()),
				func(id string) bool { return !slices.Contains(both, id) },
			)
			if !slices.Equal(got, c.want) || list.IsWhole() != c.whole {
				t.Errorf("%v, whole %v %v, want %v", list.Items(), list.IsWhole(), list.Why(), c.want)
			}
		})
	}
}
