package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

func cacheWriters() []writerCase {
	const rule = "encryption/cache-in-transit"
	mode := func(mode any) edits { return edits{pt.Set(cache, "transit_encryption_mode", mode)} }
	return []writerCase{
		{name: "cache mode required", rule: rule, edits: mode("required"), want: verdict.Pass},
		{name: "cache mode preferred", rule: rule, edits: mode("preferred"), want: verdict.Fail},
		{
			name:  "cache mode of an existing group preferred",
			rule:  rule,
			base:  "existing-prod",
			edits: mode("preferred"),
			want:  verdict.Fail,
		},
		{
			name:  "cache mode unknown",
			rule:  rule,
			edits: edits{pt.Unknown(cache, "transit_encryption_mode")},
			want:  verdict.Unknown,
		},
		{
			name:  "cache mode preferred, encryption unknown",
			rule:  rule,
			edits: append(mode("preferred"), pt.Unknown(cache, "transit_encryption_enabled")),
			want:  verdict.Fail,
		},
	}
}

// member makes the cache a member of a global datastore: nothing that it inherits is written on it.
func member(more ...pt.Edit) edits {
	var all edits
	for _, path := range []string{"engine", "engine_version", "node_type", "at_rest_encryption_enabled", "transit_encryption_enabled", "transit_encryption_mode", "kms_key_id"} {
		all = append(all, pt.Computed(cache, path))
	}
	return append(
		append(
			all,
			pt.Set(cache, "engine", "redis"),
			pt.Set(cache, "global_replication_group_id", "ldgnf-shop"),
			pt.Express(cache, "global_replication_group_id", "var.datastore"),
		),
		more...)
}

// datastore adds a global datastore whose primary has these attributes, and makes the cache a member of it.
func datastore(primary map[string]any) edits {
	primary["replication_group_id"] = "primary"
	return member(
		pt.Add("module.data", "aws_elasticache_replication_group", "primary", primary, nil),
		pt.Add(
			"module.data",
			"aws_elasticache_global_replication_group",
			"this",
			map[string]any{"global_replication_group_id_suffix": "shop"},
			written{"primary_replication_group_id": ref("aws_elasticache_replication_group.primary", "id")},
		),
		pt.Link(
			cache,
			"global_replication_group_id",
			ref("aws_elasticache_global_replication_group.this", "global_replication_group_id")...),
	)
}

func cacheHeirs() []writerCase {
	const rest, transit = "encryption/cache-at-rest", "encryption/cache-in-transit"
	encrypted := func(rest, transit bool) edits {
		return datastore(
			map[string]any{
				"at_rest_encryption_enabled": rest,
				"transit_encryption_enabled": transit,
				"engine":                     "redis",
			},
		)
	}
	left := func(more ...pt.Edit) edits {
		return append(
			edits{pt.Computed(cache, "at_rest_encryption_enabled"), pt.Computed(cache, "transit_encryption_enabled")},
			more...)
	}
	return []writerCase{
		{name: "member of a datastore elsewhere", rule: rest, edits: member(), want: verdict.Unknown},
		{name: "member of a datastore elsewhere, in transit", rule: transit, edits: member(), want: verdict.Unknown},
		{name: "member of an encrypted datastore", rule: rest, edits: encrypted(true, false), want: verdict.Pass},
		{
			name:  "member of an encrypted datastore, in transit",
			rule:  transit,
			edits: encrypted(false, true),
			want:  verdict.Pass,
		},
		{name: "member of a plain datastore", rule: rest, edits: encrypted(false, true), want: verdict.Fail},
		{
			name:  "member of a plain datastore, in transit",
			rule:  transit,
			edits: encrypted(true, false),
			want:  verdict.Fail,
		},
		{
			name:  "cache restored from a snapshot",
			rule:  rest,
			edits: left(pt.Set(cache, "snapshot_name", "nightly"), pt.Express(cache, "snapshot_name", "var.s")),
			want:  verdict.Unknown,
		},
		{
			name: "cache restored from snapshots in S3",
			rule: rest,
			edits: left(
				pt.Set(cache, "snapshot_arns", []any{"arn:aws:s3:::b/x.rdb"}),
				pt.Express(cache, "snapshot_arns", "var.s"),
			),
			want: verdict.Unknown,
		},
		{
			name:  "cache restored, encryption written",
			rule:  rest,
			edits: edits{pt.Set(cache, "snapshot_name", "nightly"), pt.Express(cache, "snapshot_name", "var.s")},
			want:  verdict.Pass,
		},
		{name: "cache without encryption, not restored", rule: rest, edits: left(), want: verdict.Fail},
	}
}

// cacheNodes adds a node to the cache's replication group, in a resource of its own.
func cacheNodes(references written, after map[string]any) edits {
	return edits{pt.Add("module.data", "aws_elasticache_cluster", "more", after, references)}
}

