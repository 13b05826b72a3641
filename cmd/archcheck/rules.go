package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
)

func rulesCommand(s streams) *cobra.Command {
	o, format := &settings{}, "table"
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List the rules",
		Example: "  archcheck rules\n  archcheck rules --only backup --format json",
		Args:    noArgs("only"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			written, err := formatOf(format, formatsOf("rules"))
			if err != nil {
				return err
			}
			rules, err := o.rules(cmd, s)
			if err != nil {
				return err
			}
			if written == "json" {
				return plain.WriteJSON(s.out, rules)
			}
			return listRules(s, rules)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "table or json")
	o.bindChoice(cmd.Flags())
	o.bindPolicies(cmd.Flags())
	return cmd
}

// rules returns the metadata of the rules that --only, --skip and --policy choose.
func (o *settings) rules(cmd *cobra.Command, s streams) ([]verdict.Rule, error) {
	if err := o.resolve(cmd, s); err != nil {
		return nil, err
	}
	sources, err := o.policySources()
	if err != nil {
		return nil, err
	}
	all, err := evaluate.Rules(sources...)
	if err != nil {
		return nil, err
	}
	keep, err := o.keep(all)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(r verdict.Rule) bool { return !keep(r) }), nil
}

// listRules lists the ids that verdicts carry: for each kind that a rule has an older id for, that id.
func listRules(s streams, rules []verdict.Rule) error {
	var lines []string
	for _, r := range rules {
		if len(r.Kinds) == 0 || len(r.Kinds) > len(r.Aliases) || len(r.Aliases) == 0 {
			lines = append(lines, fmt.Sprintf("%-9s %-46s %s\n", r.Severity, r.ID, plain.Line(r.Title)))
		}
		for kind := range r.Aliases {
			as, _ := r.As(kind)
			if as.ID == r.ID { // it is in the list, under the same id
				continue
			}
			lines = append(
				lines,
				fmt.Sprintf(
					"%-9s %-46s %s: %s\n",
					as.Severity,
					as.ID,
					plain.Line(strings.ReplaceAll(kind, "_", " ")),
					plain.Line(r.Title),
				),
			)
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[10:], b[10:]) })
	for _, line := range lines {
		if _, err := io.WriteString(s.text, line); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(s.text, "%d rules under %d ids; `archcheck explain RULE` says more\n", len(rules), len(lines))
	return err
}
