package account

import (
	"context"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// ecsAPI is what is read of ECS.
type ecsAPI interface {
	ecs.ListClustersAPIClient
	ecs.ListServicesAPIClient
	hostAPI
	DescribeClusters(
		context.Context,
		*ecs.DescribeClustersInput,
		...func(*ecs.Options),
	) (*ecs.DescribeClustersOutput, error)
	DescribeServices(
		context.Context,
		*ecs.DescribeServicesInput,
		...func(*ecs.Options),
	) (*ecs.DescribeServicesOutput, error)
	DescribeTaskDefinition(
		context.Context,
		*ecs.DescribeTaskDefinitionInput,
		...func(*ecs.Options),
	) (*ecs.DescribeTaskDefinitionOutput, error)
}

// How many clusters and services ECS describes at once.
const (
	clusterBatch = 100
	serviceBatch = 10
)

func readECS(ctx context.Context, r *region) { readClusters(ctx, r, ecs.NewFromConfig(r.cfg())) }

func readClusters(ctx context.Context, r *region, api ecsAPI) {
	var arns []string
	_ = pages(
		ctx,
		ecs.NewListClustersPaginator(api, &ecs.ListClustersInput{MaxResults: aws.Int32(100)}),
		func(out *ecs.ListClustersOutput) {
			arns = append(arns, out.ClusterArns...)
		},
	)
	together(ctx, r, func(ctx context.Context, r *region) {
		follow(ctx, chunks(arns, clusterBatch), func(ctx context.Context, batch []string) {
			out, err := api.DescribeClusters(ctx, &ecs.DescribeClustersInput{Clusters: batch,
				Include: []types.ClusterField{types.ClusterFieldSettings, types.ClusterFieldTags}})
			if err == nil {
				for _, c := range out.Clusters {
					r.add(func(a *model.Architecture) { a.Clusters = append(a.Clusters, r.cluster(c)) })
				}
			}
		})
	}, func(ctx context.Context, r *region) {
		follow(ctx, arns, func(ctx context.Context, cluster string) { r.servicesOf(ctx, api, cluster) })
	})
	readHosts(after(ctx), r, api)
}

func ecsTags(tags []types.Tag) model.Value[map[string]string] {
	known, _ := tagged(tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
	return known
}

func (r *region) cluster(c types.Cluster) model.Cluster {
	n := model.Cluster{
		Resource: r.resource("aws_ecs_cluster", aws.ToString(c.ClusterArn), c.ClusterName, ecsTags(c.Tags)),
	}
	for _, s := range c.Settings {
		if s.Name == types.ClusterSettingNameContainerInsights {
			n.ContainerInsights = value(s.Value)
		}
	}
	return n
}

func (r *region) servicesOf(ctx context.Context, api ecsAPI, cluster string) {
	var arns []string
	_ = pages(
		ctx,
		ecs.NewListServicesPaginator(
			api,
			&ecs.ListServicesInput{Cluster: aws.String(cluster), MaxResults: aws.Int32(100)},
		),
		func(out *ecs.ListServicesOutput) {
			arns = append(arns, out.ServiceArns...)
		},
	)
	follow(ctx, chunks(arns, serviceBatch), func(ctx context.Context, batch []string) {
		out, err := api.DescribeServices(
			ctx,
			&ecs.DescribeServicesInput{
				Cluster:  aws.String(cluster),
				Services: batch,
				Include:  []types.ServiceField{types.ServiceFieldTags},
			},
		)
		if err != nil {
			return
		}
		var definitions []string
		for _, s := range out.Services {
			if aws.ToString(s.Status) == "INACTIVE" {
				continue
			}
			n := r.service(s)
			r.add(func(a *model.Architecture) { a.Services = append(a.Services, n) })
			for _, id := range slices.Concat(model.Candidates(n.TaskDefinition), n.AlsoRuns.Items()) {
				if id != "" && r.first("task definition "+id) {
					definitions = append(definitions, id)
				}
			}
		}
		follow(ctx, definitions, func(ctx context.Context, id string) { r.taskDefinition(ctx, api, id) })
	})
}

func (r *region) service(s types.Service) model.Service {
	cluster, running := aws.ToString(s.ClusterArn), revisions(s)
	now := running[0]
	n := model.Service{
		Lifecycle: form.ServiceStates().Lifecycle(value(s.Status)),
		Resource: r.resource(
			"aws_ecs_service",
			aws.ToString(s.ServiceArn),
			s.ServiceName,
			ecsTags(s.Tags),
		),
		Cluster:        value(s.ClusterArn),
		ClusterName:    model.Known(cluster[strings.LastIndex(cluster, "/")+1:]),
		TaskDefinition: value(now.taskDefinition),
		AlsoRuns:       alsoRun(running),
		DesiredCount: form.TaskCount(
			model.Known(string(s.SchedulingStrategy)),
			model.Known(int(s.DesiredCount)),
		),
		LaunchType:              model.Known(string(now.launchType)),
		CapacityProviders:       model.Whole[string](),
		DeploymentController:    model.Known("ECS"),
		DeploymentStrategy:      model.Known(string(types.DeploymentStrategyRolling)),
		HealthCheckGraceSeconds: number(s.HealthCheckGracePeriodSeconds),
		Targets:                 model.Whole[model.ServiceTarget](),
		Texts:                   r.connectTexts(s.Deployments),
	}
	if s.DeploymentController != nil {
		n.DeploymentController = text(s.DeploymentController.Type)
	}
	for _, p := range now.providers {
		n.CapacityProviders = n.CapacityProviders.With(aws.ToString(p.CapacityProvider))
	}
	if d := s.DeploymentConfiguration; d != nil {
		n.MinimumHealthyPercent, n.MaximumPercent = number(d.MinimumHealthyPercent), number(d.MaximumPercent)
		if d.Strategy != "" {
			n.DeploymentStrategy = model.Known(string(d.Strategy))
		}
		n.CircuitBreaker, n.CircuitBreakerRollback = model.Known(false), model.Known(false)
		if d.DeploymentCircuitBreaker != nil {
			n.CircuitBreaker = model.Known(d.DeploymentCircuitBreaker.Enable)
			n.CircuitBreakerRollback = model.Known(d.DeploymentCircuitBreaker.Rollback)
		}
	}
	r.runsAt(&n, running)
	if h := hostingOf(cluster, running); h != nil {
		r.add(func(*model.Architecture) { r.hosted[n.ID] = *h })
	}
	for _, t := range now.balancers {
		r.noteAlternate(n.ID, t)
		n.Targets = n.Targets.With(
			model.ServiceTarget{
				TargetGroup:   value(t.TargetGroupArn),
				ContainerName: value(t.ContainerName),
				ContainerPort: number(t.ContainerPort),
			},
		)
	}
	return n
}
