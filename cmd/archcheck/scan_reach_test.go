package main

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/rds"
)

// reachIn asks about a live account.
func reachIn(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	return onEmulator(append([]string{"reach"}, args...))
}

func costOf(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	return onEmulator(append([]string{"cost"}, args...))
}

// onEmulator runs a command whose requests must stay on loopback.
func onEmulator(args []string) (int, string, string) {
	var out, errs bytes.Buffer
	passing := func(string, *http.Request) (*http.Response, error) { return nil, nil }
	code := run(args, watched(&out, &errs, passing))
	return code, out.String(), errs.String()
}

// TestReachInAnAccount answers as for the plan, and finds the way in that opens step by step.
func TestReachInAnAccount(t *testing.T) {
	const id = "340000000001"
	b := built(t, "ok-prod", id)
	c := &changer{b, moto(t).Config(id, "us-east-1")}
	if code, out, errs := reachIn(
		t,
		"internet",
		"application",
		"--port",
		"3000",
		"--account",
		"a"+id,
	); code != verdict.ExitConforms ||
		!strings.Contains(out, "forwards 443 to target group") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	ctx, api := context.Background(), ec2.NewFromConfig(c.cfg)
	entry := func(egress bool) error {
		return ignore(
			api.CreateNetworkAclEntry(
				ctx,
				&ec2.CreateNetworkAclEntryInput{
					NetworkAclId: c.id("module.network.aws_network_acl.isolated"),
					RuleNumber:   aws.Int32(90),
					Protocol:     aws.String("-1"),
					RuleAction:   types.RuleActionAllow,
					Egress:       aws.Bool(egress),
					CidrBlock:    aws.String("0.0.0.0/0"),
				},
			),
		)
	}
	for _, step := range []struct {
		stop string
		open func() error
	}{
		{"has no public address", func() error { return c.database(rds.ModifyDBInstanceInput{PubliclyAccessible: aws.Bool(true)}) }},
		{"no internet gateway", func() error {
			return c.isolatedRoute(ec2.CreateRouteInput{DestinationCidrBlock: aws.String("0.0.0.0/0"), GatewayId: c.id(gatewayID)})
		}},
		{"network ACL", func() error { return entry(false) }},
		{"the answers", func() error { return entry(true) }},
		{"security groups of shop-prod", func() error { return c.ingress(groupDB, permission(5432, 5432, "0.0.0.0/0")) }},
	} {
		code, out, errs := reachIn(t, "internet", "database", "--port", "5432", "--account", "a"+id)
		if code != verdict.ExitViolations || !strings.Contains(out, step.stop) {
			t.Errorf("before %q is opened: exit %d: %s%s", step.stop, code, out, errs)
		}
		if err := step.open(); err != nil {
			t.Fatal(err)
		}
	}
	if code, out, errs := reachIn(
		t,
		"internet",
		"database",
		"--port",
		"5432",
		"--account",
		"a"+id,
	); code != verdict.ExitConforms {
		t.Errorf("all is open: exit %d: %s%s", code, out, errs)
	}
	_, r, _ := scan(
		t,
		"scan",
		"--account",
		"a"+id,
		"--env",
		"prod",
		"--only",
		"network/database-not-reachable-from-internet",
	)
	if len(r.Verdicts) != 1 || r.Verdicts[0].Status != verdict.Fail ||
		!strings.Contains(strings.Join(r.Verdicts[0].Evidence, " "), "internet -> shop-prod 5432") {
		t.Errorf("%+v", r.Verdicts)
	}
}
