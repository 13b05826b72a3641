package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/costexplorer"
	"github.com/aws/aws-sdk-go-v2/service/costexplorer/types"
)

// CallPrice is what AWS takes for each request to Cost Explorer, in USD.
// https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/
const CallPrice = "0.01"

// Actual is what an account was billed since the month began, and what AWS forecasts of the
// rest of it. Amounts are USD, as Cost Explorer writes them.
type Actual struct {
	Account string
	// Services are the amounts by AWS service, sorted by name.
	Services []ServiceCost
	// Forecast is empty where AWS gives none, and NoForecast says why.
	Forecast, NoForecast string
}

// ServiceCost is one service's bill.
type ServiceCost struct{ Service, USD string }

// costAPI is what is asked of Cost Explorer.
type costAPI interface {
	GetCostAndUsage(
		context.Context,
		*costexplorer.GetCostAndUsageInput,
		...func(*costexplorer.Options),
	) (*costexplorer.GetCostAndUsageOutput, error)
	GetCostForecast(
		context.Context,
		*costexplorer.GetCostForecastInput,
		...func(*costexplorer.Options),
	) (*costexplorer.GetCostForecastOutput, error)
}

// ReadActual asks Cost Explorer about each account: two requests each, and more for further pages.
func ReadActual(ctx context.Context, o Options) ([]Actual, error) {
	var all []Actual
	for _, a := range o.Accounts {
		s, err := signInTo(ctx, a, o, newLedger())
		if err != nil {
			return nil, err
		}
		cfg := s.cfg.Copy()
		cfg.Region = "us-east-1" // where Cost Explorer is
		one, err := actualOf(ctx, costexplorer.NewFromConfig(cfg), o.Now())
		if err != nil {
			return nil, fmt.Errorf("read the bill of account %s: %w", a.Name, withoutRequest(err))
		}
		one.Account = a.Name
		all = append(all, one)
	}
	return all, nil
}

const day = "2006-01-02"

func actualOf(ctx context.Context, api costAPI, now time.Time) (Actual, error) {
	now = now.UTC()
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	next := first.AddDate(0, 1, 0)
	actual := Actual{}
	if today := now.Format(day); today != first.Format(day) {
		services, err := billed(ctx, api, first.Format(day), today)
		if err != nil {
			return actual, err
		}
		actual.Services = services
	}
	out, err := api.GetCostForecast(
		ctx,
		&costexplorer.GetCostForecastInput{Granularity: types.GranularityMonthly, Metric: types.MetricUnblendedCost,
			TimePeriod: &types.DateInterval{Start: aws.String(now.Format(day)), End: aws.String(next.Format(day))}},
	)
	var young *types.DataUnavailableException
	switch {
	case errors.As(err, &young):
		actual.NoForecast = "AWS has too little history to forecast from"
	case err != nil:
		actual.NoForecast = sentence(
			"Cost Explorer",
			"GetCostForecast",
			outcome("Cost Explorer", "GetCostForecast", err),
			err,
		)
	case out.Total != nil:
		actual.Forecast = aws.ToString(out.Total.Amount)
	}
	return actual, nil
}

func billed(ctx context.Context, api costAPI, from, to string) ([]ServiceCost, error) {
	var all []ServiceCost
	in := &costexplorer.GetCostAndUsageInput{Granularity: types.GranularityMonthly, Metrics: []string{"UnblendedCost"},
		TimePeriod: &types.DateInterval{Start: aws.String(from), End: aws.String(to)},
		GroupBy:    []types.GroupDefinition{{Type: types.GroupDefinitionTypeDimension, Key: aws.String("SERVICE")}}}
	for {
		out, err := api.GetCostAndUsage(ctx, in)
		if err != nil {
			return nil, errors.New(
				sentence("Cost Explorer", "GetCostAndUsage", outcome("Cost Explorer", "GetCostAndUsage", err), err),
			)
		}
		for _, result := range out.ResultsByTime {
			for _, g := range result.Groups {
				all = append(
					all,
					ServiceCost{strings.Join(g.Keys, " "), aws.ToString(g.Metrics["UnblendedCost"].Amount)},
				)
			}
		}
		if aws.ToString(out.NextPageToken) == "" || aws.ToString(out.NextPageToken) == aws.ToString(in.NextPageToken) {
			break
		}
		in.NextPageToken = out.NextPageToken
	}
	slices.SortFunc(all, func(a, b ServiceCost) int { return strings.Compare(a.Service, b.Service) })
	return all, nil
}
