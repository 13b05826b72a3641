package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// wholeFile is a file to write, whole or not at all.
type wholeFile struct {
	path string
	data []byte
}

// keepApart refuses outputs that are one file, and those over a file that is read. Empty names and - are no files.
func keepApart(outputs, inputs []string) error {
	for i, path := range outputs {
		for _, other := range outputs[:i] {
			if isSameFile(path, other) {
				return fmt.Errorf("%s and %s are one file; give each report a file of its own", other, path)
			}
		}
		for _, input := range inputs {
			if isSameFile(path, input) {
				return fmt.Errorf("%s is read, and a report would be written over it; give the report another file", input)
			}
		}
	}
	return nil
}

// isSameFile reports whether two names are of one file, whatever links lead there, or will be.
func isSameFile(a, b string) bool {
	if a == "" || b == "" || a == "-" || b == "-" {
		return false
	}
	first, err := os.Stat(a)
	second, other := os.Stat(b)
	if err == nil && other == nil {
		return first.Mode().IsRegular() && os.SameFile(first, second)
	}
	return err != nil && other != nil && absolute(a) == absolute(b)
}

// absolute is a name from the root, with the links of its folder followed: the file itself is not there yet.
func absolute(path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		return filepath.Join(folder, filepath.Base(full))
	}
	return full
}

// writeTo writes to a file, whole or not at all, or to standard output for - and no name.
func writeTo(path string, data []byte, s streams) error {
	if path == "" || path == "-" {
		_, err := s.out.Write(data)
		return err
	}
	return writeAll([]wholeFile{{path, data}})
}

// writeAll writes beside the targets first and renames then, so that no reader sees half a file, nor one report where
// another one could not be written. An error begins with the file's name.
func writeAll(files []wholeFile) error {
	staged := make([]string, len(files))
	defer func() {
		for _, name := range staged {
			if name != "" {
				os.Remove(name) // what was renamed is not there any more
			}
		}
	}()
	for i, f := range files {
		var err error
		if staged[i], err = stage(f); err != nil {
			return fmt.Errorf("%s: %w", f.path, err)
		}
	}
	for i, f := range files {
		if err := f.commit(staged[i]); err != nil {
			return fmt.Errorf("%s: %w", f.path, err)
		}
	}
	return nil
}

// stage writes a file beside its target, with the mode of the one that is there, or as umask has it. A device or pipe, such
// as /dev/stderr, cannot be replaced: its name is empty.
func stage(f wholeFile) (name string, err error) {
	info, err := os.Stat(f.path)
	if err == nil && !info.Mode().IsRegular() {
		return "", nil
	}
	const beforeUmask fs.FileMode = 0o666
	mode := beforeUmask
	if err == nil {
		mode = info.Mode().Perm()
	}
	name = filepath.Join(filepath.Dir(f.path), fmt.Sprintf(".%s.%d", filepath.Base(f.path), os.Getpid()))
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return "", err
	}
	if _, err := file.Write(f.data); err != nil {
		file.Close()
		return name, err
	}
	if info != nil {
		if err := file.Chmod(mode); err != nil {
			file.Close()
			return name, err
		}
	}
	return name, file.Close()
}

// commit puts what was written beside a target in its place.
func (f wholeFile) commit(staged string) error {
	if staged == "" {
		return os.WriteFile(f.path, f.data, 0o644)
	}
	return os.Rename(staged, f.path)
}
