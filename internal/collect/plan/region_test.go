package plan_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// fromEnvironment leaves the provider's region to the environment.
func fromEnvironment(p *pt.Plan) {
	provider := p.Root["configuration"].(map[string]any)["provider_config"].(map[string]any)["aws"].(map[string]any)
	delete(provider["expressions"].(map[string]any), "region")
}

// reading adds a data source that was read while the plan was made.
func reading(typ string, values map[string]any) pt.Edit {
	return func(p *pt.Plan) {
		root := p.Root["configuration"].(map[string]any)["root_module"].(map[string]any)
		resources, _ := root["resources"].([]any)
		root["resources"] = append(
			resources,
			map[string]any{
				"address":             "data." + typ + ".this",
				"mode":                "data",
				"type":                typ,
				"name":                "this",
				"provider_config_key": "aws",
			},
		)
		prior := p.Root["prior_state"].(map[string]any)["values"].(map[string]any)["root_module"].(map[string]any)
		resources, _ = prior["resources"].([]any)
		prior["resources"] = append(
			resources,
			map[string]any{
				"address": "data." + typ + ".this",
				"mode":    "data",
				"type":    typ,
				"name":    "this",
				"values":  values,
			},
		)
	}
}

// required lists what the network's module requires as Terraform does where the module around it says nothing: beside
// the configuration that it inherits.
func required(p *pt.Plan) {
	const key = "module.network:aws"
	p.Root["configuration"].(map[string]any)["provider_config"].(map[string]any)[key] = map[string]any{
		"name": "aws", "module_address": "module.network", "version_constraint": ">= 5.79.0",
	}
	for _, item := range p.Module("module.network")["resources"].([]any) {
		item.(map[string]any)["provider_config_key"] = key
	}
}

// second configures the provider for another region as well.
func second(p *pt.Plan) {
	p.Root["configuration"].(map[string]any)["provider_config"].(map[string]any)["aws.west"] = map[string]any{
		"name":        "aws",
		"alias":       "west",
		"expressions": map[string]any{"region": map[string]any{"constant_value": "us-west-2"}},
	}
}

// TestRegion: a region comes from the provider's argument, else from what the provider's
// resources and data sources show of it; what shows two, or nothing, shows none.
func TestRegion(t *testing.T) {
	moved := pt.Set("module.network.aws_vpc.this", "arn", "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1")
	for _, c := range []struct {
		name, base string
		edits      []pt.Edit
		want       string
	}{
		{"written", "ok-prod", nil, "us-east-1"},
		{"an existing stack", "existing-prod", []pt.Edit{fromEnvironment}, "us-east-1"},
		{"a state", "state-prod", nil, "us-east-1"},
		{"nothing shows it", "ok-prod", []pt.Edit{fromEnvironment}, ""},
		{"the zones were read", "ok-prod", []pt.Edit{fromEnvironment, reading("aws_availability_zones", map[string]any{"id": "eu-west-1", "names": []any{"eu-west-1a"}})}, "eu-west-1"},
		{"the region was read", "ok-prod", []pt.Edit{fromEnvironment, reading("aws_region", map[string]any{"id": "eu-west-1", "region": "eu-west-1"})}, "eu-west-1"},
		{"required by a module within", "ok-prod", []pt.Edit{required}, "us-east-1"},
		{"required within, one of several", "ok-prod", []pt.Edit{required, second}, ""},
		{"two regions", "existing-prod", []pt.Edit{fromEnvironment, moved}, ""},
		{"its own argument", "ok-prod", []pt.Edit{fromEnvironment, pt.Set("module.network.aws_nat_gateway.this[0]", "region", "sa-east-1")}, "sa-east-1"},
		{"written, whatever an ARN says", "existing-prod", []pt.Edit{moved}, "us-east-1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := plan.Collect(pt.Load(t, c.base).Apply(c.edits...).JSON(), plan.Options{Name: c.name})
			if err != nil {
				t.Fatal(err)
			}
			if got := natRegion(a); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// natRegion is the region of the first NAT gateway, which has no ARN of its own.
func natRegion(a *model.Architecture) string {
	for i := range a.NATGateways {
		if n := &a.NATGateways[i]; n.ID == "module.network.aws_nat_gateway.this[0]" {
			return n.Region.Or("")
		}
	}
	return "no NAT gateway"
}
