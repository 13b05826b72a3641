package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// kindWriters are second writers of what the built-in architecture has no component of.
func kindWriters() []writerCase {
	const events, groups = "fixtures/architectures/events.yaml", "internal/document/examples/autoscaling-group.yaml"
	of := func(base, architecture string, c writerCase) writerCase {
		c.base, c.architecture = base, architecture
		return c
	}
	var all []writerCase
	for _, c := range storeWriters() {
		all = append(all, of("arch-events", events, c))
	}
	for _, c := range fleetWriters() {
		all = append(all, of("arch-autoscaling-group", groups, c))
	}
	const files = "aws_efs_file_system.files"
	return append(
		all,
		of(nounPlan("file_system"), "files: {kind: file_system, backup: true, match: {name: files}}", writerCase{
			name: "a file system that a plan of AWS Backup selects",
			rule: "backup/file-system-backup",
			edits: edits{
				pt.Set("aws_efs_backup_policy.files", "backup_policy.0.status", "DISABLED"),
				pt.Add(
					"",
					"aws_backup_selection",
					"this",
					map[string]any{},
					written{"resources": {files + ".arn", files}},
				),
			},
			want: verdict.Pass,
		}),
	)
}

// storeWriters are those of buckets.
func storeWriters() []writerCase {
	const bucket, block = "aws_s3_bucket.uploads", "aws_s3_bucket_public_access_block.uploads"
	bucketRef := written{"bucket": {bucket + ".id", bucket}}
	object := pt.Add("", "aws_s3_object", "open", map[string]any{"acl": "public-read"}, bucketRef)
	policy := func(denied string) pt.Edit {
		return pt.Add("", "aws_s3_bucket_policy", "open", map[string]any{"policy": `{"Statement":[` +
			`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::uploads/*"},` +
			`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"` + denied + `",` +
			`"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}]}`}, bucketRef)
	}
	old := []any{map[string]any{
		"id": "old", "status": "Enabled", "noncurrent_version_expiration": []any{map[string]any{"noncurrent_days": 30}},
	}}
	const public, lifecycle = "network/bucket-not-public", "aws_s3_bucket_lifecycle_configuration.uploads"
	return []writerCase{
		{
			name:  "an object that everybody may read",
			rule:  public,
			edits: edits{pt.Remove(block), object},
			want:  verdict.Fail,
		},
		{name: "such an object where lists are ignored", rule: public, edits: edits{object}, want: verdict.Pass},
		{
			name: "a denial of some of what is public", rule: public,
			edits: edits{pt.Remove(block), policy("arn:aws:s3:::uploads/private/*")}, want: verdict.Fail,
		},
		{
			name: "a denial of all that is public", rule: public,
			edits: edits{pt.Remove(block), policy("arn:aws:s3:::uploads/*")}, want: verdict.Pass,
		},
		{
			name: "a public access point", rule: public, edits: append(edits{pt.Remove(block)}, openPoint()...),
			want: verdict.Fail,
		},
		{
			name:  "such an access point where policies are restricted",
			rule:  public,
			edits: openPoint(),
			want:  verdict.Pass,
		},
		{
			name: "rules about old versions of a bucket that keeps none", rule: "cost/bucket-lifecycle",
			edits: edits{
				pt.Set(lifecycle, "rule", old),
				pt.Set("aws_s3_bucket_versioning.uploads", "versioning_configuration.0.status", "Suspended"),
			},
			want: verdict.Fail,
		},
	}
}

// fleetWriters are those of Auto Scaling groups and instances.
func fleetWriters() []writerCase {
	instruction := map[string]any{
		"service_namespace": "autoscaling",
		"resource_id":       "autoScalingGroup/web",
		"min_capacity":      1,
		"max_capacity":      50,
	}
	forecast := map[string]any{"mode": "ForecastAndScale", "max_capacity_breach_behavior": "IncreaseMaxCapacity"}
	const count, group = "scaling/instance-count", "aws_autoscaling_group.web"
	return []writerCase{
		{
			name: "a scaling plan that sets the bounds of a group", rule: count,
			edits: edits{pt.Set(group, "name", "web"), pt.Add("", "aws_autoscalingplans_scaling_plan", "x",
				map[string]any{"name": "web", "scaling_instruction": []any{instruction}}, nil)},
			want: verdict.Fail,
		},
		{
			name: "a forecast that raises the size of a group", rule: count,
			edits: edits{pt.Add("", "aws_autoscaling_policy", "x", map[string]any{
				"policy_type": "PredictiveScaling", "predictive_scaling_configuration": []any{forecast},
			}, written{"autoscaling_group_name": {group + ".name", group}})},
			want: verdict.NotCollected,
		},
	}
}

// openPoint is a policy that leaves it to access points, and one that lets anybody in.
func openPoint() edits {
	statement := func(condition string) string {
		return `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"` + condition + `}]}`
	}
	uploads := written{"bucket": ref("aws_s3_bucket.uploads", "id")}
	return edits{
		pt.Add("", "aws_s3_bucket_policy", "uploads", map[string]any{
			"policy": statement(`,"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"123456789012"}}`),
		}, uploads),
		pt.Add("", "aws_s3_access_point", "open", map[string]any{
			"policy":                            statement(""),
			"public_access_block_configuration": []any{map[string]any{"restrict_public_buckets": false}},
		}, uploads),
	}
}
