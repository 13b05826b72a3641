package main

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/rds"
)

// proxied builds the reference architecture and puts the fault proxy before it.
func proxied(t *testing.T, account string) *mototest.Proxy {
	t.Helper()
	built(t, "ok-prod", account)
	p := mototest.StartProxy(t, moto(t))
	t.Setenv("AWS_ENDPOINT_URL", p.URL)
	return p
}

// TestPagesOfOneItem: with one item a page every list is read to its end.
func TestPagesOfOneItem(t *testing.T) {
	const id = "310000000001"
	p := proxied(t, id)
	cfg := moto(t).Config(id, "us-east-1")
	if _, err := mototest.BuildBeside(t.Context(), cfg, id, planned(t, "ok-dev")); err != nil {
		t.Fatal(err)
	}
	_, whole, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	p.PageSize = 1
	_, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	if fmt.Sprint(byResource(whole)) != fmt.Sprint(byResource(r)) {
		t.Errorf("the verdicts differ: %s %v", errs, r.Gaps)
	}
	split, pages := p.Split(), 0
	for _, n := range split {
		pages += n
	}
	if len(split) < 18 || pages < 60 {
		t.Errorf("only %d operations were cut into %d pages: %v", len(split), pages, split)
	}
	t.Logf("%d operations were cut into %d pages", len(split), pages)
}

// TestPagesThatGoRound: a list that answers with the same token for ever is not whole.
func TestPagesThatGoRound(t *testing.T) {
	const id = "310000000002"
	p := proxied(t, id)
	var answers atomic.Int64
	p.Fault = func(w http.ResponseWriter, r mototest.Request) bool {
		if r.Operation != "DescribeVpcs" {
			return false
		}
		answers.Add(1)
		return mototest.Answer(
			w,
			http.StatusOK,
			"text/xml",
			`<DescribeVpcsResponse><vpcSet/><nextToken>again</nextToken></DescribeVpcsResponse>`,
		)
	}
	code, r, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	if code != verdict.ExitUndecided || !slices.ContainsFunc(r.Gaps, func(g verdict.Gap) bool {
		return g.Collection == "vpcs" && strings.Contains(g.Detail, "go round in a circle")
	}) {
		t.Errorf("exit %d, gaps %v", code, r.Gaps)
	}
	if answers.Load() > 3 {
		t.Errorf("the list was asked for %d times", answers.Load())
	}
}

// firstOfEach lets the fault meet only the first request of each operation and region.
func firstOfEach(
	f func(w http.ResponseWriter, r mototest.Request) bool,
) func(http.ResponseWriter, mototest.Request) bool {
	var mu sync.Mutex
	seen := map[string]bool{}
	return func(w http.ResponseWriter, r mototest.Request) bool {
		key := r.Operation + r.Region
		mu.Lock()
		first := !seen[key]
		seen[key] = true
		mu.Unlock()
		return first && f(w, r)
	}
}

// TestPassingFaultsChangeNothing: what goes wrong once at each call, on the wire, is tried again.
func TestPassingFaultsChangeNothing(t *testing.T) {
	const id = "310000000003"
	p := proxied(t, id)
	_, whole, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	for name, fault := range map[string]func(w http.ResponseWriter, r mototest.Request) bool{
		"500": func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusInternalServerError, "application/xml", "<oops/>")
		},
		"503": func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusServiceUnavailable, "text/html", "<html>busy</html>")
		},
		"throttled": func(w http.ResponseWriter, r mototest.Request) bool {
			return mototest.Throttle(w, r)
		},
		"cut": func(w http.ResponseWriter, _ mototest.Request) bool { return mototest.Cut(w) },
	} {
		t.Run(name, func(t *testing.T) {
			var faults atomic.Int64
			p.Fault = firstOfEach(func(w http.ResponseWriter, r mototest.Request) bool {
				faults.Add(1)
				return fault(w, r)
			})
			_, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod")
			if r.Source.Name == "" || fmt.Sprint(byResource(whole)) != fmt.Sprint(byResource(r)) {
				t.Errorf("the verdicts differ: %s %v", errs, r.Gaps)
			}
			if faults.Load() < 40 {
				t.Errorf("only %d requests met the fault", faults.Load())
			}
		})
	}
}

