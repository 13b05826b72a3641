package account

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elasticachetypes "github.com/aws/aws-sdk-go-v2/service/elasticache/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// nowhere fails the test when a request is sent.
type nowhere struct{ t *testing.T }

func (n nowhere) Do(*http.Request) (*http.Response, error) {
	n.t.Error("a request was sent")
	return nil, errors.New("nowhere")
}

func guarded(t *testing.T) (aws.Config, *ledger) {
	l := newLedger()
	g := newGuard(l)
	return aws.Config{
		Region:       "us-east-1",
		HTTPClient:   nowhere{t},
		Credentials:  credentials.NewStaticCredentialsProvider("a", "b", ""),
		BaseEndpoint: aws.String("http://127.0.0.1:1"),
		APIOptions:   []func(*middleware.Stack) error{g.attach},
	}, l
}

// TestGuardRefuses: what changes something, or reads a secret's value, is never sent.
func TestGuardRefuses(t *testing.T) {
	cfg, l := guarded(t)
	ctx := context.Background()
	_, terminate := ec2.NewFromConfig(cfg).TerminateInstances(
		ctx,
		&ec2.TerminateInstancesInput{InstanceIds: []string{"i-1"}},
	)
	_, create := ec2.NewFromConfig(cfg).CreateVpc(ctx, &ec2.CreateVpcInput{CidrBlock: aws.String("10.0.0.0/16")})
	_, secret := secretsmanager.NewFromConfig(cfg).GetSecretValue(
		ctx,
		&secretsmanager.GetSecretValueInput{SecretId: aws.String("x")},
	)
	for _, err := range []error{terminate, create, secret} {
		var refused refusedError
		if !errors.As(err, &refused) {
			t.Errorf("it was not refused: %v", err)
		}
	}
	if len(l.calls) != 0 {
		t.Errorf("refused calls are in the ledger: %v", l.calls)
	}
}

// TestRegistryOnlyReads: every operation describes, lists or gets, and no action reads a secret's value or an object.
func TestRegistryOnlyReads(t *testing.T) {
	collections := (&model.Architecture{}).Collections()
	seen := map[string]bool{}
	for _, o := range registry() {
		if !strings.HasPrefix(o.name, "Describe") && !strings.HasPrefix(o.name, "List") &&
			!strings.HasPrefix(o.name, "Get") {
			t.Errorf("%s %s is no reading call", o.service, o.name)
		}
		if seen[o.service+o.name] {
			t.Errorf("%s %s stands twice", o.service, o.name)
		}
		seen[o.service+o.name] = true
		for _, c := range o.collections {
			if c != model.Everything && !slices.Contains(collections, c) {
				t.Errorf("%s %s: the model has no collection %s", o.service, o.name, c)
			}
		}
	}
	for _, action := range Actions() {
		for _, never := range []string{"secretsmanager:GetSecretValue", "s3:GetObject", "ssm:GetParameter", "kms:Decrypt", "*"} {
			if strings.Contains(action, never) {
				t.Errorf("the policy grants %s", action)
			}
		}
	}
}

func TestClassify(t *testing.T) {
	for code, want := range map[string]string{
		"AccessDenied": statusDenied, "AccessDeniedException": statusDenied, "UnauthorizedOperation": statusDenied, "KMSAccessDenied": statusDenied,
		"ExpiredToken": statusSignIn, "OptInRequired": statusRegionOff, "AuthFailure": statusRegionOff, "Throttling": statusThrottled,
		"RequestLimitExceeded": statusThrottled, "NoSuchEntity": statusAbsent, "LoadBalancerNotFound": statusAbsent, "InvalidAction": statusUnsupported,
	} {
		if got := classify(&smithy.GenericAPIError{Code: code}); got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
	if got := classify(context.DeadlineExceeded); got != statusUnreachable {
		t.Errorf("no answer in time is %s", got)
	}
}

func testRegion() *region {
	s := &scan{
		Options: Options{Now: func() time.Time { return time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC) }},
		ledger:  newLedger(),
		slots:   make(chan struct{}, 1),
	}
	return s.reader(&session{id: "123456789012", partition: "aws", credentials: credential.New()}, "eu-west-1")
}

// TestMappingOfWhatTheEmulatorLacks maps answers as AWS gives them, for fields that moto leaves out.
func TestMappingOfWhatTheEmulatorLacks(t *testing.T) {
	r := testRegion()
	s := r.service(
		ecstypes.Service{
			ServiceArn: aws.String("arn:aws:ecs:eu-west-1:123456789012:service/c/s"),
			ClusterArn: aws.String("arn:aws:ecs:eu-west-1:123456789012:cluster/c"),
			DeploymentConfiguration: &ecstypes.DeploymentConfiguration{
				MinimumHealthyPercent:    aws.Int32(100),
				MaximumPercent:           aws.Int32(200),
				DeploymentCircuitBreaker: &ecstypes.DeploymentCircuitBreaker{Enable: true, Rollback: true},
			},
		},
	)
	if !s.CircuitBreaker.Or(false) || !s.CircuitBreakerRollback.Or(false) || s.MinimumHealthyPercent.Or(0) != 100 ||
		s.ClusterName.Or("") != "c" {
		t.Errorf("service: %+v", s)
	}
	if bare := r.service(ecstypes.Service{}); bare.CircuitBreaker.IsKnown() || bare.MinimumHealthyPercent.IsKnown() {
		t.Error("what DescribeServices leaves out is known")
	}
	group := elasticachetypes.ReplicationGroup{
		ARN:            aws.String("arn:aws:elasticache:eu-west-1:123456789012:replicationgroup:g"),
		MemberClusters: []string{"g-001", "g-002"},
	}
	member := elasticachetypes.CacheCluster{
		CacheClusterId:       aws.String("g-001"),
		CacheSubnetGroupName: aws.String("sg"),
		Engine:               aws.String("valkey"),
		SecurityGroups:       []elasticachetypes.SecurityGroupMembership{{SecurityGroupId: aws.String("sg-1")}},
	}
	got := cacheAnswers{
		clusters: map[string]elasticachetypes.CacheCluster{"g-001": member},
		subnets:  map[string]model.List[string]{"sg": model.Whole("a", "b")},
		members:  model.Why{Reason: model.NotReturned},
	}
	n := r.replicationGroup(group, got)
	if n.SecurityGroups.IsWhole() || len(n.SecurityGroups.Items()) != 1 || n.Engine.Or("") != "valkey" {
		t.Errorf("a group with an unread member: %v", n.SecurityGroups)
	}
	got.clusters["g-002"] = member
	if n := r.replicationGroup(group, got); !n.SecurityGroups.IsWhole() || !n.Subnets.IsWhole() ||
		n.SecurityGroups.Items()[0] != "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1" {
		t.Errorf("a group read whole: %v %v", n.SecurityGroups, n.Subnets)
	}
}
