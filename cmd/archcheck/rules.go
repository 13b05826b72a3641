package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
)

func rulesCommand(s streams) *cobra.Command {
	o := &settings{}
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List the rules",
		Example: "  archcheck rules\n  archcheck rules --only backup --format json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			rules, err := o.rules(cmd, s)
			if err != nil {
				return err
			}
			if slices.Equal(o.format, []string{"json"}) {
				e := json.NewEncoder(s.out)
				e.SetIndent("", "  ")
				e.SetEscapeHTML(false)
				return e.Encode(rules)
			}
			if len(o.format) > 0 && !slices.Equal(o.format, []string{"table"}) {
				return fmt.Errorf("rules are listed as table or json, not as %v", o.format)
			}
			return listRules(s, rules)
		},
	}
	cmd.Flags().StringSliceVar(&o.format, "format", nil, "table or json")
	o.bindRules(cmd.Flags())
	return cmd
}

// rules returns the metadata of the rules that --only, --skip and --policy choose.
func (o *settings) rules(cmd *cobra.Command, s streams) ([]verdict.Rule, error) {
	if err := o.resolve(cmd, s); err != nil {
		return nil, err
	}
	sources, err := o.sources()
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

func listRules(s streams, rules []verdict.Rule) error {
	for _, r := range rules {
		if _, err := fmt.Fprintf(s.out, "%-9s %-46s %s\n", r.Severity, r.ID, r.Title); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(s.out, "%d rules; `archcheck explain RULE` says more\n", len(rules))
	return err
}
