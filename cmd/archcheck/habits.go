package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// noCommand is what is said of a command that there is not, with the one that was probably meant.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return fmt.Errorf(
		"unknown command %q%s; `%s --help` lists them",
		args[0],
		near.Question(args[0], names),
		cmd.CommandPath(),
	)
}

// helpCommand shows the help of a command, by its words.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about any command",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || about.HasSubCommands() && len(rest) > 0 {
				return noCommand(about, rest)
			}
			return about.Help()
		},
	}
}

// noArgs takes no argument. What is one was probably meant for a flag, if there is one for it.
func noArgs(flag string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		question := ""
		if flag != "" {
			question = near.Ask("--" + flag + " " + args[0])
		}
		return fmt.Errorf("%q is one argument too many%s; see `%s --help`", args[0], question, cmd.CommandPath())
	}
}

// plainValue says in plain words which values a flag takes, where one was none of them.
func plainValue(err error) error {
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return err
	}
	words, ok := map[string]string{
		"int": "no whole number", "bool": "neither true nor false", "duration": "no length of time, such as 30s or 5m",
	}[invalid.GetFlag().Value.Type()]
	if !ok {
		return err
	}
	return fmt.Errorf("%q is %s", invalid.GetValue(), words)
}

// commandsWith names the commands that have a flag which another one has not.
func commandsWith(root *cobra.Command, flag string) string {
	var names []string
	for _, c := range root.Commands() {
		if c.Flags().Lookup(flag) != nil {
			names = append(names, c.Name())
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; it is one of " + strings.Join(names, ", ")
}

// noFlag adds to what is said of a flag that there is not the one that was probably meant.
func noFlag(cmd *cobra.Command, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if looksForFile(name) && writesReports(cmd) {
		return fmt.Errorf("%w; a report goes to a file by --format FORMAT=FILE, as in --format junit=report.xml", err)
	}
	if looksForFile(name) && cmd.Flags().Lookup("output") == nil {
		return fmt.Errorf("%w; it prints, and `%s ... > FILE` keeps that", err, cmd.CommandPath())
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return fmt.Errorf("--%s: %w; see `%s --help`", invalid.GetFlag().Name, plainValue(err), cmd.CommandPath())
	}
	if !unknown {
		return fmt.Errorf("%w; see `%s --help`", err, cmd.CommandPath())
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if one := near.Name(name, names); one != "" {
		return fmt.Errorf("%w%s; see `%s --help`", err, near.Ask("--"+one), cmd.CommandPath())
	}
	return fmt.Errorf("%w%s; see `%s --help`", err, commandsWith(cmd.Root(), name), cmd.CommandPath())
}

// looksForFile reports whether the flag that there is not is what other programs call the file that they write.
func looksForFile(name string) bool {
	names := []string{"output", "out", "output-file", "out-file", "output-file-path", "report", "report-file"}
	return slices.Contains(names, name) || strings.HasPrefix(name, "unknown shorthand flag: 'o'")
}

// writesReports: its --format takes formats with a file each.
func writesReports(cmd *cobra.Command) bool {
	format := cmd.Flags().Lookup("format")
	return format != nil && strings.Contains(format.Usage, "=PATH")
}

// judgingCodes are the exit codes of commands that judge.
const judgingCodes = "0 conforms, or what fails is tolerated, 1 violations, 2 usage or input error, 3 could not decide, 130 interrupted."

// exitCodes are those of commands whose help does not name them itself.
func exitCodes() map[string]string {
	return map[string]string{
		"plan":       judgingCodes,
		"scan":       judgingCodes,
		"check":      judgingCodes,
		"cost":       "0 estimated, 2 usage or input error.",
		"collect":    "0 written, 2 usage or input error.",
		"iam-policy": "0 printed, 2 usage error.",
		"rules":      "0 listed, 2 usage error.",
		"explain":    "0 explained, 2 there is no such rule.",
		"init":       "0 written, 2 usage error, or the file is there already.",
		"document":   "0 read, 2 usage error or nothing in it can be held, 3 with --strict-document where something is open.",
		"version":    "0.",
		"prices":     "those of its commands.",
		"new":        "those of its commands.",
	}
}

// tellExitCodes ends the help of each command with its exit codes.
func tellExitCodes(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		if codes, ok := exitCodes()[c.Name()]; ok && !strings.Contains(c.Long, "Exit codes:") {
			if c.Long == "" {
				c.Long = c.Short + "."
			}
			c.Long += "\n\nExit codes: " + codes
		}
		tellExitCodes(c)
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
