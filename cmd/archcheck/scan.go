package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/collect/account"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func scanCommand(s streams) *cobra.Command {
	o, w := &settings{}, &where{}
	cmd := &cobra.Command{
		Use:   "scan --account NAME",
		Short: "Judge a live AWS account",
		Long: `scan reads a live account, with calls that describe, list or get and no others, and judges it with
the rules that judge a plan. NAME is an account of archcheck.yaml, else an AWS profile. What could not be
read is not collected, with the IAM action to grant; ` + "`archcheck iam-policy`" + ` prints all that is needed.`,
		Example: "  archcheck scan --account prod\n  archcheck scan --all-accounts --format junit=archcheck.xml --ledger",
		Args:    noArgs("account"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			return judge(cmd.Context(), o, s, job{
				collect: func(engine loading) ([]*model.Architecture, error) {
					loaded, err := engine()
					if err != nil {
						return nil, err
					}
					w.needs = o.needsOf(loaded.Rules())
					return collectAccounts(cmd.Context(), o, w, s)
				},
				against: o.against,
			})
		},
	}
	o.bind(cmd.Flags())
	w.bind(cmd.Flags())
	cmd.Flags().BoolVar(&o.ledger, "ledger", false, "list every call and what became of it, on standard error")
	return cmd
}

// where are the flags that say which accounts to read.
type where struct {
	accounts, regions []string
	all               bool
	timeout, silence  time.Duration
	// needs are those of the chosen rules, where rules are chosen.
	needs needs
}

func (w *where) bind(flags *pflag.FlagSet) {
	flags.StringSliceVar(&w.accounts, "account", nil, "account of archcheck.yaml, else an AWS profile; repeatable")
	flags.BoolVar(&w.all, "all-accounts", false, "all accounts of archcheck.yaml")
	flags.StringSliceVar(
		&w.regions,
		"region",
		nil,
		"region to read instead of those of archcheck.yaml, repeatable; all for every enabled one",
	)
	flags.DurationVar(
		&w.silence,
		"region-timeout",
		account.DefaultRegionTimeout,
		"longest time that a region may answer nothing; then it is not collected",
	)
	flags.DurationVar(
		&w.timeout,
		"timeout",
		0,
		"longest time to read, such as 5m; what was not read then is not collected",
	)
}

func (w *where) isSet() bool { return len(w.accounts) > 0 || w.all }

// chosen are the accounts to read, each once.
func (w *where) chosen(o *settings) ([]account.Account, error) {
	names := slices.Clone(w.accounts)
	if w.all {
		names = append(names, slices.Collect(maps.Keys(o.file.Accounts))...)
		if len(o.file.Accounts) == 0 {
			return nil, errors.New("--all-accounts: archcheck.yaml names no accounts")
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("give --account NAME or --all-accounts%s", known(o))
	}
	slices.Sort(names)
	var all []account.Account
	for _, name := range slices.Compact(names) {
		a := account.Account{Name: name, Profile: name}
		if c, ok := o.file.Accounts[name]; ok {
			a = account.Account{
				Name:       name,
				AccountID:  c.AccountID,
				Profile:    c.Profile,
				RoleARN:    c.RoleARN,
				ExternalID: c.ExternalID,
				Regions:    c.Regions,
			}
		}
		if len(w.regions) > 0 {
			a.Regions = w.regions
		}
		all = append(all, a)
	}
	return all, nil
}

func known(o *settings) string {
	if len(o.file.Accounts) == 0 {
		return ""
	}
	return "; archcheck.yaml has " + strings.Join(slices.Sorted(maps.Keys(o.file.Accounts)), ", ")
}

// collectAccounts reads the chosen accounts, with progress on a terminal.
func collectAccounts(ctx context.Context, o *settings, w *where, s streams) ([]*model.Architecture, error) {
	accounts, err := w.chosen(o)
	if err != nil {
		return nil, err
	}
	if w.timeout < 0 {
		return nil, fmt.Errorf("--timeout %v is no time to wait", w.timeout)
	}
	if w.silence <= 0 {
		return nil, fmt.Errorf("--region-timeout %v is no time to wait", w.silence)
	}
	line := newProgress(s)
	defer line.clear()
	options := account.Options{
		Accounts:      accounts,
		Now:           s.now,
		Timeout:       w.timeout,
		RegionTimeout: w.silence,
		Skip:          w.needs.lacks,
		Progress:      line.show,
		Transport:     s.transport,
	}
	if s.terminal {
		options.MFA = func() (string, error) { return line.ask("MFA code: ", s.in) }
	}
	all, err := account.Collect(ctx, options)
	return all, o.withAccounts(err)
}

// withAccounts adds to an error of an account that nothing knows which ones archcheck.yaml has.
func (o *settings) withAccounts(err error) error {
	var unknown *account.UnknownError
	if !errors.As(err, &unknown) {
		return err
	}
	return fmt.Errorf("%w%s%s", err, near.Question(unknown.Name, sortedKeys(o.file.Accounts)), known(o))
}
