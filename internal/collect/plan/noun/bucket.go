package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func bucketTypes() []string { return []string{"aws_s3_bucket"} }

func bucket(c *collector, in *read.Instance) {
	b := model.Bucket{
		// S3 encrypts every new object since January 2023.
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
		Resource:  c.base(in, "bucket"),
		Encrypted: model.Known(true),
		Algorithm: in.Text(
			"server_side_encryption_configuration.0.rule.0.apply_server_side_encryption_by_default.0.sse_algorithm",
			"AES256",
		),
		KMSKey: c.keyRef(
			in,
			"server_side_encryption_configuration.0.rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id",
		),
		Versioning: in.Boolean("versioning.0.enabled", false),
		BlocksPublicAccess: model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "nothing in the input says what it blocks"},
		),
	}
	b.Policy = c.bucketStatements(in)
	if in.Created {
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
		b.BlocksPublicAccess = model.Known(true)
	}
	c.exposures[in.Address] = c.exposureOf(in)
	c.exposures[in.Address].rules = readLifecycle(in, "lifecycle_rule", func(prefix string) model.Value[bool] {
		return in.Boolean(prefix + "enabled")
	})
	c.buckets.add(in.Address, b)
}

// bucketStatements are those of its policy, whoever writes it. Where the input has none, another one may.
func (c *collector) bucketStatements(in *read.Instance) model.List[model.Statement] {
	list := c.resourcePolicy(in, "aws_s3_bucket_policy", "bucket")
	if len(list.Items()) == 0 && list.IsWhole() {
		return model.Part[model.Statement](
			model.Why{Reason: model.NotManaged, Detail: "nothing in the input is a policy of " + in.Address},
		)
	}
	return list
}

func bucketVersioning(c *collector, in *read.Instance) {
	enabled := model.Is(in.Text("versioning_configuration.0.status"), "Enabled")
	attachTo(&c.buckets, c.Ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		b.Versioning = instead(b.Versioning, enabled, doubt)
	})
}

func bucketEncryption(c *collector, in *read.Instance) {
	algorithm := in.Text("rule.0.apply_server_side_encryption_by_default.0.sse_algorithm", "AES256")
	key := c.keyRef(in, "rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id")
	attachTo(&c.buckets, c.Ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		if doubt == nil || b.KMSKey.Or("?") == "" {
			b.KMSKey = perhaps(key, doubt)
		}
		b.Algorithm = unless(algorithm, doubt)
	})
}

func bucketLifecycle(c *collector, in *read.Instance) {
	rules := readLifecycle(in, "rule", func(prefix string) model.Value[bool] {
		return model.Is(in.Text(prefix+"status"), "Enabled")
	})
	attachTo(&c.buckets, c.Ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		own := &c.exposures[b.ID].rules
		own.objects = instead(own.objects, rules.objects, doubt)
		own.versions = instead(own.versions, rules.versions, doubt)
	})
}

// lifecycleRules is whether rules do something to objects that grow old, and to old versions of them: one that only
// clears away uploads that were broken off, or markers of deleted objects, does neither.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
type lifecycleRules struct{ objects, versions model.Value[bool] }

func readLifecycle(in *read.Instance, path string, enabled func(prefix string) model.Value[bool]) lifecycleRules {
	acting := func(acts func(prefix string) model.Value[bool]) model.Value[bool] {
		return in.AnyBlock(path, func(prefix string) model.Value[bool] {
			return model.Every(enabled(prefix), acts(prefix))
		})
	}
	has := func(block string) model.Value[bool] {
		return in.AnyBlock(block, func(string) model.Value[bool] { return model.Known(true) })
	}
	return lifecycleRules{
		objects: acting(func(prefix string) model.Value[bool] {
			return model.Some(expires(in, prefix), has(prefix+"transition"))
		}),
		versions: acting(func(prefix string) model.Value[bool] {
			return model.Some(has(prefix+"noncurrent_version_expiration"), has(prefix+"noncurrent_version_transition"))
		}),
	}
}

// expires is whether a rule deletes objects after some days or on a date.
func expires(in *read.Instance, prefix string) model.Value[bool] {
	return in.AnyBlock(prefix+"expiration", func(at string) model.Value[bool] {
		return model.Some(
			model.Map(in.Integer(at+"days", 0), func(days int) bool { return days > 0 }),
			model.Not(model.Is(in.Text(at+"date", ""), "")),
		)
	})
}

func bucketPublicAccessBlock(c *collector, in *read.Instance) {
	attachTo(&c.buckets, c.Ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		if doubt != nil {
			return // it may close each of them, and surely closes none
		}
		b.BlocksPublicAccess = model.Known(true)
		for _, name := range []string{"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"} {
			b.BlocksPublicAccess = model.Every(b.BlocksPublicAccess, in.Boolean(name, false))
		}
		c.exposures[b.ID].block(in)
	})
}

func bucketPolicy(c *collector, in *read.Instance) {
	statements := c.statementsOf(in, "policy", in.Address)
	public, delegates := form.Public(statements), form.Public(form.ByAccessPoint(statements))
	attachTo(&c.buckets, c.Ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		e := c.exposures[b.ID]
		e.policy, e.delegates = instead(e.policy, public, doubt), instead(e.delegates, delegates, doubt)
	})
}

func bucketACL(c *collector, in *read.Instance) {
	public := model.Some(
		isPublicACL(in.Text("acl", "private")),
		grantsToAll(in, "access_control_policy.0.grant", "grantee.0.uri"),
	)
	attachTo(&c.buckets, c.Ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		e := c.exposures[b.ID]
		e.acl = instead(e.acl, public, doubt)
	})
}

// objectACL opens one object, which needs no word of its bucket's list.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
func objectACL(c *collector, in *read.Instance) {
	public := model.Some(isPublicACL(in.Text("acl", "private")), grantsToAll(in, "grant", "uri"))
	attachTo(&c.buckets, c.Ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		e := c.exposures[b.ID]
		e.objects = model.Some(e.objects, perhaps(public, doubt))
	})
}
