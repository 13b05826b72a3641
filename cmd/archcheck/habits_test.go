package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestHelp: the help of every command names its exit codes and gives an example.
func TestHelp(t *testing.T) {
	var out bytes.Buffer
	root := rootCommand(streams{in: strings.NewReader(""), out: &out, err: &out})
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			walk(c)
		}
		if cmd.Name() == "completion" || cmd.Name() == "help" || cmd.Hidden {
			return
		}
		if !strings.Contains(cmd.Long, "Exit codes: ") {
			t.Errorf("%s does not name its exit codes", cmd.CommandPath())
		}
		if !cmd.HasSubCommands() && cmd.Example == "" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
	}
	walk(root)
}
