package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/account"
	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
)

// accountPrefix marks an account among what is compared.
const accountPrefix = "account:"

func diffCommand(s streams) *cobra.Command {
	o, format := &settings{}, "table"
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what broke and what was fixed between two reports, snapshots, plans or accounts",
		Long: `diff compares two of reports (--format json), snapshots (collect), plans, states and accounts (account:NAME), in any pair. What is no
report is judged first, by the same rules. A plan and an account are joined by component, type and name, and what they found is not
compared; in all else what is worse than it was is broken. What is not judged or not decided any more is not said to be fixed.
The difference in money follows where neither is a report.

Exit codes: 0 nothing broke, 1 something broke at or above --fail-on, 2 usage or input error, 3 NEW could not be decided.`,
		Example: "  archcheck diff baseline.json tfplan.json --env prod\n  archcheck diff tfplan.json account:prod --env prod --format markdown",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fmt.Errorf("give two: OLD and NEW; see `%s --help`", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			written, err := formatOf(format, report.DifferenceFormats())
			if err != nil {
				return err
			}
			return diff(cmd.Context(), o, s, written, args[0], args[1])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.env, "env", "", "environment of the document to judge against, such as prod")
	flags.StringVar(&format, "format", format, strings.Join(report.DifferenceFormats(), ", "))
	flags.StringVar(&o.failOn, "fail-on", "", "lowest severity that fails: critical, high, medium, low (default low)")
	flags.StringVar(&o.prices, "prices", "", "price book that prices update wrote (default: the built-in one)")
	o.bindUndecided(flags)
	o.bindRules(flags)
	o.bindSources(flags)
	return cmd
}

// side is one of the two that are compared: a report, and what it was judged on.
type side struct {
	report        *verdict.Report
	architectures []*model.Architecture
}

func diff(ctx context.Context, o *settings, s streams, format, before, after string) error {
	old, err := o.sideOf(ctx, before, s)
	if err != nil {
		return err
	}
	now, err := o.sideOf(ctx, after, s)
	if err != nil {
		return err
	}
	now.report.Against(old.report, before)
	now.report.Source.Name = after
	now.report.Summarize(
		verdict.Policy{FailOn: verdict.Severity(o.failOn), UndecidedOn: verdict.Severity(o.undecidedOn)},
	)
	money, err := o.moneyBetween(format, s.width, old, now)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := report.Difference(&out, format, now.report, money, report.Options{Color: s.color}); err != nil {
		return err
	}
	if _, err := s.out.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write the difference: %w", err)
	}
	if code := now.report.Summary.ExitCode; code != verdict.ExitConforms {
		return exitError{code}
	}
	return nil
}

// sideOf reads a report, or judges what is none.
func (o *settings) sideOf(ctx context.Context, name string, s streams) (side, error) {
	own := *o
	own.sources = nil
	for _, given := range o.sources {
		plan, _, named := strings.Cut(given, "=")
		if !named {
			return side{}, fmt.Errorf("--source %s: of which of the two is it? Write PLAN=SOURCE", given)
		}
		if plan == name {
			own.sources = append(own.sources, given)
		}
	}
	collect, known, err := own.collectSide(ctx, name, s)
	if err != nil || known != nil {
		return side{report: known}, err
	}
	book, err := bookOf(o.prices, o.read)
	if err != nil {
		return side{}, err
	}
	var made side
	made.report, err = judgeAll(ctx, &own, book, job{
		collect: func(loading) ([]*model.Architecture, error) {
			made.architectures, err = collect()
			return made.architectures, err
		},
		against: func(a *model.Architecture) (config.Target, error) { return own.against(a) },
	})
	if err != nil {
		return side{}, fmt.Errorf("%s: %w", name, err)
	}
	return made, nil
}

// collectSide is how to read one of the two, or the report that it is.
func (o *settings) collectSide(
	ctx context.Context,
	name string,
	s streams,
) (func() ([]*model.Architecture, error), *verdict.Report, error) {
	if named, ok := strings.CutPrefix(name, accountPrefix); ok {
		return func() ([]*model.Architecture, error) {
			return collectAccounts(ctx, o, &where{accounts: []string{named}, silence: account.DefaultRegionTimeout}, s)
		}, nil, nil
	}
	data, err := takesSides().input(name, s)
	if errors.Is(err, os.ErrNotExist) && o.file.Accounts[name].AccountID != "" {
		return nil, nil, fmt.Errorf("%w; write %s%s for the account of that name", err, accountPrefix, name)
	}
	if err != nil {
		return nil, nil, err
	}
	switch {
	case verdict.IsReport(data):
		known, err := verdict.Decode(data)
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", name, err)
		}
		return nil, known, nil
	case isSnapshot(data):
		return func() ([]*model.Architecture, error) { return model.DecodeAll(data) }, nil, nil
	}
	return func() ([]*model.Architecture, error) { return plansOf(ctx, [][]byte{data}, []string{name}, o, s) }, nil, nil
}

// moneyBetween is the difference in cost; reports do not carry what it is reckoned from.
func (o *settings) moneyBetween(format string, width int, old, now side) ([]byte, error) {
	if old.architectures == nil || now.architectures == nil {
		return nil, nil
	}
	before, err := o.costs(old.architectures, width)
	if err != nil {
		return nil, fmt.Errorf("estimate: %w", err)
	}
	after, err := o.costs(now.architectures, width)
	if err != nil {
		return nil, fmt.Errorf("estimate: %w", err)
	}
	var out bytes.Buffer
	if err := cost.WriteDifference(&out, format, before, after); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
