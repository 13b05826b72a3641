// Command licences writes one text with the licences and notices of everything that is built into a program: of its
// modules on every system that a release is for, of what their packages keep in folders of their own, and of Go's
// standard library. It fails where a module has none.
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("licences", flag.ContinueOnError)
	flags.SetOutput(errs)
	file := flags.String("o", "", "file to write, instead of standard output")
	if flags.Parse(args) != nil {
		return 2
	}
	text, err := licences(flags.Args())
	if err == nil && *file != "" {
		err = os.WriteFile(*file, text, 0o644) //nolint:gosec // it is for everybody who unpacks a release
	} else if err == nil {
		_, err = out.Write(text)
	}
	if err != nil {
		fmt.Fprintf(errs, "licences: %v\n", err)
		return 1
	}
	return 0
}

// part is a folder of a module that a program is built from.
type part struct{ module, root, folder string }

func licences(packages []string) ([]byte, error) {
	parts, err := partsOf(packages)
	if err != nil {
		return nil, err
	}
	root := runtimeRoot()
	return gathered(append(parts, part{"Go standard library " + runtime.Version(), root, root}))
}

// gathered are the texts of some parts, each once.
func gathered(parts []part) ([]byte, error) {
	var out bytes.Buffer
	seen, has := map[string]bool{}, map[string]bool{}
	for _, p := range parts {
		files, err := textsOf(p)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			has[p.module] = true
			if !seen[file] {
				seen[file] = true
				if err := add(&out, p, file); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, p := range parts {
		if !has[p.module] {
			return nil, fmt.Errorf(
				"%s has no licence that is known by its file's name; find out what it is under before it is released",
				p.module,
			)
		}
	}
	return out.Bytes(), nil
}

// partsOf are the folders of packages and of all that they import, on each system of a release.
func partsOf(packages []string) (all []part, err error) {
	const format = "{{with .Module}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}\t{{.Dir}}"
	for _, system := range []string{"linux", "darwin", "windows"} {
		cmd := exec.Command(
			"go",
			append([]string{"list", "-deps", "-f", format}, packages...)...) //nolint:gosec // our own tool
		cmd.Env, cmd.Stderr = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0"), os.Stderr
		listed, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("list the packages for %s: %w", system, err)
		}
		for line := range strings.Lines(string(listed)) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 {
				all = append(all, part{strings.TrimSpace(f[0]), f[1], f[2]})
			}
		}
	}
	slices.SortFunc(
		all,
		func(a, b part) int { return cmp.Or(cmp.Compare(a.module, b.module), cmp.Compare(a.folder, b.folder)) },
	)
	return slices.Compact(all), nil
}

func runtimeRoot() string {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(root))
}

// textsOf are the licences and notices in a folder and in those above it, up to the root of its module.
func textsOf(p part) (files []string, err error) {
	name := regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([.-].*)?$`)
	for folder := p.folder; ; folder = filepath.Dir(folder) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p.module, err)
		}
		for _, e := range entries {
			if !e.IsDir() && name.MatchString(e.Name()) && !strings.HasSuffix(e.Name(), ".go") {
				files = append(files, filepath.Join(folder, e.Name()))
			}
		}
		if folder == p.root || !strings.HasPrefix(folder, p.root) {
			return files, nil
		}
	}
}

func add(out *bytes.Buffer, p part, file string) error {
	text, err := os.ReadFile(file) //nolint:gosec // it stands in the module cache
	if err != nil {
		return fmt.Errorf("read the licence of %s: %w", p.module, err)
	}
	name, err := filepath.Rel(p.root, file)
	if err != nil {
		return fmt.Errorf("read the licence of %s: %w", p.module, err)
	}
	line := strings.Repeat("=", 80)
	fmt.Fprintf(out, "%s\n%s: %s\n%s\n\n%s\n\n", line, p.module, filepath.ToSlash(name), line, bytes.TrimSpace(text))
	return nil
}
