package account

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	cachetypes "github.com/aws/aws-sdk-go-v2/service/elasticache/types"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	rdstypes "github.com/aws/aws-sdk-go-v2/service/rds/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	secrettypes "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
)

// TestTransitMode: a cache that is being migrated accepts plain connections; one of which
// ElastiCache names no mode does not.
func TestTransitMode(t *testing.T) {
	r := testRegion()
	for mode, want := range map[cachetypes.TransitEncryptionMode]string{"": "required", cachetypes.TransitEncryptionModePreferred: "preferred"} {
		k := r.replicationGroup(
			cachetypes.ReplicationGroup{TransitEncryptionEnabled: aws.Bool(true), TransitEncryptionMode: mode},
			cacheAnswers{},
		)
		if got := k.TransitEncryptionMode.Or("unknown"); got != want {
			t.Errorf("the mode %q was read as %s", mode, got)
		}
	}
}

// TestDeploymentStrategy: a service whose strategy ECS leaves out is updated task by task.
func TestDeploymentStrategy(t *testing.T) {
	r := testRegion()
	for strategy, want := range map[ecstypes.DeploymentStrategy]string{"": "ROLLING", ecstypes.DeploymentStrategyCanary: "CANARY"} {
		s := r.service(ecstypes.Service{DeploymentConfiguration: &ecstypes.DeploymentConfiguration{Strategy: strategy}})
		if got := s.DeploymentStrategy.Or("unknown"); got != want {
			t.Errorf("the strategy %q was read as %s", strategy, got)
		}
	}
}

// TestEnvironmentFiles: that there are such files is known, what they hold is not.
func TestEnvironmentFiles(t *testing.T) {
	c := testRegion().container(
		ecstypes.ContainerDefinition{
			EnvironmentFiles: []ecstypes.EnvironmentFile{{Value: aws.String("arn:aws:s3:::shop/app.env")}},
		},
	)
	if got := c.EnvironmentFiles; !got.IsWhole() || !slices.Equal(got.Items(), []string{"arn:aws:s3:::shop/app.env"}) {
		t.Errorf("%v", got)
	}
}

// TestPropagation: a table into which a gateway propagates leads out, whatever it has learnt today.
func TestPropagation(t *testing.T) {
	table := testRegion().routeTable(
		ec2types.RouteTable{
			RouteTableId:    aws.String("rtb-1"),
			PropagatingVgws: []ec2types.PropagatingVgw{{GatewayId: aws.String("vgw-1")}},
		},
	)
	routes := table.Routes.Items()
	if len(routes) != 1 || routes[0].TargetType.Or("") != "vpn_gateway" || routes[0].Destination.IsKnown() {
		t.Errorf("%v", routes)
	}
}

// TestBoundary: a boundary of the account's own is read with the other policies, another one is not.
func TestBoundary(t *testing.T) {
	detail := iamtypes.RoleDetail{
		Arn:                 aws.String("arn:aws:iam::123456789012:role/r"),
		PermissionsBoundary: &iamtypes.AttachedPermissionsBoundary{PermissionsBoundaryArn: aws.String("b")},
	}
	read := testRegion().role(
		detail,
		map[string]string{"b": `{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`},
		nil,
	)
	if read.Boundary.Or("") != "b" || !read.BoundaryStatements.IsWhole() || len(read.BoundaryStatements.Items()) != 1 {
		t.Errorf("%v %v", read.Boundary, read.BoundaryStatements)
	}
	if unread := testRegion().role(detail, nil, nil); unread.Boundary.Or("") != "b" ||
		unread.BoundaryStatements.IsWhole() {
		t.Errorf("%v %v", unread.Boundary, unread.BoundaryStatements)
	}
	detail.PermissionsBoundary = nil
	if none := testRegion().role(detail, nil, nil); none.Boundary.Or("?") != "" || !none.BoundaryStatements.IsWhole() {
		t.Errorf("%v %v", none.Boundary, none.BoundaryStatements)
	}
}

// keyAnswer is what KMS answers about one key.
type keyAnswer struct {
	keyAPI
	state kmstypes.KeyState
	err   error
}

func (k keyAnswer) DescribeKey(
	context.Context,
	*kms.DescribeKeyInput,
	...func(*kms.Options),
) (*kms.DescribeKeyOutput, error) {
	return &kms.DescribeKeyOutput{KeyMetadata: &kmstypes.KeyMetadata{KeyState: k.state}}, k.err
}

// TestKeyState: a key that is gone is known to be gone, one that may not be read is not known.
func TestKeyState(t *testing.T) {
	for want, answer := range map[string]keyAnswer{
		"Enabled": {state: kmstypes.KeyStateEnabled}, "PendingDeletion": {state: kmstypes.KeyStatePendingDeletion},
		"Deleted": {err: &kmstypes.NotFoundException{}}, "unknown": {err: errors.New("denied")},
	} {
		if got := keyState(context.Background(), answer, "key").Or("unknown"); got != want {
			t.Errorf("%s was read as %s", want, got)
		}
	}
}

