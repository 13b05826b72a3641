package main

import (
	"encoding/json"
	"errors"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/spf13/cobra"
)

func inputCommand(s streams) *cobra.Command {
	o, w := &settings{}, &where{}
	cmd := &cobra.Command{
		Use:   "input FILE... | input --account NAME",
		Short: "Print what policies see, as JSON",
		Long: `input prints what rules are given as input: what the document asks of no component, and the collections of facts. FILE is a
plan, a state or a snapshot. Of several accounts and regions it is a list. ` + "`archcheck schema input`" + ` describes it. No secret is in it.

Exit codes: 0 printed, 2 usage or input error.`,
		Example: "  archcheck input tfplan.json --env prod > input.json\n  opa eval -d policies -i input.json data.archcheck.house.my_rule.verdicts",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			all, err := collectInput(cmd.Context(), args, o, w, s)
			if err != nil {
				return err
			}
			book, err := bookOf(o.prices, o.read)
			if err != nil {
				return err
			}
			var inputs []json.RawMessage
			for _, a := range all {
				target, err := o.against(a)
				if err != nil {
					return err
				}
				doc, err := o.documentFor(target)
				if err != nil {
					return err
				}
				input, err := evaluate.Input(factsOf(wiring.NewIndex(a), doc, target.Scope, book), doc)
				if err != nil {
					return err
				}
				inputs = append(inputs, input)
			}
			switch len(inputs) {
			case 0:
				return errors.New("there is nothing to show")
			case 1:
				return plain.WriteJSON(s.out, inputs[0])
			}
			return plain.WriteJSON(s.out, inputs)
		},
	}
	cmd.Flags().StringVar(&o.env, "env", "", "environment of the document, such as prod")
	cmd.Flags().StringVar(
		&o.architecture,
		"architecture",
		"",
		"the documented architecture (default: the built-in one; see archcheck init)",
	)
	cmd.Flags().StringVar(&o.prices, "prices", "", "price book that prices update wrote (default: the built-in one)")
	cmd.Flags().StringVar(&o.config, "config", "", "configuration (default archcheck.yaml if it exists)")
	w.bind(cmd.Flags())
	o.bindSources(cmd.Flags())
	return cmd
}