// TestLastingFaultsAreNotCollected: what does not pass is not collected, each with its own
// reason, and nothing of it passes.
func TestLastingFaultsAreNotCollected(t *testing.T) {
	const id = "310000000004"
	p := proxied(t, id)
	t.Setenv("AWS_MAX_ATTEMPTS", "2")
	for _, c := range []struct {
		name, reason string
		fault        func(w http.ResponseWriter, r mototest.Request) bool
	}{
		{"500", "failed", func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusInternalServerError, "application/xml", "<oops/>")
		}},
		{"503", "unreachable", func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusServiceUnavailable, "application/xml", "<busy/>")
		}},
		{"HTML", "unsupported", func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusInternalServerError, "text/html", "<html>not here</html>")
		}},
		{"not XML", "failed", func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusOK, "text/xml", "a proxy that wants you to sign in")
		}},
		{"cut", "failed", func(w http.ResponseWriter, _ mototest.Request) bool { return mototest.Cut(w) }},
		{"not found", "failed", func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusBadRequest, "text/xml", "<Response><Errors><Error><Code>InvalidGroup.NotFound</Code></Error></Errors></Response>")
		}},
		{"denied", "access_denied", func(w http.ResponseWriter, _ mototest.Request) bool {
			return mototest.Answer(w, http.StatusForbidden, "text/xml", "<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors></Response>")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p.Fault = func(w http.ResponseWriter, r mototest.Request) bool {
				return r.Operation == "DescribeSecurityGroups" && c.fault(w, r)
			}
			code, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod")
			if code != verdict.ExitUndecided || !slices.ContainsFunc(r.Gaps, func(g verdict.Gap) bool {
				return g.Collection == "security_groups" && g.Reason == c.reason
			}) {
				t.Errorf("exit %d, gaps %v %s", code, r.Gaps, errs)
			}
			for _, v := range r.Verdicts {
				if strings.HasPrefix(v.Rule, "security_groups/") &&
					(v.Status == verdict.Pass || v.Status == verdict.Fail) {
					t.Errorf("%s is %s although no security group was read", v.Rule, v.Status)
				}
			}
		})
	}
}

// TestNotFoundIsNoEmptyList: that something was not found is no answer to a list. Each is a gap, and nothing is
// decided.
func TestNotFoundIsNoEmptyList(t *testing.T) {
	const id = "310000000009"
	built(t, "ok-prod", id)
	code, r, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if strings.HasPrefix(op, "STS ") {
			return nil, nil
		}
		return answer(request, http.StatusBadRequest, "application/json", `{"__type":"ResourceNotFoundException"}`), nil
	}, "scan", "--account", "a"+id, "--env", "prod")
	if code != verdict.ExitUndecided || len(r.Calls) < 35 {
		t.Errorf("exit %d, %d calls: %s", code, len(r.Calls), errs)
	}
	for _, c := range r.Calls {
		if c.Service != "STS" && c.Status != "failed" {
			t.Errorf("%s %s is %s", c.Service, c.Operation, c.Status)
		}
	}
	for _, v := range r.Verdicts {
		if v.Status == verdict.Pass || v.Status == verdict.Fail {
			t.Errorf("%s is %s although no list was read", v.Rule, v.Status)
		}
	}
}

