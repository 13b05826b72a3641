package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func collectCommand(s streams) *cobra.Command {
	o := &settings{}
	path := ""
	cmd := &cobra.Command{
		Use:     "collect FILE",
		Short:   "Write the model of a plan as a snapshot",
		Long:    "collect reads a plan and writes what archcheck makes of it, without judging. Sensitive values are not in it.",
		Example: "  archcheck collect tfplan.json -o snapshot.json",
		Args:    oneArg("plan FILE, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			a, err := collectPlan(args[0], o, s)
			if err != nil {
				return err
			}
			data, err := a.Encode()
			if err != nil {
				return err
			}
			if path == "" {
				_, err = s.out.Write(data)
			} else {
				err = writeWhole(path, data)
			}
			if err != nil {
				return fmt.Errorf("write snapshot: %w", err)
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&path, "output", "o", "", "file to write (default standard output)")
	cmd.Flags().StringVar(&o.source, "source", "", "folder of the Terraform source")
	cmd.Flags().StringVar(&o.config, "config", "", "configuration (default archcheck.yaml if it exists)")
	return cmd
}
