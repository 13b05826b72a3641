package mototest

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	route53types "github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

func (b *Builder) keys() {
	api := kms.NewFromConfig(b.cfg)
	for _, k := range b.model.Keys {
		out := must(api.CreateKey(b.ctx, &kms.CreateKeyInput{Description: str(k.Name), Policy: keyPolicy(k)}))
		b.IDs[k.ID] = *out.KeyMetadata.Arn
		if k.RotationEnabled.Or(false) {
			done(api.EnableKeyRotation(b.ctx, &kms.EnableKeyRotationInput{KeyId: out.KeyMetadata.KeyId}))
		}
		if k.State.Or("Enabled") == "Disabled" {
			done(api.DisableKey(b.ctx, &kms.DisableKeyInput{KeyId: out.KeyMetadata.KeyId}))
		}
	}
}

// keyPolicy is that of a key which CloudWatch may use, nil for the one that KMS gives.
func keyPolicy(k model.Key) *string {
	if !k.HearsAlarms.Or(false) {
		return nil
	}
	return aws.String(
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}]}`,
	)
}

// small creates what stands alone.
func (b *Builder) small() {
	for _, s := range b.model.Secrets {
		b.IDs[s.ID] = *must(secretsmanager.NewFromConfig(b.cfg).CreateSecret(b.ctx, &secretsmanager.CreateSecretInput{Name: str(s.Name),
			SecretString: aws.String("never-to-be-read"), KmsKeyId: b.id(s.KMSKey)})).ARN
	}
	for _, g := range b.model.LogGroups {
		api := cloudwatchlogs.NewFromConfig(b.cfg)
		done(api.CreateLogGroup(b.ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: str(g.Name)}))
		b.IDs[g.ID] = g.Name.Or("")
		if g.RetentionDays.Or(0) > 0 {
			done(
				api.PutRetentionPolicy(
					b.ctx,
					&cloudwatchlogs.PutRetentionPolicyInput{
						LogGroupName:    str(g.Name),
						RetentionInDays: int32of(g.RetentionDays),
					},
				),
			)
		}
	}
	for _, t := range b.model.Topics {
		api := sns.NewFromConfig(b.cfg)
		out := must(api.CreateTopic(b.ctx, &sns.CreateTopicInput{Name: str(t.Name), Attributes: b.topicKey(t)}))
		b.IDs[t.ID] = *out.TopicArn
		for _, s := range t.Subscriptions.Items() {
			done(
				api.Subscribe(
					b.ctx,
					&sns.SubscribeInput{
						TopicArn: out.TopicArn,
						Protocol: str(s.Protocol),
						Endpoint: aws.String("someone@example.com"),
					},
				),
			)
		}
	}
	for _, r := range b.model.Repositories {
		out := must(
			ecr.NewFromConfig(b.cfg).CreateRepository(b.ctx, &ecr.CreateRepositoryInput{RepositoryName: str(r.Name),
				ImageTagMutability:         ecrtypes.ImageTagMutability(r.TagMutability.Or("")),
				ImageScanningConfiguration: &ecrtypes.ImageScanningConfiguration{ScanOnPush: r.ScanOnPush.Or(false)}}),
		)
		b.IDs[r.ID] = *out.Repository.RepositoryUri
	}
	for _, c := range b.model.Certificates {
		b.IDs[c.ID] = *must(acm.NewFromConfig(b.cfg).RequestCertificate(b.ctx, &acm.RequestCertificateInput{DomainName: str(c.DomainName),
			SubjectAlternativeNames: c.SubjectAlternativeNames.Items(), ValidationMethod: "DNS"})).CertificateArn
	}
}

func (b *Builder) roles() {
	api := iam.NewFromConfig(b.cfg)
	for _, r := range b.model.Roles {
		trust := document(
			map[string]any{
				"Effect":    "Allow",
				"Action":    "sts:AssumeRole",
				"Principal": map[string]any{"Service": r.TrustedServices.Items()},
			},
		)
		b.IDs[r.ID] = *must(api.CreateRole(b.ctx, &iam.CreateRoleInput{RoleName: str(r.Name), AssumeRolePolicyDocument: aws.String(trust)})).Role.Arn
		var statements []map[string]any
		for _, s := range r.Statements.Items() {
			statements = append(statements, b.statement(s))
		}
		if len(statements) > 0 {
			done(
				api.PutRolePolicy(
					b.ctx,
					&iam.PutRolePolicyInput{
						RoleName:       str(r.Name),
						PolicyName:     aws.String("inline"),
						PolicyDocument: aws.String(document(statements...)),
					},
				),
			)
		}
		for _, id := range r.ManagedPolicies.Items() {
			// The emulator holds no policies of AWS: one of the same name stands for it.
			name := id[strings.LastIndex(id, "/")+1:]
			_, err := api.CreatePolicy(
				b.ctx,
				&iam.CreatePolicyInput{
					PolicyName: aws.String(name),
					Path:       aws.String("/service-role/"),
					PolicyDocument: aws.String(
						document(
							map[string]any{
								"Effect":   "Allow",
								"Action":   []string{"ecr:GetAuthorizationToken", "logs:PutLogEvents"},
								"Resource": "*",
							},
						),
					),
				},
			)
			b.IDs[id] = "arn:aws:iam::" + b.account + ":policy/service-role/" + name
			var have *iamtypes.EntityAlreadyExistsException
			if !errors.As(err, &have) {
				done(0, err)
			}
			done(
				api.AttachRolePolicy(
					b.ctx,
					&iam.AttachRolePolicyInput{RoleName: str(r.Name), PolicyArn: aws.String(b.IDs[id])},
				),
			)
		}
	}
}

func (b *Builder) statement(s model.Statement) map[string]any {
	var resources []string
	for _, r := range s.Resources.Items() {
		resources = append(resources, strings.Replace(r, "known-after-apply", "arn:aws:s3:::made-by-the-emulator", 1))
	}
	return map[string]any{"Effect": s.Effect.Or(""), "Action": s.Actions.Items(), "Resource": resources}
}

func document(statements ...map[string]any) string {
	return string(must(json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})))
}

func (b *Builder) elb() *elb.Client { return elb.NewFromConfig(b.cfg) }

func (b *Builder) loadBalancers() {
	for _, lb := range b.model.LoadBalancers {
		scheme := elbtypes.LoadBalancerSchemeEnumInternetFacing
		if lb.Internal.Or(false) {
			scheme = elbtypes.LoadBalancerSchemeEnumInternal
		}
		out := must(
			b.elb().CreateLoadBalancer(
				b.ctx,
				&elb.CreateLoadBalancerInput{
					Name:           str(lb.Name),
					Scheme:         scheme,
					Type:           elbtypes.LoadBalancerTypeEnum(lb.LoadBalancerType.Or("")),
					Subnets:        b.ids(lb.Subnets),
					SecurityGroups: b.ids(lb.SecurityGroups),
				},
			),
		)
		arn := out.LoadBalancers[0].LoadBalancerArn
		b.IDs[lb.ID] = *arn
		b.IDs["dns "+lb.ID] = *out.LoadBalancers[0].DNSName
		attributes := []elbtypes.LoadBalancerAttribute{
			attribute("routing.http2.enabled", strconv.FormatBool(lb.HTTP2.Or(false))),
			attribute("idle_timeout.timeout_seconds", strconv.Itoa(lb.IdleTimeoutSeconds.Or(0))),
			attribute("deletion_protection.enabled", strconv.FormatBool(lb.DeletionProtection.Or(false))),
			attribute(
				"routing.http.drop_invalid_header_fields.enabled",
				strconv.FormatBool(lb.DropInvalidHeaderFields.Or(false)),
			),
		}
		if lb.LoadBalancerType.Or("") == "network" {
			attributes = []elbtypes.LoadBalancerAttribute{
				attribute("load_balancing.cross_zone.enabled", strconv.FormatBool(lb.CrossZone.Or(false))),
			}
		}
		attributes = append(
			attributes,
			attribute("access_logs.s3.enabled", strconv.FormatBool(lb.AccessLogs.Or(false))),
		)
		if lb.AccessLogs.Or(false) {
			attributes = append(attributes, attribute("access_logs.s3.bucket", aws.ToString(b.id(lb.AccessLogsBucket))))
		}
		done(
			b.elb().ModifyLoadBalancerAttributes(
				b.ctx,
				&elb.ModifyLoadBalancerAttributesInput{LoadBalancerArn: arn, Attributes: attributes},
			),
		)
	}
	for _, g := range b.model.TargetGroups {
		out := must(
			b.elb().CreateTargetGroup(b.ctx, &elb.CreateTargetGroupInput{
				Name:                str(g.Name),
				Port:                int32of(g.Port),
				Protocol:            elbtypes.ProtocolEnum(g.Protocol.Or("")),
				TargetType:          elbtypes.TargetTypeEnum(g.TargetType.Or("")),
				VpcId:               b.id(g.VPC),
				HealthCheckEnabled:  aws.Bool(g.HealthCheck.Or(false)),
				HealthCheckPath:     str(g.HealthCheckPath),
				HealthCheckPort:     str(g.HealthCheckPort),
				HealthCheckProtocol: elbtypes.ProtocolEnum(g.HealthCheckProtocol.Or("")),
			}),
		)
		arn := out.TargetGroups[0].TargetGroupArn
		b.IDs[g.ID] = *arn
		done(
			b.elb().ModifyTargetGroupAttributes(
				b.ctx,
				&elb.ModifyTargetGroupAttributesInput{TargetGroupArn: arn, Attributes: []elbtypes.TargetGroupAttribute{
					{
						Key:   aws.String("deregistration_delay.timeout_seconds"),
						Value: aws.String(strconv.Itoa(g.DeregistrationDelaySeconds.Or(0))),
					},
					{
						Key:   aws.String("preserve_client_ip.enabled"),
						Value: aws.String(strconv.FormatBool(g.PreserveClientIP.Or(false))),
					},
					{Key: aws.String("load_balancing.cross_zone.enabled"), Value: str(g.CrossZone)},
				}},
			),
		)
	}
}

func attribute(key, value string) elbtypes.LoadBalancerAttribute {
	return elbtypes.LoadBalancerAttribute{Key: aws.String(key), Value: aws.String(value)}
}

func (b *Builder) records() {
	api := route53.NewFromConfig(b.cfg)
	for _, r := range b.model.Records {
		zone := must(
			api.CreateHostedZone(
				b.ctx,
				&route53.CreateHostedZoneInput{Name: str(r.RecordName), CallerReference: str(r.RecordName)},
			),
		)
		b.IDs[r.ID] = *zone.HostedZone.Id
		set := route53types.ResourceRecordSet{
			Name: str(r.RecordName),
			Type: route53types.RRType(r.RecordType.Or("A")),
			AliasTarget: &route53types.AliasTarget{
				DNSName:      aws.String("dualstack." + b.IDs["dns "+r.AliasTarget.Or("")]),
				HostedZoneId: aws.String("Z35SXDOTRQ7X7K"),
			},
		}
		done(
			api.ChangeResourceRecordSets(
				b.ctx,
				&route53.ChangeResourceRecordSetsInput{
					HostedZoneId: zone.HostedZone.Id,
					ChangeBatch: &route53types.ChangeBatch{
						Changes: []route53types.Change{
							{Action: route53types.ChangeActionCreate, ResourceRecordSet: &set},
						},
					},
				},
			),
		)
	}
}

// topicKey is what encrypts a topic, nil for nothing.
func (b *Builder) topicKey(t model.Topic) map[string]string {
	if key := b.id(t.KMSKey); key != nil {
		return map[string]string{"KmsMasterKeyId": *key}
	}
	return nil
}
