package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/archcheck/archcheck/internal/collect/account"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/spf13/cobra"
)

func costCommand(s streams) *cobra.Command {
	o, w := &settings{}, &where{}
	format, actual := "table", false
	var compare []string
	cmd := &cobra.Command{
		Use:   "cost FILE... | cost --account NAME",
		Short: "Estimate what a month costs, against the documented budget",
		Long: `cost estimates a month at list prices, on demand, line by line: the least, the expected and the most, with what was assumed. FILE is a
plan, a state or a snapshot. What has no price in the book is not priced and says so; it counts for nothing. Nothing is asked over
the network, but for --account.`,
		Example: "  archcheck cost tfplan.json --env prod\n  archcheck cost tfplan.json --env prod --compare prod.json --format markdown",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			written, err := formatOf(format, cost.Formats())
			if err != nil {
				return err
			}
			if actual && (!w.isSet() || len(compare) > 0) {
				return errors.New("--actual needs --account and no --compare: only an account has a bill")
			}
			all, err := collectInput(cmd.Context(), args, o, w, s)
			if err != nil {
				return err
			}
			here, err := o.costs(all, s.width)
			if err != nil {
				return err
			}
			if actual {
				if here.Actual, err = bills(cmd.Context(), o, w, s); err != nil {
					return err
				}
			}
			if len(compare) == 0 {
				return cost.Write(s.out, written, here)
			}
			others, err := collectInput(cmd.Context(), compare, o, &where{}, s)
			if err != nil {
				return fmt.Errorf("read --compare: %w", err)
			}
			there, err := o.costs(others, s.width)
			if err != nil {
				return err
			}
			return cost.WriteDifference(s.out, written, there, here)
		},
	}
	cmd.Flags().StringVar(
		&o.env,
		"env",
		"",
		"environment of the document, such as prod: its budget and its assumptions",
	)
	cmd.Flags().StringVar(&format, "format", "table", "table, json, markdown or csv")
	cmd.Flags().StringArrayVar(
		&compare,
		"compare",
		nil,
		"another plan or snapshot: what changes from it to FILE; repeatable, as several plans are one",
	)
	cmd.Flags().BoolVar(&o.details, "details", false, "table: also the lines of less than a dollar")
	cmd.Flags().BoolVar(
		&actual,
		"actual",
		false,
		"ask Cost Explorer for the month's bill so far and its forecast; each request costs "+account.CallPrice+" USD",
	)
	cmd.Flags().StringVar(
		&o.architecture,
		"architecture",
		"",
		"the documented architecture (default: the built-in one; see archcheck init)",
	)
	cmd.Flags().StringVar(&o.prices, "prices", "", "price book that prices update wrote (default: the built-in one)")
	w.bind(cmd.Flags())
	o.bindSources(cmd.Flags())
	cmd.Flags().StringVar(&o.config, "config", "", "configuration (default archcheck.yaml if it exists)")
	return cmd
}

// costs estimates all architectures of a source together.
func (o *settings) costs(all []*model.Architecture, width int) (cost.Statement, error) {
	book, err := bookOf(o.prices, o.read)
	if err != nil {
		return cost.Statement{}, err
	}
	statement := cost.Statement{PricesOf: book.Date, Width: width}
	for _, a := range all {
		if a.Source.Account != all[0].Source.Account {
			return statement, errors.New("each account has a budget of its own; estimate one account at a time")
		}
		target, err := o.against(a)
		if err != nil {
			return statement, err
		}
		doc, err := o.documentFor(target)
		if err != nil {
			return statement, err
		}
		index := wiring.NewIndex(a)
		facts := wiring.Build(index, target.Scope, doc)
		estimate := estimateOf(index, facts, doc, book)
		statement.Estimate = statement.Estimate.Join(estimate.InScope())
		statement.Stacks += len(facts.Stacks)
		statement.NoUsage, statement.Details = notUsed(facts, doc.Cost.Usage), o.details
		statement.Environment = doc.Environment
		statement.Band = band(doc.Cost.MonthlyUSD)
		statement.Documented = documentedRows(doc)
		statement.Gaps = append(statement.Gaps, gapsOf(a)...)
		statement.Unmodeled = append(statement.Unmodeled, cost.NotReckoned(a)...)
	}
	if len(all) == 0 {
		return statement, errors.New("there is nothing to estimate")
	}
	return statement, nil
}

// bills reads what the accounts were really billed.
func bills(ctx context.Context, o *settings, w *where, s streams) ([]cost.Bill, error) {
	accounts, err := w.chosen(o)
	if err != nil {
		return nil, err
	}
	read, err := account.ReadActual(ctx, account.Options{Accounts: accounts, Now: s.now, Transport: s.transport})
	if err != nil {
		return nil, o.withAccounts(err)
	}
	var all []cost.Bill
	for _, one := range read {
		bill := cost.Bill{Account: one.Account, Forecast: one.Forecast, NoForecast: one.NoForecast}
		for _, service := range one.Services {
			bill.Services = append(bill.Services, cost.BilledService{Service: service.Service, USD: service.USD})
		}
		all = append(all, bill)
	}
	return all, nil
}

func gapsOf(a *model.Architecture) []string {
	var all []string
	for _, g := range a.Gaps {
		all = append(all, g.Collection+" was not read whole: "+g.Detail)
	}
	return all
}

func band(b *document.Bounds) *cost.Band {
	if b == nil {
		return nil
	}
	return &cost.Band{From: b.From, To: b.To}
}

// documentedRows are the rows of the document's budget.
func documentedRows(doc *document.Document) map[string]*cost.Band {
	rows := map[string]*cost.Band{}
	for name, b := range doc.Cost.Rows {
		rows[name] = &cost.Band{From: b.From, To: b.To}
	}
	return rows
}
