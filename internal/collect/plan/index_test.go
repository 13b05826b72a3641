package plan_test

import (
	"os"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
)

// TestIndexes reads a plan of references with indexes and keys, without source: each means the
// one item that it picks, or is unknown with all of them as candidates; never the whole list.
func TestIndexes(t *testing.T) {
	a := indexed(t, "")
	const first, second = "module.net.aws_subnet.counted[0]", "module.net.aws_subnet.counted[1]"
	const named = `module.net.aws_subnet.named["a"] or module.net.aws_subnet.named["b"]`
	for address, want := range map[string]string{
		"aws_lb.whole":                  first + " and " + second,
		"aws_lb.first":                  first,
		"aws_lb.two":                    first + " and " + second,
		"aws_lb.twice":                  second,
		"aws_lb.own":                    "aws_subnet.own[2]",
		"aws_lb.key":                    named,
		"aws_lb.named_list":             named,
		"aws_lb.literal_list":           first + " or module.net.aws_subnet.single",
		"aws_lb.nested":                 first + " or " + second,
		"aws_lb.single":                 "module.net.aws_subnet.single",
		"aws_lb.passed_on":              first,
		"aws_lb.passed_item":            second,
		"aws_lb.beside_whole":           first + " or " + second,
		`aws_lb.each_value["front"]`:    first + " or " + second,
		"aws_lb.literal":                first + " or subnet-2",
		`aws_lb.each_key["a"]`:          named,
		"aws_nat_gateway.same_count[0]": first,
		"aws_nat_gateway.same_count[1]": second,
		"aws_nat_gateway.fewer[0]":      "aws_subnet.own[0] or aws_subnet.own[1] or aws_subnet.own[2]",
		"aws_nat_gateway.item":          second,
		"aws_nat_gateway.guarded":       "aws_subnet.own[0]",
	} {
		if got := subnetsOf(a, address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

// TestIndexesWithSource: the source tells what plan JSON leaves open.
func TestIndexesWithSource(t *testing.T) {
	a := indexed(t, "testdata/index")
	for address, want := range map[string]string{
		"aws_lb.key":                `module.net.aws_subnet.named["a"]`,
		"aws_lb.literal_list":       "module.net.aws_subnet.single",
		"aws_lb.nested":             "module.net.aws_subnet.counted[0]",
		`aws_lb.each_value["back"]`: "module.net.aws_subnet.counted[1]",
		"aws_lb.literal":            "module.net.aws_subnet.counted[0] and subnet-2",
		`aws_lb.each_key["b"]`:      `module.net.aws_subnet.named["b"]`,
		"aws_nat_gateway.fewer[1]":  "aws_subnet.own[2]",
		"aws_lb.passed_on":          "module.net.aws_subnet.counted[0]",
		"aws_lb.mapped":             "module.net.aws_subnet.counted[0] and module.net.aws_subnet.counted[1]",
		"aws_nat_gateway.item":      "module.net.aws_subnet.counted[1]",
	} {
		if got := subnetsOf(a, address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func indexed(t *testing.T, source string) *model.Architecture {
	t.Helper()
	data, err := os.ReadFile("testdata/index/index.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(data, plan.Options{Name: "index", Source: source})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// subnetsOf joins what is known by "and", candidates by "or".
func subnetsOf(a *model.Architecture, address string) string {
	for _, b := range a.LoadBalancers {
		if b.ID == address {
			return together(b.Subnets.Items(), b.Subnets.Why(), b.Subnets.IsWhole())
		}
	}
	for _, g := range a.NATGateways {
		if g.ID == address {
			id, known := g.Subnet.Get()
			return together([]string{id}, g.Subnet.Why(), known)
		}
	}
	return "nothing of that name"
}

func together(items []string, why model.Why, whole bool) string {
	if whole {
		return strings.Join(items, " and ")
	}
	return strings.Join(why.Candidates, " or ")
}
