package pricing

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awspricing "github.com/aws/aws-sdk-go-v2/service/pricing"
)

// list answers with recorded products, one a page.
type list struct {
	products []string
	asked    *awspricing.GetProductsInput
}

func (l *list) GetProducts(
	_ context.Context,
	in *awspricing.GetProductsInput,
	_ ...func(*awspricing.Options),
) (*awspricing.GetProductsOutput, error) {
	l.asked = in
	n := len(aws.ToString(in.NextToken))
	out := &awspricing.GetProductsOutput{}
	if n < len(l.products) {
		out.PriceList = l.products[n : n+1]
	}
	if n+1 < len(l.products) {
		out.NextToken = aws.String(strings.Repeat("x", n+1))
	}
	return out, nil
}

func recordedProduct(tiers ...string) string {
	var dimensions []string
	for i, tier := range tiers {
		begin, usd, _ := strings.Cut(tier, ":")
		dimensions = append(
			dimensions,
			`"D`+string(
				rune('0'+i),
			)+`":{"unit":"Hrs","beginRange":"`+begin+`","endRange":"Inf","pricePerUnit":{"USD":"`+usd+`"}}`,
		)
	}
	return `{"product":{"sku":"ABC"},"version":"20261101","serviceCode":"AmazonRDS","terms":{"OnDemand":{"ABC.JRTCKXETXF":{"priceDimensions":{` + strings.Join(
		dimensions,
		",",
	) +
		`}}},"Reserved":{"ABC.R":{"priceDimensions":{"R1":{"beginRange":"0","pricePerUnit":{"USD":"0.001"}}}}}}}`
}

func TestRead(t *testing.T) {
	want := Want{Region: "us-east-1", Key: "rds/postgres/db.t4g.small/multi", UsageType: "Multi-AZUsage:db.t4g.small"}
	for _, c := range []struct {
		name     string
		products []string
		price    string
		fails    string
	}{
		{"one product", []string{recordedProduct("0:0.0650000000")}, "0.065", ""},
		{"the first tier that is not free", []string{recordedProduct("100:0.09", "0:0.0", "10340:0.085")}, "0.09", ""},
		{"none", nil, "", "0 products match usage type Multi-AZUsage:db.t4g.small of AmazonRDS, and exactly one must"},
		{"two", []string{recordedProduct("0:0.065"), recordedProduct("0:0.010")}, "", "2 products match"},
		{"free", []string{recordedProduct("0:0.0")}, "", "it is free"},
		{"no money", []string{recordedProduct("0:")}, "", "no price in USD"},
		{"not JSON", []string{"<html>"}, "", "read the price list"},
		{"no terms", []string{`{"terms":{}}`}, "", "0 terms on demand"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read(context.Background(), &list{products: c.products}, want)
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) {
					t.Errorf("%v, want %q", err, c.fails)
				}
				return
			}
			if err != nil || got.USD.String() != c.price || got.SKU != "ABC" || got.Version != "20261101" {
				t.Errorf("%+v %v, want %s", got, err, c.price)
			}
		})
	}
}

// TestFilters: each kind of price asks its own service, with every attribute that tells it
// from its neighbours.
func TestFilters(t *testing.T) {
	for key, service := range map[string]string{"rds/postgres/db.t4g.micro/single": "AmazonRDS", "cache/valkey/cache.t4g.micro": "AmazonElastiCache", "fargate/arm/vcpu": "AmazonECS",
		"nat/hour": "AmazonEC2", "alb/lcu": "AWSELB", "ipv4": "AmazonVPC", "transfer/out": "AWSDataTransfer", "zone": "AmazonRoute53", "kms": "awskms", "waf/acl": "awswaf", "rds/aurora-mysql/db.r6g.large/single": "AmazonRDS", "aurora-io/aurora-postgresql": "AmazonRDS", "s3/standard": "AmazonS3"} {
		l := &list{products: []string{recordedProduct("0:1")}}
		if _, err := Read(context.Background(), l, Want{Region: "eu-west-1", Key: key, UsageType: "EU-X"}); err != nil {
			t.Error(err)
			continue
		}
		if got := aws.ToString(l.asked.ServiceCode); got != service {
			t.Errorf("%s is asked of %s", key, got)
		}
		fields := map[string]string{}
		for _, f := range l.asked.Filters {
			fields[aws.ToString(f.Field)] = aws.ToString(f.Value)
		}
		if fields["usagetype"] != "EU-X" || fields["regionCode"]+fields["fromRegionCode"] != "eu-west-1" {
			t.Errorf("%s is asked with %v", key, fields)
		}
	}
	for _, key := range []string{"gold", "cache/memcached/x", "rds/oracle-se2/db.m5.large/single", "rds"} {
		if _, err := Read(context.Background(), &list{}, Want{Key: key}); err == nil {
			t.Errorf("%s has a service", key)
		}
	}
}

// TestTiers: a key that ends in a number has the price of that tier, and of no other.
func TestTiers(t *testing.T) {
	tiers := recordedProduct("0:0.09", "10240:0.085", "51200:0.07")
	for key, price := range map[string]string{"transfer/out": "0.09", "transfer/out/10240": "0.085", "transfer/out/51200": "0.07", "transfer/out/153600": ""} {
		got, err := Read(
			context.Background(),
			&list{products: []string{tiers}},
			Want{Region: "us-east-1", Key: key, UsageType: "DataTransfer-Out-Bytes"},
		)
		switch {
		case price == "" && (err == nil || !strings.Contains(err.Error(), "no tier of it begins at 153600")):
			t.Errorf("%s: %+v %v", key, got, err)
		case price != "" && (err != nil || got.USD.String() != price):
			t.Errorf("%s: %+v %v, want %s", key, got, err, price)
		}
	}
}