// TestHungRegion: a region that never answers does not hold up the others, and is not collected.
func TestHungRegion(t *testing.T) {
	const id = "310000000005"
	p := proxied(t, id)
	_, whole, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod", "--region", "us-east-1")
	p.Fault = func(_ http.ResponseWriter, r mototest.Request) bool { return r.Region == "eu-west-1" && p.Hang(r) }
	code, r, errs := scan(
		t,
		"scan",
		"--account",
		"a"+id,
		"--env",
		"prod",
		"--region",
		"us-east-1,eu-west-1",
		"--timeout",
		"6s",
	)
	if code != verdict.ExitUndecided || !strings.Contains(fmt.Sprint(r.Gaps), "timed_out") {
		t.Errorf("exit %d, gaps %v %s", code, r.Gaps, errs)
	}
	now := byResource(r)
	for v, status := range byResource(whole) {
		if now[v] != status {
			t.Errorf("%s was %s and is %s", v, status, now[v])
		}
	}
	for _, v := range r.Verdicts {
		if v.Resource.Region == "eu-west-1" && (v.Status == verdict.Pass || v.Status == verdict.Fail) {
			t.Errorf("%s is %s in a region that never answered", v.Rule, v.Status)
		}
	}
}

// TestSilentRegionIsGivenUp: a region that takes connections and never answers ends with its cause, without --timeout.
func TestSilentRegionIsGivenUp(t *testing.T) {
	const id = "310000000010"
	p := proxied(t, id)
	p.Fault = func(_ http.ResponseWriter, r mototest.Request) bool { return r.Region == "eu-west-1" && p.Hang(r) }
	code, r, errs := scan(
		t,
		"scan",
		"--account",
		"a"+id,
		"--env",
		"prod",
		"--region",
		"us-east-1,eu-west-1",
		"--region-timeout",
		"2s",
	)
	if code != verdict.ExitUndecided || !slices.ContainsFunc(r.Gaps, func(g verdict.Gap) bool {
		return g.Collection == "*" && g.Reason == "unreachable" &&
			strings.Contains(g.Detail, "region eu-west-1 answered nothing for 2s (--region-timeout)")
	}) {
		t.Errorf("exit %d, gaps %v %s", code, r.Gaps, errs)
	}
	if passed := slices.Contains(statuses(r, "availability/service-present"), verdict.Pass); !passed {
		t.Errorf("the region that answers was not judged: %v", statuses(r, "availability/service-present"))
	}
}

// TestSlowServiceIsNoSilentRegion: as long as the region answers anything it is read.
func TestSlowServiceIsNoSilentRegion(t *testing.T) {
	const id = "310000000011"
	p := proxied(t, id)
	var slow atomic.Int64
	p.Fault = func(_ http.ResponseWriter, r mototest.Request) bool {
		if r.Operation == "DescribeVpcs" && slow.Add(1) == 1 {
			time.Sleep(time.Second)
		}
		time.Sleep(50 * time.Millisecond)
		return false
	}
	_, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod", "--region-timeout", "900ms")
	for _, g := range r.Gaps {
		if strings.Contains(g.Detail, "--region-timeout") {
			t.Errorf("it was given up: %v %s", g, errs)
		}
	}
}

// auroraIn puts one Aurora cluster with a parameter group of its own into an account.
func auroraIn(t *testing.T, account string) {
	t.Helper()
	server, ctx := moto(t), t.Context()
	cfg := server.Config(account, "us-east-1")
	network, api := ec2.NewFromConfig(cfg), rds.NewFromConfig(cfg)
	vpc, err := network.CreateVpc(ctx, &ec2.CreateVpcInput{CidrBlock: aws.String("10.0.0.0/16")})
	if err != nil {
		t.Fatal(err)
	}
	var subnets []string
	for zone, block := range map[string]string{"us-east-1a": "10.0.2.0/28", "us-east-1b": "10.0.18.0/28"} {
		s, err := network.CreateSubnet(
			ctx,
			&ec2.CreateSubnetInput{
				VpcId:            vpc.Vpc.VpcId,
				CidrBlock:        aws.String(block),
				AvailabilityZone: aws.String(zone),
			},
		)
		if err != nil {
			t.Fatal(err)
		}
		subnets = append(subnets, *s.Subnet.SubnetId)
	}
	name := aws.String("shop")
	_, errGroup := api.CreateDBSubnetGroup(
		ctx,
		&rds.CreateDBSubnetGroupInput{DBSubnetGroupName: name, DBSubnetGroupDescription: name, SubnetIds: subnets},
	)
	_, errParameters := api.CreateDBClusterParameterGroup(
		ctx,
		&rds.CreateDBClusterParameterGroupInput{
			DBClusterParameterGroupName: name,
			DBParameterGroupFamily:      aws.String("aurora-postgresql16"),
			Description:                 name,
		},
	)
	_, errCluster := api.CreateDBCluster(
		ctx,
		&rds.CreateDBClusterInput{
			DBClusterIdentifier:         name,
			Engine:                      aws.String("aurora-postgresql"),
			MasterUsername:              name,
			MasterUserPassword:          aws.String("never-to-be-read"),
			DBSubnetGroupName:           name,
			DBClusterParameterGroupName: name,
		},
	)
	if err := errors.Join(errGroup, errParameters, errCluster); err != nil {
		t.Fatal(err)
	}
	server.Environment(t, account)
}

