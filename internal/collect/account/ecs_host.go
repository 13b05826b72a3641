package account

import (
	"context"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// hostAPI is what is read of the instances that tasks share.
type hostAPI interface {
	ecs.ListContainerInstancesAPIClient
	DescribeContainerInstances(
		context.Context,
		*ecs.DescribeContainerInstancesInput,
		...func(*ecs.Options),
	) (*ecs.DescribeContainerInstancesOutput, error)
	DescribeCapacityProviders(
		context.Context,
		*ecs.DescribeCapacityProvidersInput,
		...func(*ecs.Options),
	) (*ecs.DescribeCapacityProvidersOutput, error)
}

// hosting is where tasks run that have no interfaces of their own: on the instances of some capacity providers of a
// cluster, or on any instance of it.
type hosting struct {
	cluster   string
	providers []string
}

// hostingOf is that of a service, nil where any of its tasks may have interfaces of their own, or runs elsewhere.
func hostingOf(cluster string, running []revision) *hosting {
	h := &hosting{cluster: cluster}
	for _, one := range running {
		if one.network != nil && one.network.AwsvpcConfiguration != nil || one.launchType == types.LaunchTypeExternal ||
			len(one.providers) == 0 && one.launchType != types.LaunchTypeEc2 {
			return nil
		}
		for _, p := range one.providers {
			h.providers = append(h.providers, aws.ToString(p.CapacityProvider))
		}
	}
	return h
}

// hosts are the instances of clusters and the Auto Scaling groups of capacity providers.
type hosts struct {
	// instances are those of a cluster, by the capacity provider that they came from.
	instances map[string][]host
	groups    map[string]string
	// why says what was not read of a cluster, or of the providers.
	why map[string]model.Why
}

type host struct{ instance, provider string }

// readHosts reads the container instances of the clusters in which tasks share them, and what launches those.
func readHosts(ctx context.Context, r *region, api hostAPI) {
	var clusters, providers []string
	for _, h := range r.hosted {
		clusters = append(clusters, h.cluster)
		providers = append(providers, h.providers...)
	}
	if len(clusters) == 0 {
		return
	}
	slices.Sort(clusters)
	slices.Sort(providers)
	together(ctx, r, func(ctx context.Context, r *region) {
		follow(
			ctx,
			slices.Compact(clusters),
			func(ctx context.Context, cluster string) { r.hostsOf(ctx, api, cluster) },
		)
	}, func(ctx context.Context, r *region) {
		follow(ctx, chunks(slices.Compact(providers), clusterBatch), func(ctx context.Context, names []string) {
			r.providersOf(ctx, api, names)
		})
	})
}

// hostsOf reads the instances of one cluster.
func (r *region) hostsOf(ctx context.Context, api hostAPI, cluster string) {
	var arns []string
	err := pages(
		ctx,
		ecs.NewListContainerInstancesPaginator(
			api,
			&ecs.ListContainerInstancesInput{Cluster: &cluster, MaxResults: aws.Int32(100)},
		),
		func(out *ecs.ListContainerInstancesOutput) { arns = append(arns, out.ContainerInstanceArns...) },
	)
	r.unhosted(cluster, "ListContainerInstances", err)
	follow(ctx, chunks(arns, clusterBatch), func(ctx context.Context, batch []string) {
		out, err := api.DescribeContainerInstances(
			ctx,
			&ecs.DescribeContainerInstancesInput{Cluster: &cluster, ContainerInstances: batch},
		)
		if r.unhosted(cluster, "DescribeContainerInstances", err); err != nil {
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		for _, i := range out.ContainerInstances {
			one := host{r.ec2("instance", i.Ec2InstanceId), aws.ToString(i.CapacityProviderName)}
			r.hosts.instances[cluster] = append(r.hosts.instances[cluster], one)
		}
	})
}

// providersOf reads what Auto Scaling groups capacity providers launch instances with.
func (r *region) providersOf(ctx context.Context, api hostAPI, names []string) {
	out, err := api.DescribeCapacityProviders(ctx, &ecs.DescribeCapacityProvidersInput{CapacityProviders: names})
	if r.unhosted("", "DescribeCapacityProviders", err); err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range out.CapacityProviders {
		if p.AutoScalingGroupProvider != nil {
			r.hosts.groups[aws.ToString(p.Name)] = aws.ToString(p.AutoScalingGroupProvider.AutoScalingGroupArn)
		}
	}
}

// unhosted notes that a call about the instances of a cluster failed, or about all providers.
func (r *region) unhosted(cluster, name string, err error) {
	if err == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hosts.why[cluster] = whyNot("ECS", name, err)
}

// linkHosts gives services whose tasks share the interfaces of instances the placement of those: of the Auto Scaling
// groups behind their capacity providers, and of the instances that the cluster has.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
func (r *region) linkHosts() {
	groups := map[string]*model.InstanceGroup{}
	for i := range r.a.InstanceGroups {
		groups[r.a.InstanceGroups[i].ID] = &r.a.InstanceGroups[i]
	}
	for i := range r.a.Services {
		s := &r.a.Services[i]
		h, shares := r.hosted[s.ID]
		if !shares {
			continue
		}
		ids, why := r.hostIDs(h)
		p, instances := model.Nowhere(), model.Whole[string]()
		for _, id := range ids {
			g := groups[id]
			if g == nil {
				why = &model.Why{Reason: model.NotInSource, Detail: "the instances " + id + " were not read"}
				continue
			}
			p.Subnets = model.Union(p.Subnets, g.Subnets)
			p.SecurityGroups = model.Union(p.SecurityGroups, g.SecurityGroups)
			p.PublicAddress = model.Some(p.PublicAddress, g.PublicAddress)
			instances = instances.With(id)
		}
		if why != nil {
			p.Subnets, p.SecurityGroups = p.Subnets.Broken(*why), p.SecurityGroups.Broken(*why)
			p.PublicAddress = model.Some(p.PublicAddress, model.Unknown[bool](*why))
			instances = instances.Broken(*why)
		}
		s.Placement, s.Instances = p, instances
	}
}

// hostIDs are the instances and groups of instances that tasks run on, and why those may not be all.
func (r *region) hostIDs(h hosting) (ids []string, why *model.Why) {
	for _, provider := range h.providers {
		if group := r.hosts.groups[provider]; group != "" {
			ids = append(ids, group)
			continue
		}
		why = &model.Why{Reason: model.NotReturned, Detail: "ECS names no Auto Scaling group of " + provider}
	}
	for _, one := range r.hosts.instances[h.cluster] {
		if len(h.providers) > 0 && !slices.Contains(h.providers, one.provider) {
			continue
		}
		id := one.instance
		if group := r.wires.groupOf[id]; group != "" {
			id = group
		}
		ids = append(ids, id)
	}
	for _, of := range []string{h.cluster, ""} {
		if unread, failed := r.hosts.why[of]; failed && (of != "" || len(h.providers) > 0) {
			why = &unread
		}
	}
	if slices.Sort(ids); len(ids) == 0 && why == nil {
		why = &model.Why{
			Reason: model.NotRecorded,
			Detail: "its tasks share the interfaces of instances, and its cluster has none now",
		}
	}
	return slices.Compact(ids), why
}
