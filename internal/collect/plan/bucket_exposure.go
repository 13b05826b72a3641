package plan

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

// exposure is what opens a bucket, and what closes each way in again.
type exposure struct {
	policy, acl             model.Value[bool]
	closesPolicy, closesACL model.Value[bool]
}

// exposureOf is what a bucket says itself. AWS blocks what is public of a new bucket, unless it is told not
// to; who writes a public policy all the same is held to what is written.
func (c *collector) exposureOf(in *instance) *exposure {
	e := &exposure{policy: form.Public(c.ownPolicy(in, "policy")), closesPolicy: model.Known(false), closesACL: model.Known(false),
		acl: model.Some(isPublicACL(in.str("acl", "private")), grantsToAll(in, "grant", "uri"))}
	if !in.created {
		why := model.Why{Reason: model.NotManaged, Detail: "nothing in the input says what it blocks"}
		e.closesPolicy, e.closesACL = model.Unknown[bool](why), model.Unknown[bool](why)
	}
	return e
}

// block notes what a public access block closes.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
func (e *exposure) block(in *instance) {
	e.closesPolicy, e.closesACL = in.boolean("restrict_public_buckets", false), in.boolean("ignore_public_acls", false)
}

// accountPublicAccessBlock closes the buckets of its account.
func accountPublicAccessBlock(c *collector, in *instance) {
	for _, b := range c.buckets.order {
		if of := c.byAddress[b.ID]; of != nil && c.standApart(in, of) {
			continue
		}
		e := c.exposures[b.ID]
		e.closesPolicy = model.Some(e.closesPolicy, in.boolean("restrict_public_buckets", false))
		e.closesACL = model.Some(e.closesACL, in.boolean("ignore_public_acls", false))
	}
}

// settleBuckets says of each bucket whether anybody gets in.
func (c *collector) settleBuckets() {
	for _, b := range c.buckets.order {
		e := c.exposures[b.ID]
		b.Public = model.Some(model.Every(e.policy, model.Not(e.closesPolicy)), model.Every(e.acl, model.Not(e.closesACL)))
	}
}

// isPublicACL recognizes the canned lists that let everybody in, or everybody who has an account.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
func isPublicACL(acl model.Value[string]) model.Value[bool] {
	return model.Map(acl, form.IsPublicACL)
}

func grantsToAll(in *instance, path, uri string) model.Value[bool] {
	return in.anyBlock(path, func(prefix string) model.Value[bool] { return model.Map(in.str(prefix+uri, ""), form.IsEverybody) })
}
