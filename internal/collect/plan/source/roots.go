package source

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// IsRoot reports whether Terraform would find something to plan in a folder.
func IsRoot(dir string) bool {
	names, err := namesIn(dir)
	return err == nil && len(names) > 0
}

// Roots returns the folders below a folder that hold Terraform source and are not called as
// a module by another of them, sorted.
func Roots(dir string) []string {
	var folders, called []string
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what cannot be read is no root
		}
		if entry.IsDir() && path != dir && strings.HasPrefix(entry.Name(), ".") {
			return filepath.SkipDir
		}
		if entry.IsDir() && IsRoot(path) {
			folders = append(folders, filepath.Clean(path))
		}
		return nil
	})
	for _, folder := range folders {
		called = append(called, callsOf(folder)...)
	}
	return slices.DeleteFunc(folders, func(folder string) bool { return slices.Contains(called, folder) })
}

// callsOf lists the folders of the modules that a folder calls.
func callsOf(dir string) []string {
	f, err := Open(dir, false)
	if err != nil {
		return nil
	}
	var all []string
	for name := range f.modules[""].calls {
		if folder := localSource(f.modules[""], name); folder != "" {
			all = append(all, filepath.Clean(folder))
		}
	}
	return all
}
