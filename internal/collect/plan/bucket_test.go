package plan_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

func TestBuckets(t *testing.T) {
	holdNouns(t, nounsOf(t, "bucket", false), map[string]attributes{
		"aws_s3_bucket.uploads": {
			"encrypted":            "true",
			"kms_key":              `"aws_kms_key.uploads"`,
			"versioning":           "true",
			"lifecycle":            "true",
			"blocks_public_access": "true",
			"public":               "false",
		},
		"aws_s3_bucket.plain": {
			"encrypted":            "true",
			"kms_key":              `""`,
			"versioning":           "false",
			"lifecycle":            "false",
			"blocks_public_access": "true",
			"public":               "false",
		},
		"aws_s3_bucket.site":   {"blocks_public_access": "false", "public": "true"},
		"aws_s3_bucket.shared": {"lifecycle": "false", "public": "true"},
		// Uploads that were broken off and markers of what is deleted are no old objects.
		"aws_s3_bucket.swept": {"lifecycle": "false"},
		// Without versions there are no old ones that could expire.
		"aws_s3_bucket.archived": {"lifecycle": "false"},
	})
	for status, acts := range map[string]string{"Enabled": "true", "Suspended": "false"} {
		versioning := pt.Add(
			"",
			"aws_s3_bucket_versioning",
			"archived",
			map[string]any{"versioning_configuration": []any{map[string]any{"status": status}}},
			map[string][]string{"bucket": {"aws_s3_bucket.archived.id", "aws_s3_bucket.archived"}},
		)
		holdNouns(
			t,
			editedNouns(t, "bucket", versioning),
			map[string]attributes{"aws_s3_bucket.archived": {"lifecycle": acts}},
		)
	}
}

