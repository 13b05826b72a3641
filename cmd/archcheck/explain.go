package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
)

func explainCommand(s streams) *cobra.Command {
	o := &settings{}
	cmd := &cobra.Command{
		Use:     "explain RULE",
		Short:   "Say what a rule demands, why, and how to mend it",
		Example: "  archcheck explain security_groups/database-ingress",
		Args:    oneArg("RULE; `archcheck rules` lists them"),
		RunE: func(cmd *cobra.Command, args []string) error {
			rules, err := o.rules(cmd, s)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(rules, func(r verdict.Rule) bool { return slices.Contains(r.IDs(), args[0]) })
			if i < 0 {
				return fmt.Errorf("no rule is called %q%s; `archcheck rules` lists them", args[0], suggestion(args[0], rules))
			}
			return explain(s, rules[i])
		},
	}
	o.bindRules(cmd.Flags())
	return cmd
}

func explain(s streams, r verdict.Rule) error {
	_, err := fmt.Fprintf(s.out, `%s
%s

Severity:   %s
Judges:     %s
Document:   %s (section %q)
%s
%s

To mend it: %s
`, r.ID, r.Title, severities(r), r.AppliesTo, r.Requirement, r.Section, alsoKnownAs(r), r.Description, r.Remediation)
	return err
}

// severities are that of a rule, and those of kinds that have another.
func severities(r verdict.Rule) string {
	text := string(r.Severity)
	for _, kind := range slices.Sorted(maps.Keys(r.Severities)) {
		text += fmt.Sprintf(", %s for %s", r.Severities[kind], strings.ReplaceAll(kind, "_", " "))
	}
	return text
}

// alsoKnownAs are the ids that verdicts of a rule carry, by kind.
func alsoKnownAs(r verdict.Rule) string {
	var text strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(r.Aliases)) {
		fmt.Fprintf(&text, "As:         %s for %s\n", r.Aliases[kind], strings.ReplaceAll(kind, "_", " "))
	}
	return text.String()
}