// TestDeniedCallsOfAurora denies the calls that only an account with Aurora needs.
func TestDeniedCallsOfAurora(t *testing.T) {
	const id = "310000000006"
	auroraIn(t, id)
	_, whole, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	before := byResource(whole)
	for _, operation := range []string{"DescribeDBClusterParameters", "DescribeDBClusterSnapshots", "DescribeDBSubnetGroups"} {
		if !slices.ContainsFunc(
			whole.Calls,
			func(c verdict.Call) bool { return c.Operation == operation && c.Status == "ok" },
		) {
			t.Fatalf("%s was not made: %s %v", operation, errs, whole.Calls)
		}
		code, r, _ := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
			if op == "RDS "+operation {
				return denied(request), nil
			}
			return nil, nil
		}, "scan", "--account", "a"+id, "--env", "prod")
		if code == verdict.ExitConforms ||
			!slices.ContainsFunc(
				r.Gaps,
				func(g verdict.Gap) bool { return strings.Contains(g.Detail, "grant rds:"+operation) },
			) {
			t.Errorf("%s denied: exit %d, gaps %v", operation, code, r.Gaps)
		}
		for v, status := range byResource(r) {
			if old, ok := before[v]; status == verdict.Pass && ok && old != verdict.Pass {
				t.Errorf("%s passes without %s, and was %s", v, operation, old)
			}
		}
	}
}

// TestDeniedRegions: without the list of regions nothing is read, and the message says what to grant.
func TestDeniedRegions(t *testing.T) {
	const id = "310000000007"
	moto(t).Environment(t, id)
	code, _, errs := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "EC2 DescribeRegions" {
			return denied(request), nil
		}
		return nil, nil
	}, "scan", "--account", "a"+id, "--env", "prod", "--region", "all")
	if code != verdict.ExitError || !strings.Contains(errs, "grant ec2:DescribeRegions") ||
		!strings.Contains(errs, "or name them") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestVanished: a load balancer that is deleted while the account is read is not there, and
// that is no error of the scan.
func TestVanished(t *testing.T) {
	const id = "310000000008"
	p := proxied(t, id)
	p.Fault = func(w http.ResponseWriter, r mototest.Request) bool {
		return r.Operation == "DescribeLoadBalancerAttributes" &&
			mototest.Answer(
				w,
				http.StatusBadRequest,
				"text/xml",
				`<ErrorResponse><Error><Code>LoadBalancerNotFound</Code></Error></ErrorResponse>`,
			)
	}
	_, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod", "--only", "availability/load-balancer-present")
	if got := statuses(r, "availability/load-balancer-present"); !slices.Equal(got, []verdict.Status{verdict.Fail}) {
		t.Errorf("%v %s", got, errs)
	}
	for _, g := range r.Gaps {
		if strings.Contains(g.Detail, "DescribeLoadBalancerAttributes") {
			t.Errorf("a gap for what is gone: %v", g)
		}
	}
}
