package plan

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func bucketTypes() []string { return []string{"aws_s3_bucket"} }

func bucket(c *collector, in *instance) {
	b := model.Bucket{
		// S3 encrypts every new object since January 2023.
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
		Resource:  c.base(in, "bucket"),
		Encrypted: model.Known(true),
		Algorithm: in.str(
			"server_side_encryption_configuration.0.rule.0.apply_server_side_encryption_by_default.0.sse_algorithm",
			"AES256",
		),
		KMSKey: c.keyRef(
			in,
			"server_side_encryption_configuration.0.rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id",
		),
		Versioning: in.boolean("versioning.0.enabled", false),
		BlocksPublicAccess: model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "nothing in the input says what it blocks"},
		),
	}
	b.Policy = c.bucketStatements(in)
	if in.created {
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
		b.BlocksPublicAccess = model.Known(true)
	}
	c.exposures[in.address] = c.exposureOf(in)
	c.exposures[in.address].rules = readLifecycle(in, "lifecycle_rule", func(prefix string) model.Value[bool] {
		return in.boolean(prefix + "enabled")
	})
	c.buckets.add(in.address, b)
}

// bucketStatements are those of its policy, whoever writes it. Where the input has none, another one may.
func (c *collector) bucketStatements(in *instance) model.List[model.Statement] {
	list := c.resourcePolicy(in, "aws_s3_bucket_policy", "bucket")
	if len(list.Items()) == 0 && list.IsWhole() {
		return model.Part[model.Statement](
			model.Why{Reason: model.NotManaged, Detail: "nothing in the input is a policy of " + in.address},
		)
	}
	return list
}

func bucketVersioning(c *collector, in *instance) {
	enabled := model.Is(in.str("versioning_configuration.0.status"), "Enabled")
	attachTo(&c.buckets, c.ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		b.Versioning = instead(b.Versioning, enabled, doubt)
	})
}

func bucketEncryption(c *collector, in *instance) {
	algorithm := in.str("rule.0.apply_server_side_encryption_by_default.0.sse_algorithm", "AES256")
	key := c.keyRef(in, "rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id")
	attachTo(&c.buckets, c.ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		if doubt == nil || b.KMSKey.Or("?") == "" {
			b.KMSKey = perhaps(key, doubt)
		}
		b.Algorithm = unless(algorithm, doubt)
	})
}

func bucketLifecycle(c *collector, in *instance) {
	rules := readLifecycle(in, "rule", func(prefix string) model.Value[bool] {
		return model.Is(in.str(prefix+"status"), "Enabled")
	})
	attachTo(&c.buckets, c.ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		own := &c.exposures[b.ID].rules
		own.objects = instead(own.objects, rules.objects, doubt)
		own.versions = instead(own.versions, rules.versions, doubt)
	})
}

// lifecycleRules is whether rules do something to objects that grow old, and to old versions of them: one that only
// clears away uploads that were broken off, or markers of deleted objects, does neither.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
type lifecycleRules struct{ objects, versions model.Value[bool] }

func readLifecycle(in *instance, path string, enabled func(prefix string) model.Value[bool]) lifecycleRules {
	acting := func(acts func(prefix string) model.Value[bool]) model.Value[bool] {
		return in.anyBlock(path, func(prefix string) model.Value[bool] {
			return model.Every(enabled(prefix), acts(prefix))
		})
	}
	has := func(block string) model.Value[bool] {
		return in.anyBlock(block, func(string) model.Value[bool] { return model.Known(true) })
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
func expires(in *instance, prefix string) model.Value[bool] {
	return in.anyBlock(prefix+"expiration", func(at string) model.Value[bool] {
		return model.Some(
			model.Map(in.integer(at+"days", 0), func(days int) bool { return days > 0 }),
			model.Not(model.Is(in.str(at+"date", ""), "")),
		)
	})
}

func bucketPublicAccessBlock(c *collector, in *instance) {
	attachTo(&c.buckets, c.ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		if doubt != nil {
			return // it may close each of them, and surely closes none
		}
		b.BlocksPublicAccess = model.Known(true)
		for _, name := range []string{"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"} {
			b.BlocksPublicAccess = model.Every(b.BlocksPublicAccess, in.boolean(name, false))
		}
		c.exposures[b.ID].block(in)
	})
}

func bucketPolicy(c *collector, in *instance) {
	public := form.Public(c.statementsOf(in, "policy", in.address))
	attachTo(&c.buckets, c.ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		e := c.exposures[b.ID]
		e.policy = instead(e.policy, public, doubt)
	})
}

func bucketACL(c *collector, in *instance) {
	public := model.Some(
		isPublicACL(in.str("acl", "private")),
		grantsToAll(in, "access_control_policy.0.grant", "grantee.0.uri"),
	)
	attachTo(&c.buckets, c.ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		e := c.exposures[b.ID]
		e.acl = instead(e.acl, public, doubt)
	})
}

// objectACL opens one object, which needs no word of its bucket's list.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
func objectACL(c *collector, in *instance) {
	public := model.Some(isPublicACL(in.str("acl", "private")), grantsToAll(in, "grant", "uri"))
	attachTo(&c.buckets, c.ref(in, bucketTypes(), "bucket"), in, func(b *model.Bucket, doubt *model.Why) {
		e := c.exposures[b.ID]
		e.objects = model.Some(e.objects, perhaps(public, doubt))
	})
}