// TestPending: until a change is through, a database and a cache have what protects them less.
func TestPending(t *testing.T) {
	r := testRegion()
	now := rdstypes.DBInstance{
		MultiAZ:                      aws.Bool(true),
		BackupRetentionPeriod:        aws.Int32(7),
		AllocatedStorage:             aws.Int32(100),
		EnabledCloudwatchLogsExports: []string{"postgresql", "upgrade"},
	}
	better := r.database(
		with(now, &rdstypes.PendingModifiedValues{MultiAZ: aws.Bool(true), BackupRetentionPeriod: aws.Int32(30)}),
	)
	worse := r.database(
		with(now, &rdstypes.PendingModifiedValues{
			MultiAZ:               aws.Bool(false),
			BackupRetentionPeriod: aws.Int32(1),
			PendingCloudwatchLogsExports: &rdstypes.PendingCloudwatchLogsExports{
				LogTypesToDisable: []string{"upgrade"},
			},
		}),
	)
	if !better.MultiAZ.Or(false) || better.BackupRetentionDays.Or(0) != 7 || worse.MultiAZ.Or(true) ||
		worse.BackupRetentionDays.Or(0) != 1 ||
		len(worse.LogExports.Items()) != 1 {
		t.Errorf("%+v\n%+v", better, worse)
	}
	k := r.replicationGroup(
		cachetypes.ReplicationGroup{
			TransitEncryptionEnabled: aws.Bool(true),
			TransitEncryptionMode:    cachetypes.TransitEncryptionModeRequired,
			PendingModifiedValues: &cachetypes.ReplicationGroupPendingModifiedValues{
				TransitEncryptionMode: cachetypes.TransitEncryptionModePreferred,
			},
		},
		cacheAnswers{},
	)
	if k.TransitEncryptionMode.Or("") != "preferred" {
		t.Errorf("%+v", k)
	}
}

func with(d rdstypes.DBInstance, pending *rdstypes.PendingModifiedValues) rdstypes.DBInstance {
	d.PendingModifiedValues = pending
	return d
}

// TestParameterStatus: one member that waits for a restart has not the values of the group.
func TestParameterStatus(t *testing.T) {
	member := func(status string) rdstypes.DBClusterMember {
		return rdstypes.DBClusterMember{DBClusterParameterGroupStatus: aws.String(status)}
	}
	if got := clusterStatus(
		[]rdstypes.DBClusterMember{member("in-sync"), member("pending-reboot"), member("in-sync")},
	); got.Or("") != "pending-reboot" {
		t.Errorf("%v", got)
	}
	d := testRegion().database(
		rdstypes.DBInstance{
			DBParameterGroups: []rdstypes.DBParameterGroupStatus{
				{DBParameterGroupName: aws.String("g"), ParameterApplyStatus: aws.String("pending-reboot")},
			},
		},
	)
	if d.ParameterStatus.Or("") != "pending-reboot" {
		t.Errorf("%v", d.ParameterStatus)
	}
}

// secretAnswer lists one secret that is there and one that is about to be deleted.
type secretAnswer struct {
	secretsmanager.ListSecretsAPIClient
}

func (secretAnswer) ListSecrets(
	context.Context,
	*secretsmanager.ListSecretsInput,
	...func(*secretsmanager.Options),
) (*secretsmanager.ListSecretsOutput, error) {
	return &secretsmanager.ListSecretsOutput{
		SecretList: []secrettypes.SecretListEntry{
			{ARN: aws.String("there")},
			{ARN: aws.String("going"), DeletedDate: aws.Time(time.Unix(0, 0))},
		},
	}, nil
}

func (secretAnswer) GetResourcePolicy(
	context.Context,
	*secretsmanager.GetResourcePolicyInput,
	...func(*secretsmanager.Options),
) (*secretsmanager.GetResourcePolicyOutput, error) {
	return &secretsmanager.GetResourcePolicyOutput{
		ResourcePolicy: aws.String(
			`{"Statement":{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"*","Resource":"*"}}`,
		),
	}, nil
}

// TestSecretsAboutToBeDeleted: nobody can read them, so they are no longer there. Whom the others keep out stands in
// their policy.
func TestSecretsAboutToBeDeleted(t *testing.T) {
	r := testRegion()
	readSecretsOf(context.Background(), r, secretAnswer{})
	if len(r.a.Secrets) != 1 || r.a.Secrets[0].ID != "there" {
		t.Fatalf("%v", r.a.Secrets)
	}
	policy := r.a.Secrets[0].Policy
	if !policy.IsWhole() || len(policy.Items()) != 1 || policy.Items()[0].Principals.Items()[0] != "*" {
		t.Errorf("%v", policy)
	}
}

// TestScaledCounts: what scaling calls by names are the database, the cache and the table of these names.
func TestScaledCounts(t *testing.T) {
	r := testRegion()
	r.a.Databases = append(
		r.a.Databases,
		r.clusterDatabase(
			rdstypes.DBCluster{DBClusterArn: aws.String("arn:d"), DBClusterIdentifier: aws.String("main")},
		),
	)
	r.a.Caches = append(
		r.a.Caches,
		r.replicationGroup(
			cachetypes.ReplicationGroup{ARN: aws.String("arn:k"), ReplicationGroupId: aws.String("main")},
			cacheAnswers{},
		),
	)
	for id, want := range map[string]string{"cluster:main": "arn:d", "replication-group/main": "arn:k", "table/main": "table/main"} {
		r.a.ScalingTargets = append(
			r.a.ScalingTargets[:0],
			r.scalingTarget(scalingtypes.ScalableTarget{ResourceId: aws.String(id)}),
		)
		r.linkServices()
		if got := r.a.ScalingTargets[0].Service.Or(""); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
}
