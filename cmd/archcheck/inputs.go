package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
)

// inputs reads files and remembers which, so that nothing is written over one. None remembers nothing.
type inputs struct {
	lock sync.Mutex
	all  []input
}

// input is a file that was read, and what it was called.
type input struct {
	name string
	info os.FileInfo
}

// file reads a file.
func (r *inputs) file(name string) ([]byte, error) {
	if info, err := os.Stat(name); err == nil {
		r.note(name, info)
	}
	return readBounded(name)
}

// mostInput is more than any input has: what is larger is a device, or no input at all, and reading it would take all
// memory.
const mostInput = 1 << 30

// readBounded reads a file that is not endless.
func readBounded(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err == nil && info.Mode().IsRegular() {
		if info.Size() > mostInput {
			return nil, tooLarge(name, mostInput)
		}
		return os.ReadFile(name)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return allOf(name, file, mostInput)
}

// allOf reads a stream to its end, if it has one.
func allOf(name string, in io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, tooLarge(name, most)
	}
	return data, err
}

func tooLarge(name string, most int64) error {
	return fmt.Errorf("%s has more than %d bytes, and no input that archcheck reads has", name, most)
}

// stream reads standard input.
func (r *inputs) stream(in io.Reader) ([]byte, error) {
	if file, ok := in.(*os.File); ok {
		if info, err := file.Stat(); err == nil {
			r.note("standard input", info)
		}
	}
	return allOf("standard input", in, mostInput)
}

func (r *inputs) note(name string, info os.FileInfo) {
	if r == nil || !info.Mode().IsRegular() {
		return
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	r.all = append(r.all, input{name, info})
}

// name is what a file was read as, empty if it was not.
func (r *inputs) name(info os.FileInfo) string {
	if r == nil || info == nil {
		return ""
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	for _, one := range r.all {
		if os.SameFile(one.info, info) {
			return one.name
		}
	}
	return ""
}

// folder is a folder whose files are remembered as they are read.
func (r *inputs) folder(name string) fs.FS { return noted{os.DirFS(name), name, r} }

type noted struct {
	fs.FS
	name string
	read *inputs
}

// Open implements fs.FS.
func (n noted) Open(name string) (fs.File, error) {
	file, err := n.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err == nil {
		n.read.note(n.name+"/"+name, info)
	}
	return file, nil
}
