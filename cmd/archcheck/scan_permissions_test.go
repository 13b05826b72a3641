package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// enforced is an emulator of its own, in which IAM policies count, with the reference
// architecture and a user who has the policy that archcheck prints.
type enforced struct {
	iam    *iam.Client
	policy []string
}

const auditor = "archcheck"

func startEnforced(t *testing.T) *enforced {
	t.Helper()
	server, stop, err := mototest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	const id = "123456789012" // the emulator looks users up in its default account
	cfg, ctx := server.Config(id, "us-east-1"), context.Background()
	if _, err := mototest.Build(ctx, cfg, id, planned(t, "ok-prod")); err != nil {
		t.Fatal(err)
	}
	e := &enforced{iam: iam.NewFromConfig(cfg), policy: printedActions(t)}
	if _, err := e.iam.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String(auditor)}); err != nil {
		t.Fatal(err)
	}
	admin := e.key(t, "admin")
	e.grant(t, "admin", []string{"*"})
	user := e.key(t, auditor)
	e.grant(t, auditor, e.policy)
	server.Environment(t)
	profile := "[profile auditor]\nregion = us-east-1\naws_access_key_id = " + user[0] + "\naws_secret_access_key = " + user[1] + "\n"
	file := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(file, []byte(profile), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", file)
	response, err := http.Post(server.URL+"/moto-api/reset-auth", "text/plain", strings.NewReader("0"))
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	e.iam = iam.NewFromConfig(server.ConfigOf(admin[0], admin[1], "us-east-1"))
	return e
}

// printedActions are the actions of the policy as a user gets it.
func printedActions(t *testing.T) []string {
	t.Helper()
	_, out, _ := execute("iam-policy")
	var policy struct {
		Statement []struct{ Action []string }
	}
	if err := json.NewDecoder(bytes.NewReader(out)).Decode(&policy); err != nil || len(policy.Statement) != 1 {
		t.Fatalf("iam-policy printed %s: %v", out, err)
	}
	return policy.Statement[0].Action
}

func (e *enforced) key(t *testing.T, user string) [2]string {
	t.Helper()
	ctx := context.Background()
	if user != auditor {
		if _, err := e.iam.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String(user)}); err != nil {
			t.Fatal(err)
		}
	}
	out, err := e.iam.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: aws.String(user)})
	if err != nil {
		t.Fatal(err)
	}
	return [2]string{*out.AccessKey.AccessKeyId, *out.AccessKey.SecretAccessKey}
}

