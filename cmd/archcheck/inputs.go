package main

import (
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
	return os.ReadFile(name)
}

// stream reads standard input.
func (r *inputs) stream(in io.Reader) ([]byte, error) {
	if file, ok := in.(*os.File); ok {
		if info, err := file.Stat(); err == nil {
			r.note("standard input", info)
		}
	}
	return io.ReadAll(in)
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
