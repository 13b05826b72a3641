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
	GetProducts(context.Context, *awspricing.GetProductsInput, ...func(*awspricing.Options)) (*awspricing.GetProductsOutput, error)
}

// Client signs in with a profile, or as the environment says. Wrap changes the HTTP client;
// nil leaves it.
func Client(ctx context.Context, profile string, wrap func(aws.HTTPClient) aws.HTTPClient) (API, error) {
	options := []func(*config.LoadOptions) error{config.WithRegion(Region), config.WithHTTPClient(awshttp.NewBuildableClient())}
	if profile != "" {
		options = append(options, config.WithSharedConfigProfile(profile))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("sign in to AWS Pricing: %w", err)
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
	// Key is what archcheck calls it, UsageType what AWS does.
	Key, UsageType string
}

// offer is the service of the price list that a key belongs to, by the key's first part.
func offer(key string) (code string, extra [][2]string, err error) {
	parts := strings.Split(key, "/")
	switch parts[0] {
	case "rds", "rds-storage", "rds-iops":
		return "AmazonRDS", [][2]string{{"databaseEngine", "PostgreSQL"}}, nil
	case "rds-backup":
		return "AmazonRDS", [][2]string{{"databaseEngine", "Any"}}, nil
	case "cache":
		engines := map[string]string{"redis": "Redis", "valkey": "Valkey"}
		if len(parts) < 2 || engines[parts[1]] == "" {
			return "", nil, fmt.Errorf("no cache engine of the price list is %q", key)
		}
		return "AmazonElastiCache", [][2]string{{"cacheEngine", engines[parts[1]]}}, nil
	case "fargate":
		return "AmazonECS", nil, nil
	case "nat":
		return "AmazonEC2", [][2]string{{"productFamily", "NAT Gateway"}}, nil
	case "alb":
		return "AWSELB", [][2]string{{"productFamily", "Load Balancer-Application"}}, nil
	case "ipv4", "endpoint":
		return "AmazonVPC", nil, nil
	case "transfer":
		return "AWSDataTransfer", [][2]string{{"transferType", "AWS Outbound"}, {"toLocation", "External"}}, nil
	case "secret":
		return "AWSSecretsManager", nil, nil
	case "kms":
		return "awskms", nil, nil
	case "logs", "alarm", "metric":
		return "AmazonCloudWatch", nil, nil
	case "zone":
		return "AmazonRoute53", nil, nil
	case "ecr":
		return "AmazonECR", nil, nil
	case "waf":
		return "awswaf", nil, nil
	}
	return "", nil, fmt.Errorf("no service of the price list is known for %q", key)
}

// Read returns the price of one want, in USD on demand.
func Read(ctx context.Context, api API, w Want) (decimal.Decimal, error) {
	code, extra, err := offer(w.Key)
	if err != nil {
		return decimal.Decimal{}, err
	}
	filters := []types.Filter{match("usagetype", w.UsageType)}
	if w.Region != "" && code != "AWSDataTransfer" {
		filters = append(filters, match("regionCode", w.Region))
	} else if w.Region != "" {
		filters = append(filters, match("fromRegionCode", w.Region))
	}
	for _, e := range extra {
		filters = append(filters, match(e[0], e[1]))
	}
	var products []string
	in := &awspricing.GetProductsInput{ServiceCode: aws.String(code), FormatVersion: aws.String("aws_v1"), Filters: filters}
	for {
		out, err := api.GetProducts(ctx, in)
		if err != nil {
			return decimal.Decimal{}, fmt.Errorf("look up %s in %q: %w", w.Key, w.Region, err)
		}
		products = append(products, out.PriceList...)
		if len(products) > 1 || aws.ToString(out.NextToken) == "" || aws.ToString(out.NextToken) == aws.ToString(in.NextToken) {
			break
		}
		in.NextToken = out.NextToken
	}
	if len(products) != 1 {
		return decimal.Decimal{}, fmt.Errorf("%s in %q: %d products match usage type %s of %s, and exactly one must", w.Key, w.Region, len(products), w.UsageType, code)
	}
	price, err := onDemand(products[0])
	if err != nil {
		return price, fmt.Errorf("%s in %q: %w", w.Key, w.Region, err)
	}
	return price, nil
}

func match(field, value string) types.Filter {
	return types.Filter{Type: types.FilterTypeTermMatch, Field: aws.String(field), Value: aws.String(value)}
}

// product is what is read of one entry of the price list.
type product struct {
	Terms struct {
		OnDemand map[string]struct {
			PriceDimensions map[string]struct {
				BeginRange   string            `json:"beginRange"`
				PricePerUnit map[string]string `json:"pricePerUnit"`
			} `json:"priceDimensions"`
		}
	} `json:"terms"`
}

// onDemand is the price of the first tier that is not free.
func onDemand(text string) (decimal.Decimal, error) {
	var p product
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return decimal.Decimal{}, fmt.Errorf("read the price list: %w", err)
	}
	if len(p.Terms.OnDemand) != 1 {
		return decimal.Decimal{}, fmt.Errorf("it has %d terms on demand, and exactly one is expected", len(p.Terms.OnDemand))
	}
	var first, price decimal.Decimal
	found := false
	for _, term := range p.Terms.OnDemand {
		for _, d := range term.PriceDimensions {
			begin, errBegin := decimal.NewFromString(d.BeginRange)
			usd, errPrice := decimal.NewFromString(d.PricePerUnit["USD"])
			if errBegin != nil || errPrice != nil {
				return price, errors.New("a tier of it has no price in USD")
			}
			if usd.IsPositive() && (!found || begin.LessThan(first)) {
				first, price, found = begin, usd, true
			}
		}
	}
	if !found {
		return price, errors.New("it is free, which no price of the book is")
	}
	return price, nil
}
