package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

const accessPointType = "aws_s3_access_point"

// accessPoint reads whom an access point lets into its bucket.
func accessPoint(c *collector, in *read.Instance) { c.opensPoint(in, in) }

// accessPointPolicy is the policy of an access point as a resource of its own. Where it is not known of which, it may be
// of any.
func accessPointPolicy(c *collector, in *read.Instance) {
	ref := c.Ref(in, []string{accessPointType}, "access_point_arn")
	if id, known := ref.Get(); known {
		if point := c.ByAddress[id]; point != nil {
			c.opensPoint(point, in)
		}
		return
	}
	public := model.Every(form.Public(c.statementsOf(in, "policy", in.Address)), model.Unknown[bool](ref.Why()))
	for _, e := range c.exposures {
		e.points = model.Some(e.points, public)
	}
}

// opensPoint notes whether the policy that one resource writes lets anybody in by an access point, from anywhere but
// one VPC. AWS blocks what is public of each that says nothing of that.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
func (c *collector) opensPoint(point, writer *read.Instance) {
	public := model.Every(
		form.Public(c.statementsOf(writer, "policy", writer.Address)),
		model.Not(point.Boolean("public_access_block_configuration.0.restrict_public_buckets", true)),
		model.Not(point.AnyBlock("vpc_configuration", func(string) model.Value[bool] { return model.Known(true) })),
	)
	attachTo(&c.buckets, c.Ref(point, bucketTypes(), "bucket"), writer, func(b *model.Bucket, doubt *model.Why) {
		e := c.exposures[b.ID]
		e.points = model.Some(e.points, perhaps(public, doubt))
	})
}
