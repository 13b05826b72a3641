package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

const elbService = "Elastic Load Balancing v2"

// loadBalancingAPI is what is read of Elastic Load Balancing v2.
type loadBalancingAPI interface {
	elb.DescribeLoadBalancersAPIClient
	elb.DescribeListenersAPIClient
	elb.DescribeRulesAPIClient
	elb.DescribeListenerCertificatesAPIClient
	elb.DescribeTargetGroupsAPIClient
	DescribeLoadBalancerAttributes(
		context.Context,
		*elb.DescribeLoadBalancerAttributesInput,
		...func(*elb.Options),
	) (*elb.DescribeLoadBalancerAttributesOutput, error)
	DescribeTargetGroupAttributes(
		context.Context,
		*elb.DescribeTargetGroupAttributesInput,
		...func(*elb.Options),
	) (*elb.DescribeTargetGroupAttributesOutput, error)
	DescribeTargetHealth(
		context.Context,
		*elb.DescribeTargetHealthInput,
		...func(*elb.Options),
	) (*elb.DescribeTargetHealthOutput, error)
	DescribeTags(context.Context, *elb.DescribeTagsInput, ...func(*elb.Options)) (*elb.DescribeTagsOutput, error)
}

func readLoadBalancing(ctx context.Context, r *region) {
	api := elb.NewFromConfig(r.cfg())
	together(ctx, r,
		func(ctx context.Context, r *region) { readLoadBalancers(ctx, r, api) },
		func(ctx context.Context, r *region) { readTargetGroups(ctx, r, api) })
}

func readLoadBalancers(ctx context.Context, r *region, api loadBalancingAPI) {
	var found []types.LoadBalancer
	_ = pages(
		ctx,
		elb.NewDescribeLoadBalancersPaginator(api, &elb.DescribeLoadBalancersInput{}),
		func(out *elb.DescribeLoadBalancersOutput) {
			found = append(found, out.LoadBalancers...)
		},
	)
	tags := r.elbTags(ctx, api, found)
	follow(ctx, found, func(ctx context.Context, lb types.LoadBalancer) {
		n := r.loadBalancer(lb, tags[aws.ToString(lb.LoadBalancerArn)])
		if gone := loadBalancerAttributes(ctx, api, &n); gone {
			return
		}
		listeners := r.listeners(ctx, api, n.ID)
		r.followUp(ctx, &n, listeners)
		r.add(func(a *model.Architecture) {
			a.LoadBalancers, a.Listeners = append(a.LoadBalancers, n), append(a.Listeners, listeners...)
		})
	})
}

// tagBatch is how many resources DescribeTags takes at once.
const tagBatch = 20

// elbTags reads tags in batches; those of a batch that fails are unknown.
func (r *region) elbTags(
	ctx context.Context,
	api loadBalancingAPI,
	all []types.LoadBalancer,
) map[string]model.Value[map[string]string] {
	tags := map[string]model.Value[map[string]string]{}
	var arns []string
	for _, lb := range all {
		arns = append(arns, aws.ToString(lb.LoadBalancerArn))
	}
	follow(ctx, chunks(arns, tagBatch), func(ctx context.Context, batch []string) {
		out, err := api.DescribeTags(ctx, &elb.DescribeTagsInput{ResourceArns: batch})
		r.mu.Lock()
		defer r.mu.Unlock()
		if err != nil {
			for _, id := range batch {
				tags[id] = model.Unknown[map[string]string](whyNot(elbService, "DescribeTags", err))
			}
			return
		}
		for _, d := range out.TagDescriptions {
			tags[aws.ToString(d.ResourceArn)], _ = tagged(
				d.Tags,
				func(t types.Tag) (*string, *string) { return t.Key, t.Value },
			)
		}
	})
	return tags
}

