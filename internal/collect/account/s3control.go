package account

import (
	"context"
	"fmt"
	"net/url"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
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
