package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadme runs README's first command: what it prints is what README shows.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile(`(?m)^go run \./cmd/archcheck (.+)$`).FindSubmatch(readme)
	printed := regexp.MustCompile("(?s)```text\n(.+?)```\n").FindSubmatch(readme)
	if command == nil || printed == nil {
		t.Fatal("README shows no command, or not what it prints")
	}
	var out, errs strings.Builder
	const columns = 86
	code := run(
		strings.Fields(string(command[1])),
		streams{in: strings.NewReader(""), out: &out, err: &errs, width: columns, env: os.LookupEnv},
	)
	if code != 1 || out.String() != string(printed[1]) {
		t.Errorf("exit %d, %s\n%s\nREADME shows\n%s", code, errs.String(), out.String(), printed[1])
	}
}