func (r *region) loadBalancer(lb types.LoadBalancer, tags model.Value[map[string]string]) model.LoadBalancer {
	id := aws.ToString(lb.LoadBalancerArn)
	_, suffix, _ := strings.Cut(id, ":loadbalancer/")
	n := model.LoadBalancer{
		Lifecycle:        balancerState(lb.State),
		Resource:         r.resource("aws_lb", id, lb.LoadBalancerName, tags),
		LoadBalancerType: text(lb.Type),
		Internal:         model.Known(lb.Scheme == types.LoadBalancerSchemeEnumInternal),
		IPAddressType:    text(lb.IpAddressType),
		DNSName:          value(lb.DNSName),
		ARNSuffix:        model.Known(suffix),
		Placement: model.Placement{
			Subnets:        model.Whole[string](),
			SecurityGroups: model.Whole(r.ec2All("security-group", lb.SecurityGroups)...),
			PublicAddress:  model.Known(lb.Scheme != types.LoadBalancerSchemeEnumInternal),
		},
		WebACL: model.Known(""),
	}
	if lb.Scheme == "" {
		n.Internal, n.PublicAddress = model.Value[bool]{}, model.Value[bool]{}
	}
	if lb.Type == types.LoadBalancerTypeEnumGateway {
		n.PublicAddress = model.Known(false) // a gateway load balancer has no scheme: it serves endpoints only
	}
	for _, z := range lb.AvailabilityZones {
		n.Subnets = n.Subnets.With(r.ec2("subnet", z.SubnetId))
	}
	return n
}

func balancerState(s *types.LoadBalancerState) model.Lifecycle {
	if s == nil {
		return form.BalancerStates().Lifecycle(model.Value[string]{})
	}
	return form.BalancerStates().Lifecycle(text(s.Code))
}

// loadBalancerAttributes fills what stands in attributes. An attribute that is not returned stays unknown.
func loadBalancerAttributes(ctx context.Context, api loadBalancingAPI, n *model.LoadBalancer) (gone bool) {
	out, err := api.DescribeLoadBalancerAttributes(
		ctx,
		&elb.DescribeLoadBalancerAttributesInput{LoadBalancerArn: aws.String(n.ID)},
	)
	if err != nil {
		why := whyNot(elbService, "DescribeLoadBalancerAttributes", err)
		n.HTTP2 = model.Unknown[bool](why)
		n.IdleTimeoutSeconds = model.Unknown[int](why)
		n.DeletionProtection = model.Unknown[bool](why)
		n.AccessLogs = model.Unknown[bool](why)
		n.AccessLogsBucket = model.Unknown[string](why)
		n.DropInvalidHeaderFields = model.Unknown[bool](why)
		n.CrossZone, n.AccessLogsPrefix = model.Unknown[bool](why), model.Unknown[string](why)
		return why.Reason == model.Vanished
	}
	for _, at := range out.Attributes {
		switch aws.ToString(at.Key) {
		case "load_balancing.cross_zone.enabled":
			n.CrossZone = isTrue(at.Value)
		case "routing.http2.enabled":
			n.HTTP2 = isTrue(at.Value)
		case "idle_timeout.timeout_seconds":
			n.IdleTimeoutSeconds = integer(at.Value)
		case "deletion_protection.enabled":
			n.DeletionProtection = isTrue(at.Value)
		case "routing.http.drop_invalid_header_fields.enabled":
			n.DropInvalidHeaderFields = isTrue(at.Value)
		case "access_logs.s3.enabled":
			n.AccessLogs = isTrue(at.Value)
		case "access_logs.s3.prefix":
			n.AccessLogsPrefix = model.Known(aws.ToString(at.Value))
		case "access_logs.s3.bucket":
			n.AccessLogsBucket = model.Known("")
			if bucket := aws.ToString(at.Value); bucket != "" {
				n.AccessLogsBucket = model.Known(bucketARN(n.ID, bucket))
			}
		}
	}
	if n.LoadBalancerType.Or("") == "application" {
		n.CrossZone = model.Known(true) // the load balancer cannot do without
	}
	return false
}

