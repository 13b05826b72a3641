package mototest

import (
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func (b *Builder) buckets() {
	api := s3.NewFromConfig(b.cfg, func(o *s3.Options) { o.UsePathStyle = true })
	for _, bucket := range b.model.Buckets {
		// Names of buckets are global, so that each account gets its own.
		name := aws.String(bucket.Name.Or("") + "-" + b.account)
		b.IDs[bucket.ID], b.IDs["bucket "+bucket.Name.Or("")] = *name, *name
		done(api.CreateBucket(b.ctx, &s3.CreateBucketInput{Bucket: name}))
		block := aws.Bool(bucket.BlocksPublicAccess.Or(false))
		done(
			api.PutPublicAccessBlock(
				b.ctx,
				&s3.PutPublicAccessBlockInput{
					Bucket: name,
					PublicAccessBlockConfiguration: &types.PublicAccessBlockConfiguration{
						BlockPublicAcls:       block,
						BlockPublicPolicy:     block,
						IgnorePublicAcls:      block,
						RestrictPublicBuckets: block,
					},
				},
			),
		)
		b.letLogsIn(bucket.ID, *name)
		if bucket.Versioning.Or(false) {
			done(
				api.PutBucketVersioning(
					b.ctx,
					&s3.PutBucketVersioningInput{
						Bucket: name,
						VersioningConfiguration: &types.VersioningConfiguration{
							Status: types.BucketVersioningStatusEnabled,
						},
					},
				),
			)
		}
		if bucket.Lifecycle.Or(false) {
			done(
				api.PutBucketLifecycleConfiguration(
					b.ctx,
					&s3.PutBucketLifecycleConfigurationInput{
						Bucket: name,
						LifecycleConfiguration: &types.BucketLifecycleConfiguration{
							Rules: []types.LifecycleRule{
								{
									Status:     types.ExpirationStatusEnabled,
									Filter:     &types.LifecycleRuleFilter{Prefix: aws.String("")},
									Expiration: &types.LifecycleExpiration{Days: aws.Int32(30)},
								},
							},
						},
					},
				),
			)
		}
		if bucket.Public.Or(false) {
			done(
				api.PutBucketPolicy(
					b.ctx,
					&s3.PutBucketPolicyInput{
						Bucket: name,
						Policy: aws.String(document(map[string]any{"Effect": "Allow", "Principal": "*",
							"Action": "s3:GetObject", "Resource": "arn:aws:s3:::" + *name + "/*"})),
					},
				),
			)
		}
		if key := b.id(bucket.KMSKey); key != nil {
			done(
				api.PutBucketEncryption(
					b.ctx,
					&s3.PutBucketEncryptionInput{
						Bucket: name,
						ServerSideEncryptionConfiguration: &types.ServerSideEncryptionConfiguration{
							Rules: []types.ServerSideEncryptionRule{
								{
									ApplyServerSideEncryptionByDefault: &types.ServerSideEncryptionByDefault{
										SSEAlgorithm:   types.ServerSideEncryptionAwsKms,
										KMSMasterKeyID: key,
									},
								},
							},
						},
					},
				),
			)
		}
	}
}

// BlockAccount makes the account close what buckets open. The SDK asks a host of the account's own, which the
// emulator does not have.
func (b *Builder) BlockAccount() {
	const block = `<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets><IgnorePublicAcls>true</IgnorePublicAcls></PublicAccessBlockConfiguration>`
	request := must(
		http.NewRequestWithContext(
			b.ctx,
			http.MethodPut,
			aws.ToString(b.cfg.BaseEndpoint)+"/v20180820/configuration/publicAccessBlock",
			strings.NewReader(block),
		),
	)
	request.Header.Set("x-amz-account-id", b.account)
	request.Header.Set(
		"Authorization",
		"AWS4-HMAC-SHA256 Credential=test/20260101/"+b.cfg.Region+"/s3/aws4_request, SignedHeaders=host, Signature=none",
	)
	response, err := b.cfg.HTTPClient.Do(request)
	if err != nil {
		panic(buildError{err})
	}
	_ = response.Body.Close()
}

// letLogsIn gives a bucket of access logs the policy without which AWS would not switch them on.
func (b *Builder) letLogsIn(id, name string) {
	for i := range b.model.LoadBalancers {
		if b.model.LoadBalancers[i].AccessLogsBucket.Or("") == id {
			done(
				s3.NewFromConfig(
					b.cfg,
					func(o *s3.Options) { o.UsePathStyle = true },
				).PutBucketPolicy(
					b.ctx,
					&s3.PutBucketPolicyInput{Bucket: &name, Policy: aws.String(
						`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"logdelivery.elasticloadbalancing.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::` + name + `/*"}]}`,
					)},
				),
			)
			return
		}
	}
}
