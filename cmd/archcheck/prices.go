package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/archcheck/archcheck/internal/collect/pricing"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
)

func pricesCommand(s streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "prices",
		Short: "Refresh the price book",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(pricesUpdateCommand(s))
	return cmd
}

func pricesUpdateCommand(s streams) *cobra.Command {
	path, from, profile := "", "", ""
	cmd := &cobra.Command{
		Use:   "update -o FILE",
		Short: "Read list prices anew from AWS Pricing and write a book to review",
		Long: `update looks up every price of the book in the AWS Pricing API, writes the new book to FILE, and lists what changed. A price is taken
only where exactly one product matches; else the old one stays and is named. Nothing uses FILE until it is given with --prices.
It needs the IAM action ` + pricing.Action + `, which costs nothing. Exit codes: 0 all found, 3 some kept their old price.`,
		Example: "  archcheck prices update -o prices.json --profile billing\n  archcheck cost tfplan.json --env prod --prices prices.json",
		Args:    noArgs(""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if path == "" {
				return errors.New("give -o FILE for the new book; see `archcheck prices update --help`")
			}
			book, err := bookOf(from, nil) // a book may be written over the one that it began with
			if err != nil {
				return err
			}
			api, err := pricing.Client(cmd.Context(), profile, s.transport)
			if err != nil {
				return err
			}
			return updatePrices(cmd.Context(), api, book, path, s)
		},
	}
	cmd.Flags().StringVarP(&path, "output", "o", "", "file to write, - for standard output")
	cmd.Flags().StringVar(&from, "prices", "", "book to start from (default: the built-in one)")
	cmd.Flags().StringVar(&profile, "profile", "", "AWS profile")
	return cmd
}

// bookOf reads a price book, or the built-in one.
func bookOf(path string, read *inputs) (*cost.Book, error) {
	if path == "" {
		return cost.NewBook()
	}
	data, err := takesPrices().file(path, read)
	if err != nil {
		return nil, fmt.Errorf("read --prices: %w", err)
	}
	book, err := cost.ReadBook(data)
	if err != nil {
		return nil, fmt.Errorf("read --prices %s: %w; `archcheck prices update` writes such a file", path, err)
	}
	return book, nil
}

// updatePrices looks up each price, keeps the old one where that fails, and says so.
func updatePrices(ctx context.Context, api pricing.API, book *cost.Book, path string, s streams) error {
	all, failed, changed, today := book.Prices(), 0, 0, s.now().UTC().Format("2006-01-02")
	for i := range all {
		p := &all[i]
		found, err := pricing.Read(ctx, api, pricing.Want{Region: p.Region, Key: p.Key, UsageType: p.UsageType})
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failed++
			fmt.Fprintf(s.err, "archcheck: kept %s: %v\n", p.USD, err)
			continue
		case !found.USD.Equal(p.USD):
			changed++
			fmt.Fprintf(spokenTo(path, s), "%s in %s: %s -> %s\n", p.Key, region(p.Region), p.USD, found.USD)
		}
		p.USD, p.SKU, p.OfferVersion, p.Grade, p.Source = found.USD, found.SKU, found.Version, "A", "AWS Pricing API, GetProducts, "+today
	}
	if failed == len(all) {
		return errors.New(
			"no price was found, so nothing was written; check the credentials and that they grant " + pricing.Action,
		)
	}
	data, err := book.With(today, "AWS Pricing API, GetProducts, where a price says so; others were kept", all).Encode()
	if err != nil {
		return err
	}
	if err := writeTo("write the price book", path, data, s); err != nil {
		return err
	}
	return summarize(spokenTo(path, s), len(all), changed, failed, path)
}

// spokenTo is where a run speaks: not into the book, where that goes to standard output.
func spokenTo(path string, s streams) io.Writer {
	if path == "-" {
		return s.err
	}
	return s.text
}

func summarize(out io.Writer, all, changed, failed int, path string) error {
	fmt.Fprintf(
		out,
		"%d prices looked up, %d changed, %d kept unread; written to %s, which nothing uses until it is given with --prices\n",
		all,
		changed,
		failed,
		path,
	)
	if failed > 0 {
		return exitError{verdict.ExitUndecided}
	}
	return nil
}

func region(name string) string {
	if name == "" {
		return "all regions"
	}
	return name
}
