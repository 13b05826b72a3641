package account

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// revision is what tasks of a service run as.
type revision struct {
	taskDefinition *string
	network        *types.NetworkConfiguration
	balancers      []types.LoadBalancer
	launchType     types.LaunchType
	providers      []types.CapacityProviderStrategyItem
}

// The statuses of deployments and task sets that matter.
const (
	primaryStatus  = "PRIMARY"
	inactiveStatus = "INACTIVE"
)

// revisions are those of which tasks run, or are to run, the newest first. What CodeDeploy or somebody else deploys
// stands in task sets, and the service itself says only what it was made with.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
func revisions(s types.Service) []revision {
	if all := taskSets(s.TaskSets); len(all) > 0 {
		return all
	}
	all := []revision{
		{s.TaskDefinition, s.NetworkConfiguration, s.LoadBalancers, s.LaunchType, s.CapacityProviderStrategy},
	}
	for _, d := range s.Deployments {
		if status := aws.ToString(d.Status); status != primaryStatus && status != inactiveStatus && d.RunningCount > 0 {
			all = append(
				all,
				revision{d.TaskDefinition, d.NetworkConfiguration, nil, d.LaunchType, d.CapacityProviderStrategy},
			)
		}
	}
	return all
}

// taskSets are those that run or are to serve, the one that serves first.
func taskSets(sets []types.TaskSet) []revision {
	var all []revision
	for _, t := range sets {
		r := revision{
			t.TaskDefinition,
			t.NetworkConfiguration,
			t.LoadBalancers,
			t.LaunchType,
			t.CapacityProviderStrategy,
		}
		switch {
		case aws.ToString(t.Status) == primaryStatus:
			all = slices.Insert(all, 0, r)
		case t.RunningCount > 0:
			all = append(all, r)
		}
	}
	return all
}

// alsoRun are the task definitions beside the first.
func alsoRun(running []revision) model.List[string] {
	var ids []string
	for _, r := range running[1:] {
		if id := aws.ToString(r.taskDefinition); id != "" && id != aws.ToString(running[0].taskDefinition) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return model.Whole(slices.Compact(ids)...)
}

// runsAt reads where tasks run: wherever tasks of one of its revisions do.
func (r *region) runsAt(n *model.Service, running []revision) {
	at := make([]model.Placement, 0, len(running))
	n.Instances = model.Whole[string]()
	for _, one := range running {
		p, instances := r.placement(one.network)
		at, n.Instances = append(at, p), model.Union(n.Instances, instances)
	}
	n.Placement = at[0]
	for _, p := range at[1:] {
		n.Subnets, n.SecurityGroups = model.Union(n.Subnets, p.Subnets), model.Union(n.SecurityGroups, p.SecurityGroups)
		n.PublicAddress = model.Some(n.PublicAddress, p.PublicAddress)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.placements[n.ID] = at
}

// placement reads where tasks run. Only the awsvpc network mode has subnets and groups of its
// own; in the others tasks share the interfaces of their container instances.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
func (r *region) placement(network *types.NetworkConfiguration) (p model.Placement, instances model.List[string]) {
	if network == nil || network.AwsvpcConfiguration == nil {
		why := model.Why{
			Reason: model.Unsupported,
			Detail: "its tasks share the interfaces of instances that are none of EC2",
		}
		return model.Placement{
			Subnets:        model.Part[string](why),
			SecurityGroups: model.Part[string](why),
			PublicAddress:  model.Unknown[bool](why),
		}, model.Part[string](why)
	}
	v := network.AwsvpcConfiguration
	return model.Placement{
		Subnets:        model.Whole(r.ec2All("subnet", v.Subnets)...),
		SecurityGroups: model.Whole(r.ec2All("security-group", v.SecurityGroups)...),
		PublicAddress:  model.Known(v.AssignPublicIp == types.AssignPublicIpEnabled),
	}, model.Whole[string]()
}
