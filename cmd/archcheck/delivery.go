package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// delivery is what a run leaves behind: standard output and files. It is kept until the run has ended, and then written
// whole or not at all, so that a command that fails has printed and replaced nothing.
type delivery struct {
	bytes.Buffer
	out   io.Writer
	files []target
	read  *inputs
}

// put hands over a file; what says what it is. It is refused where it would be written over another one of this run, or
// over what was read.
func (d *delivery) put(what, path string, data []byte) error {
	t, err := targetOf(path)
	if err != nil {
		return fmt.Errorf("%s %s: %w", what, path, err)
	}
	t.what, t.data = what, data
	other := slices.IndexFunc(d.files, t.isSame)
	switch read := d.read.name(t.info); {
	case other >= 0:
		return fmt.Errorf(
			"%s %s: %s is written to the same file; give each a file of its own",
			what,
			path,
			d.files[other].path,
		)
	case read != "":
		return fmt.Errorf("%s %s: it is what was read as %s; give another file", what, path, read)
	case isOpen(d.out, t.info):
		return fmt.Errorf("%s %s: it is standard output; give another file, or leave out the path", what, path)
	}
	d.files = append(d.files, t)
	return nil
}

// isOpen reports whether a stream writes into a file. What both write to a terminal or to nowhere does not mix.
func isOpen(stream io.Writer, info os.FileInfo) bool {
	file, ok := stream.(*os.File)
	if !ok || info == nil || info.Mode()&fs.ModeCharDevice != 0 {
		return false
	}
	open, err := file.Stat()
	return err == nil && os.SameFile(open, info)
}

// flush writes what was kept so far. Files come first, as they can be taken back; then what cannot, such as a device;
// then standard output. If one fails, the files are as they were before.
func (d *delivery) flush() error {
	defer keepPipes()()
	files := d.files
	d.files = nil
	err := d.place(files)
	if err == nil {
		err = d.print()
	}
	for i := range files {
		if err == nil {
			files[i].settle()
		} else {
			err = errors.Join(err, files[i].restore())
		}
	}
	return err
}

// place writes all files: each beside its target first, so that what does not fit or may not be there is known before
// the first one is replaced.
func (d *delivery) place(files []target) error {
	for _, step := range []func(*target) error{(*target).stage, (*target).replace, (*target).writeThrough} {
		for i := range files {
			if err := step(&files[i]); err != nil {
				return fmt.Errorf("%s %s: %w", files[i].what, files[i].path, err)
			}
		}
	}
	return nil
}

// print writes what is for standard output.
func (d *delivery) print() error {
	if d.Len() == 0 {
		return nil
	}
	_, err := d.out.Write(d.Bytes())
	if d.Reset(); err != nil {
		return fmt.Errorf("write to standard output: %w; what is there is not whole", err)
	}
	return nil
}

// keepPipes makes a reader that went away an error instead of the end, so that files can be taken back.
func keepPipes() (undo func()) {
	gone := make(chan os.Signal, 1)
	signal.Notify(gone, syscall.SIGPIPE)
	return func() { signal.Stop(gone) }
}
