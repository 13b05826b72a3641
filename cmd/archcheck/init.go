package main

import (
	"fmt"
	"os"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/spf13/cobra"
)

func initCommand(s streams) *cobra.Command {
	force := false
	path := "architecture.yaml"
	cmd := &cobra.Command{
		Use:     "init",
		Short:   "Write the reference architecture for editing",
		Long:    "init writes the built-in documented architecture to architecture.yaml. Edit it to say what you documented, and name it with --architecture or in archcheck.yaml.",
		Example: "  archcheck init\n  archcheck plan tfplan.json --env prod --architecture architecture.yaml",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if _, err := os.Stat(path); err == nil && !force {
				return fmt.Errorf("%s exists already; use --force to write over it, or --output for another name", path)
			}
			if err := writeWhole(path, document.Default()); err != nil {
				return fmt.Errorf("write %s: %w", path, err)
			}
			_, err := fmt.Fprintf(s.out, "wrote %s; edit it, then judge with --architecture %s\n", path, path)
			return err
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "write over an existing file")
	cmd.Flags().StringVarP(&path, "output", "o", path, "file to write")
	return cmd
}
