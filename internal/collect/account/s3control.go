package account

import (
	"context"
	"fmt"
	"net/url"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/s3control/types"
	endpoints "github.com/aws/smithy-go/endpoints"
)

// closes says of a public access block what it closes of what policies and access control lists open.
type closes struct{ policies, lists model.Value[bool] }

func (r *region) s3Control() *s3control.Client {
	cfg := r.cfg()
	return s3control.NewFromConfig(cfg, func(o *s3control.Options) {
		if r.session.guard.override {
			o.EndpointResolverV2 = oneHost{aws.ToString(cfg.BaseEndpoint)}
		}
	})
}

// oneHost takes every request to one endpoint, where AWS has a host for each account.
type oneHost struct{ url string }

// ResolveEndpoint implements s3control.EndpointResolverV2.
func (h oneHost) ResolveEndpoint(context.Context, s3control.EndpointParameters) (endpoints.Endpoint, error) {
	uri, err := url.Parse(h.url)
	if err != nil {
		return endpoints.Endpoint{}, fmt.Errorf("read the endpoint %q: %w", h.url, err)
	}
	return endpoints.Endpoint{URI: *uri}, nil
}

// accountBlock is the block of the whole account, which counts beside that of each bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html
func (r *region) accountBlock(ctx context.Context) closes {
	r.blockOnce.Do(func() {
		out, err := r.s3Control().GetPublicAccessBlock(
			ctx,
			&s3control.GetPublicAccessBlockInput{AccountId: aws.String(r.session.id)},
		)
		switch {
		case classify(err) == statusAbsent:
			r.block = closes{model.Known(false), model.Known(false)}
		case err != nil || out.PublicAccessBlockConfiguration == nil:
			unread := model.Unknown[bool](whyNot("S3 Control", "GetPublicAccessBlock", err))
			r.block = closes{unread, unread}
		default:
			c := out.PublicAccessBlockConfiguration
			r.block = closes{value(c.RestrictPublicBuckets), value(c.IgnorePublicAcls)}
		}
	})
	return r.block
}

// publicPoint is whether an access point of a bucket has a policy that lets anybody in, from anywhere but one VPC, and
// that its own block does not close.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
func (r *region) publicPoint(ctx context.Context, bucket *string) model.Value[bool] {
	return publicPointOf(ctx, r.s3Control(), aws.String(r.session.id), bucket)
}

// pointAPI is what is read of access points.
type pointAPI interface {
	s3control.ListAccessPointsAPIClient
	GetAccessPoint(
		context.Context,
		*s3control.GetAccessPointInput,
		...func(*s3control.Options),
	) (*s3control.GetAccessPointOutput, error)
	GetAccessPointPolicyStatus(
		context.Context,
		*s3control.GetAccessPointPolicyStatusInput,
		...func(*s3control.Options),
	) (*s3control.GetAccessPointPolicyStatusOutput, error)
}

func publicPointOf(ctx context.Context, api pointAPI, account, bucket *string) model.Value[bool] {
	public := model.Known(false)
	err := pages(
		ctx,
		s3control.NewListAccessPointsPaginator(
			api,
			&s3control.ListAccessPointsInput{AccountId: account, Bucket: bucket},
		),
		func(out *s3control.ListAccessPointsOutput) {
			for _, p := range out.AccessPointList {
				if p.NetworkOrigin != types.NetworkOriginVpc {
					public = model.Some(public, isPublicPoint(ctx, api, account, p.Name))
				}
			}
		},
	)
	if err != nil {
		return model.Some(public, model.Unknown[bool](whyNot("S3 Control", "ListAccessPoints", err)))
	}
	return public
}

func isPublicPoint(ctx context.Context, api pointAPI, account, name *string) model.Value[bool] {
	status, err := api.GetAccessPointPolicyStatus(
		ctx,
		&s3control.GetAccessPointPolicyStatusInput{AccountId: account, Name: name},
	)
	switch {
	case classify(err) == statusAbsent: // it has no policy
		return model.Known(false)
	case err != nil || status.PolicyStatus == nil:
		return model.Unknown[bool](whyNot("S3 Control", "GetAccessPointPolicyStatus", err))
	case !status.PolicyStatus.IsPublic:
		return model.Known(false)
	}
	point, err := api.GetAccessPoint(ctx, &s3control.GetAccessPointInput{AccountId: account, Name: name})
	if err != nil {
		return model.Unknown[bool](whyNot("S3 Control", "GetAccessPoint", err))
	}
	block := point.PublicAccessBlockConfiguration
	return model.Known(block == nil || !aws.ToBool(block.RestrictPublicBuckets))
}
