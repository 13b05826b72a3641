package wiring

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestFileSystemBackups: a file system is backed up by its own policy or by a selection of AWS Backup.
func TestFileSystemBackups(t *testing.T) {
	open := model.Unknown[bool](model.Why{Reason: model.KnownAfterApply})
	some := model.Whole("files")
	for name, c := range map[string]struct {
		own      model.Value[bool]
		selected []model.List[string]
		want     model.Value[bool]
	}{
		"by itself":           {model.Known(true), nil, model.Known(true)},
		"by nothing":          {model.Known(false), nil, model.Known(false)},
		"by a selection":      {model.Known(false), []model.List[string]{some}, model.Known(true)},
		"hidden, by another":  {open, []model.List[string]{some}, model.Known(true)},
		"a selection of else": {model.Known(false), []model.List[string]{model.Whole("other")}, model.Known(false)},
		"perhaps by one":      {model.Known(false), []model.List[string]{model.Whole[string]().Broken(open.Why())}, open},
	} {
		a := &model.Architecture{}
		for _, list := range c.selected {
			a.BackupSelections = append(a.BackupSelections, model.BackupSelection{Resources: list})
		}
		b := &builder{Index: NewIndex(a)}
		got := b.backedUp(&model.FileSystem{Resource: model.Resource{ID: "files"}, Backups: c.own})
		if got.IsKnown() != c.want.IsKnown() || got.Or(false) != c.want.Or(false) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