func readTargetGroups(ctx context.Context, r *region, api loadBalancingAPI) {
	var found []types.TargetGroup
	_ = pages(
		ctx,
		elb.NewDescribeTargetGroupsPaginator(api, &elb.DescribeTargetGroupsInput{}),
		func(out *elb.DescribeTargetGroupsOutput) {
			found = append(found, out.TargetGroups...)
		},
	)
	follow(ctx, found, func(ctx context.Context, g types.TargetGroup) {
		n := model.TargetGroup{
			Resource: r.resource(
				"aws_lb_target_group",
				aws.ToString(g.TargetGroupArn),
				g.TargetGroupName,
				model.Value[map[string]string]{},
			),
			VPC:                 model.Known(r.ec2("vpc", g.VpcId)),
			Port:                number(g.Port),
			Protocol:            text(g.Protocol),
			TargetType:          text(g.TargetType),
			HealthCheck:         value(g.HealthCheckEnabled),
			HealthCheckPath:     value(g.HealthCheckPath),
			HealthCheckPort:     value(g.HealthCheckPort),
			HealthCheckProtocol: text(g.HealthCheckProtocol),
		}
		out, err := api.DescribeTargetGroupAttributes(
			ctx,
			&elb.DescribeTargetGroupAttributesInput{TargetGroupArn: g.TargetGroupArn},
		)
		if err != nil {
			why := whyNot(elbService, "DescribeTargetGroupAttributes", err)
			if why.Reason == model.Vanished {
				return
			}
			n.DeregistrationDelaySeconds = model.Unknown[int](why)
			n.PreserveClientIP = model.Unknown[bool](why)
			n.CrossZone = model.Unknown[string](why)
		} else {
			targetGroupAttributes(&n, out.Attributes)
		}
		targetHealth(ctx, api, &n)
		r.add(func(a *model.Architecture) { a.TargetGroups = append(a.TargetGroups, n) })
	})
}

// targetGroupAttributes fills what stands in attributes. Those of network load balancers are not returned for others.
func targetGroupAttributes(n *model.TargetGroup, all []types.TargetGroupAttribute) {
	if protocol := n.Protocol.Or(""); protocol == "HTTP" || protocol == "HTTPS" || protocol == "GENEVE" {
		n.PreserveClientIP = model.Known(false)
	}
	for _, at := range all {
		switch aws.ToString(at.Key) {
		case "deregistration_delay.timeout_seconds":
			n.DeregistrationDelaySeconds = integer(at.Value)
		case "preserve_client_ip.enabled":
			n.PreserveClientIP = isTrue(at.Value)
		case "load_balancing.cross_zone.enabled":
			n.CrossZone = value(at.Value)
		}
	}
}

// targetHealth lists the targets as AWS calls them, and counts those that pass the health check.
// One that drains is on its way out and is no target any more.
func targetHealth(ctx context.Context, api loadBalancingAPI, n *model.TargetGroup) {
	out, err := api.DescribeTargetHealth(ctx, &elb.DescribeTargetHealthInput{TargetGroupArn: aws.String(n.ID)})
	if err != nil {
		why := whyNot(elbService, "DescribeTargetHealth", err)
		n.Targets = model.Unknown[int](why)
		n.HealthyTargets = model.Unknown[int](why)
		n.Members = model.Part[string](why)
		n.MemberPorts = model.Part[int](why)
		return
	}
	targets, healthy := 0, 0
	n.Members, n.MemberPorts = model.Whole[string](), model.Whole[int]()
	for _, d := range out.TargetHealthDescriptions {
		if d.TargetHealth == nil || d.TargetHealth.State == types.TargetHealthStateEnumDraining {
			continue
		}
		targets++
		if d.Target != nil && d.Target.Id != nil {
			n.Members, n.MemberPorts = n.Members.With(*d.Target.Id), n.MemberPorts.With(int(aws.ToInt32(d.Target.Port)))
		}
		if d.TargetHealth.State == types.TargetHealthStateEnumHealthy {
			healthy++
		}
	}
	n.Targets, n.HealthyTargets = model.Known(targets), model.Known(healthy)
}
