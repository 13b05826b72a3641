// Package pricing reads list prices from the AWS Pricing API. It takes a price only where
// exactly one product matches, and names what it did not find.
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
package pricing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/credential"
	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	awspricing "github.com/aws/aws-sdk-go-v2/service/pricing"
	"github.com/aws/aws-sdk-go-v2/service/pricing/types"
	"github.com/shopspring/decimal"
)

// Region is where the API is asked; it knows the prices of all regions.
const Region = "us-east-1"

// Action is the IAM action that reading prices needs.
const Action = "pricing:GetProducts"

// API is what is asked of AWS Pricing.
type API interface {
	GetProducts(
		context.Context,
		*awspricing.GetProductsInput,
		...func(*awspricing.Options),
	) (*awspricing.GetProductsOutput, error)
}

// Client signs in with a profile, or as the environment says. Wrap changes the HTTP client;
// nil leaves it.
func Client(ctx context.Context, profile string, wrap func(aws.HTTPClient) aws.HTTPClient) (API, error) {
	options := []func(*config.LoadOptions) error{
		config.WithRegion(Region),
		config.WithHTTPClient(awshttp.NewBuildableClient()),
	}
	if profile != "" {
		options = append(options, config.WithSharedConfigProfile(profile))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("sign in to AWS Pricing: %s", credential.WithoutOutput(err.Error()))
	}
	if wrap != nil {
		cfg.HTTPClient = wrap(cfg.HTTPClient)
	}
	return awspricing.NewFromConfig(cfg), nil
}

// Want is a price to look up.
type Want struct {
	// Region is empty for what costs the same everywhere.
	Region string
	// Key is what archcheck calls it, UsageType what AWS does. A key that ends in a number
	// wants the tier that begins there.
	Key, UsageType string
}

// Found is what the price list says of a want.
type Found struct {
	// USD is the price on demand, SKU the product, Version the edition of the price list.
	USD          decimal.Decimal
	SKU, Version string
}

// Read returns the price of one want, in USD on demand.
func Read(ctx context.Context, api API, w Want) (Found, error) {
	code, extra, err := offer(w.Key)
	if err != nil {
		return Found{}, err
	}
	filters := []types.Filter{match("usagetype", w.UsageType)}
	if w.Region != "" && code != "AWSDataTransfer" {
		filters = append(filters, match("regionCode", w.Region))
	} else if w.Region != "" {
		filters = append(filters, match("fromRegionCode", w.Region))
	}
	for _, e := range extra {
		filters = append(filters, match(e.field, e.value))
	}
	var products []string
	in := &awspricing.GetProductsInput{
		ServiceCode:   aws.String(code),
		FormatVersion: aws.String("aws_v1"),
		Filters:       filters,
	}
	p := awspricing.NewGetProductsPaginator(
		api,
		in,
		func(o *awspricing.GetProductsPaginatorOptions) { o.StopOnDuplicateToken = true },
	)
	for p.HasMorePages() && len(products) <= 1 {
		out, err := p.NextPage(ctx)
		if err != nil {
			return Found{}, fmt.Errorf("look up %s in %q: %s", w.Key, w.Region, credential.WithoutOutput(err.Error()))
		}
		products = append(products, out.PriceList...)
	}
	if len(products) != 1 {
		return Found{}, fmt.Errorf(
			"%s in %q: %d products match usage type %s of %s, and exactly one must",
			w.Key,
			w.Region,
			len(products),
			w.UsageType,
			code,
		)
	}
	found, err := onDemand(products[0], tierOf(w.Key))
	if err != nil {
		return Found{}, fmt.Errorf("%s in %q: %w", w.Key, w.Region, err)
	}
	return found, nil
}

// tierOf is where the tier that a key wants begins; nil for the first that is not free.
func tierOf(key string) *decimal.Decimal {
	begin, err := decimal.NewFromString(key[strings.LastIndex(key, "/")+1:])
	if err != nil {
		return nil
	}
	return &begin
}

func match(field, value string) types.Filter {
	return types.Filter{Type: types.FilterTypeTermMatch, Field: aws.String(field), Value: aws.String(value)}
}

// product is what is read of one entry of the price list.
type product struct {
	Version string `json:"version"`
	Product struct {
		SKU string `json:"sku"`
	} `json:"product"`
	Terms struct {
		OnDemand map[string]struct {
			PriceDimensions map[string]struct {
				BeginRange   string            `json:"beginRange"`
				PricePerUnit map[string]string `json:"pricePerUnit"`
			} `json:"priceDimensions"`
		}
	} `json:"terms"`
}

// onDemand is the price of the tier that begins where it is wanted, or of the first that is not free.
func onDemand(text string, wanted *decimal.Decimal) (Found, error) {
	var p product
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return Found{}, fmt.Errorf("read the price list: %w", err)
	}
	if len(p.Terms.OnDemand) != 1 {
		return Found{}, fmt.Errorf("it has %d terms on demand, and exactly one is expected", len(p.Terms.OnDemand))
	}
	found := Found{SKU: p.Product.SKU, Version: p.Version}
	var first decimal.Decimal
	for _, term := range p.Terms.OnDemand {
		for _, d := range term.PriceDimensions {
			begin, errBegin := decimal.NewFromString(d.BeginRange)
			usd, errPrice := decimal.NewFromString(d.PricePerUnit["USD"])
			if errBegin != nil || errPrice != nil {
				return Found{}, errors.New("a tier of it has no price in USD")
			}
			fits := wanted == nil || begin.Equal(*wanted)
			if fits && usd.IsPositive() && (found.USD.IsZero() || begin.LessThan(first)) {
				first, found.USD = begin, usd
			}
		}
	}
	switch {
	case found.USD.IsPositive():
		return found, nil
	case wanted != nil:
		return Found{}, fmt.Errorf("no tier of it begins at %s with a price", wanted)
	}
	return Found{}, errors.New("it is free, which no price of the book is")
}
