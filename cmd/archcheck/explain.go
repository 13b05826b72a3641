package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/plain"
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
				return fmt.Errorf(
					"no rule is called %q%s; `archcheck rules` lists them",
					args[0],
					suggestion(args[0], rules),
				)
			}
			sources, err := o.policySources()
			if err != nil {
				return err
			}
			example, err := evaluate.ExampleOf(cmd.Context(), limits(o.policyTimeout), rules[i], sources...)
			if err != nil {
				return err
			}
			return explain(s, rules[i], example)
		},
	}
	o.bindRules(cmd.Flags())
	return cmd
}

func explain(s streams, r verdict.Rule, example *evaluate.Example) error {
	_, err := fmt.Fprintf(s.text, `%s
%s

Severity:   %s
Judges:     %s
Document:   %s (section %q)
%s
%s

%sTo mend it: %s
`, r.ID, plain.Line(r.Title), severities(r), r.AppliesTo, plain.Line(r.Requirement), r.Section, alsoKnownAs(r), plain.Line(r.Description), shown(example), plain.Line(r.Remediation))
	return err
}

// shown is an example in words, empty for a rule that needs more than one fact to say anything.
func shown(example *evaluate.Example) string {
	if example == nil {
		return ""
	}
	text := ""
	if example.Asked != "" {
		text = "Where the document asks `" + example.Asked + "`,\n"
	}
	return text + "  passes:   " + example.Passes + "\n  fails:    " + example.Fails + "\n\n"
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