func memberWriters() []writerCase {
	const rule, retention = "scaling/cache-nodes", "monitoring/log-retention"
	class := func(class string) edits { return edits{pt.Set(logGroup, "log_group_class", class)} }
	return []writerCase{
		{
			name: "a node more in the group",
			rule: rule,
			edits: cacheNodes(
				written{"replication_group_id": ref("aws_elasticache_replication_group.this", "id")},
				map[string]any{"cluster_id": "more"},
			),
			want: verdict.Fail,
		},
		{
			name:  "a node of another group",
			rule:  rule,
			edits: cacheNodes(nil, map[string]any{"cluster_id": "more", "replication_group_id": "elsewhere"}),
			want:  verdict.Pass,
		},
		{
			name:  "a node of a group that is not known",
			rule:  rule,
			edits: cacheNodes(written{"replication_group_id": {"local.group"}}, map[string]any{"cluster_id": "more"}),
			want:  verdict.Unknown,
		},
		{
			name:  "a log group of the class DELIVERY",
			rule:  retention,
			edits: append(class("DELIVERY"), pt.Set(logGroup, "retention_in_days", 0)),
			want:  verdict.Pass,
		},
		{
			name:  "a log group of infrequent access",
			rule:  retention,
			edits: class("INFREQUENT_ACCESS"),
			want:  verdict.Pass,
		},
		{
			name:  "a log group of a class that is not known",
			rule:  retention,
			edits: edits{pt.Unknown(logGroup, "log_group_class")},
			want:  verdict.Unknown,
		},
	}
}

// forEvents is the policy of a key that another service may use, and CloudWatch may not.
const forEvents = `{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"kms:*","Resource":"*"}]}`

func keyWriters() []writerCase {
	const rule = "encryption/key-rotation"
	return []writerCase{
		{
			name:  "a key that is enabled",
			rule:  rule,
			edits: edits{pt.Set(kmsKey, "is_enabled", true)},
			want:  verdict.Pass,
		},
		{
			name:  "a key that is disabled",
			rule:  rule,
			edits: edits{pt.Set(kmsKey, "is_enabled", false)},
			want:  verdict.Fail,
		},
		{
			name:  "a key in a store of somebody's own",
			rule:  rule,
			edits: edits{pt.Set(kmsKey, "custom_key_store_id", "cks-1234567890abcdef0")},
			want:  verdict.Fail,
		},
		{
			name:  "a key that is not symmetric",
			rule:  rule,
			edits: edits{pt.Set(kmsKey, "customer_master_key_spec", "RSA_4096")},
			want:  verdict.Fail,
		},
		{
			name:  "a key that may be disabled",
			rule:  rule,
			edits: edits{pt.Unknown(kmsKey, "is_enabled")},
			want:  verdict.Unknown,
		},
		{
			name:  "a disabled key of unknown rotation",
			rule:  rule,
			edits: edits{pt.Set(kmsKey, "is_enabled", false), pt.Unknown(kmsKey, "enable_key_rotation")},
			want:  verdict.Fail,
		},
		{
			name:  "a topic's key for another service",
			rule:  "monitoring/alarms-notify",
			edits: edits{pt.Set(kmsKey, "policy", forEvents)},
			want:  verdict.Fail,
		},
		{
			name: "a topic's key for another service, by a resource of its own",
			rule: "monitoring/alarms-notify",
			want: verdict.Fail,
			edits: edits{
				pt.Add(
					"module.data",
					"aws_kms_key_policy",
					"this",
					map[string]any{"policy": forEvents},
					written{"key_id": ref("aws_kms_key.data", "key_id")},
				),
			},
		},
	}
}

func scanWriters() []writerCase {
	const rule, registry = "delivery/scan-on-push", "module.app.aws_ecr_registry_scanning_configuration.this"
	scanning := func(typ string, rules ...any) pt.Edit {
		return pt.Add(
			"module.app",
			"aws_ecr_registry_scanning_configuration",
			"this",
			map[string]any{"scan_type": typ, "rule": rules},
			nil,
		)
	}
	each := func(frequency, filter string) any {
		return map[string]any{
			"scan_frequency":    frequency,
			"repository_filter": []any{map[string]any{"filter": filter, "filter_type": "WILDCARD"}},
		}
	}
	off := pt.Set(repository, "image_scanning_configuration.0.scan_on_push", false)
	outlive := func(more ...pt.Edit) edits {
		return append(
			edits{
				pt.Set(database, "skip_final_snapshot", true),
				pt.Add("module.data", "aws_db_instance_automated_backups_replication", "this", map[string]any{},
					written{"source_db_instance_arn": ref("aws_db_instance.this", "arn")}),
			},
			more...)
	}
	return []writerCase{
		{
			name:  "the registry scans all",
			rule:  rule,
			edits: edits{off, scanning("BASIC", each("SCAN_ON_PUSH", "*"))},
			want:  verdict.Pass,
		},
		{
			name:  "the registry scans others alone",
			rule:  rule,
			edits: edits{scanning("ENHANCED", each("CONTINUOUS_SCAN", "other*"))},
			want:  verdict.Fail,
		},
		{
			name:  "the registry scans by hand",
			rule:  rule,
			edits: edits{scanning("ENHANCED", each("MANUAL", "*"))},
			want:  verdict.Fail,
		},
		{
			name:  "the registry scans others too",
			rule:  rule,
			edits: edits{scanning("BASIC", each("SCAN_ON_PUSH", "other*"))},
			want:  verdict.Pass,
		},
		{
			name:  "how the registry scans is not known",
			rule:  rule,
			edits: edits{scanning("ENHANCED"), pt.Unknown(registry, "rule")},
			want:  verdict.Unknown,
		},
		{
			name:  "backups in another region",
			rule:  "backup/copies-outlive-instance",
			edits: outlive(),
			want:  verdict.Pass,
		},
		{
			name: "backups of an unknown database in another region",
			rule: "backup/copies-outlive-instance",
			edits: outlive(
				pt.Unknown("module.data.aws_db_instance_automated_backups_replication.this", "source_db_instance_arn"),
			),
			want: verdict.Unknown,
		},
	}
}
