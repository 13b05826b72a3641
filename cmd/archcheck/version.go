package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// version is the version of archcheck; a release changes it and CHANGELOG.md together.
func version() string { return "0.1.0" }

func versionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  archcheck version",
		Args:    noArgs(""),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(
				s.text,
				"archcheck %s (%s %s/%s)\n",
				version(),
				runtime.Version(),
				runtime.GOOS,
				runtime.GOARCH,
			)
			return err
		},
	}
}
