package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/plain"
)

// shownPlan is what `terraform plan -out` wrote, shown as JSON by Terraform or OpenTofu, with the
// configuration that it carries itself.
func shownPlan(ctx context.Context, data []byte, name, source string, s streams) ([]byte, plan.Options, error) {
	snapshot, err := plan.ReadSnapshot(data)
	if err != nil {
		return nil, plan.Options{}, err
	}
	shown, err := show(ctx, data, name, snapshot.Tofu, s)
	return shown, plan.Options{Snapshot: snapshot, OwnSource: true, Source: besides(name, source)}, err
}

// show runs `show -json`, which reads the plan file and the providers' schemas alone. Only an
// initialised folder has those: the plan file's own, else the current one.
func show(ctx context.Context, data []byte, name string, tofu bool, s streams) ([]byte, error) {
	tools, called := toolsOnPath(tofu), name
	if name == "-" {
		called = "plan.out"
	}
	if len(tools) == 0 {
		return nil, fmt.Errorf("it is a binary plan file, and neither terraform nor tofu is on the PATH to show it; "+
			"where one is, run `terraform show -json %s > tfplan.json`, then `archcheck plan tfplan.json --source %s`", called, called)
	}
	file, done, err := fileOf(data, name)
	if err != nil {
		return nil, err
	}
	defer done()
	var first error
	for _, tool := range tools {
		for _, folder := range foldersFor(file) {
			shown, err := runShow(ctx, tool, folder, file, s)
			if err == nil || ctx.Err() != nil {
				return shown, err
			}
			first = errors.Join(first, err)
		}
	}
	return nil, errors.Join(first, fmt.Errorf("run `terraform init` in the folder of the plan file, "+
		"or give archcheck the output of `terraform show -json %s`", called))
}

// toolsOnPath are Terraform and OpenTofu, the one first that made the plan.
func toolsOnPath(tofu bool) (tools []string) {
	for _, name := range []string{"terraform", "tofu"} {
		if _, err := exec.LookPath(name); err == nil {
			tools = append(tools, name)
		}
	}
	if tofu {
		slices.Reverse(tools)
	}
	return tools
}

// fileOf is the plan file's full path; one from standard input is written to where only this user
// can read it, until done.
func fileOf(data []byte, name string) (path string, done func(), err error) {
	if name != "-" {
		path, err := filepath.Abs(name)
		return path, func() {}, err
	}
	file, err := os.CreateTemp("", "archcheck-*.plan")
	if err != nil {
		return "", nil, fmt.Errorf("keep the plan file for `terraform show`: %w", err)
	}
	done = func() { _ = os.Remove(file.Name()) }
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		done()
		return "", nil, fmt.Errorf("keep the plan file for `terraform show`: %w", err)
	}
	return file.Name(), done, nil
}

func foldersFor(file string) []string {
	own := filepath.Dir(file)
	if here, err := os.Getwd(); err == nil && here != own {
		return []string{own, here}
	}
	return []string{own}
}

func runShow(ctx context.Context, tool, folder, file string, s streams) ([]byte, error) {
	command := exec.CommandContext(ctx, tool, "show", "-json", "-no-color", file)
	var out, said bytes.Buffer
	command.Dir, command.Stdout, command.Stderr = folder, &out, &said
	err := command.Run()
	line := fmt.Sprintf("%s show -json %s (in %s)", tool, filepath.Base(file), folder)
	if err != nil {
		all := []error{fmt.Errorf("%s failed: %w", line, err)}
		for _, said := range short(said.String()) {
			all = append(all, errors.New(said))
		}
		return nil, errors.Join(all...)
	}
	fmt.Fprintf(s.err, "archcheck: ran %s\n", line)
	for _, said := range short(said.String()) {
		fmt.Fprintln(s.err, plain.Line(said))
	}
	return out.Bytes(), nil
}

// saidAtMost is how many lines of another program's output are passed on.
const saidAtMost = 12

// short is the beginning of what a program said, indented.
func short(said string) (lines []string) {
	for line := range strings.Lines(said) {
		if line = strings.TrimRight(line, " \r\n"); line != "" {
			lines = append(lines, "  "+line)
		}
	}
	if len(lines) > saidAtMost {
		lines = append(lines[:saidAtMost], "  ...")
	}
	return lines
}

// besides is the folder in which a plan file was made, as far as can be told: the one that is
// given, else its own.
func besides(planFile, given string) string {
	if info, err := os.Stat(given); given != "" && err == nil && info.IsDir() {
		return given
	}
	if planFile == "-" {
		return "."
	}
	return filepath.Dir(planFile)
}
