package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// bucketAPI is what is read of S3: settings of buckets, never an object.
type bucketAPI interface {
	s3.ListBucketsAPIClient
	GetPublicAccessBlock(
		context.Context,
		*s3.GetPublicAccessBlockInput,
		...func(*s3.Options),
	) (*s3.GetPublicAccessBlockOutput, error)
	GetBucketPolicy(context.Context, *s3.GetBucketPolicyInput, ...func(*s3.Options)) (*s3.GetBucketPolicyOutput, error)
	GetBucketAcl(context.Context, *s3.GetBucketAclInput, ...func(*s3.Options)) (*s3.GetBucketAclOutput, error)
	GetBucketVersioning(
		context.Context,
		*s3.GetBucketVersioningInput,
		...func(*s3.Options),
	) (*s3.GetBucketVersioningOutput, error)
	GetBucketEncryption(
		context.Context,
		*s3.GetBucketEncryptionInput,
		...func(*s3.Options),
	) (*s3.GetBucketEncryptionOutput, error)
	GetBucketLifecycleConfiguration(
		context.Context,
		*s3.GetBucketLifecycleConfigurationInput,
		...func(*s3.Options),
	) (*s3.GetBucketLifecycleConfigurationOutput, error)
	GetBucketOwnershipControls(
		context.Context,
		*s3.GetBucketOwnershipControlsInput,
		...func(*s3.Options),
	) (*s3.GetBucketOwnershipControlsOutput, error)
	// accountBlock is what the block of the whole account closes.
	accountBlock(context.Context) closes
	// publicPoint is whether an access point of a bucket lets anybody in.
	publicPoint(ctx context.Context, bucket *string) model.Value[bool]
	GetBucketTagging(
		context.Context,
		*s3.GetBucketTaggingInput,
		...func(*s3.Options),
	) (*s3.GetBucketTaggingOutput, error)
}

// bucketClient reads buckets, and their account's own settings.
type bucketClient struct {
	*s3.Client
	*region
}

func (r *region) s3() bucketClient {
	override := r.session.guard.override
	return bucketClient{s3.NewFromConfig(r.cfg(), func(o *s3.Options) { o.UsePathStyle = override }), r}
}

func readBuckets(ctx context.Context, r *region) { readBucketsOf(ctx, r, r.s3()) }

// readBucketsOf reads the buckets of the region.
func readBucketsOf(ctx context.Context, r *region, api bucketAPI) {
	var names []string
	_ = pages(
		ctx,
		s3.NewListBucketsPaginator(
			api,
			&s3.ListBucketsInput{MaxBuckets: aws.Int32(1000), BucketRegion: aws.String(r.name)},
		),
		func(out *s3.ListBucketsOutput) {
			for _, b := range out.Buckets {
				names = append(names, aws.ToString(b.Name))
			}
		},
	)
	follow(ctx, names, func(ctx context.Context, name string) {
		if id := "arn:" + r.session.partition + ":s3:::" + name; r.first("bucket " + id) {
			r.bucket(ctx, api, id)
		}
	})
}

// unreadBucket says why an attribute of a bucket is unknown; what S3 knows to be absent is known.
func unreadBucket[T any](into *model.Value[T], name string, err error, absent T) {
	if classify(err) == statusAbsent {
		*into = model.Known(absent)
		return
	}
	*into = model.Unknown[T](whyNot("S3", name, err))
}

func (r *region) bucket(ctx context.Context, api bucketAPI, id string) {
	name := lastPart(id)
	n := model.Bucket{
		Resource: r.resource("aws_s3_bucket", id, &name, model.Value[map[string]string]{}),
		// S3 encrypts every new object since January 2023.
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
		Encrypted: model.Known(true),
	}
	bucketAccess(ctx, api, &n)
	bucketSettings(ctx, api, &n)
	if out, err := api.GetBucketTagging(ctx, &s3.GetBucketTaggingInput{Bucket: &name}); err != nil {
		unreadBucket(&n.Tags, "GetBucketTagging", err, map[string]string{})
	} else {
		n.Tags, _ = tagged(out.TagSet, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
	}
	r.add(func(a *model.Architecture) { a.Buckets = append(a.Buckets, n) })
}

// bucketSettings reads what becomes of objects.
func bucketSettings(ctx context.Context, api bucketAPI, n *model.Bucket) {
	name := aws.String(lastPart(n.ID))
	if out, err := api.GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: name}); err != nil {
		unreadBucket(&n.Versioning, "GetBucketVersioning", err, false)
	} else {
		n.Versioning = model.Known(out.Status == types.BucketVersioningStatusEnabled)
	}
	out, err := api.GetBucketLifecycleConfiguration(ctx, &s3.GetBucketLifecycleConfigurationInput{Bucket: name})
	if err != nil {
		unreadBucket(&n.Lifecycle, "GetBucketLifecycleConfiguration", err, false)
	} else {
		n.Lifecycle = model.Known(false)
		for _, rule := range out.Rules {
			if rule.Status == types.ExpirationStatusEnabled {
				n.Lifecycle = model.Some(n.Lifecycle, ages(rule, n.Versioning))
			}
		}
	}
	encryption, err := api.GetBucketEncryption(ctx, &s3.GetBucketEncryptionInput{Bucket: name})
	if err != nil || encryption.ServerSideEncryptionConfiguration == nil {
		unreadBucket(&n.KMSKey, "GetBucketEncryption", err, "")
		unreadBucket(&n.Algorithm, "GetBucketEncryption", err, string(types.ServerSideEncryptionAes256))
		return
	}
	n.KMSKey, n.Algorithm = model.Known(""), model.Known(string(types.ServerSideEncryptionAes256))
	for _, rule := range encryption.ServerSideEncryptionConfiguration.Rules {
		if by := rule.ApplyServerSideEncryptionByDefault; by != nil {
			n.KMSKey, n.Algorithm = model.Known(form.OwnKey(aws.ToString(by.KMSMasterKeyID))), text(by.SSEAlgorithm)
		}
	}
}

// ages reports whether a rule does something to objects that grow old, and not only to uploads that were broken off or
// to markers of deleted objects. Without versions there are no old ones.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
func ages(rule types.LifecycleRule, versioned model.Value[bool]) model.Value[bool] {
	objects := len(rule.Transitions) > 0 ||
		rule.Expiration != nil && (rule.Expiration.Date != nil || aws.ToInt32(rule.Expiration.Days) > 0)
	versions := rule.NoncurrentVersionExpiration != nil || len(rule.NoncurrentVersionTransitions) > 0
	return model.Some(model.Known(objects), model.Every(model.Known(versions), versioned))
}