// What opens a bucket, what closes it again, and what may do either.
func TestWhoGetsIntoABucket(t *testing.T) {
	object := func(after map[string]any, acl ...string) pt.Edit {
		refs := map[string][]string{"bucket": {"aws_s3_bucket.plain.id", "aws_s3_bucket.plain"}}
		if acl != nil {
			refs["acl"] = acl
		}
		return pt.Add("", "aws_s3_object", "x", after, refs)
	}
	copied := pt.Add("", "aws_s3_object_copy", "x",
		map[string]any{"grant": []any{map[string]any{"uri": "http://acs.amazonaws.com/groups/global/AllUsers"}}},
		map[string][]string{"bucket": {"aws_s3_bucket.plain.id", "aws_s3_bucket.plain"}})
	hidden := object(map[string]any{}, "local.hidden")
	delegates := pt.Set(
		"aws_s3_bucket_policy.site",
		"policy",
		`{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"s3:DataAccessPointAccount":"123456789012"}}}}`,
	)
	const anybody = `{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}}`
	open := []any{map[string]any{"restrict_public_buckets": false}}
	point := func(bucket string, after map[string]any) pt.Edit {
		return pt.Add("", "aws_s3_access_point", "x", after, map[string][]string{"bucket": {bucket + ".id", bucket}})
	}
	points := func(after map[string]any) pt.Edit {
		return func(p *pt.Plan) {
			delegates(p)
			point("aws_s3_bucket.site", after)(p)
		}
	}
	apart := func(p *pt.Plan) {
		points(map[string]any{"public_access_block_configuration": open})(p)
		pt.Add("", "aws_s3control_access_point_policy", "x", map[string]any{"policy": anybody},
			map[string][]string{"access_point_arn": {"aws_s3_access_point.x.arn", "aws_s3_access_point.x"}})(p)
	}
	const site, shared, all = "aws_s3_bucket.site", "aws_s3_bucket.shared", "aws_s3_account_public_access_block"
	yes, no, unknown := model.Known(true), model.Known(false), "unknown"
	for name, c := range map[string]struct {
		edit pt.Edit
		id   string
		want any
	}{
		"the account closes policies":     {pt.Add("", all, "x", map[string]any{"restrict_public_buckets": true}, nil), site, no},
		"the account closes lists only":   {pt.Add("", all, "x", map[string]any{"ignore_public_acls": true}, nil), site, yes},
		"the account closes lists":        {pt.Add("", all, "x", map[string]any{"ignore_public_acls": true}, nil), shared, no},
		"another account closes policies": {pt.Add("", all, "x", map[string]any{"restrict_public_buckets": true, "account_id": "999999999999"}, nil), site, unknown},
		"an account of another provider": {func(p *pt.Plan) {
			pt.Add("", all, "x", map[string]any{"restrict_public_buckets": true}, nil)(p)
			inProvider(p, all+".x", map[string]any{"profile": map[string]any{"constant_value": "other"}})
		}, site, unknown},
		"the account, from another region": {func(p *pt.Plan) {
			pt.Add("", all, "x", map[string]any{"restrict_public_buckets": true}, nil)(p)
			key := map[string]any{"constant_value": "mock"}
			inProvider(p, all+".x", map[string]any{"region": map[string]any{"constant_value": "eu-west-1"}, "access_key": key, "secret_key": key})
		}, site, no},
		"it leaves it to access points": {delegates, site, no},
		"a public access point": {
			points(map[string]any{"policy": anybody, "public_access_block_configuration": open}), site, yes,
		},
		"a public access point, closed by default": {points(map[string]any{"policy": anybody}), site, no},
		"a public access point of a VPC": {points(map[string]any{
			"policy": anybody, "public_access_block_configuration": open, "vpc_configuration": []any{map[string]any{"vpc_id": "vpc-1"}},
		}), site, no},
		"a public access point that is not let in": {
			point("aws_s3_bucket.plain", map[string]any{"policy": anybody, "public_access_block_configuration": open}),
			"aws_s3_bucket.plain", no,
		},
		"an access point with a policy beside it": {apart, site, yes},
		"the bucket closes its policy":            {pt.Set("aws_s3_bucket_public_access_block.site", "restrict_public_buckets", true), site, no},
		"what closes is hidden":                   {pt.Unknown("aws_s3_bucket_public_access_block.site", "restrict_public_buckets"), site, unknown},
		"the policy is hidden":                    {pt.Unknown("aws_s3_bucket_policy.site", "policy"), site, unknown},
		"a policy of some bucket":                 {pt.Unknown("aws_s3_bucket_policy.site", "bucket"), "aws_s3_bucket.plain", unknown},
		"a block of some bucket":                  {pt.Unknown("aws_s3_bucket_public_access_block.uploads", "bucket"), site, yes},
		"the list is hidden":                      {pt.Unknown("aws_s3_bucket_acl.shared", "acl"), shared, unknown},
		"an object for everybody":                 {object(map[string]any{"acl": "public-read"}), "aws_s3_bucket.plain", yes},
		"a copy that everybody may read":          {copied, "aws_s3_bucket.plain", yes},
		"an object for its owner":                 {object(map[string]any{"acl": "private"}), "aws_s3_bucket.plain", no},
		"an object without a list":                {object(map[string]any{}), "aws_s3_bucket.plain", no},
		"an object whose list is hidden":          {hidden, "aws_s3_bucket.plain", unknown},
		"a grant to everybody":                    {pt.Set("aws_s3_bucket.plain", "grant", []any{map[string]any{"uri": "http://acs.amazonaws.com/groups/global/AllUsers"}}), "aws_s3_bucket.plain", yes},
		"a grant to who writes access logs":       {pt.Set("aws_s3_bucket.plain", "grant", []any{map[string]any{"uri": "http://acs.amazonaws.com/groups/s3/LogDelivery"}}), "aws_s3_bucket.plain", no},
	} {
		for _, b := range editedNouns(t, "bucket", c.edit).Buckets {
			if b.ID == c.id && (c.want == unknown && b.Public.IsKnown() || c.want != unknown && b.Public != c.want) {
				t.Errorf("%s: %s is public: %v, want %v", name, b.ID, b.Public, c.want)
			}
		}
	}
	for path, hidden := range map[string]func(b model.Bucket) bool{
		"aws_s3_bucket_versioning.uploads versioning_configuration.0.status": func(b model.Bucket) bool { return !b.Versioning.IsKnown() },
		"aws_s3_bucket_lifecycle_configuration.uploads rule.0.status":        func(b model.Bucket) bool { return !b.Lifecycle.IsKnown() },
		"aws_s3_bucket_server_side_encryption_configuration.uploads bucket":  func(b model.Bucket) bool { return !b.KMSKey.IsKnown() },
		"aws_s3_bucket_public_access_block.uploads block_public_acls":        func(b model.Bucket) bool { return !b.BlocksPublicAccess.IsKnown() },
		"aws_s3_bucket_versioning.uploads bucket":                            func(b model.Bucket) bool { return !b.Versioning.IsKnown() },
	} {
		address, attribute, _ := strings.Cut(path, " ")
		for _, b := range editedNouns(t, "bucket", pt.Unknown(address, attribute)).Buckets {
			if b.ID == "aws_s3_bucket.uploads" && !hidden(b) {
				t.Errorf("%s is hidden: %+v", path, b)
			}
		}
	}
}

// inProvider gives a resource of the root module a provider configuration of its own.
func inProvider(p *pt.Plan, address string, expressions map[string]any) {
	configuration := p.Root["configuration"].(map[string]any)
	configuration["provider_config"].(map[string]any)["aws.other"] = map[string]any{
		"name":        "aws",
		"alias":       "other",
		"expressions": expressions,
	}
	for _, r := range p.Module("")["resources"].([]any) {
		if r := r.(map[string]any); r["address"] == address {
			r["provider_config_key"] = "aws.other"
		}
	}
}
