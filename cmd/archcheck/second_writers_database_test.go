package main

import (
	"slices"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

func databaseHeirs() []writerCase {
	const rest = "encryption/database-at-rest"
	from := func(attribute string, value any) edits {
		return edits{pt.Set(database, attribute, value), pt.Express(database, attribute, "var.source")}
	}
	source := func(encrypted bool) pt.Edit {
		return pt.Add(
			"module.data",
			"aws_db_instance",
			"source",
			map[string]any{"identifier": "source", "engine": "postgres", "storage_encrypted": encrypted},
			nil,
		)
	}
	linked := func(path string, more ...pt.Edit) edits {
		return append(more, pt.Link(database, path, ref("aws_db_instance.source", "identifier")...))
	}
	snapshot := func(typ string, after map[string]any, links written) edits {
		return edits{
			source(true),
			pt.Add("module.data", typ, "s", after, links),
			pt.Link(database, "snapshot_identifier", ref(typ+".s", "id")...),
		}
	}
	ofSource := written{"db_instance_identifier": ref("aws_db_instance.source", "identifier")}
	return []writerCase{
		{
			name:  "restored from a snapshot elsewhere",
			rule:  rest,
			edits: from("snapshot_identifier", "old"),
			want:  verdict.Unknown,
		},
		{
			name:  "restored from a snapshot that is not known",
			rule:  rest,
			edits: edits{pt.Unknown(database, "snapshot_identifier")},
			want:  verdict.Unknown,
		},
		{
			name: "restored to a point in time",
			rule: rest,
			edits: from(
				"restore_to_point_in_time",
				[]any{map[string]any{"source_db_instance_identifier": "elsewhere"}},
			),
			want: verdict.Unknown,
		},
		{
			name: "replica of a database elsewhere",
			rule: rest,
			edits: append(
				from("replicate_source_db", "arn:aws:rds:eu-west-1:1:db:elsewhere"),
				pt.Computed(database, "kms_key_id"),
			),
			want: verdict.Unknown,
		},
		{
			name:  "replica with a key of a database elsewhere",
			rule:  rest,
			edits: from("replicate_source_db", "arn:aws:rds:eu-west-1:1:db:elsewhere"),
			want:  verdict.Pass,
		},
		{
			name:  "replica of an encrypted database",
			rule:  rest,
			edits: linked("replicate_source_db", source(true), pt.Set(database, "storage_encrypted", nil)),
			want:  verdict.Pass,
		},
		{
			name:  "replica of a plain database",
			rule:  rest,
			edits: linked("replicate_source_db", source(false)),
			want:  verdict.Fail,
		},
		{
			name:  "restored of a database's snapshot",
			rule:  rest,
			edits: snapshot("aws_db_snapshot", map[string]any{"db_snapshot_identifier": "s"}, ofSource),
			want:  verdict.Pass,
		},
		{
			name:  "restored of an existing plain snapshot",
			rule:  rest,
			edits: snapshot("aws_db_snapshot", map[string]any{"db_snapshot_identifier": "s", "encrypted": false}, nil),
			want:  verdict.Fail,
		},
		{
			name: "restored of an encrypted copy",
			rule: rest,
			edits: snapshot(
				"aws_db_snapshot_copy",
				map[string]any{
					"source_db_snapshot_identifier": "elsewhere",
					"kms_key_id":                    "arn:aws:kms:us-east-1:1:key/1",
				},
				nil,
			),
			want: verdict.Pass,
		},
		{
			name:  "restored of a copy",
			rule:  rest,
			edits: snapshot("aws_db_snapshot_copy", map[string]any{"source_db_snapshot_identifier": "elsewhere"}, nil),
			want:  verdict.Unknown,
		},
		{
			name:  "imported from S3",
			rule:  rest,
			edits: from("s3_import", []any{map[string]any{"bucket_name": "b"}}),
			want:  verdict.Pass,
		},
		{
			name:  "cluster restored from a snapshot",
			rule:  rest,
			edits: clusterFrom("snapshot_identifier", "old", false),
			want:  verdict.Unknown,
		},
		{
			name:  "cluster restored with a key",
			rule:  rest,
			edits: clusterFrom("snapshot_identifier", "old", true),
			want:  verdict.Pass,
		},
		{
			name: "cluster restored to a point in time",
			rule: rest,
			edits: clusterFrom(
				"restore_to_point_in_time",
				[]any{map[string]any{"source_cluster_identifier": "x"}},
				false,
			),
			want: verdict.Unknown,
		},
		{
			name:  "cluster that replicates another",
			rule:  rest,
			edits: clusterFrom("replication_source_identifier", "arn:aws:rds:eu-west-1:1:cluster:x", false),
			want:  verdict.Unknown,
		},
		{
			name: "cluster of a global database",
			rule: rest,
			edits: append(
				clusterFrom("global_cluster_identifier", "x", false),
				pt.Set("module.data.aws_rds_cluster.this", "storage_encrypted", nil),
			),
			want: verdict.Unknown,
		},
		{
			name:  "encrypted cluster of a global database",
			rule:  rest,
			edits: clusterFrom("global_cluster_identifier", "x", false),
			want:  verdict.Pass,
		},
		{
			name:  "retention of a restored database",
			rule:  "backup/retention-days",
			edits: append(from("snapshot_identifier", "old"), pt.Computed(database, "backup_retention_period")),
			want:  verdict.Unknown,
		},
	}
}

// clusterFrom makes the database an Aurora cluster that is made from something else.
func clusterFrom(attribute string, value any, keyed bool) edits {
	const cluster = "module.data.aws_rds_cluster.this"
	all := append(aurora(2), pt.Set(cluster, attribute, value), pt.Express(cluster, attribute, "var.source"))
	if !keyed {
		all = append(all, pt.Computed(cluster, "kms_key_id"))
	}
	return all
}

func auroraWriters() []writerCase {
	const rule, first, second = "availability/database-multi-az", "module.data.aws_rds_cluster_instance.ia", "module.data.aws_rds_cluster_instance.ib"
	zones := func(more ...pt.Edit) edits { return append(aurora(2), more...) }
	zone := func(address, zone string) pt.Edit { return pt.Set(address, "availability_zone", zone) }
	public := func(more ...pt.Edit) edits {
		return append(append(aurora(2), pt.Set(first, "publicly_accessible", true)), more...)
	}
	return []writerCase{
		{
			name:  "instances of two zones",
			rule:  rule,
			edits: zones(zone(first, "us-east-1a"), zone(second, "us-east-1b")),
			want:  verdict.Pass,
		},
		{
			name:  "instances pinned to one zone",
			rule:  rule,
			edits: zones(zone(first, "us-east-1a"), zone(second, "us-east-1a")),
			want:  verdict.Fail,
		},
		{
			name:  "an instance pinned, one left to AWS",
			rule:  rule,
			edits: zones(zone(first, "us-east-1a")),
			want:  verdict.Pass,
		},
		{
			name:  "an instance of a zone that is not known",
			rule:  rule,
			edits: zones(zone(first, "us-east-1a"), pt.Unknown(second, "availability_zone")),
			want:  verdict.Unknown,
		},
		{name: "a public instance", rule: "network/database-not-public", edits: public(), want: verdict.Fail},
		{
			name:  "a public instance beside one that is not known",
			rule:  "network/database-not-public",
			edits: public(pt.Unknown(second, "publicly_accessible")),
			want:  verdict.Fail,
		},
	}
}

func parameterWriters() []writerCase {
	const rule, asked, group = "encryption/database-in-transit", "force_tls: true", "module.data.aws_db_parameter_group.this"
	engine := func(version string) edits {
		return append(aurora(2), pt.Set("module.data.aws_rds_cluster.this", "engine_version", version))
	}
	return []writerCase{
		{
			name:     "a parameter group",
			rule:     rule,
			document: asked,
			edits:    edits{pt.Set(group, "parameter", []any{map[string]any{"name": "rds.force_ssl", "value": "0"}})},
			want:     verdict.Fail,
		},
		{
			name:     "a parameter that is not known by name",
			rule:     rule,
			document: asked,
			edits: edits{
				pt.Set(group, "parameter", []any{map[string]any{"value": "0"}}),
				pt.Unknown(group, "parameter.0.name"),
			},
			want: verdict.Unknown,
		},
		{
			name:     "an empty parameter group",
			rule:     rule,
			document: asked,
			edits:    edits{pt.Set(group, "parameter", []any{})},
			want:     verdict.Pass,
		},
		{
			name:     "Aurora before its default changed",
			rule:     rule,
			document: asked,
			edits:    engine("16.4"),
			want:     verdict.Fail,
		},
		{
			name:     "Aurora after its default changed",
			rule:     rule,
			document: asked,
			edits:    engine("17.4"),
			want:     verdict.Pass,
		},
	}
}

func backupWriters() []writerCase {
	const rule, address = "backup/copies-outlive-instance", "module.data.aws_backup_selection.this"
	selection := func(after map[string]any, more ...pt.Edit) edits {
		return append(
			edits{
				pt.Set(database, "skip_final_snapshot", true),
				pt.Add("module.data", "aws_backup_selection", "this", after, nil),
			},
			more...)
	}
	tag := func(key, value string) []any {
		return []any{map[string]any{"type": "STRINGEQUALS", "key": key, "value": value}}
	}
	equals := func(key, value string) []any {
		return []any{
			map[string]any{"string_equals": []any{map[string]any{"key": "aws:ResourceTag/" + key, "value": value}}},
		}
	}
	all, databases := []any{"*"}, []any{"arn:aws:rds:*:*:db:*"}
	optIn := func(rds bool) pt.Edit {
		return pt.Add(
			"module.data",
			"aws_backup_region_settings",
			"this",
			map[string]any{"resource_type_opt_in_preference": map[string]any{"RDS": rds, "Aurora": !rds}},
			nil,
		)
	}
	tagged := selection(map[string]any{"selection_tag": tag("Project", "shop")})
	return []writerCase{
		{
			name:  "backed up by name",
			rule:  rule,
			edits: selection(map[string]any{}, pt.Link(address, "resources", ref("aws_db_instance.this", "arn")...)),
			want:  verdict.Pass,
		},
		{
			name:  "backed up by a tag",
			rule:  rule,
			edits: selection(map[string]any{"selection_tag": tag("Project", "shop")}),
			want:  verdict.Pass,
		},
		{
			name:  "backed up by a tag of others",
			rule:  rule,
			edits: selection(map[string]any{"selection_tag": tag("Project", "other")}),
			want:  verdict.Fail,
		},
		{
			name:  "backed up by tags that are not known",
			rule:  rule,
			edits: selection(map[string]any{}, pt.Unknown(address, "selection_tag")),
			want:  verdict.Unknown,
		},
		{
			name:  "backed up as all databases",
			rule:  rule,
			edits: selection(map[string]any{"resources": databases}),
			want:  verdict.Pass,
		},
		{
			name:  "backed up as all clusters",
			rule:  rule,
			edits: selection(map[string]any{"resources": []any{"arn:aws:rds:*:*:cluster:*"}}),
			want:  verdict.Fail,
		},
		{
			name:  "backed up with all that has a tag",
			rule:  rule,
			edits: selection(map[string]any{"resources": all, "condition": equals("Project", "shop")}),
			want:  verdict.Pass,
		},
		{
			name:  "backed up with all that has another tag",
			rule:  rule,
			edits: selection(map[string]any{"resources": all, "condition": equals("Project", "other")}),
			want:  verdict.Fail,
		},
		{
			name:  "turned off for databases",
			rule:  rule,
			edits: append(slices.Clone(tagged), optIn(false)),
			want:  verdict.Fail,
		},
		{
			name:  "turned on for databases",
			rule:  rule,
			edits: append(slices.Clone(tagged), optIn(true)),
			want:  verdict.Pass,
		},
		{
			name: "turned off for databases, and named",
			rule: rule,
			edits: selection(
				map[string]any{},
				pt.Link(address, "resources", ref("aws_db_instance.this", "arn")...),
				optIn(false),
			),
			want: verdict.Pass,
		},
		{
			name: "perhaps turned off for databases",
			rule: rule,
			edits: append(
				slices.Clone(tagged),
				optIn(false),
				pt.Unknown("module.data.aws_backup_region_settings.this", "resource_type_opt_in_preference"),
			),
			want: verdict.Unknown,
		},
		{
			name:  "excepted from the backup",
			rule:  rule,
			edits: selection(map[string]any{"resources": all, "not_resources": databases}),
			want:  verdict.Fail,
		},
	}
}
