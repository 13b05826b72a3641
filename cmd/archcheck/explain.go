package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/table"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/policies"
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
			if slices.ContainsFunc(rules, func(r verdict.Rule) bool { return r.Group() == args[0] }) {
				return fmt.Errorf("%s is a group of rules; `archcheck rules --only %s` lists them", args[0], args[0])
			}
			if i < 0 {
				return fmt.Errorf(
					"no rule is called %q%s; `archcheck rules` lists them",
					args[0],
					suggestion(args[0], rules),
				)
			}
			example, err := o.exampleOf(cmd.Context(), rules[i])
			if err != nil {
				return err
			}
			return explain(s, rules[i], example)
		},
	}
	o.bindPolicies(cmd.Flags())
	bindPolicyTimeout(cmd.Flags(), &o.policyTimeout)
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
`, r.ID, plain.Line(r.Title), severities(r), r.AppliesTo, plain.Line(r.Requirement), r.Section, alsoKnownAs(r), plain.Line(r.Description), shown(example, s.width), plain.Line(r.Remediation))
	return err
}

// exampleOf is what a rule passes and fails: the recorded one of a rule of archcheck, else one that is found by trying.
func (o *settings) exampleOf(ctx context.Context, r verdict.Rule) (*evaluate.Example, error) {
	recorded := map[string]*evaluate.Example{}
	if err := json.Unmarshal(policies.Examples, &recorded); err != nil {
		return nil, fmt.Errorf("read the examples of rules: %w", err)
	}
	if one := recorded[r.ID]; one != nil {
		return one, nil
	}
	sources, err := o.policySources()
	if err != nil {
		return nil, err
	}
	return evaluate.ExampleOf(ctx, limits(o.policyTimeout), r, sources...)
}

// shown is an example in words, empty where there is none.
func shown(example *evaluate.Example, width int) string {
	if example == nil {
		return ""
	}
	text := "For example\n"
	for _, line := range [][2]string{
		{"asked", example.Asked}, {"passes", example.Passes}, {"fails", example.Fails},
	} {
		label := "  " + line[0] + ":"
		for _, part := range table.Wrap(report.InWords(line[1]), table.Fit(width)-labelWidth) {
			if line[1] != "" {
				text += fmt.Sprintf("%-*s%s\n", labelWidth, label, part)
			}
			label = ""
		}
	}
	return text + "\n"
}

// labelWidth is the column of labels before what they are of.
const labelWidth = 12

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
