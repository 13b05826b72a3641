package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
)

func newCommand(s streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Write a rule of your own",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newRuleCommand(s))
	return cmd
}

func newRuleCommand(s streams) *cobra.Command {
	folder, collection, fact := "", "", ""
	cmd := &cobra.Command{
		Use:   "rule GROUP/NAME",
		Short: "Write a rule and its test for editing",
		Long: `rule writes FOLDER/<group>/<name>/<name>.rego and a test beside it, which ` + "`archcheck test FOLDER`" + ` runs. The rule asks one fact of each
member of a collection; ` + "`archcheck schema input`" + ` lists both.

Exit codes: 0 written, 2 usage error, or a file is there already.`,
		Example: "  archcheck new rule house/databases-multi-az --applies-to databases --fact multi_az\n  archcheck test policies\n" +
			"  archcheck plan tfplan.json --env prod --policy policies",
		Args: oneArg("GROUP/NAME, such as house/databases-multi-az"),
		RunE: func(_ *cobra.Command, args []string) error {
			made, err := evaluate.NewRule(args[0], collection, fact)
			if err != nil {
				return err
			}
			if err := isOfNobody(args[0]); err != nil {
				return err
			}
			return writeRule(s, folder, made)
		},
	}
	cmd.Flags().StringVar(&folder, "policy", "policies", "folder of policies to write into")
	cmd.Flags().StringVar(&collection, "applies-to", "databases", "collection of facts that the rule judges")
	cmd.Flags().StringVar(
		&fact,
		"fact",
		"",
		"fact of its members that the rule asks (default: one that is better true than false)",
	)
	return cmd
}

// isOfNobody refuses the id of a rule that is built in, and the group of the libraries: nothing would be judged by it.
func isOfNobody(id string) error {
	rules, err := (&settings{}).builtInRules()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(rules, func(r verdict.Rule) bool { return slices.Contains(r.IDs(), id) }) {
		return fmt.Errorf("the rule %s is built in; give yours another name", id)
	}
	if group, _, _ := strings.Cut(id, "/"); group == "lib" {
		return fmt.Errorf("lib is the group of libraries; give the rule %s another group", id)
	}
	return nil
}

// writeRule writes both files, or none where one is there already.
func writeRule(s streams, folder string, made evaluate.Scaffold) error {
	files := map[string]string{made.Rule: made.RuleText, made.Test: made.TestText}
	for _, name := range []string{made.Rule, made.Test} {
		if _, err := os.Lstat(filepath.Join(folder, name)); err == nil {
			return fmt.Errorf(
				"%s exists already; give the rule another name, or take it away",
				filepath.Join(folder, name),
			)
		}
	}
	for _, name := range []string{made.Rule, made.Test} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("write the rule: %w", err)
		}
		if err := s.put("write the rule", path, []byte(files[name])); err != nil {
			return err
		}
		fmt.Fprintf(s.text, "wrote %s\n", path)
	}
	_, err := fmt.Fprintf(s.text, "edit them, then `archcheck test %s`; judge with --policy %s\n", folder, folder)
	return err
}
