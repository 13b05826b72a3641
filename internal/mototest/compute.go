package mototest

import (
	"fmt"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cloudwatchtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

func (b *Builder) caches() {
	api := elasticache.NewFromConfig(b.cfg)
	for _, k := range b.model.Caches {
		group := aws.String(k.Identifier.Or(""))
		done(
			api.CreateCacheSubnetGroup(
				b.ctx,
				&elasticache.CreateCacheSubnetGroupInput{
					CacheSubnetGroupName:        group,
					CacheSubnetGroupDescription: group,
					SubnetIds:                   b.ids(k.Subnets),
				},
			),
		)
		// The emulator counts replicas, and not NumCacheClusters.
		out := must(
			api.CreateReplicationGroup(b.ctx, &elasticache.CreateReplicationGroupInput{
				ReplicasPerNodeGroup:        aws.Int32(int32(k.Nodes.Or(1) - 1)),
				ReplicationGroupId:          group,
				ReplicationGroupDescription: group,
				Engine:                      str(k.Engine),
				EngineVersion:               str(k.EngineVersion),
				CacheNodeType:               str(k.NodeType),
				NumCacheClusters:            int32of(k.Nodes),
				Port:                        int32of(k.Port),
				AutomaticFailoverEnabled:    aws.Bool(k.AutomaticFailover.Or(false)),
				CacheSubnetGroupName:        group,
				SecurityGroupIds:            b.ids(k.SecurityGroups),
				AtRestEncryptionEnabled:     aws.Bool(k.EncryptionAtRest.Or(false)),
				TransitEncryptionEnabled:    aws.Bool(k.EncryptionInTransit.Or(false)),
				KmsKeyId:                    b.id(k.KMSKey),
				SnapshotRetentionLimit:      int32of(k.SnapshotRetentionDays),
			}),
		)
		b.IDs[k.ID] = *out.ReplicationGroup.ARN
		for _, member := range out.ReplicationGroup.MemberClusters {
			done(
				api.CreateCacheCluster(b.ctx, &elasticache.CreateCacheClusterInput{
					CacheClusterId:             aws.String(member),
					Engine:                     str(k.Engine),
					EngineVersion:              str(k.EngineVersion),
					CacheNodeType:              str(k.NodeType),
					NumCacheNodes:              aws.Int32(1),
					CacheSubnetGroupName:       group,
					PreferredMaintenanceWindow: aws.String(membership(*group, b.ids(k.SecurityGroups))),
				}),
			)
		}
	}
}

func (b *Builder) ecs() *ecs.Client { return ecs.NewFromConfig(b.cfg) }

func (b *Builder) clusters() {
	for _, c := range b.model.Clusters {
		out := must(
			b.ecs().CreateCluster(b.ctx, &ecs.CreateClusterInput{
				ClusterName: str(c.Name),
				Tags:        []ecstypes.Tag{{Key: aws.String("Project"), Value: aws.String("shop")}},
				Settings: []ecstypes.ClusterSetting{
					{Name: ecstypes.ClusterSettingNameContainerInsights, Value: str(c.ContainerInsights)},
				},
			}),
		)
		b.IDs[c.ID] = *out.Cluster.ClusterArn
	}
	for _, t := range b.model.TaskDefinitions {
		in := &ecs.RegisterTaskDefinitionInput{
			Family:                  str(t.Family),
			Cpu:                     aws.String(strconv.Itoa(t.CPUUnits.Or(0))),
			Memory:                  aws.String(strconv.Itoa(t.MemoryMiB.Or(0))),
			NetworkMode:             ecstypes.NetworkMode(t.NetworkMode.Or("")),
			ExecutionRoleArn:        b.id(t.ExecutionRole),
			TaskRoleArn:             b.id(t.TaskRole),
			RequiresCompatibilities: []ecstypes.Compatibility{ecstypes.CompatibilityFargate},
		}
		for _, c := range t.Containers.Items() {
			in.ContainerDefinitions = append(in.ContainerDefinitions, b.container(c))
		}
		b.IDs[t.ID] = *must(b.ecs().RegisterTaskDefinition(b.ctx, in)).TaskDefinition.TaskDefinitionArn
	}
}

func (b *Builder) container(c model.Container) ecstypes.ContainerDefinition {
	image := c.Image.Or("")
	if url := b.IDs[c.Repository.Or("")]; url != "" {
		image = url + ":v1"
	}
	n := ecstypes.ContainerDefinition{Name: str(c.Name), Image: aws.String(image), Memory: aws.Int32(512)}
	if c.LogDriver.Or("") != "" {
		n.LogConfiguration = &ecstypes.LogConfiguration{
			LogDriver: ecstypes.LogDriver(c.LogDriver.Or("awslogs")),
			Options: map[string]string{
				"awslogs-group":         aws.ToString(b.id(c.LogGroup)),
				"awslogs-region":        b.cfg.Region,
				"awslogs-stream-prefix": "app",
			},
		}
	}
	for _, e := range c.Environment.Items() {
		n.Environment = append(
			n.Environment,
			ecstypes.KeyValuePair{Name: str(e.Name), Value: aws.String("plain-value")},
		)
	}
	for _, s := range c.Secrets.Items() {
		n.Secrets = append(n.Secrets, ecstypes.Secret{Name: str(s.Name), ValueFrom: b.id(s.Source)})
	}
	return n
}

func (b *Builder) services() {
	for _, s := range b.model.Services {
		public := ecstypes.AssignPublicIpDisabled
		if s.PublicAddress.Or(false) {
			public = ecstypes.AssignPublicIpEnabled
		}
		in := &ecs.CreateServiceInput{
			ServiceName:    str(s.Name),
			Cluster:        b.id(s.Cluster),
			TaskDefinition: b.id(s.TaskDefinition),
			DesiredCount:   int32of(s.DesiredCount),
			LaunchType:     ecstypes.LaunchType(s.LaunchType.Or("")),
			NetworkConfiguration: &ecstypes.NetworkConfiguration{AwsvpcConfiguration: &ecstypes.AwsVpcConfiguration{
				Subnets: b.ids(s.Subnets), SecurityGroups: b.ids(s.SecurityGroups), AssignPublicIp: public}},
		}
		if controller := s.DeploymentController.Or("ECS"); controller != "ECS" {
			in.DeploymentController = &ecstypes.DeploymentController{
				Type: ecstypes.DeploymentControllerType(controller),
			}
		}
		for _, t := range s.Targets.Items() {
			in.LoadBalancers = append(
				in.LoadBalancers,
				ecstypes.LoadBalancer{
					TargetGroupArn: b.id(t.TargetGroup),
					ContainerName:  str(t.ContainerName),
					ContainerPort:  int32of(t.ContainerPort),
				},
			)
		}
		b.IDs[s.ID] = *must(b.ecs().CreateService(b.ctx, in)).Service.ServiceArn
		b.register(s)
	}
}

// register stands for the tasks that ECS would start, which the emulator does not: each has a
// network interface, which ECS describes so, and whose address it registers.
func (b *Builder) register(s model.Service) {
	var addresses []string
	for i, subnet := range b.ids(s.Subnets) {
		task := fmt.Sprintf("arn:aws:ecs:%s:%s:attachment/00000000-0000-4000-8000-%012d", b.cfg.Region, b.account, i)
		addresses = append(
			addresses,
			*must(ec2.NewFromConfig(b.cfg).CreateNetworkInterface(b.ctx, &ec2.CreateNetworkInterfaceInput{SubnetId: aws.String(subnet),
				Groups: b.ids(s.SecurityGroups), Description: aws.String(task)})).NetworkInterface.PrivateIpAddress,
		)
	}
	if len(addresses) == 0 {
		addresses = []string{"10.0.1.10"} // tasks without interfaces of their own
	}
	for _, t := range s.Targets.Items() {
		var targets []elbtypes.TargetDescription
		for _, address := range addresses {
			targets = append(
				targets,
				elbtypes.TargetDescription{Id: aws.String(address), Port: int32of(t.ContainerPort)},
			)
		}
		done(
			b.elb().RegisterTargets(
				b.ctx,
				&elb.RegisterTargetsInput{TargetGroupArn: b.id(t.TargetGroup), Targets: targets},
			),
		)
	}
}

func (b *Builder) scaling() {
	api := scaling.NewFromConfig(b.cfg)
	if len(b.model.Services) == 0 {
		return // AWS scales no service that is not there
	}
	for _, t := range b.model.ScalingTargets {
		done(
			api.RegisterScalableTarget(b.ctx, &scaling.RegisterScalableTargetInput{
				ServiceNamespace:  scalingtypes.ServiceNamespaceEcs,
				ResourceId:        str(t.ResourceID),
				ScalableDimension: scalingtypes.ScalableDimension(t.Dimension.Or("")),
				MinCapacity:       int32of(t.MinCapacity),
				MaxCapacity:       int32of(t.MaxCapacity),
				SuspendedState: &scalingtypes.SuspendedState{
					DynamicScalingInSuspended:  aws.Bool(t.InSuspended.Or(false)),
					DynamicScalingOutSuspended: aws.Bool(t.OutSuspended.Or(false)),
					ScheduledScalingSuspended:  aws.Bool(t.ScheduledSuspended.Or(false)),
				},
			}),
		)
	}
	for _, a := range b.model.ScheduledActions {
		done(
			api.PutScheduledAction(b.ctx, &scaling.PutScheduledActionInput{
				ServiceNamespace:    scalingtypes.ServiceNamespaceEcs,
				ResourceId:          str(a.ResourceID),
				ScheduledActionName: str(a.Name),
				ScalableDimension:   scalingtypes.ScalableDimension(a.Dimension.Or("")),
				Schedule:            aws.String("cron(0 8 ? * FRI *)"),
				ScalableTargetAction: &scalingtypes.ScalableTargetAction{
					MinCapacity: int32of(a.MinCapacity),
					MaxCapacity: int32of(a.MaxCapacity),
				},
			}),
		)
	}
	for _, p := range b.model.ScalingPolicies {
		in := &scaling.PutScalingPolicyInput{
			ServiceNamespace:  scalingtypes.ServiceNamespaceEcs,
			ResourceId:        str(p.ResourceID),
			PolicyName:        str(p.Name),
			ScalableDimension: scalingtypes.ScalableDimension(p.Dimension.Or("")),
			PolicyType:        scalingtypes.PolicyType(p.PolicyType.Or("")),
		}
		if p.PolicyType.Or("") == "TargetTrackingScaling" {
			in.TargetTrackingScalingPolicyConfiguration = &scalingtypes.TargetTrackingScalingPolicyConfiguration{
				TargetValue: aws.Float64(p.TargetValue.Or(0)),
				PredefinedMetricSpecification: &scalingtypes.PredefinedMetricSpecification{
					PredefinedMetricType: scalingtypes.MetricType(p.Metric.Or("")),
				},
			}
		} else {
			in.StepScalingPolicyConfiguration = &scalingtypes.StepScalingPolicyConfiguration{
				AdjustmentType: scalingtypes.AdjustmentType(p.AdjustmentType.Or("")),
			}
			for _, s := range p.Steps.Items() {
				in.StepScalingPolicyConfiguration.StepAdjustments = append(
					in.StepScalingPolicyConfiguration.StepAdjustments,
					scalingtypes.StepAdjustment{
						ScalingAdjustment:        int32of(s.Adjustment),
						MetricIntervalLowerBound: distance(s.Lower),
						MetricIntervalUpperBound: distance(s.Upper),
					},
				)
			}
		}
		b.IDs[p.ID] = *must(api.PutScalingPolicy(b.ctx, in)).PolicyARN
	}
}

// distance is a bound of a step, nil for none.
func distance(text model.Value[string]) *float64 {
	f, err := strconv.ParseFloat(text.Or(""), 64)
	if err != nil {
		return nil
	}
	return &f
}

func (b *Builder) alarms() {
	api := cloudwatch.NewFromConfig(b.cfg)
	for _, a := range b.model.Alarms {
		metric := model.Metric{}
		if plain, _ := a.Plain(); plain != nil {
			metric = *plain
		}
		in := &cloudwatch.PutMetricAlarmInput{
			AlarmName:               str(a.Name),
			Namespace:               str(metric.Namespace),
			MetricName:              str(metric.MetricName),
			Statistic:               cloudwatchtypes.Statistic(metric.Statistic.Or("")),
			ComparisonOperator:      cloudwatchtypes.ComparisonOperator(a.ComparisonOperator.Or("")),
			Threshold:               aws.Float64(a.Threshold.Or(0)),
			ActionsEnabled:          aws.Bool(a.ActionsEnabled.Or(false)),
			AlarmActions:            b.ids(a.AlarmActions),
			OKActions:               b.ids(a.OKActions),
			InsufficientDataActions: b.ids(a.NoDataActions),
			EvaluationPeriods:       aws.Int32(1),
			Period:                  aws.Int32(60),
			TreatMissingData:        str(a.MissingData),
		}
		for _, d := range metric.Dimensions.Items() {
			value := d.Value.Or("")
			if value == "" {
				value = b.suffix(d.Resource.Or(""))
			}
			if name := b.IDs["bucket "+value]; d.Name.Or("") == "BucketName" && name != "" {
				value = name
			}
			in.Dimensions = append(
				in.Dimensions,
				cloudwatchtypes.Dimension{Name: str(d.Name), Value: aws.String(value)},
			)
		}
		done(api.PutMetricAlarm(b.ctx, in))
		b.IDs[a.ID] = a.Name.Or("")
	}
}
