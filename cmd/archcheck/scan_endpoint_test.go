package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// TestScanOfAGatewayEndpoint: a rule for the prefix list of a documented gateway endpoint is the edge to that, whatever
// the endpoint is called in the document; one for the list of another service is too much, and leaves the edge missing.
func TestScanOfAGatewayEndpoint(t *testing.T) {
	const account, rule = "999999999930", "security_groups/application-egress"
	b := built(t, "ok-prod", account)
	api, ctx := ec2.NewFromConfig(moto(t).Config(account, "us-east-1")), context.Background()
	endpoint := &ec2.CreateVpcEndpointInput{
		VpcId:           aws.String(b.IDs[vpcID]),
		ServiceName:     aws.String("com.amazonaws.us-east-1.s3"),
		VpcEndpointType: types.VpcEndpointTypeGateway,
		RouteTableIds:   []string{b.IDs[privateTable]},
	}
	if _, err := api.CreateVpcEndpoint(ctx, endpoint); err != nil {
		t.Fatal(err)
	}
	lists, err := api.DescribeManagedPrefixLists(ctx, &ec2.DescribeManagedPrefixListsInput{})
	if err != nil {
		t.Fatal(err)
	}
	https := permission(443, 443, "0.0.0.0/0")
	for _, c := range []struct {
		service string
		fails   bool
	}{{"s3", false}, {"dynamodb", true}} {
		i := slices.IndexFunc(lists.PrefixLists, func(l types.ManagedPrefixList) bool {
			return aws.ToString(l.PrefixListName) == "com.amazonaws.us-east-1."+c.service
		})
		leave := &ec2.RevokeSecurityGroupEgressInput{
			GroupId:       aws.String(b.IDs[groupApp]),
			IpPermissions: []types.IpPermission{https},
		}
		if _, err := api.RevokeSecurityGroupEgress(ctx, leave); err != nil {
			t.Fatal(err)
		}
		https.IpRanges, https.PrefixListIds = nil, []types.PrefixListId{
			{PrefixListId: lists.PrefixLists[i].PrefixListId},
		}
		enter := &ec2.AuthorizeSecurityGroupEgressInput{
			GroupId:       aws.String(b.IDs[groupApp]),
			IpPermissions: []types.IpPermission{https},
		}
		if _, err := api.AuthorizeSecurityGroupEgress(ctx, enter); err != nil {
			t.Fatal(err)
		}
		_, r, errs := scan(
			t,
			"scan",
			"--account",
			"a"+account,
			"--env",
			"prod",
			"--only",
			rule,
			"--architecture",
			withGateway(t),
		)
		if fails := slices.Contains(failing(r), rule); fails != c.fails {
			t.Errorf("%s: fails %v %s\n%s", c.service, fails, errs, messages(r))
		}
	}
}

// withGateway is the built-in document with a gateway endpoint in the place of the internet, for the application.
func withGateway(t *testing.T) string {
	t.Helper()
	text := bytes.Replace(
		document.Default(), []byte("- application -> internet:443"), []byte("- application -> way:443"), 1,
	)
	text = bytes.Replace(
		text, []byte("\n    application:\n"), []byte("\n    way: {kind: endpoint, service: s3}\n    application:\n"), 1,
	)
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
