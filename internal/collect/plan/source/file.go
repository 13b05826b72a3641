package source

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// mostFile bounds what a file may hold that the source reads.
const mostFile = 8 << 20

// ErrOutside says that the source names a file outside of its own folders.
var ErrOutside = errors.New("the file is outside of the folders of the source")

// ReadFile reads a file that a function of the source names: relative to the root module, in
// the folder of a module or below.
func (f *Folder) ReadFile(name string) ([]byte, error) {
	path, err := f.inside(name)
	if err != nil {
		return nil, err
	}
	return readWhole(path)
}

// readWhole reads a plain file that is not too big.
func readWhole(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if !info.Mode().IsRegular() || info.Size() > mostFile {
		return nil, fmt.Errorf("read %s: it is no file of at most %d bytes", name, mostFile)
	}
	return os.ReadFile(name)
}

// inside is where a file is, if links do not lead out of the source's folders.
func (f *Folder) inside(name string) (string, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(f.disk, path)
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) && f.holds(path) == nil {
		return "", fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	if err == nil {
		err = f.holds(real)
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return real, nil
}

// holds is nil for what lies in the folder of a module or below. Beside a plan file the module
// there must still be the one that the plan file carries.
func (f *Folder) holds(path string) error {
	whole, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	var nearest *module
	length := -1
	for _, m := range f.modules {
		if m == nil {
			continue
		}
		if dir := f.onDisk(m); len(dir) > length &&
			(whole == dir || strings.HasPrefix(whole, dir+string(filepath.Separator))) {
			nearest, length = m, len(dir)
		}
	}
	switch {
	case nearest == nil:
		return ErrOutside
	case f.snapshot != nil && !f.isUnchanged(nearest):
		return ErrNotInSnapshot
	}
	return nil
}

// onDisk is the full path of a module's folder, behind links.
func (f *Folder) onDisk(m *module) string {
	dir := m.dir
	if f.snapshot != nil {
		dir = filepath.Join(f.disk, m.dir)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return m.dir
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}

// isUnchanged holds the files of a module on disk against those in the plan file, once.
func (f *Folder) isUnchanged(m *module) bool {
	if known, ok := f.unchanged[m]; ok {
		return known
	}
	same := f.disk != "" && !filepath.IsAbs(m.dir) && len(m.files) > 0
	for _, file := range m.files {
		content, err := readWhole(filepath.Join(f.disk, file.name))
		same = same && err == nil && bytes.Equal(content, file.content)
	}
	f.unchanged[m] = same
	return same
}

// Glob returns the files below a folder that a pattern fits, relative to it, sorted.
// https://developer.hashicorp.com/terraform/language/functions/fileset
func (f *Folder) Glob(dir, pattern string) ([]string, error) {
	path, err := f.inside(dir)
	if err != nil {
		return nil, err
	}
	names, err := doublestar.Glob(os.DirFS(path), pattern, doublestar.WithFilesOnly())
	slices.Sort(names)
	return names, err
}

// pathOf is path.module: the folder of a module, from the root module's.
func (f *Folder) pathOf(modulePath []string) string {
	m := f.module(modulePath)
	if m == nil {
		return "."
	}
	path, err := filepath.Rel(f.root, m.dir)
	if err != nil {
		return m.dir
	}
	return filepath.ToSlash(path)
}