func (e *enforced) grant(t *testing.T, user string, actions []string) {
	t.Helper()
	for _, action := range slices.Clone(actions) {
		actions = append(actions, emulatorNames()[action]...)
	}
	document, err := json.Marshal(
		map[string]any{
			"Version":   "2012-10-17",
			"Statement": []map[string]any{{"Effect": "Allow", "Action": actions, "Resource": "*"}},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.iam.PutUserPolicy(
		context.Background(),
		&iam.PutUserPolicyInput{
			UserName:       aws.String(user),
			PolicyName:     aws.String("all"),
			PolicyDocument: aws.String(string(document)),
		},
	)
	if err != nil {
		t.Fatal(err)
	}
}

// emulatorNames are what the emulator calls actions that AWS names otherwise: it takes the
// signing name of the service and the name of the operation.
func emulatorNames() map[string][]string {
	return map[string][]string{
		"cloudwatch:DescribeAlarms": {"monitoring:DescribeAlarms"},
		"budgets:ViewBudget": {
			"budgets:DescribeBudgets",
			"budgets:DescribeNotificationsForBudget",
			"budgets:DescribeSubscribersForNotification",
		},
		"s3:GetBucketPublicAccessBlock": {"s3:*"},
	}
}

// unenforced are actions that taking away shows nothing on the emulator, with the reason.
func unenforced() map[string]string {
	return map[string]string{
		"ec2:DescribeVpcBlockPublicAccessExclusions":          "asked only where VPC Block Public Access is on",
		"ec2:DescribeVpcBlockPublicAccessOptions":             "the emulator does not serve it, so the test's transport answers it",
		"elasticache:DescribeServerlessCaches":                "the emulator does not serve it, so the test's transport answers it",
		"ce:GetCostAndUsage":                                  "asked only by `archcheck cost --actual`",
		"ce:GetCostForecast":                                  "asked only by `archcheck cost --actual`",
		"backup:ListProtectedResources":                       "moto answers 404 before it looks at permissions",
		"ec2:DescribeRegions":                                 "asked only with --region all",
		"rds:DescribeDBClusterParameters":                     "asked only where there is an Aurora cluster with a parameter group of its own",
		"rds:DescribeDBClusterSnapshots":                      "asked only where there is an Aurora cluster",
		"rds:DescribeDBSubnetGroups":                          "asked only where there is an Aurora cluster",
		"rds:DescribeDBParameters":                            "asked only where a database has a parameter group of its own",
		"lambda:GetFunctionConcurrency":                       "asked only where there is a function",
		"lambda:GetFunctionConfiguration":                     "asked only where there is a function",
		"autoscaling:DescribeLaunchConfigurations":            "asked only where there is an Auto Scaling group",
		"ec2:DescribeLaunchTemplateVersions":                  "asked only where there is an Auto Scaling group",
		"ec2:GetEbsEncryptionByDefault":                       "asked only where there is an Auto Scaling group",
		"ec2:GetInstanceMetadataDefaults":                     "asked only where there is an Auto Scaling group",
		"autoscaling:DescribePolicies":                        "asked only where there is an Auto Scaling group",
		"autoscaling:DescribeScheduledActions":                "asked only where there is an Auto Scaling group",
		"lambda:GetPolicy":                                    "asked only where there is a function",
		"lambda:ListAliases":                                  "asked only where there is a function",
		"lambda:ListFunctionEventInvokeConfigs":               "asked only where there is a function",
		"lambda:ListFunctionUrlConfigs":                       "asked only where there is a function",
		"lambda:ListEventSourceMappings":                      "moto refuses every call of Lambda once policies count",
		"lambda:ListFunctions":                                "moto refuses every call of Lambda once policies count",
		"lambda:ListTags":                                     "asked only where there is a function",
		"dynamodb:DescribeContinuousBackups":                  "asked only where there is a table",
		"dynamodb:DescribeTable":                              "asked only where there is a table",
		"dynamodb:ListTagsOfResource":                         "asked only where there is a table",
		"s3:GetBucketAcl":                                     "the emulator is granted all of S3 at once",
		"ecs:DescribeCapacityProviders":                       "asked only where tasks share the interfaces of instances",
		"ecs:DescribeContainerInstances":                      "asked only where tasks share the interfaces of instances",
		"ecs:ListContainerInstances":                          "asked only where tasks share the interfaces of instances",
		"s3:GetAccessPoint":                                   "asked only where a bucket leaves it to access points",
		"s3:GetAccessPointPolicyStatus":                       "asked only where a bucket leaves it to access points",
		"s3:ListAccessPoints":                                 "asked only where a bucket leaves it to access points",
		"s3:GetBucketOwnershipControls":                       "the emulator is granted all of S3 at once",
		"s3:GetBucketPolicy":                                  "the emulator is granted all of S3 at once",
		"s3:GetBucketTagging":                                 "the emulator is granted all of S3 at once",
		"s3:GetBucketVersioning":                              "the emulator is granted all of S3 at once",
		"s3:GetEncryptionConfiguration":                       "the emulator is granted all of S3 at once",
		"s3:GetLifecycleConfiguration":                        "the emulator is granted all of S3 at once",
		"s3:ListAllMyBuckets":                                 "the emulator is granted all of S3 at once",
		"elasticfilesystem:DescribeBackupPolicy":              "asked only where there is a file system",
		"elasticfilesystem:DescribeFileSystemPolicy":          "asked only where there is a file system",
		"elasticfilesystem:DescribeMountTargetSecurityGroups": "asked only where there is a file system",
		"elasticfilesystem:DescribeFileSystems":               "moto refuses every call of EFS once policies count",
		"elasticfilesystem:DescribeMountTargets":              "asked only where there is a file system",
		"rds:DescribeDBProxyTargets":                          "asked only where there is a proxy",
		"rds:ListTagsForResource":                             "asked only where there is a proxy",
		"sqs:GetQueueAttributes":                              "asked only where there is a queue",
		"sqs:ListQueueTags":                                   "asked only where there is a queue",
		"wafv2:GetWebACL":                                     "AWS asks for it beside wafv2:GetWebACLForResource, moto does not",
		"elasticache:ListTagsForResource":                     "moto answers before it looks at permissions",
		"route53:ListHostedZones":                             "moto refuses every call of Route 53 once policies count",
		"route53:ListResourceRecordSets":                      "moto refuses every call of Route 53 once policies count",
		"s3:GetAccountPublicAccessBlock":                      "moto answers S3 Control without looking at permissions",
		"ec2:GetManagedPrefixListEntries":                     "lists of AWS are answered too",
	}
}

// TestPolicySuffices: under IAM enforcement the printed policy reads everything, and each
// action taken away is not collected, by its name, and passes nothing.
func TestPolicySuffices(t *testing.T) {
	e := startEnforced(t)
	_, whole, errs := scan(t, "scan", "--account", "auditor", "--env", "prod")
	if len(whole.Verdicts) < 100 {
		t.Fatalf("%d verdicts: %s", len(whole.Verdicts), errs)
	}
	for _, g := range whole.Gaps {
		if g.Reason == "access_denied" && g.Collection != "records" && !strings.HasPrefix(g.Detail, "Lambda ") &&
			!strings.HasPrefix(g.Detail, "EFS ") { // see unenforced
			t.Errorf("the policy does not suffice: %s", g.Detail)
		}
	}
	before := byResource(whole)
	for _, action := range e.policy {
		t.Run(action, func(t *testing.T) {
			if why, ok := unenforced()[action]; ok {
				t.Log(why)
				return
			}
			e.grant(t, auditor, slices.DeleteFunc(slices.Clone(e.policy), func(a string) bool { return a == action }))
			code, r, errs := scan(t, "scan", "--account", "auditor", "--env", "prod")
			if code != verdict.ExitUndecided {
				t.Errorf("exit %d: %s %v", code, errs, failing(r))
			}
			if !slices.ContainsFunc(r.Gaps, func(g verdict.Gap) bool {
				return g.Reason == "access_denied" && strings.Contains(g.Detail, action)
			}) {
				t.Errorf("no gap names the action: %v", r.Gaps)
			}
			for v, status := range byResource(r) {
				if old, ok := before[v]; status == verdict.Pass && ok && old != verdict.Pass {
					t.Errorf("%s passes now, and was %s", v, old)
				}
			}
		})
	}
}
