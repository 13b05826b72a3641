package account

import (
	"context"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// opens says by which ways a bucket lets anybody in.
type opens struct {
	// policy and list are its own, objects the lists of its objects, points its access points.
	policy, list, objects, points model.Value[bool]
}

// any is whether one of the ways is open that a block does not close.
func (o opens) any(by closes) model.Value[bool] {
	policies, lists := model.Some(o.policy, o.points), model.Some(o.list, o.objects)
	return model.Some(model.Every(policies, model.Not(by.policies)), model.Every(lists, model.Not(by.lists)))
}

// bucketAccess reads who gets in. The account is asked only where the bucket itself lets anybody in.
func bucketAccess(ctx context.Context, api bucketAPI, n *model.Bucket) {
	name := aws.String(lastPart(n.ID))
	own := bucketBlock(ctx, api, n, name)
	ways := opens{list: bucketList(ctx, api, name), objects: objectLists(ctx, api, name)}
	ways.policy = bucketPolicy(ctx, api, n, name)
	if ways.points = form.Public(form.ByAccessPoint(n.Policy)); ways.points.Or(true) && !ways.policy.Or(false) {
		ways.points = model.Every(ways.points, api.publicPoint(ctx, name))
	}
	if n.Public = ways.any(own); n.Public.Or(true) {
		account := api.accountBlock(ctx)
		n.Public = ways.any(closes{
			policies: model.Some(own.policies, account.policies),
			lists:    model.Some(own.lists, account.lists),
		})
	}
}

// bucketBlock reads the block of a bucket itself.
func bucketBlock(ctx context.Context, api bucketAPI, n *model.Bucket, name *string) closes {
	out, err := api.GetPublicAccessBlock(ctx, &s3.GetPublicAccessBlockInput{Bucket: name})
	if err != nil || out.PublicAccessBlockConfiguration == nil {
		unreadBucket(&n.BlocksPublicAccess, "GetPublicAccessBlock", err, false)
		return closes{n.BlocksPublicAccess, n.BlocksPublicAccess}
	}
	c := out.PublicAccessBlockConfiguration
	n.BlocksPublicAccess = model.Known(
		aws.ToBool(c.BlockPublicAcls) && aws.ToBool(c.BlockPublicPolicy) && aws.ToBool(c.IgnorePublicAcls) &&
			aws.ToBool(c.RestrictPublicBuckets),
	)
	return closes{value(c.RestrictPublicBuckets), value(c.IgnorePublicAcls)}
}

// bucketPolicy reads the policy of a bucket, and whether that lets anybody in.
func bucketPolicy(ctx context.Context, api bucketAPI, n *model.Bucket, name *string) (public model.Value[bool]) {
	out, err := api.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: name})
	switch {
	case classify(err) == statusAbsent:
		n.Policy = model.Whole[model.Statement]()
	case err != nil:
		n.Policy = model.Part[model.Statement](whyNot("S3", "GetBucketPolicy", err))
	default:
		n.Policy = policyOf(out.Policy, n.ID)
	}
	return form.Public(n.Policy)
}

// bucketList reads whether the access control list of a bucket lets anybody in.
func bucketList(ctx context.Context, api bucketAPI, name *string) (public model.Value[bool]) {
	out, err := api.GetBucketAcl(ctx, &s3.GetBucketAclInput{Bucket: name})
	if err != nil {
		unreadBucket(&public, "GetBucketAcl", err, false)
		return public
	}
	return model.Known(slices.ContainsFunc(out.Grants, func(g types.Grant) bool {
		return g.Grantee != nil && form.IsEverybody(aws.ToString(g.Grantee.URI))
	}))
}

// objectLists is whether the list of an object may let anybody in. No object has one where the owner of the bucket owns
// them all; else nobody tells, as objects are not read.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
func objectLists(ctx context.Context, api bucketAPI, name *string) model.Value[bool] {
	out, err := api.GetBucketOwnershipControls(ctx, &s3.GetBucketOwnershipControlsInput{Bucket: name})
	if err != nil && classify(err) != statusAbsent {
		return model.Unknown[bool](whyNot("S3", "GetBucketOwnershipControls", err))
	}
	if err == nil && out.OwnershipControls != nil {
		for _, rule := range out.OwnershipControls.Rules {
			if rule.ObjectOwnership == types.ObjectOwnershipBucketOwnerEnforced {
				return model.Known(false)
			}
		}
	}
	return model.Unknown[bool](model.Why{
		Reason: model.NotRecorded,
		Detail: "each of its objects may have an access control list of its own, which none has with the object" +
			" ownership BucketOwnerEnforced, and which counts for nothing with ignore_public_acls",
	})
}
