package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// The model's ids of what the tests change.
const (
	vpcID, lbID, dbID          = "module.network.aws_vpc.this", "module.app.aws_lb.this", "module.data.aws_db_instance.this"
	groupALB, groupApp         = "module.security.aws_security_group.alb", "module.security.aws_security_group.app"
	groupDB, groupDefault      = "module.security.aws_security_group.db", "module.network.aws_default_security_group.this"
	isolatedTable, publicTable = "module.network.aws_route_table.isolated", "module.network.aws_route_table.public"
	privateTable               = `module.network.aws_route_table.private["us-east-1a"]`
	gatewayID                  = "module.network.aws_internet_gateway.this"
)

// change is one thing done to the built architecture, and the rules that must fail of it.
type change struct {
	name string
	make func(c *changer) error
	// fails are all rules that fail, in order.
	fails []string
}

type changer struct {
	*mototest.Builder
	cfg aws.Config
}

func (c *changer) id(model string) *string { return aws.String(c.IDs[model]) }

// key is the id of the key that encrypts the data: what changes its state, the emulator takes by id alone.
func (c *changer) key() *string {
	arn := c.IDs["module.data.aws_kms_key.data"]
	return aws.String(arn[strings.LastIndex(arn, "/")+1:])
}

func ignore[T any](_ T, err error) error { return err }

func (c *changer) ingress(group string, p types.IpPermission) error {
	return ignore(
		ec2.NewFromConfig(c.cfg).AuthorizeSecurityGroupIngress(
			context.Background(),
			&ec2.AuthorizeSecurityGroupIngressInput{GroupId: c.id(group), IpPermissions: []types.IpPermission{p}},
		),
	)
}

func (c *changer) egress(group string, p types.IpPermission) error {
	return ignore(
		ec2.NewFromConfig(c.cfg).AuthorizeSecurityGroupEgress(
			context.Background(),
			&ec2.AuthorizeSecurityGroupEgressInput{GroupId: c.id(group), IpPermissions: []types.IpPermission{p}},
		),
	)
}

func permission(from, to int32, cidr string) types.IpPermission {
	return types.IpPermission{
		IpProtocol: aws.String("tcp"),
		FromPort:   aws.Int32(from),
		ToPort:     aws.Int32(to),
		IpRanges:   []types.IpRange{{CidrIp: aws.String(cidr)}},
	}
}

func (c *changer) isolatedRoute(in ec2.CreateRouteInput) error {
	in.RouteTableId = c.id(isolatedTable)
	return ignore(ec2.NewFromConfig(c.cfg).CreateRoute(context.Background(), &in))
}

func (c *changer) database(in rds.ModifyDBInstanceInput) error {
	in.DBInstanceIdentifier, in.ApplyImmediately = aws.String("shop-prod"), aws.Bool(true)
	return ignore(rds.NewFromConfig(c.cfg).ModifyDBInstance(context.Background(), &in))
}

func (c *changer) loadBalancer(key, value string) error {
	return ignore(
		elb.NewFromConfig(c.cfg).ModifyLoadBalancerAttributes(
			context.Background(),
			&elb.ModifyLoadBalancerAttributesInput{LoadBalancerArn: c.id(lbID),
				Attributes: []elbtypes.LoadBalancerAttribute{{Key: aws.String(key), Value: aws.String(value)}}},
		),
	)
}

func (c *changer) tasks(least, most int32) error {
	return ignore(
		scaling.NewFromConfig(c.cfg).RegisterScalableTarget(context.Background(), &scaling.RegisterScalableTargetInput{
			ServiceNamespace:  scalingtypes.ServiceNamespaceEcs,
			ResourceId:        aws.String("service/shop-prod/app"),
			ScalableDimension: scalingtypes.ScalableDimensionECSServiceDesiredCount,
			MinCapacity:       aws.Int32(least),
			MaxCapacity:       aws.Int32(most),
		}),
	)
}

