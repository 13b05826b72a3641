package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// exposure is what opens a bucket, and what closes each way in again.
type exposure struct {
	policy, acl model.Value[bool]
	// delegates: its policy leaves it to access points whom they let in, and points is whether one lets anybody in.
	delegates, points model.Value[bool]
	// objects are opened one by one, by lists of their own.
	objects                 model.Value[bool]
	closesPolicy, closesACL model.Value[bool]
	// rules are those of its lifecycle.
	rules lifecycleRules
}

// exposureOf is what a bucket says itself. AWS blocks what is public of a new bucket, unless it is told not
// to; who writes a public policy all the same is held to what is written.
func (c *collector) exposureOf(in *read.Instance) *exposure {
	own := c.ownPolicy(in, "policy")
	e := &exposure{
		policy:       form.Public(own),
		delegates:    form.Public(form.ByAccessPoint(own)),
		points:       model.Known(false),
		closesPolicy: model.Known(false),
		closesACL:    model.Known(false),
		objects:      model.Known(false),
		acl:          model.Some(isPublicACL(in.Text("acl", "private")), grantsToAll(in, "grant", "uri")),
	}
	if !in.Created {
		why := model.Why{Reason: model.NotManaged, Detail: "nothing in the input says what it blocks"}
		e.closesPolicy, e.closesACL = model.Unknown[bool](why), model.Unknown[bool](why)
	}
	return e
}

// block notes what a public access block closes.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
func (e *exposure) block(in *read.Instance) {
	e.closesPolicy, e.closesACL = in.Boolean("restrict_public_buckets", false), in.Boolean("ignore_public_acls", false)
}

// accountPublicAccessBlock closes the buckets of its account, in all regions.
func accountPublicAccessBlock(c *collector, in *read.Instance) {
	for _, b := range c.buckets.order {
		same := c.blocksAccountOf(in, b)
		e := c.exposures[b.ID]
		e.closesPolicy = model.Some(e.closesPolicy, model.Every(same, in.Boolean("restrict_public_buckets", false)))
		e.closesACL = model.Some(e.closesACL, model.Every(same, in.Boolean("ignore_public_acls", false)))
	}
}

// blocksAccountOf reports whether the account that is blocked, which account_id can name, is a bucket's.
func (c *collector) blocksAccountOf(in *read.Instance, b *model.Bucket) model.Value[bool] {
	of := c.ByAddress[b.ID]
	if of == nil {
		return model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "whose bucket " + b.ID + " is no input tells"},
		)
	}
	if account := in.Text("account_id", ""); in.IsWritten("account_id") || account.Or("") != "" {
		return model.Equal(account, c.Account(of))
	}
	return c.InSameAccount(in, of)
}

// settleBuckets says of each bucket whether anybody gets in, and whether something becomes of what is old: without
// versions there are no old ones.
func (c *collector) settleBuckets() {
	for _, b := range c.buckets.order {
		e := c.exposures[b.ID]
		b.Lifecycle = model.Some(e.rules.objects, model.Every(e.rules.versions, b.Versioning))
		b.Public = model.Some(
			model.Every(model.Some(e.policy, model.Every(e.delegates, e.points)), model.Not(e.closesPolicy)),
			model.Every(model.Some(e.acl, e.objects), model.Not(e.closesACL)),
		)
	}
}

// isPublicACL recognizes the canned lists that let everybody in, or everybody who has an account.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
func isPublicACL(acl model.Value[string]) model.Value[bool] {
	return model.Map(acl, form.IsPublicACL)
}

func grantsToAll(in *read.Instance, path, uri string) model.Value[bool] {
	return in.AnyBlock(
		path,
		func(prefix string) model.Value[bool] { return model.Map(in.Text(prefix+uri, ""), form.IsEverybody) },
	)
}
