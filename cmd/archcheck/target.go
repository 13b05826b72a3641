package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// newFile is the mode of a new file, of which the umask takes away what it takes.
const newFile = 0o666

// target is a file to write.
type target struct {
	what, path string
	data       []byte
	// real is the file at the end of all symbolic links, and info what is there now, nil where nothing is.
	real string
	info os.FileInfo
	// replaces says that another file takes its place; a device or a pipe is written through instead.
	replaces bool
	// staged is the file that takes its place, and former the one that was there; empty before and after.
	staged, former string
	replaced       bool
}

// targetOf finds out what a path leads to.
func targetOf(path string) (target, error) {
	t := target{path: path, real: path}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return t, err
	default:
		t.info = info
	}
	if t.info != nil && !t.info.Mode().IsRegular() || strings.HasPrefix(path, "/dev/") {
		return t, nil
	}
	t.replaces = true
	t.real, err = end(path, linksAtMost)
	return t, err
}

// linksAtMost is how many symbolic links lead from one to the next before they lead nowhere.
const linksAtMost = 40

// end is the file that a path leads to, which need not be there.
func end(path string, links int) (string, error) {
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err == nil {
		folder, err = filepath.Abs(folder)
	}
	if err != nil {
		return "", err
	}
	full := filepath.Join(folder, filepath.Base(path))
	next, err := os.Readlink(full)
	switch {
	case err != nil:
		return full, nil //nolint:nilerr // it is no symbolic link
	case links == 0:
		return "", errors.New("its symbolic links lead in a circle")
	case !filepath.IsAbs(next):
		next = filepath.Join(folder, next)
	}
	return end(next, links-1)
}

// isSame reports whether two targets are one file, by whichever names.
func (t target) isSame(other target) bool {
	return t.real == other.real || t.info != nil && other.info != nil && os.SameFile(t.info, other.info)
}

// stage writes the new file beside the old one, with its mode if there is one.
func (t *target) stage() error {
	if !t.replaces {
		return nil
	}
	name := beside(t.real)
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, newFile)
	if err != nil {
		return err
	}
	t.staged = name
	if t.info != nil {
		err = file.Chmod(t.info.Mode().Perm())
	}
	if err == nil {
		_, err = file.Write(t.data)
	}
	return errors.Join(err, file.Close())
}

// beside is a hidden name in the folder of a file that nothing has.
func beside(path string) string {
	return filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%08x", filepath.Base(path), rand.Uint32()))
}

// replace puts the new file in the place of the old one, which is kept under another name.
func (t *target) replace() error {
	if !t.replaces {
		return nil
	}
	if t.info != nil {
		former := beside(t.real)
		if err := os.Link(t.real, former); err != nil {
			if err := os.Rename(t.real, former); err != nil { // not every file system has hard links
				return err
			}
		}
		t.former = former
	}
	if err := os.Rename(t.staged, t.real); err != nil {
		return err
	}
	t.staged, t.replaced = "", true
	return nil
}

// writeThrough writes into what cannot be replaced.
func (t *target) writeThrough() error {
	if t.replaces {
		return nil
	}
	file, err := os.OpenFile(t.real, os.O_WRONLY|os.O_APPEND|os.O_CREATE, newFile)
	if err != nil {
		return err
	}
	_, err = file.Write(t.data)
	return errors.Join(err, file.Close())
}

// settle forgets the old file.
func (t *target) settle() {
	if t.former != "" {
		os.Remove(t.former)
	}
}

// restore makes it as it was before.
func (t *target) restore() error {
	if t.staged != "" {
		os.Remove(t.staged)
	}
	switch {
	case t.former != "":
		if err := os.Rename(t.former, t.real); err != nil {
			return fmt.Errorf("put %s back: %w; what was there before is %s", t.path, err, t.former)
		}
		os.Remove(t.former) // still there where both names were of one file
	case t.replaced:
		return os.Remove(t.real)
	}
	return nil
}
