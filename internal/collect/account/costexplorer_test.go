package account

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/costexplorer"
	"github.com/aws/aws-sdk-go-v2/service/costexplorer/types"
	"github.com/aws/smithy-go"
)

// bill answers as Cost Explorer does.
type bill struct {
	asked    []string
	usage    error
	forecast error
}

func (b *bill) GetCostAndUsage(
	_ context.Context,
	in *costexplorer.GetCostAndUsageInput,
	_ ...func(*costexplorer.Options),
) (*costexplorer.GetCostAndUsageOutput, error) {
	b.asked = append(b.asked, aws.ToString(in.TimePeriod.Start)+" to "+aws.ToString(in.TimePeriod.End))
	group := func(name, amount string) types.Group {
		return types.Group{
			Keys: []string{name},
			Metrics: map[string]types.MetricValue{
				"UnblendedCost": {Amount: aws.String(amount), Unit: aws.String("USD")},
			},
		}
	}
	if in.NextPageToken == nil {
		return &costexplorer.GetCostAndUsageOutput{
			NextPageToken: aws.String("2"),
			ResultsByTime: []types.ResultByTime{{Groups: []types.Group{group("Amazon RDS", "40.5")}}},
		}, b.usage
	}
	return &costexplorer.GetCostAndUsageOutput{
		ResultsByTime: []types.ResultByTime{{Groups: []types.Group{group("Amazon ECS", "60.25")}}},
	}, b.usage
}

func (b *bill) GetCostForecast(
	_ context.Context,
	in *costexplorer.GetCostForecastInput,
	_ ...func(*costexplorer.Options),
) (*costexplorer.GetCostForecastOutput, error) {
	b.asked = append(b.asked, aws.ToString(in.TimePeriod.Start)+" to "+aws.ToString(in.TimePeriod.End))
	return &costexplorer.GetCostForecastOutput{Total: &types.MetricValue{Amount: aws.String("120.75")}}, b.forecast
}

func TestActual(t *testing.T) {
	b := &bill{}
	got, err := actualOf(context.Background(), b, time.Date(2030, 12, 20, 8, 0, 0, 0, time.UTC))
	if err != nil || len(got.Services) != 2 || got.Services[0] != (ServiceCost{"Amazon ECS", "60.25"}) ||
		got.Forecast != "120.75" {
		t.Errorf("%+v %v", got, err)
	}
	if want := "2030-12-01 to 2030-12-20|2030-12-01 to 2030-12-20|2030-12-20 to 2031-01-01"; strings.Join(
		b.asked,
		"|",
	) != want {
		t.Errorf("asked for %v", b.asked)
	}
	b = &bill{}
	if got, err := actualOf(
		context.Background(),
		b,
		time.Date(2030, 12, 1, 8, 0, 0, 0, time.UTC),
	); err != nil || len(got.Services) != 0 ||
		len(b.asked) != 1 {
		t.Errorf("on the first of a month: %+v %v %v", got, err, b.asked)
	}
	b = &bill{forecast: &types.DataUnavailableException{}}
	if got, err := actualOf(
		context.Background(),
		b,
		time.Date(2030, 12, 20, 0, 0, 0, 0, time.UTC),
	); err != nil || got.Forecast != "" ||
		!strings.Contains(got.NoForecast, "too little history") {
		t.Errorf("without a forecast: %+v %v", got, err)
	}
	b = &bill{usage: &smithy.GenericAPIError{Code: "AccessDeniedException"}}
	if _, err := actualOf(context.Background(), b, time.Date(2030, 12, 20, 0, 0, 0, 0, time.UTC)); err == nil ||
		!strings.Contains(err.Error(), "ce:GetCostAndUsage") {
		t.Errorf("denied: %v", err)
	}
}