// alarm writes an alarm again, changed.
func (c *changer) alarm(model string, edit func(*cloudwatch.PutMetricAlarmInput)) error {
	api := cloudwatch.NewFromConfig(c.cfg)
	out, err := api.DescribeAlarms(
		context.Background(),
		&cloudwatch.DescribeAlarmsInput{AlarmNames: []string{c.IDs[model]}},
	)
	if err != nil {
		return err
	}
	if len(out.MetricAlarms) != 1 {
		return fmt.Errorf("%d alarms are called %q", len(out.MetricAlarms), c.IDs[model])
	}
	a := out.MetricAlarms[0]
	in := &cloudwatch.PutMetricAlarmInput{
		AlarmName:          a.AlarmName,
		Namespace:          a.Namespace,
		MetricName:         a.MetricName,
		Statistic:          a.Statistic,
		ComparisonOperator: a.ComparisonOperator,
		Threshold:          a.Threshold,
		ActionsEnabled:     a.ActionsEnabled,
		AlarmActions:       a.AlarmActions,
		EvaluationPeriods:  a.EvaluationPeriods,
		Period:             a.Period,
		Dimensions:         a.Dimensions,
	}
	edit(in)
	return ignore(api.PutMetricAlarm(context.Background(), in))
}

func (c *changer) inline(role, policy string) error {
	return ignore(
		iam.NewFromConfig(c.cfg).PutRolePolicy(
			context.Background(),
			&iam.PutRolePolicyInput{
				RoleName:       aws.String(role),
				PolicyName:     aws.String("more"),
				PolicyDocument: aws.String(policy),
			},
		),
	)
}

// definition registers the task definition again, changed, and makes the service run it.
func (c *changer) definition(edit func(*ecs.RegisterTaskDefinitionInput)) error {
	api, ctx := ecs.NewFromConfig(c.cfg), context.Background()
	out, err := api.DescribeTaskDefinition(
		ctx,
		&ecs.DescribeTaskDefinitionInput{TaskDefinition: aws.String("shop-prod")},
	)
	if err != nil {
		return err
	}
	d := out.TaskDefinition
	in := &ecs.RegisterTaskDefinitionInput{
		Family:               d.Family,
		Cpu:                  d.Cpu,
		Memory:               d.Memory,
		NetworkMode:          d.NetworkMode,
		ExecutionRoleArn:     d.ExecutionRoleArn,
		TaskRoleArn:          d.TaskRoleArn,
		ContainerDefinitions: d.ContainerDefinitions,
	}
	edit(in)
	made, err := api.RegisterTaskDefinition(ctx, in)
	if err != nil {
		return err
	}
	return ignore(
		api.UpdateService(
			ctx,
			&ecs.UpdateServiceInput{
				Cluster:        aws.String("shop-prod"),
				Service:        aws.String("app"),
				TaskDefinition: made.TaskDefinition.TaskDefinitionArn,
			},
		),
	)
}

// importCertificate makes a certificate that is valid for a time.
func (c *changer) importCertificate(name string, valid time.Duration) (*string, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: name},
		DNSNames:     []string{name},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(valid),
	}
	made, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	block := func(kind string, data []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}) }
	out, err := acm.NewFromConfig(c.cfg).ImportCertificate(context.Background(), &acm.ImportCertificateInput{
		Certificate: block("CERTIFICATE", made),
		PrivateKey:  block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)),
	})
	if err != nil {
		return nil, err
	}
	return out.CertificateArn, nil
}

