package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/spf13/cobra"
)

// initFlags are what init is told.
type initFlags struct {
	path, example string
	format        string
	from          []string
	force         bool
}

func initCommand(s streams) *cobra.Command {
	f, o, w := &initFlags{}, &settings{}, &where{}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a documented architecture for editing",
		Long: `init writes the built-in documented architecture, or one of the examples, to architecture.yaml. Edit it to say what you
documented, and name it with --architecture or in archcheck.yaml. Editors check it while you write, by the JSON Schema that
its first line names.

With --from or --account it writes what is there instead: the components, tiers and edges of a plan, a state, a
snapshot or an account, with the values found. Judged against it, the input violates nothing, but for what no document
makes right, which its first lines name; then a change of what it states is a finding, and so is one more component.
A component has a match only where nothing else tells which thing it is, by its name in AWS if that is its own.
What the input does not tell is asked as it should be where one answer is the careful one, and stays undecided until
an input tells it; else it is a comment. Give --source with a plan, so that it tells more. Not held are: what no
requirement is for, such as tags, names, environment variables, permissions that are no wildcards, a further read
replica, subnets that nothing sits in, and types that no rule reads, which every report names; a change within a range
that the document states, such as tasks 2-10; and all but the largest of several architectures. What the built-in
architecture would not have so is marked with a comment, for you to decide.`,
		Example: "  archcheck init\n  archcheck init --example four-services -o - \n  archcheck init --from tfplan.json --env prod\n" +
			"  archcheck plan tfplan.json --env prod --architecture architecture.yaml",
		Args: noArgs("from"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if f.format, err = formatOf(f.format, formatsOf("init")); err != nil {
				return err
			}
			switch {
			case len(f.from) > 0 || w.isSet():
			case f.format == "markdown":
				return errors.New("--format markdown describes an input; give --from or --account with it")
			default:
				return f.write(s)
			}
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			return f.describe(cmd.Context(), o, w, s)
		},
	}
	cmd.Flags().StringArrayVar(
		&f.from,
		"from",
		nil,
		"plan, state or snapshot to describe, - for standard input; repeatable, as several plans are one",
	)
	cmd.Flags().StringVar(&o.env, "env", "", "environment to call it (default prod)")
	cmd.Flags().StringVar(&o.config, "config", "", "configuration (default archcheck.yaml if it exists)")
	w.bind(cmd.Flags())
	o.bindSources(cmd.Flags())
	cmd.Flags().BoolVar(&f.force, "force", false, "write over an existing file")
	cmd.Flags().StringVarP(
		&f.path,
		"output",
		"o",
		"",
		"file to write, - for standard output (default architecture.yaml, or ARCHITECTURE.md for Markdown)",
	)
	cmd.Flags().StringVar(
		&f.format,
		"format",
		"yaml",
		"yaml or markdown, of what is there: a diagram and tables, which are read as the same",
	)
	cmd.Flags().StringVar(&f.example, "example", "", "another architecture: "+strings.Join(document.Examples(), ", "))
	return cmd
}

func (f *initFlags) write(s streams) error {
	if f.path == "" {
		f.path = "architecture.yaml"
	}
	data := document.Default()
	if f.example != "" {
		example, ok := document.Example(f.example)
		if !ok {
			return fmt.Errorf("--example %s", near.NoneOf(f.example, document.Examples()))
		}
		data = example
	}
	return f.save(data, s)
}

// save writes a document to the file that was named, or to standard output.
func (f *initFlags) save(data []byte, s streams) error {
	if isStandard(f.path) {
		_, err := s.out.Write(data)
		return err
	}
	if _, err := os.Stat(f.path); err == nil && !f.force {
		return fmt.Errorf("%s exists already; use --force to write over it, or --output for another name", f.path)
	}
	if err := s.put("write", f.path, data); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.text, "wrote %s; edit it, then judge with --architecture %s\n", f.path, f.path)
	return err
}
