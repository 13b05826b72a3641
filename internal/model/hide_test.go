package model_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

func TestHide(t *testing.T) {
	const secret = "s3cret-in-it"
	why := model.Why{
		Reason:     model.UnresolvedReference,
		Candidates: []string{"a", secret},
		Detail:     "it is " + secret,
		Same:       "var.x",
	}
	a := &model.Architecture{
		Notes: []string{"a note of " + secret, "a note"},
		Gaps:  []model.Gap{{Collection: "vpcs", Detail: secret}},
	}
	a.VPCs = []model.VPC{
		{Resource: model.Resource{
			ID:     secret,
			Type:   "aws_vpc",
			Name:   model.Known("x " + secret),
			Region: model.Known("us-east-1"),
			Tags: model.Known(
				map[string]string{"k": secret, "other": "kept"},
			),
			Account: model.Unknown[string](why),
			Source:  model.Origin{ARN: secret},
		}},
	}
	a.LoadBalancers = []model.LoadBalancer{
		{Placement: model.Placement{Subnets: model.Whole("subnet", secret), SecurityGroups: model.Whole("group")}},
	}
	tags, _ := a.VPCs[0].Tags.Get()
	a.Hide(func(text string) bool { return strings.Contains(text, secret) })
	data, err := a.Encode()
	if err != nil || strings.Contains(string(data), secret) {
		t.Errorf("%v %s", err, data)
	}
	vpc, balancer := a.VPCs[0], a.LoadBalancers[0]
	if tags["k"] != secret {
		t.Error("a map that others share was changed")
	}
	if own, _ := vpc.Tags.Get(); own["k"] != model.KnownLater || own["other"] != "kept" {
		t.Errorf("tags %v", own)
	}
	if vpc.Name.IsKnown() || vpc.Name.Why().Reason != model.Sensitive || !vpc.Region.IsKnown() ||
		vpc.ID != "sensitive-1" {
		t.Errorf("name %v, region %v, id %s", vpc.Name, vpc.Region, vpc.ID)
	}
	if got := vpc.Account.Why(); got.Candidates != nil || got.Same != "var.x" || why.Detail == "" {
		t.Errorf("%+v of %+v", got, why)
	}
	if balancer.Subnets.IsWhole() || balancer.Subnets.Why().Reason != model.Sensitive ||
		len(balancer.Subnets.Items()) != 1 ||
		!balancer.SecurityGroups.IsWhole() {
		t.Errorf("%+v", balancer.Placement)
	}
	if a.Notes[1] != "a note" || a.Notes[0] != model.KnownLater {
		t.Errorf("%q", a.Notes)
	}
}