func changes() []change {
	ctx := context.Background()
	return []change{
		{
			"the world reaches the database",
			func(c *changer) error { return c.ingress(groupDB, permission(5432, 5432, "0.0.0.0/0")) },
			[]string{"security_groups/database-ingress"},
		},
		{"the world reaches it by IPv6", func(c *changer) error {
			return c.ingress(
				groupDB,
				types.IpPermission{
					IpProtocol: aws.String("tcp"),
					FromPort:   aws.Int32(5432),
					ToPort:     aws.Int32(5432),
					Ipv6Ranges: []types.Ipv6Range{{CidrIpv6: aws.String("::/0")}},
				},
			)
		}, []string{"security_groups/database-ingress"}},
		{"the load balancer reaches the database", func(c *changer) error {
			return c.ingress(
				groupDB,
				types.IpPermission{
					IpProtocol:       aws.String("tcp"),
					FromPort:         aws.Int32(5432),
					ToPort:           aws.Int32(5432),
					UserIdGroupPairs: []types.UserIdGroupPair{{GroupId: c.id(groupALB)}},
				},
			)
		}, []string{"security_groups/database-ingress"}},
		{
			"SSH into the tasks",
			func(c *changer) error { return c.ingress(groupApp, permission(22, 22, "10.0.0.0/8")) },
			[]string{"security_groups/application-ingress"},
		},
		{"every protocol into the tasks", func(c *changer) error {
			return c.ingress(
				groupApp,
				types.IpPermission{
					IpProtocol: aws.String("-1"),
					IpRanges:   []types.IpRange{{CidrIp: aws.String("0.0.0.0/0")}},
				},
			)
		}, []string{"security_groups/application-ingress"}},
		{
			"one more port of the load balancer",
			func(c *changer) error { return c.ingress(groupALB, permission(8080, 8080, "0.0.0.0/0")) },
			[]string{"security_groups/load-balancer-ingress"},
		},
		{
			"the load balancer talks to the world",
			func(c *changer) error { return c.egress(groupALB, permission(443, 443, "0.0.0.0/0")) },
			[]string{"security_groups/load-balancer-egress"},
		},
		{
			"the database talks to the world",
			func(c *changer) error { return c.egress(groupDB, permission(443, 443, "0.0.0.0/0")) },
			[]string{"security_groups/database-egress"},
		},
		{
			"the tasks send mail",
			func(c *changer) error { return c.egress(groupApp, permission(25, 25, "0.0.0.0/0")) },
			[]string{"security_groups/application-egress"},
		},
		{
			"the default group permits something",
			func(c *changer) error { return c.ingress(groupDefault, permission(22, 22, "10.0.0.0/8")) },
			[]string{"security_groups/default-group-empty"},
		},
		{"the database's rule is gone", func(c *changer) error {
			return ignore(
				ec2.NewFromConfig(c.cfg).RevokeSecurityGroupIngress(
					ctx,
					&ec2.RevokeSecurityGroupIngressInput{GroupId: c.id(groupDB), IpPermissions: []types.IpPermission{
						{
							IpProtocol:       aws.String("tcp"),
							FromPort:         aws.Int32(5432),
							ToPort:           aws.Int32(5432),
							UserIdGroupPairs: []types.UserIdGroupPair{{GroupId: c.id(groupApp)}},
						},
					}},
				),
			)
		}, []string{"security_groups/database-ingress"}},
		{"isolated subnets get a default route", func(c *changer) error {
			return c.isolatedRoute(
				ec2.CreateRouteInput{DestinationCidrBlock: aws.String("0.0.0.0/0"), GatewayId: c.id(gatewayID)},
			)
		}, []string{"network/isolated-subnets-no-way-out"}},
		{"isolated subnets get a half default route", func(c *changer) error {
			return c.isolatedRoute(
				ec2.CreateRouteInput{DestinationCidrBlock: aws.String("128.0.0.0/1"), GatewayId: c.id(gatewayID)},
			)
		}, []string{"network/isolated-subnets-no-way-out"}},
		{"isolated subnets get a way out by IPv6", func(c *changer) error {
			return c.isolatedRoute(
				ec2.CreateRouteInput{DestinationIpv6CidrBlock: aws.String("::/0"), GatewayId: c.id(gatewayID)},
			)
		}, []string{"network/isolated-subnets-no-way-out"}},
		{"a private subnet leaves by the internet gateway", func(c *changer) error {
			return ignore(
				ec2.NewFromConfig(c.cfg).ReplaceRoute(
					ctx,
					&ec2.ReplaceRouteInput{
						RouteTableId:         c.id(privateTable),
						DestinationCidrBlock: aws.String("0.0.0.0/0"),
						GatewayId:            c.id(gatewayID),
					},
				),
			)
		}, []string{"availability/private-subnets-own-zone-nat", "network/private-subnets-through-nat"}},
		{"the public route is gone", func(c *changer) error {
			return ignore(
				ec2.NewFromConfig(c.cfg).DeleteRoute(
					ctx,
					&ec2.DeleteRouteInput{
						RouteTableId:         c.id(publicTable),
						DestinationCidrBlock: aws.String("0.0.0.0/0"),
					},
				),
			)
		}, []string{
			"network/nat-gateways-in-public-subnets",
			"network/public-subnets-route-to-internet",
			"network/reachable-from-internet",
		}},
		{"a NAT gateway is gone", func(c *changer) error {
			return ignore(
				ec2.NewFromConfig(c.cfg).DeleteNatGateway(
					ctx,
					&ec2.DeleteNatGatewayInput{NatGatewayId: c.id("module.network.aws_nat_gateway.this[1]")},
				),
			)
		}, []string{"availability/nat-gateway-count", "availability/nat-gateway-in-each-zone"}},
		{"private subnets hand out public addresses", func(c *changer) error {
			return ignore(
				ec2.NewFromConfig(c.cfg).ModifySubnetAttribute(
					ctx,
					&ec2.ModifySubnetAttributeInput{
						SubnetId:            c.id(`module.network.aws_subnet.private["us-east-1a"]`),
						MapPublicIpOnLaunch: &types.AttributeBooleanValue{Value: aws.Bool(true)},
					},
				),
			)
		}, []string{"network/private-subnets-map-no-public-ip"}},
		{"the isolated ACL admits the world", func(c *changer) error {
			return ignore(
				ec2.NewFromConfig(c.cfg).CreateNetworkAclEntry(ctx, &ec2.CreateNetworkAclEntryInput{
					NetworkAclId: c.id("module.network.aws_network_acl.isolated"),
					RuleNumber:   aws.Int32(90),
					Protocol:     aws.String("6"),
					RuleAction:   types.RuleActionAllow,
					Egress:       aws.Bool(false),
					CidrBlock:    aws.String("0.0.0.0/0"),
					PortRange:    &types.PortRange{From: aws.Int32(22), To: aws.Int32(22)},
				}),
			)
		}, []string{"network/isolated-acl-from-vpc-only"}},
		{"the isolated ACL stops the database's answers", func(c *changer) error {
			return ignore(
				ec2.NewFromConfig(c.cfg).CreateNetworkAclEntry(ctx, &ec2.CreateNetworkAclEntryInput{
					NetworkAclId: c.id("module.network.aws_network_acl.isolated"),
					RuleNumber:   aws.Int32(90),
					Protocol:     aws.String("6"),
					RuleAction:   types.RuleActionDeny,
					Egress:       aws.Bool(true),
					CidrBlock:    aws.String("10.0.0.0/16"),
					PortRange:    &types.PortRange{From: aws.Int32(1024), To: aws.Int32(65535)},
				}),
			)
		}, []string{"network/cache-acl", "network/database-acl"}},
		{
			"one zone",
			func(c *changer) error { return c.database(rds.ModifyDBInstanceInput{MultiAZ: aws.Bool(false)}) },
			[]string{"availability/database-multi-az"},
		},
		{"three days of backups", func(c *changer) error {
			return c.database(rds.ModifyDBInstanceInput{BackupRetentionPeriod: aws.Int32(3)})
		}, []string{"backup/retention-days"}},
		{"no backups", func(c *changer) error {
			return c.database(rds.ModifyDBInstanceInput{BackupRetentionPeriod: aws.Int32(0)})
		}, []string{"backup/point-in-time-recovery", "backup/retention-days"}},
		{"a public database", func(c *changer) error {
			return c.database(rds.ModifyDBInstanceInput{PubliclyAccessible: aws.Bool(true)})
		}, []string{"network/database-not-public"}},
		{"no deletion protection", func(c *changer) error {
			return c.database(rds.ModifyDBInstanceInput{DeletionProtection: aws.Bool(false)})
		}, []string{"backup/deletion-protection"}},
		{"too much storage", func(c *changer) error {
			return c.database(
				rds.ModifyDBInstanceInput{AllocatedStorage: aws.Int32(600), MaxAllocatedStorage: aws.Int32(700)},
			)
		}, []string{"scaling/database-storage", "scaling/database-storage-autoscaling"}},
		{
			"HTTP/2 off",
			func(c *changer) error { return c.loadBalancer("routing.http2.enabled", "false") },
			[]string{"edge/http2"},
		},
		{
			"another idle timeout",
			func(c *changer) error { return c.loadBalancer("idle_timeout.timeout_seconds", "10") },
			[]string{"edge/idle-timeout"},
		},
		{
			"no access logs",
			func(c *changer) error { return c.loadBalancer("access_logs.s3.enabled", "false") },
			[]string{"monitoring/access-logs"},
		},
		{"an old TLS policy", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).ModifyListener(
					ctx,
					&elb.ModifyListenerInput{
						ListenerArn: c.id("module.app.aws_lb_listener.https"),
						SslPolicy:   aws.String("ELBSecurityPolicy-2016-08"),
					},
				),
			)
		}, []string{"encryption/tls-policy"}},
		{"plain HTTP is answered", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).ModifyListener(
					ctx,
					&elb.ModifyListenerInput{
						ListenerArn: c.id("module.app.aws_lb_listener.http"),
						DefaultActions: []elbtypes.Action{
							{
								Type:           elbtypes.ActionTypeEnumForward,
								TargetGroupArn: c.id("module.app.aws_lb_target_group.app"),
							},
						},
					},
				),
			)
		}, []string{"encryption/http-redirects"}},
		{"a rule answers plain HTTP", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).CreateRule(ctx, &elb.CreateRuleInput{
					ListenerArn: c.id("module.app.aws_lb_listener.http"),
					Priority:    aws.Int32(5),
					Conditions: []elbtypes.RuleCondition{
						{Field: aws.String("path-pattern"), Values: []string{"/plain/*"}},
					},
					Actions: []elbtypes.Action{
						{
							Type:           elbtypes.ActionTypeEnumForward,
							TargetGroupArn: c.id("module.app.aws_lb_target_group.app"),
						},
					},
				}),
			)
		}, []string{"encryption/http-redirects"}},
		{"a rule answers every request", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).CreateRule(ctx, &elb.CreateRuleInput{
					ListenerArn: c.id("module.app.aws_lb_listener.https"),
					Priority:    aws.Int32(5),
					Conditions:  []elbtypes.RuleCondition{{Field: aws.String("path-pattern"), Values: []string{"/*"}}},
					Actions: []elbtypes.Action{
						{
							Type:                elbtypes.ActionTypeEnumFixedResponse,
							FixedResponseConfig: &elbtypes.FixedResponseActionConfig{StatusCode: aws.String("503")},
						},
					},
				}),
			)
		}, []string{"edge/https-forwarded"}},
		{"the application has weight 0", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).ModifyListener(
					ctx,
					&elb.ModifyListenerInput{
						ListenerArn: c.id("module.app.aws_lb_listener.https"),
						DefaultActions: []elbtypes.Action{
							{
								Type: elbtypes.ActionTypeEnumForward,
								ForwardConfig: &elbtypes.ForwardActionConfig{
									TargetGroups: []elbtypes.TargetGroupTuple{
										{
											TargetGroupArn: c.id("module.app.aws_lb_target_group.app"),
											Weight:         aws.Int32(0),
										},
									},
								},
							},
						},
					},
				),
			)
		}, []string{"edge/https-forwarded"}},
		{"plain HTTP is redirected to another's host", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).ModifyListener(
					ctx,
					&elb.ModifyListenerInput{
						ListenerArn: c.id("module.app.aws_lb_listener.http"),
						DefaultActions: []elbtypes.Action{
							{
								Type: elbtypes.ActionTypeEnumRedirect,
								RedirectConfig: &elbtypes.RedirectActionConfig{
									Protocol:   aws.String("HTTPS"),
									Port:       aws.String("443"),
									Host:       aws.String("shop.example.net"),
									StatusCode: elbtypes.RedirectActionStatusCodeEnumHttp301,
								},
							},
						},
					},
				),
			)
		}, []string{"encryption/http-redirects"}},
		{"a cluster of Memcached", func(c *changer) error {
			return ignore(
				elasticache.NewFromConfig(c.cfg).CreateCacheCluster(ctx, &elasticache.CreateCacheClusterInput{
					CacheClusterId:       aws.String("pages"),
					Engine:               aws.String("memcached"),
					CacheNodeType:        aws.String("cache.t4g.small"),
					NumCacheNodes:        aws.Int32(1),
					CacheSubnetGroupName: aws.String("shop-prod"),
				}),
			)
		}, []string{"components/undocumented"}},
		{"no listener on port 80", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).DeleteListener(
					ctx,
					&elb.DeleteListenerInput{ListenerArn: c.id("module.app.aws_lb_listener.http")},
				),
			)
		}, []string{"edge/http-listener-present"}},
		{"no connection draining", func(c *changer) error {
			return ignore(
				elb.NewFromConfig(c.cfg).ModifyTargetGroupAttributes(ctx, &elb.ModifyTargetGroupAttributesInput{
					TargetGroupArn: c.id("module.app.aws_lb_target_group.app"),
					Attributes: []elbtypes.TargetGroupAttribute{
						{Key: aws.String("deregistration_delay.timeout_seconds"), Value: aws.String("0")},
					},
				}),
			)
		}, []string{"delivery/connection-draining"}},
		{"no target is left", func(c *changer) error {
			api := elb.NewFromConfig(c.cfg)
			have, err := api.DescribeTargetHealth(
				ctx,
				&elb.DescribeTargetHealthInput{TargetGroupArn: c.id("module.app.aws_lb_target_group.app")},
			)
			if err != nil {
				return err
			}
			in := &elb.DeregisterTargetsInput{TargetGroupArn: c.id("module.app.aws_lb_target_group.app")}
			for _, d := range have.TargetHealthDescriptions {
				in.Targets = append(in.Targets, *d.Target)
			}
			return ignore(api.DeregisterTargets(ctx, in))
		}, []string{"availability/healthy-targets"}},
		{"the certificate is about to expire", func(c *changer) error {
			id, err := c.importCertificate("prod.example.com", 5*24*time.Hour)
			if err != nil {
				return err
			}
			return ignore(
				elb.NewFromConfig(c.cfg).ModifyListener(
					ctx,
					&elb.ModifyListenerInput{
						ListenerArn:  c.id("module.app.aws_lb_listener.https"),
						Certificates: []elbtypes.Certificate{{CertificateArn: id}},
					},
				),
			)
		}, []string{"encryption/certificate-expiry"}},
		{"fewer tasks", func(c *changer) error { return c.tasks(1, 10) }, []string{"scaling/minimum-tasks"}},
		{"more tasks", func(c *changer) error { return c.tasks(2, 20) }, []string{"scaling/maximum-tasks"}},
		{"tasks come late", func(c *changer) error {
			return c.alarm(
				`module.app.aws_cloudwatch_metric_alarm.scaling["cpu_out"]`,
				func(in *cloudwatch.PutMetricAlarmInput) { in.Threshold = aws.Float64(90) },
			)
		}, []string{"scaling/out-cpu"}},
		{"an alarm scales the wrong way", func(c *changer) error {
			return c.alarm(
				`module.app.aws_cloudwatch_metric_alarm.scaling["cpu_out"]`,
				func(in *cloudwatch.PutMetricAlarmInput) {
					in.ComparisonOperator = cwtypes.ComparisonOperatorLessThanThreshold
				},
			)
		}, []string{"scaling/no-wrong-way", "scaling/out-cpu"}},
		{"nobody subscribes", func(c *changer) error {
			api := sns.NewFromConfig(c.cfg)
			out, err := api.ListSubscriptions(ctx, &sns.ListSubscriptionsInput{})
			if err != nil {
				return err
			}
			return ignore(
				api.Unsubscribe(ctx, &sns.UnsubscribeInput{SubscriptionArn: out.Subscriptions[0].SubscriptionArn}),
			)
		}, []string{"monitoring/topic-subscribers"}},
		{"logs for ever", func(c *changer) error {
			return ignore(
				cloudwatchlogs.NewFromConfig(c.cfg).DeleteRetentionPolicy(
					ctx,
					&cloudwatchlogs.DeleteRetentionPolicyInput{
						LogGroupName: c.id("module.app.aws_cloudwatch_log_group.app"),
					},
				),
			)
		}, []string{"monitoring/log-retention"}},
		{"mutable tags", func(c *changer) error {
			return ignore(
				ecr.NewFromConfig(c.cfg).PutImageTagMutability(
					ctx,
					&ecr.PutImageTagMutabilityInput{
						RepositoryName:     aws.String("shop-prod"),
						ImageTagMutability: ecrtypes.ImageTagMutabilityMutable,
					},
				),
			)
		}, []string{"delivery/immutable-tags"}},
		{"the key does not rotate", func(c *changer) error {
			return ignore(
				kms.NewFromConfig(c.cfg).DisableKeyRotation(
					ctx,
					&kms.DisableKeyRotationInput{KeyId: c.id("module.data.aws_kms_key.data")},
				),
			)
		}, []string{"encryption/key-rotation"}},
		{"a role may do everything", func(c *changer) error {
			return c.inline(
				"shop-prod-task",
				`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`,
			)
		}, []string{"identity/no-wildcards"}},
		{"EC2 may assume the role", func(c *changer) error {
			return ignore(
				iam.NewFromConfig(c.cfg).UpdateAssumeRolePolicy(ctx, &iam.UpdateAssumeRolePolicyInput{
					RoleName: aws.String("shop-prod-task"),
					PolicyDocument: aws.String(
						`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["ec2.amazonaws.com","ecs-tasks.amazonaws.com"]}}]}`,
					),
				}),
			)
		}, []string{"identity/role-trust"}},
		{"a password in the environment", func(c *changer) error {
			return c.definition(func(in *ecs.RegisterTaskDefinitionInput) {
				in.ContainerDefinitions[0].Environment = []ecstypes.KeyValuePair{
					{Name: aws.String("DB_PASSWORD"), Value: aws.String("hunter2-hunter2")},
				}
			})
		}, []string{"identity/no-plain-credentials"}},
		{"a foreign image", func(c *changer) error {
			return c.definition(func(in *ecs.RegisterTaskDefinitionInput) {
				in.ContainerDefinitions[0].Image = aws.String("docker.io/nginx:latest")
			})
		}, []string{"delivery/images-from-repository", "delivery/repository-present"}},
		{"an image of another account", func(c *changer) error {
			return c.definition(func(in *ecs.RegisterTaskDefinitionInput) {
				in.ContainerDefinitions[0].Image = aws.String("999999999999.dkr.ecr.us-east-1.amazonaws.com/shop:v1")
			})
		}, nil},
		{"the task role is gone", func(c *changer) error {
			api, role := iam.NewFromConfig(c.cfg), aws.String("shop-prod-task")
			policies, err := api.ListRolePolicies(ctx, &iam.ListRolePoliciesInput{RoleName: role})
			if err != nil {
				return err
			}
			for _, name := range policies.PolicyNames {
				if _, err := api.DeleteRolePolicy(
					ctx,
					&iam.DeleteRolePolicyInput{RoleName: role, PolicyName: aws.String(name)},
				); err != nil {
					return err
				}
			}
			return ignore(api.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: role}))
		}, []string{"identity/task-role"}},
		{"the secret is about to be deleted", func(c *changer) error {
			return ignore(
				secretsmanager.NewFromConfig(c.cfg).DeleteSecret(
					ctx,
					&secretsmanager.DeleteSecretInput{SecretId: c.id("module.data.aws_secretsmanager_secret.db")},
				),
			)
		}, []string{"identity/credentials-from-secrets-manager"}},
		{"the log group is gone", func(c *changer) error {
			return ignore(
				cloudwatchlogs.NewFromConfig(c.cfg).DeleteLogGroup(
					ctx,
					&cloudwatchlogs.DeleteLogGroupInput{LogGroupName: c.id("module.app.aws_cloudwatch_log_group.app")},
				),
			)
		}, []string{"monitoring/log-retention", "monitoring/task-logs"}},
		{"the key is disabled", func(c *changer) error {
			return ignore(kms.NewFromConfig(c.cfg).DisableKey(ctx, &kms.DisableKeyInput{KeyId: c.key()}))
		}, []string{"encryption/key-rotation", "monitoring/alarms-notify"}},
		{"the key is for another service", func(c *changer) error {
			return ignore(
				kms.NewFromConfig(c.cfg).PutKeyPolicy(
					ctx,
					&kms.PutKeyPolicyInput{KeyId: c.key(), PolicyName: aws.String("default"),
						Policy: aws.String(forEvents)},
				),
			)
		}, []string{"monitoring/alarms-notify"}},
		{"the topic has a key of AWS's own", func(c *changer) error {
			return ignore(
				sns.NewFromConfig(c.cfg).SetTopicAttributes(
					ctx,
					&sns.SetTopicAttributesInput{TopicArn: c.id("module.monitoring.aws_sns_topic.alarms"),
						AttributeName: aws.String("KmsMasterKeyId"), AttributeValue: aws.String("alias/aws/sns")},
				),
			)
		}, []string{"monitoring/alarms-notify"}},
		{"the key is about to be deleted", func(c *changer) error {
			return ignore(
				kms.NewFromConfig(c.cfg).ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: c.key()}),
			)
		}, []string{"encryption/key-rotation", "monitoring/alarms-notify"}},
		{"container insights off", func(c *changer) error {
			return ignore(
				ecs.NewFromConfig(c.cfg).UpdateCluster(
					ctx,
					&ecs.UpdateClusterInput{
						Cluster: aws.String("shop-prod"),
						Settings: []ecstypes.ClusterSetting{
							{Name: ecstypes.ClusterSettingNameContainerInsights, Value: aws.String("disabled")},
						},
					},
				),
			)
		}, []string{"monitoring/container-insights"}},
		{"the database is gone", func(c *changer) error {
			if err := c.database(rds.ModifyDBInstanceInput{DeletionProtection: aws.Bool(false)}); err != nil {
				return err
			}
			return ignore(
				rds.NewFromConfig(c.cfg).DeleteDBInstance(
					ctx,
					&rds.DeleteDBInstanceInput{
						DBInstanceIdentifier: aws.String("shop-prod"),
						SkipFinalSnapshot:    aws.Bool(true),
					},
				),
			)
		}, []string{"availability/database-present"}},
	}
}

// TestScanFindsEachChange builds the reference architecture, changes one thing through the
// SDK, and wants exactly the rules to fail that it breaks.
func TestScanFindsEachChange(t *testing.T) {
	for i, c := range slices.Concat(changes(), overridingChanges()) {
		t.Run(c.name, func(t *testing.T) {
			account := fmt.Sprintf("2000000000%02d", i)
			b := built(t, "ok-prod", account)
			if err := c.make(&changer{b, moto(t).Config(account, "us-east-1")}); err != nil {
				t.Fatal(err)
			}
			code, r, errs := scan(t, "scan", "--account", "a"+account, "--env", "prod")
			want := verdict.ExitViolations
			if len(c.fails) == 0 {
				want = verdict.ExitUndecided
			}
			if code != want {
				t.Errorf("exit %d, want %d: %s", code, want, errs)
			}
			if got := failing(r); !slices.Equal(got, c.fails) {
				t.Errorf("fails %v, want %v", got, c.fails)
			}
		})
	}
}
