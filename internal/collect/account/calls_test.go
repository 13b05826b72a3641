package account

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// TestCallsOfAScan counts what a scan asks for: the longest chain is at most 5 calls, 500
// security groups over 3 regions take no more calls than none, and nothing is asked twice.
func TestCallsOfAScan(t *testing.T) {
	server, stop, err := mototest.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	const id = "400000000001"
	fixtures := filepath.Join(mototest.Root(), "fixtures")
	data, err := os.ReadFile(filepath.Join(fixtures, "plans", "ok-prod.json"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(data, plan.Options{Source: filepath.Join(fixtures, "terraform")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mototest.Build(context.Background(), server.Config(id, "us-east-1"), id, a); err != nil {
		t.Fatal(err)
	}
	server.Environment(t, id)
	read := func() (*scan, []*model.Architecture) {
		s := newScan(
			Options{
				Now: time.Now,
				Accounts: []Account{
					{
						Name:      "prod",
						Profile:   "a" + id,
						AccountID: id,
						Regions:   []string{"us-east-1", "eu-west-1", "us-west-2"},
					},
				},
				Transport: func(c aws.HTTPClient) aws.HTTPClient { return mototest.Loopback{HTTPClient: c} },
			},
		)
		all, err := s.run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return s, all
	}
	before, _ := read()
	for i, region := range []string{"us-east-1", "eu-west-1", "us-west-2"} {
		client := ec2.NewFromConfig(server.Config(id, region))
		for n := range 500 / 3 * (1 + i/2) {
			_, err := client.CreateSecurityGroup(context.Background(), &ec2.CreateSecurityGroupInput{
				GroupName: aws.String(fmt.Sprintf("group-%d", n)), Description: aws.String("one of many")})
			// A busy machine may cut the answer off, and the SDK asks again: the group is there.
			if err != nil && !strings.Contains(err.Error(), "InvalidGroup.Duplicate") {
				t.Fatal(err)
			}
		}
	}
	after, all := read()
	groups := 0
	for _, a := range all {
		groups += len(a.SecurityGroups)
	}
	if groups < 500 {
		t.Errorf("%d security groups were read", groups)
	}
	if x, y := pagesOf(before), pagesOf(after); x != y {
		t.Errorf("%d requests with 500 security groups, %d without", y, x)
	}
	if after.ledger.deepest > 5 {
		t.Errorf("the longest chain of dependent calls is %d", after.ledger.deepest)
	}
	for _, c := range after.ledger.of(id, "", "us-east-1", "eu-west-1", "us-west-2") {
		if o := find(
			c.Service,
			c.Operation,
		); len(o.collections) > 0 && c.Count > 1 && c.Operation != "DescribeTaskDefinition" && c.Operation != "DescribeScalableTargets" && c.Operation != "DescribeScheduledActions" && c.Operation != "ListServices" && c.Operation != "DescribeListeners" &&
			c.Operation != "ListResourceRecordSets" {
			t.Errorf("%s %s was called %d times in %s", c.Service, c.Operation, c.Count, c.Region)
		}
	}
	t.Logf("3 regions: %d requests, longest chain %d", pagesOf(after), after.ledger.deepest)
}

func pagesOf(s *scan) int {
	n := 0
	for _, c := range s.ledger.calls {
		n += c.Pages
	}
	return n
}
