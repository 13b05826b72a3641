package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// TestManual keeps the pages of the commands equal to their help: Markdown in docs/commands, man pages in docs/man.
func TestManual(t *testing.T) {
	if *update {
		for _, folder := range []string{"../../docs/commands", "../../docs/man"} {
			if err := os.RemoveAll(folder); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	pages := manual(t)
	var found []string
	for _, pattern := range []string{"../../docs/commands/*", "../../docs/man/*"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, more...)
	}
	for name, want := range pages {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf(
				"%s is not what the help says (%v); `go test ./cmd/archcheck -run TestManual -update` writes it anew",
				name,
				err,
			)
		}
		found = slices.DeleteFunc(found, func(f string) bool { return f == name })
	}
	if len(found) > 0 {
		t.Errorf("pages of no command: %v", found)
	}
}

// manual is each page by its path.
func manual(t *testing.T) map[string][]byte {
	t.Helper()
	root := rootCommand(streams{in: strings.NewReader(""), out: &bytes.Buffer{}, err: &bytes.Buffer{}})
	root.DisableAutoGenTag = true
	pages := map[string][]byte{}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if !cmd.IsAvailableCommand() && cmd != root {
			return
		}
		cmd.DisableAutoGenTag = true
		var markdown, man bytes.Buffer
		if err := doc.GenMarkdown(cmd, &markdown); err != nil {
			t.Fatal(err)
		}
		if err := doc.GenMan(
			cmd,
			&doc.GenManHeader{Section: "1", Manual: "archcheck", Source: "archcheck " + version(), Date: nil},
			&man,
		); err != nil {
			t.Fatal(err)
		}
		path := strings.ReplaceAll(cmd.CommandPath(), " ", "_")
		pages["../../docs/commands/"+path+".md"] = markdown.Bytes()
		pages["../../docs/man/"+strings.ReplaceAll(path, "_", "-")+".1"] = undated(man.Bytes())
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(root)
	return pages
}

// undated is a page without the month that it was made in.
func undated(page []byte) []byte {
	lines := bytes.SplitAfter(page, []byte("\n"))
	for i, line := range lines {
		if bytes.HasPrefix(line, []byte(".TH ")) {
			fields := bytes.SplitN(line, []byte(`" "`), 4)
			if len(fields) == 4 {
				fields[2] = nil
				lines[i] = bytes.Join(fields, []byte(`" "`))
			}
		}
	}
	return bytes.Join(lines, nil)
}
