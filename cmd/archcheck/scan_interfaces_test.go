package main

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// collected is the model of an account.
func collected(t *testing.T, account string) *model.Architecture {
	t.Helper()
	var out, errs bytes.Buffer
	nothing := func(string, *http.Request) (*http.Response, error) { return nil, nil }
	if code := run(
		[]string{"collect", "--account", account},
		watched(&out, &errs, nothing),
	); code != verdict.ExitConforms {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	a, err := model.Decode(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestScanInterfaces: an instance that wears the application's group and serves its load
// balancer is in the model, and so is an interface that nothing is attached to. Gateways and
// endpoints have nouns of their own.
func TestScanInterfaces(t *testing.T) {
	const id = "300000000021"
	ctx, b := context.Background(), built(t, "ok-prod", id)
	if all := collected(t, "a"+id).Interfaces; len(all) != 0 {
		t.Errorf("the reference architecture has %v", all)
	}
	service := planned(t, "ok-prod").Services[0]
	subnet, group := b.IDs[service.Subnets.Items()[0]], b.IDs[service.SecurityGroups.Items()[0]]
	client := ec2.NewFromConfig(moto(t).Config(id, "us-east-1"))
	ran, err := client.RunInstances(
		ctx,
		&ec2.RunInstancesInput{
			ImageId:          aws.String("ami-12c6146b"),
			InstanceType:     "t3.micro",
			MinCount:         aws.Int32(1),
			MaxCount:         aws.Int32(1),
			SubnetId:         aws.String(subnet),
			SecurityGroupIds: []string{group},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	spare, err := client.CreateNetworkInterface(
		ctx,
		&ec2.CreateNetworkInterfaceInput{
			SubnetId:    aws.String(subnet),
			Groups:      []string{group},
			Description: aws.String("a spare one"),
			TagSpecifications: []ec2types.TagSpecification{
				{
					ResourceType: ec2types.ResourceTypeNetworkInterface,
					Tags:         []ec2types.Tag{{Key: aws.String("Name"), Value: aws.String("spare")}},
				},
			},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	instance := ran.Instances[0]
	targets := b.IDs[service.Targets.Items()[0].TargetGroup.Or("")]
	if _, err := elb.NewFromConfig(moto(t).Config(id, "us-east-1")).RegisterTargets(
		ctx,
		&elb.RegisterTargetsInput{TargetGroupArn: aws.String(targets),
			Targets: []elbtypes.TargetDescription{{Id: instance.PrivateIpAddress}}},
	); err != nil {
		t.Fatal(err)
	}
	a := collected(t, "a"+id)
	prefix := "arn:aws:ec2:us-east-1:" + id + ":"
	instanceID := prefix + "instance/" + *instance.InstanceId
	found := map[string]string{}
	a.EachPlaced(func(collection string, noun model.Placed) {
		if collection != "interfaces" && collection != "instance_groups" {
			return
		}
		n, p := noun.Base(), noun.Place()
		found[n.ID] = n.Type + " " + n.Name.Or("?")
		if !slices.Equal(p.SecurityGroups.Items(), []string{prefix + "security-group/" + group}) ||
			!slices.Equal(p.Subnets.Items(), []string{prefix + "subnet/" + subnet}) {
			t.Errorf("%s is at %+v", n.ID, p)
		}
	})
	if len(found) != 2 || found[instanceID] != "aws_instance "+*instance.InstanceId ||
		found[prefix+"network-interface/"+*spare.NetworkInterface.NetworkInterfaceId] != "aws_network_interface spare" {
		t.Errorf("found %v", found)
	}
	if got := a.TargetGroups[0].Members; !slices.Equal(got.Items(), []string{instanceID}) {
		t.Errorf("the members of the target group are %v", got)
	}
	if len(a.Notes) == 0 {
		t.Error("no note says what a scan cannot see")
	}
}

// TestScanInterfacesDenied: without the permission the interfaces are a gap that names it.
func TestScanInterfacesDenied(t *testing.T) {
	const id = "300000000022"
	built(t, "ok-prod", id)
	code, r, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "EC2 DescribeNetworkInterfaces" {
			return denied(request), nil
		}
		return nil, nil
	}, "scan", "--account", "a"+id, "--env", "prod")
	if code != verdict.ExitUndecided || !slices.ContainsFunc(r.Gaps, func(g verdict.Gap) bool {
		return g.Collection == "interfaces" && g.Reason == "access_denied"
	}) {
		t.Errorf("exit %d: %v %s", code, r.Gaps, errs)
	}
	calls := 0
	for _, c := range r.Calls {
		calls += c.Pages
	}
	t.Logf("%d calls", calls)
}
