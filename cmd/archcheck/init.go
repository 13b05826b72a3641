package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/spf13/cobra"
)

// initFlags are what init is told.
type initFlags struct {
	path, example string
	force         bool
}

func initCommand(s streams) *cobra.Command {
	f := &initFlags{}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a documented architecture for editing",
		Long: `init writes the built-in documented architecture, or one of the examples, to architecture.yaml. Edit it to say what you
documented, and name it with --architecture or in archcheck.yaml. Editors check it while you write, by the JSON Schema that
its first line names.`,
		Example: "  archcheck init\n  archcheck init --example four-services -o - \n  archcheck plan tfplan.json --env prod --architecture architecture.yaml",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return f.write(s) },
	}
	cmd.Flags().BoolVar(&f.force, "force", false, "write over an existing file")
	cmd.Flags().StringVarP(&f.path, "output", "o", "architecture.yaml", "file to write, - for standard output")
	cmd.Flags().StringVar(&f.example, "example", "", "another architecture: "+strings.Join(document.Examples(), ", "))
	return cmd
}

func (f *initFlags) write(s streams) error {
	data := document.Default()
	if f.example != "" {
		example, ok := document.Example(f.example)
		if !ok {
			return fmt.Errorf("there is no example %q; there are %s", f.example, strings.Join(document.Examples(), ", "))
		}
		data = example
	}
	if f.path == "-" {
		_, err := s.out.Write(data)
		return err
	}
	if _, err := os.Stat(f.path); err == nil && !f.force {
		return fmt.Errorf("%s exists already; use --force to write over it, or --output for another name", f.path)
	}
	if err := writeWhole(f.path, data); err != nil {
		return fmt.Errorf("write %s: %w", f.path, err)
	}
	_, err := fmt.Fprintf(s.out, "wrote %s; edit it, then judge with --architecture %s\n", f.path, f.path)
	return err
}
