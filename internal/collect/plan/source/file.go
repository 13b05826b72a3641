package source

import (
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
	if f.snapshot != nil {
		return "", fmt.Errorf("read %s: %w", name, ErrNotInSnapshot)
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(f.root, path)
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) && f.isBelow(path) {
		return "", fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	if !f.isBelow(real) {
		return "", fmt.Errorf("read %s: %w", name, ErrOutside)
	}
	return real, nil
}

func (f *Folder) isBelow(path string) bool {
	whole, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	for _, m := range f.modules {
		if m == nil {
			continue
		}
		dir, err := filepath.Abs(m.dir)
		if err != nil {
			continue
		}
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			dir = real
		}
		if whole == dir || strings.HasPrefix(whole, dir+string(filepath.Separator)) {
			return true
		}
	}
	return false
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
