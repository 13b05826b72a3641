package account

import (
	"errors"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	autoscalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	cachetypes "github.com/aws/aws-sdk-go-v2/service/elasticache/types"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	rdstypes "github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// table describes a table in a state.
func tableIn(status dynamotypes.TableStatus) model.Lifecycle {
	var n model.Table
	describeTable(&n, &dynamotypes.TableDescription{TableStatus: status})
	return n.Lifecycle
}

// TestStates: what AWS has in service and what not; what it does not say, or archcheck does not know, is not known.
func TestStates(t *testing.T) {
	r := testRegion()
	database := func(status *string) model.Lifecycle {
		return r.database(rdstypes.DBInstance{DBInstanceStatus: status}).Lifecycle
	}
	balancer := func(code elbtypes.LoadBalancerStateEnum) model.Lifecycle {
		return r.loadBalancer(
			elbtypes.LoadBalancer{State: &elbtypes.LoadBalancerState{Code: code}},
			model.Value[map[string]string]{},
		).Lifecycle
	}
	machine := func(name ec2types.InstanceStateName) model.Lifecycle {
		return machineState(ec2types.Instance{State: &ec2types.InstanceState{Name: name}})
	}
	for name, one := range map[string]struct {
		model.Lifecycle
		serves, known bool
	}{
		"database": {database(aws.String("available")), true, true}, "database stopped": {database(aws.String("stopped")), false, true},
		"database failed": {database(aws.String("incompatible-restore")), false, true}, "database unsaid": {database(nil), false, false},
		"cluster stopped":  {r.clusterDatabase(rdstypes.DBCluster{Status: aws.String("stopped")}).Lifecycle, false, true},
		"cluster anew":     {r.clusterDatabase(rdstypes.DBCluster{Status: aws.String("a-new-word")}).Lifecycle, false, false},
		"cache deleting":   {r.replicationGroup(cachetypes.ReplicationGroup{Status: aws.String("deleting")}, cacheAnswers{}).Lifecycle, false, true},
		"cache":            {r.cacheCluster(cachetypes.CacheCluster{CacheClusterStatus: aws.String("available")}, cacheAnswers{}).Lifecycle, true, true},
		"serverless cache": {r.serverlessCache(cachetypes.ServerlessCache{Status: aws.String("CREATE-FAILED")}).Lifecycle, false, true},
		"service draining": {r.service(ecstypes.Service{Status: aws.String("DRAINING")}).Lifecycle, false, true},
		"service":          {r.service(ecstypes.Service{Status: aws.String("ACTIVE")}).Lifecycle, true, true},
		"balancer":         {balancer(elbtypes.LoadBalancerStateEnumActive), true, true}, "balancer failed": {balancer(elbtypes.LoadBalancerStateEnumFailed), false, true},
		"table": {tableIn(dynamotypes.TableStatusActive), true, true}, "table archived": {tableIn(dynamotypes.TableStatusArchived), false, true},
		"endpoint rejected": {r.endpoint(ec2types.VpcEndpoint{State: ec2types.StateRejected}).Lifecycle, false, true},
		"instance":          {machine(ec2types.InstanceStateNameRunning), true, true}, "instance stopped": {machine(ec2types.InstanceStateNameStopped), false, true},
		"group going":    {fleetState(autoscalingtypes.AutoScalingGroup{Status: aws.String("Delete in progress")}), false, true},
		"group":          {fleetState(autoscalingtypes.AutoScalingGroup{}), true, true},
		"function":       {readFunction(functionAnswers{state: lambdatypes.StateActive}).Lifecycle, true, true},
		"function lost":  {readFunction(functionAnswers{state: lambdatypes.StateFailed}).Lifecycle, false, true},
		"function alone": {readFunction(functionAnswers{err: errors.New("no")}).Lifecycle, false, false},
	} {
		if serves, known := one.InService.Get(); serves != one.serves || known != one.known {
			t.Errorf("%s: %v %v, in the state %v", name, serves, known, one.State)
		}
	}
}

// TestInstancesOutOfService: an instance of Aurora that is out takes over from none, and the last one takes the cluster
// along.
func TestInstancesOutOfService(t *testing.T) {
	states := func(states ...string) model.Database {
		r := testRegion()
		cluster := rdstypes.DBCluster{DBClusterIdentifier: aws.String("c"), Status: aws.String("available")}
		for _, state := range states {
			cluster.DBClusterMembers = append(cluster.DBClusterMembers, rdstypes.DBClusterMember{})
			r.instances = append(
				r.instances,
				rdstypes.DBInstance{DBClusterIdentifier: aws.String("c"), DBInstanceStatus: aws.String(state)},
			)
		}
		r.a.Databases = append(r.a.Databases, r.clusterDatabase(cluster))
		r.linkInstances()
		return r.a.Databases[0]
	}
	if d := states("available", "available"); d.Instances.Or(0) != 2 || !d.MultiAZ.Or(false) || !d.InService.Or(false) {
		t.Errorf("%+v", d)
	}
	if d := states("available", "storage-full"); d.Instances.Or(0) != 1 || d.MultiAZ.Or(true) ||
		!d.InService.Or(false) {
		t.Errorf("%+v", d)
	}
	if d := states("failed"); d.Instances.Or(1) != 0 || d.InService.Or(true) {
		t.Errorf("%+v", d)
	}
	if d := states("available", "a-new-word"); d.MultiAZ.IsKnown() {
		t.Errorf("%+v", d)
	}
}
