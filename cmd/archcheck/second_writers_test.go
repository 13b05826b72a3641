package main

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// writerCase changes a conforming plan where something else than the judged attribute decides.
type writerCase struct {
	// name is the last column of the table of second writers.
	name, rule string
	// base is the plan, ok-prod if empty; document an edit of the built-in document.
	base, document string
	edits          edits
	want           verdict.Status
}

// written is a reference to another resource, as pt.Add takes it.
type written = map[string][]string

func writerCases() []writerCase {
	return slices.Concat(cacheWriters(), cacheHeirs(), serviceWriters(), databaseHeirs(), routeWriters(), roleWriters(), boundaries(), policyDocuments(), keyWriters(), auroraWriters(), parameterWriters(), ruleWriters(), scanWriters(), backupWriters())
}

func cacheWriters() []writerCase {
	const rule = "encryption/cache-in-transit"
	mode := func(mode any) edits { return edits{pt.Set(cache, "transit_encryption_mode", mode)} }
	return []writerCase{
		{name: "cache mode required", rule: rule, edits: mode("required"), want: verdict.Pass},
		{name: "cache mode preferred", rule: rule, edits: mode("preferred"), want: verdict.Fail},
		{name: "cache mode of an existing group preferred", rule: rule, base: "existing-prod", edits: mode("preferred"), want: verdict.Fail},
		{name: "cache mode unknown", rule: rule, edits: edits{pt.Unknown(cache, "transit_encryption_mode")}, want: verdict.Unknown},
		{name: "cache mode preferred, encryption unknown", rule: rule, edits: append(mode("preferred"), pt.Unknown(cache, "transit_encryption_enabled")), want: verdict.Fail},
	}
}

// member makes the cache a member of a global datastore: nothing that it inherits is written on it.
func member(more ...pt.Edit) edits {
	var all edits
	for _, path := range []string{"engine", "engine_version", "node_type", "at_rest_encryption_enabled", "transit_encryption_enabled", "transit_encryption_mode", "kms_key_id"} {
		all = append(all, pt.Computed(cache, path))
	}
	return append(append(all, pt.Set(cache, "engine", "redis"), pt.Set(cache, "global_replication_group_id", "ldgnf-shop"), pt.Express(cache, "global_replication_group_id", "var.datastore")), more...)
}

// datastore adds a global datastore whose primary has these attributes, and makes the cache a member of it.
func datastore(primary map[string]any) edits {
	primary["replication_group_id"] = "primary"
	return member(pt.Add("module.data", "aws_elasticache_replication_group", "primary", primary, nil),
		pt.Add("module.data", "aws_elasticache_global_replication_group", "this", map[string]any{"global_replication_group_id_suffix": "shop"}, written{"primary_replication_group_id": ref("aws_elasticache_replication_group.primary", "id")}),
		pt.Link(cache, "global_replication_group_id", ref("aws_elasticache_global_replication_group.this", "global_replication_group_id")...))
}

func cacheHeirs() []writerCase {
	const rest, transit = "encryption/cache-at-rest", "encryption/cache-in-transit"
	encrypted := func(rest, transit bool) edits {
		return datastore(map[string]any{"at_rest_encryption_enabled": rest, "transit_encryption_enabled": transit, "engine": "redis"})
	}
	left := func(more ...pt.Edit) edits {
		return append(edits{pt.Computed(cache, "at_rest_encryption_enabled"), pt.Computed(cache, "transit_encryption_enabled")}, more...)
	}
	return []writerCase{
		{name: "member of a datastore elsewhere", rule: rest, edits: member(), want: verdict.Unknown},
		{name: "member of a datastore elsewhere, in transit", rule: transit, edits: member(), want: verdict.Unknown},
		{name: "member of an encrypted datastore", rule: rest, edits: encrypted(true, false), want: verdict.Pass},
		{name: "member of an encrypted datastore, in transit", rule: transit, edits: encrypted(false, true), want: verdict.Pass},
		{name: "member of a plain datastore", rule: rest, edits: encrypted(false, true), want: verdict.Fail},
		{name: "member of a plain datastore, in transit", rule: transit, edits: encrypted(true, false), want: verdict.Fail},
		{name: "cache restored from a snapshot", rule: rest, edits: left(pt.Set(cache, "snapshot_name", "nightly"), pt.Express(cache, "snapshot_name", "var.s")), want: verdict.Unknown},
		{name: "cache restored from snapshots in S3", rule: rest, edits: left(pt.Set(cache, "snapshot_arns", []any{"arn:aws:s3:::b/x.rdb"}), pt.Express(cache, "snapshot_arns", "var.s")), want: verdict.Unknown},
		{name: "cache restored, encryption written", rule: rest, edits: edits{pt.Set(cache, "snapshot_name", "nightly"), pt.Express(cache, "snapshot_name", "var.s")}, want: verdict.Pass},
		{name: "cache without encryption, not restored", rule: rest, edits: left(), want: verdict.Fail},
	}
}

// insights leaves container insights to the account's setting.
func insights(value string) edits {
	return edits{pt.Computed(ecsCluster, "setting"), pt.Add("module.app", "aws_ecs_account_setting_default", "this", map[string]any{"name": "containerInsights", "value": value}, nil)}
}

func serviceWriters() []writerCase {
	const rolling, credentials = "delivery/rolling-update", "identity/no-plain-credentials"
	strategy := func(strategy string) edits {
		return edits{pt.Set(service, "deployment_configuration", []any{map[string]any{"strategy": strategy}})}
	}
	files := func(more string) edits {
		return edits{containers(`[{"name":"app","image":"x","environmentFiles":[{"type":"s3","value":"arn:aws:s3:::shop/app.env"}]` + more + `}]`)}
	}
	return []writerCase{
		{name: "strategy rolling", rule: rolling, edits: strategy("ROLLING"), want: verdict.Pass},
		{name: "strategy blue/green", rule: rolling, edits: strategy("BLUE_GREEN"), want: verdict.Fail},
		{name: "strategy linear", rule: rolling, edits: strategy("LINEAR"), want: verdict.Fail},
		{name: "strategy canary of an existing service", rule: rolling, base: "existing-prod", edits: strategy("CANARY"), want: verdict.Fail},
		{name: "strategy unknown", rule: rolling, edits: edits{pt.Unknown(service, "deployment_configuration.0.strategy")}, want: verdict.Unknown},
		{name: "deployment configuration unknown", rule: rolling, edits: edits{pt.Unknown(service, "deployment_configuration")}, want: verdict.Unknown},
		{name: "strategy of another controller unknown", rule: rolling, edits: edits{pt.Unknown(service, "deployment_configuration.0.strategy"), pt.Set(service, "deployment_controller", []any{map[string]any{"type": "EXTERNAL"}})}, want: verdict.Fail},
		{name: "insights by the account's setting", rule: "monitoring/container-insights", edits: insights("enabled"), want: verdict.Pass},
		{name: "insights off by the account's setting", rule: "monitoring/container-insights", edits: insights("disabled"), want: verdict.Fail},
		{name: "insights by an account's setting that is not known", rule: "monitoring/container-insights", edits: append(insights("enabled"), pt.Unknown("module.app.aws_ecs_account_setting_default.this", "value")), want: verdict.Unknown},
		{name: "insights that nobody sets", rule: "monitoring/container-insights", edits: edits{pt.Computed(ecsCluster, "setting")}, want: verdict.Fail},
		{name: "environment files", rule: credentials, base: "existing-prod", edits: files(""), want: verdict.NotCollected},
		{name: "environment files and a password", rule: credentials, base: "existing-prod", edits: files(`,"environment":[{"name":"DB_PASSWORD","value":"hunter2"}]`), want: verdict.Fail},
		{name: "no environment files", rule: credentials, base: "existing-prod", edits: edits{containers(`[{"name":"app","image":"x","environmentFiles":[]}]`)}, want: verdict.Pass},
	}
}

func databaseHeirs() []writerCase {
	const rest = "encryption/database-at-rest"
	from := func(attribute string, value any) edits {
		return edits{pt.Set(database, attribute, value), pt.Express(database, attribute, "var.source")}
	}
	source := func(encrypted bool) pt.Edit {
		return pt.Add("module.data", "aws_db_instance", "source", map[string]any{"identifier": "source", "engine": "postgres", "storage_encrypted": encrypted}, nil)
	}
	linked := func(path string, more ...pt.Edit) edits {
		return append(more, pt.Link(database, path, ref("aws_db_instance.source", "identifier")...))
	}
	snapshot := func(typ string, after map[string]any, links written) edits {
		return edits{source(true), pt.Add("module.data", typ, "s", after, links), pt.Link(database, "snapshot_identifier", ref(typ+".s", "id")...)}
	}
	ofSource := written{"db_instance_identifier": ref("aws_db_instance.source", "identifier")}
	return []writerCase{
		{name: "restored from a snapshot elsewhere", rule: rest, edits: from("snapshot_identifier", "old"), want: verdict.Unknown},
		{name: "restored from a snapshot that is not known", rule: rest, edits: edits{pt.Unknown(database, "snapshot_identifier")}, want: verdict.Unknown},
		{name: "restored to a point in time", rule: rest, edits: from("restore_to_point_in_time", []any{map[string]any{"source_db_instance_identifier": "elsewhere"}}), want: verdict.Unknown},
		{name: "replica of a database elsewhere", rule: rest, edits: append(from("replicate_source_db", "arn:aws:rds:eu-west-1:1:db:elsewhere"), pt.Computed(database, "kms_key_id")), want: verdict.Unknown},
		{name: "replica with a key of a database elsewhere", rule: rest, edits: from("replicate_source_db", "arn:aws:rds:eu-west-1:1:db:elsewhere"), want: verdict.Pass},
		{name: "replica of an encrypted database", rule: rest, edits: linked("replicate_source_db", source(true), pt.Set(database, "storage_encrypted", nil)), want: verdict.Pass},
		{name: "replica of a plain database", rule: rest, edits: linked("replicate_source_db", source(false)), want: verdict.Fail},
		{name: "restored of a database's snapshot", rule: rest, edits: snapshot("aws_db_snapshot", map[string]any{"db_snapshot_identifier": "s"}, ofSource), want: verdict.Pass},
		{name: "restored of an existing plain snapshot", rule: rest, edits: snapshot("aws_db_snapshot", map[string]any{"db_snapshot_identifier": "s", "encrypted": false}, nil), want: verdict.Fail},
		{name: "restored of an encrypted copy", rule: rest, edits: snapshot("aws_db_snapshot_copy", map[string]any{"source_db_snapshot_identifier": "elsewhere", "kms_key_id": "arn:aws:kms:us-east-1:1:key/1"}, nil), want: verdict.Pass},
		{name: "restored of a copy", rule: rest, edits: snapshot("aws_db_snapshot_copy", map[string]any{"source_db_snapshot_identifier": "elsewhere"}, nil), want: verdict.Unknown},
		{name: "imported from S3", rule: rest, edits: from("s3_import", []any{map[string]any{"bucket_name": "b"}}), want: verdict.Pass},
		{name: "cluster restored from a snapshot", rule: rest, edits: clusterFrom("snapshot_identifier", "old", false), want: verdict.Unknown},
		{name: "cluster restored with a key", rule: rest, edits: clusterFrom("snapshot_identifier", "old", true), want: verdict.Pass},
		{name: "cluster restored to a point in time", rule: rest, edits: clusterFrom("restore_to_point_in_time", []any{map[string]any{"source_cluster_identifier": "x"}}, false), want: verdict.Unknown},
		{name: "cluster that replicates another", rule: rest, edits: clusterFrom("replication_source_identifier", "arn:aws:rds:eu-west-1:1:cluster:x", false), want: verdict.Unknown},
		{name: "cluster of a global database", rule: rest, edits: append(clusterFrom("global_cluster_identifier", "x", false), pt.Set("module.data.aws_rds_cluster.this", "storage_encrypted", nil)), want: verdict.Unknown},
		{name: "encrypted cluster of a global database", rule: rest, edits: clusterFrom("global_cluster_identifier", "x", false), want: verdict.Pass},
		{name: "retention of a restored database", rule: "backup/retention-days", edits: append(from("snapshot_identifier", "old"), pt.Computed(database, "backup_retention_period")), want: verdict.Unknown},
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

func routeWriters() []writerCase {
	const rule, table = "network/isolated-subnets-no-way-out", "module.network.aws_route_table.isolated"
	gateway := pt.Add("module.network", "aws_vpn_gateway", "this", map[string]any{}, written{"vpc_id": ref("aws_vpc.this", "id")})
	propagation := func(table ...string) pt.Edit {
		return pt.Add("module.network", "aws_vpn_gateway_route_propagation", "this", map[string]any{},
			written{"route_table_id": table, "vpn_gateway_id": ref("aws_vpn_gateway.this", "id")})
	}
	return []writerCase{
		{name: "propagation by the route table", rule: rule, edits: edits{gateway, pt.Link(table, "propagating_vgws", ref("aws_vpn_gateway.this", "id")...)}, want: verdict.Fail},
		{name: "propagation of a gateway elsewhere", rule: rule, edits: edits{pt.Set(table, "propagating_vgws", []any{"vgw-1"})}, want: verdict.Fail},
		{name: "propagation of an existing table", rule: rule, base: "existing-prod", edits: edits{pt.Set(table, "propagating_vgws", []any{"vgw-1"})}, want: verdict.Fail},
		{name: "propagation of gateways that are not known", rule: rule, edits: edits{pt.Unknown(table, "propagating_vgws")}, want: verdict.Unknown},
		{name: "propagation of no gateway", rule: rule, edits: edits{gateway, pt.Set(table, "propagating_vgws", []any{})}, want: verdict.Pass},
		{name: "propagation by a resource of its own", rule: rule, edits: edits{gateway, propagation(ref("aws_route_table.isolated", "id")...)}, want: verdict.Fail},
		{name: "propagation into a table that is not known", rule: rule, edits: edits{gateway, propagation("local.table")}, want: verdict.Unknown},
		{name: "a gateway without propagation", rule: rule, edits: edits{gateway}, want: verdict.Pass},
		{name: "propagation by the main table", rule: rule, edits: edits{gateway, pt.Remove(`module.network.aws_route_table_association.isolated["us-east-1a"]`),
			pt.Add("module.network", "aws_default_route_table", "main", map[string]any{"route": []any{}}, written{"default_route_table_id": ref("aws_vpc.this", "default_route_table_id"), "propagating_vgws": ref("aws_vpn_gateway.this", "id")})}, want: verdict.Fail},
	}
}

func roleWriters() []writerCase {
	const rule, base, taskRole = "identity/no-wildcards", "existing-prod", "module.app.aws_iam_role.task"
	const administrator, power = "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/PowerUserAccess"
	exclusive := func(typ, attribute string, values ...any) pt.Edit {
		return pt.Add("module.app", typ, "this", map[string]any{attribute: values}, written{"role_name": ref("aws_iam_role.task", "name")})
	}
	attachments := func(arns ...any) pt.Edit {
		return exclusive("aws_iam_role_policy_attachments_exclusive", "policy_arns", arns...)
	}
	inline := pt.Set(taskRole, "inline_policy", []any{map[string]any{"name": "old", "policy": `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`}})
	attachment := func(roles []string, after map[string]any) pt.Edit {
		after["policy_arn"] = administrator
		return pt.Add("module.app", "aws_iam_policy_attachment", "this", after, written{"roles": roles})
	}
	return []writerCase{
		{name: "exclusive attachments", rule: rule, base: base, edits: edits{attachments(power)}, want: verdict.Fail},
		{name: "exclusive attachments of a new role", rule: "identity/no-wildcards", edits: edits{attachments(power)}, want: verdict.Fail},
		{name: "exclusive attachments that are not known", rule: rule, base: base, edits: edits{attachments(), pt.Unknown("module.app.aws_iam_role_policy_attachments_exclusive.this", "policy_arns")}, want: verdict.Unknown},
		{name: "exclusive attachments of a role that is not known", rule: rule, base: base, edits: edits{attachments(power), pt.Unknown("module.app.aws_iam_role_policy_attachments_exclusive.this", "role_name")}, want: verdict.Unknown},
		{name: "exclusive attachments take one away", rule: rule, base: base, edits: edits{pt.Set(taskRole, "managed_policy_arns", []any{administrator}), attachments()}, want: verdict.Pass},
		{name: "an attachment that nobody takes away", rule: rule, base: base, edits: edits{pt.Set(taskRole, "managed_policy_arns", []any{administrator})}, want: verdict.Fail},
		{name: "exclusive policies take one away", rule: rule, base: base, edits: edits{inline, exclusive("aws_iam_role_policies_exclusive", "policy_names", "another")}, want: verdict.Pass},
		{name: "exclusive policies keep one", rule: rule, base: base, edits: edits{inline, exclusive("aws_iam_role_policies_exclusive", "policy_names", "old")}, want: verdict.Fail},
		{name: "attached to several roles", rule: rule, base: base, edits: edits{attachment(ref("aws_iam_role.task", "name"), map[string]any{})}, want: verdict.Fail},
		{name: "attached to roles that are not known", rule: rule, base: base, edits: edits{attachment([]string{"local.roles"}, map[string]any{})}, want: verdict.Unknown},
		{name: "attached to another role", rule: rule, base: base, edits: edits{pt.Add("module.app", "aws_iam_policy_attachment", "this", map[string]any{"policy_arn": administrator, "roles": []any{"another"}}, nil)}, want: verdict.Pass},
	}
}

// inlinePolicy gives the execution role, which has a policy of its own, one more statement.
func inlinePolicy(statement string) pt.Edit {
	return pt.Set(rolePolicy, "policy", `{"Statement":`+statement+`}`)
}

const everything = `{"Effect":"Allow","Action":"*","Resource":"*"}`

func boundaries() []writerCase {
	const rule, base = "identity/no-wildcards", "existing-prod"
	policy := func(statement string) edits {
		return edits{inlinePolicy(everything), pt.Add("module.app", "aws_iam_policy", "boundary", map[string]any{"arn": "arn:aws:iam::123456789012:policy/boundary", "policy": `{"Statement":` + statement + `}`}, nil),
			pt.Set(execution, "permissions_boundary", "arn:aws:iam::123456789012:policy/boundary")}
	}
	return []writerCase{
		{name: "without a boundary", rule: rule, base: base, edits: edits{inlinePolicy(everything)}, want: verdict.Fail},
		{name: "within a boundary of one bucket", rule: rule, base: base, edits: policy(`{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/*"}`), want: verdict.Pass},
		{name: "within a boundary of a service", rule: rule, base: base, edits: policy(`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`), want: verdict.Fail},
		{name: "within a boundary elsewhere", rule: rule, base: base, edits: edits{inlinePolicy(everything), pt.Set(execution, "permissions_boundary", "arn:aws:iam::123456789012:policy/elsewhere")}, want: verdict.Unknown},
		{name: "within a boundary that is not known", rule: rule, base: base, edits: edits{inlinePolicy(everything), pt.Unknown(execution, "permissions_boundary")}, want: verdict.Unknown},
		{name: "within the boundary of an administrator", rule: rule, base: base, edits: edits{inlinePolicy(everything), pt.Set(execution, "permissions_boundary", "arn:aws:iam::aws:policy/AdministratorAccess")}, want: verdict.Fail},
		{name: "all buckets", rule: rule, base: base, edits: edits{inlinePolicy(`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::*/*"}`)}, want: verdict.Fail},
		{name: "all of AWS", rule: rule, base: base, edits: edits{inlinePolicy(`{"Effect":"Allow","Action":"s3:?*","Resource":"arn:aws:*"}`)}, want: verdict.Fail},
		{name: "denied again", rule: rule, base: base, edits: edits{inlinePolicy(`[` + everything + `,{"Effect":"Deny","Action":"*","Resource":"*"}]`)}, want: verdict.Pass},
	}
}

// documents adds data sources that are read during apply, the last of which is a policy of the execution role.
func documents(all ...map[string]any) edits {
	var edits edits
	for i, after := range all {
		name := "d" + string(rune('0'+i))
		edits = append(edits, pt.Add("module.app", "aws_iam_policy_document", name, after, nil), asData("aws_iam_policy_document", name))
	}
	last := "data.aws_iam_policy_document.d" + string(rune('0'+len(all)-1))
	return append(edits, pt.Add("module.app", "aws_iam_role_policy", "document", map[string]any{}, written{"role": ref("aws_iam_role.execution", "id"), "policy": ref(last, "json")}))
}

// asData turns a resource that was added into a data source that apply reads.
func asData(typ, name string) pt.Edit {
	return func(p *pt.Plan) {
		r := p.Resource("module.app." + typ + "." + name)
		r["address"], r["mode"] = "module.app.data."+typ+"."+name, "data"
		c := r["change"].(map[string]any)
		c["actions"], c["after_unknown"] = []any{"read"}, map[string]any{"json": true, "id": true}
		for _, item := range p.Module("module.app")["resources"].([]any) {
			if block := item.(map[string]any); block["address"] == typ+"."+name {
				block["address"], block["mode"] = "data."+typ+"."+name, "data"
			}
		}
	}
}

// mergedWith says that a document takes others, which apply reads, too.
func mergedWith(name, attribute string, references ...string) pt.Edit {
	return func(p *pt.Plan) {
		address := "module.app.data.aws_iam_policy_document." + name
		c := p.Resource(address)["change"].(map[string]any)
		c["after"].(map[string]any)[attribute] = []any{nil}
		c["after_unknown"].(map[string]any)[attribute] = []any{true}
		for _, item := range p.Module("module.app")["resources"].([]any) {
			if block := item.(map[string]any); block["address"] == "data.aws_iam_policy_document."+name {
				refs := make([]any, len(references))
				for i, r := range references {
					refs[i] = r
				}
				block["expressions"] = map[string]any{attribute: map[string]any{"references": refs}}
			}
		}
	}
}

// resourcesOf says what the first resource of the first document refers to, which apply will tell.
func resourcesOf(references ...string) pt.Edit {
	return func(p *pt.Plan) {
		c := p.Resource("module.app.data.aws_iam_policy_document.d0")["change"].(map[string]any)
		c["after_unknown"].(map[string]any)["statement"] = []any{map[string]any{"resources": []any{true}}}
		for _, item := range p.Module("module.app")["resources"].([]any) {
			if block := item.(map[string]any); block["address"] == "data.aws_iam_policy_document.d0" {
				refs := make([]any, len(references))
				for i, r := range references {
					refs[i] = r
				}
				block["expressions"] = map[string]any{"statement": []any{map[string]any{"resources": map[string]any{"references": refs}}}}
			}
		}
	}
}

func policyDocuments() []writerCase {
	const rule, base = "identity/no-wildcards", "existing-prod"
	statement := func(sid, action string, resources any) map[string]any {
		return map[string]any{"statement": []any{map[string]any{"sid": sid, "actions": []any{action}, "resources": resources}}}
	}
	broad, narrow := statement("a", "s3:*", []any{"*"}), statement("a", "s3:GetObject", []any{"*"})
	other := ref("data.aws_iam_policy_document.d0", "json")
	merged := func(first map[string]any, attribute string, second map[string]any, more ...pt.Edit) edits {
		return append(append(documents(first, second), mergedWith("d1", attribute, other...)), more...)
	}
	return []writerCase{
		{name: "a document that apply reads", rule: rule, base: base, edits: documents(broad), want: verdict.Fail},
		{name: "a document of narrow actions", rule: rule, base: base, edits: documents(narrow), want: verdict.Pass},
		{name: "source documents", rule: rule, base: base, edits: merged(broad, "source_policy_documents", statement("b", "s3:GetObject", []any{"*"})), want: verdict.Fail},
		{name: "source documents that nobody shows", rule: rule, base: base, edits: append(documents(narrow, narrow), mergedWith("d1", "source_policy_documents", "local.documents")), want: verdict.Unknown},
		{name: "source documents that are text", rule: rule, base: base, edits: documents(map[string]any{"source_policy_documents": []any{`{"Statement":` + everything + `}`}}), want: verdict.Fail},
		{name: "a document of wildcard actions on what is not known", rule: rule, base: base, edits: documents(statement("a", "s3:*", []any{nil})), want: verdict.Unknown},
		{name: "a document of wildcard actions on one resource", rule: rule, base: base, edits: append(documents(statement("a", "s3:*", []any{nil})), resourcesOf(ref("aws_ecr_repository.app", "arn")...)), want: verdict.Pass},
		{name: "a document of wildcard actions on what a data source tells", rule: rule, base: base, edits: append(documents(statement("a", "s3:*", []any{nil})), resourcesOf("data.aws_caller_identity.this.account_id", "data.aws_caller_identity.this")), want: verdict.Unknown},
		{name: "a document of a wildcard beside one resource", rule: rule, base: base, edits: append(documents(statement("a", "s3:*", []any{nil, "*"})), resourcesOf(ref("aws_ecr_repository.app", "arn")...)), want: verdict.Fail},
		{name: "a document that overriding ones narrow", rule: rule, base: base, edits: merged(narrow, "override_policy_documents", broad), want: verdict.Pass},
		{name: "overriding documents", rule: rule, base: base, edits: merged(broad, "override_policy_documents", narrow), want: verdict.Fail},
	}
}

func keyWriters() []writerCase {
	const rule = "encryption/key-rotation"
	return []writerCase{
		{name: "a key that is enabled", rule: rule, edits: edits{pt.Set(kmsKey, "is_enabled", true)}, want: verdict.Pass},
		{name: "a key that is disabled", rule: rule, edits: edits{pt.Set(kmsKey, "is_enabled", false)}, want: verdict.Fail},
		{name: "a key that may be disabled", rule: rule, edits: edits{pt.Unknown(kmsKey, "is_enabled")}, want: verdict.Unknown},
		{name: "a disabled key of unknown rotation", rule: rule, edits: edits{pt.Set(kmsKey, "is_enabled", false), pt.Unknown(kmsKey, "enable_key_rotation")}, want: verdict.Fail},
	}
}

func auroraWriters() []writerCase {
	const rule, first, second = "availability/database-multi-az", "module.data.aws_rds_cluster_instance.ia", "module.data.aws_rds_cluster_instance.ib"
	zones := func(more ...pt.Edit) edits { return append(aurora(2), more...) }
	zone := func(address, zone string) pt.Edit { return pt.Set(address, "availability_zone", zone) }
	public := func(more ...pt.Edit) edits {
		return append(append(aurora(2), pt.Set(first, "publicly_accessible", true)), more...)
	}
	return []writerCase{
		{name: "instances of two zones", rule: rule, edits: zones(zone(first, "us-east-1a"), zone(second, "us-east-1b")), want: verdict.Pass},
		{name: "instances pinned to one zone", rule: rule, edits: zones(zone(first, "us-east-1a"), zone(second, "us-east-1a")), want: verdict.Fail},
		{name: "an instance pinned, one left to AWS", rule: rule, edits: zones(zone(first, "us-east-1a")), want: verdict.Pass},
		{name: "an instance of a zone that is not known", rule: rule, edits: zones(zone(first, "us-east-1a"), pt.Unknown(second, "availability_zone")), want: verdict.Unknown},
		{name: "a public instance", rule: "network/database-not-public", edits: public(), want: verdict.Fail},
		{name: "a public instance beside one that is not known", rule: "network/database-not-public", edits: public(pt.Unknown(second, "publicly_accessible")), want: verdict.Fail},
	}
}

func parameterWriters() []writerCase {
	const rule, asked, group = "encryption/database-in-transit", "force_tls: true", "module.data.aws_db_parameter_group.this"
	engine := func(version string) edits {
		return append(aurora(2), pt.Set("module.data.aws_rds_cluster.this", "engine_version", version))
	}
	return []writerCase{
		{name: "a parameter group", rule: rule, document: asked, edits: edits{pt.Set(group, "parameter", []any{map[string]any{"name": "rds.force_ssl", "value": "0"}})}, want: verdict.Fail},
		{name: "a parameter that is not known by name", rule: rule, document: asked, edits: edits{pt.Set(group, "parameter", []any{map[string]any{"value": "0"}}), pt.Unknown(group, "parameter.0.name")}, want: verdict.Unknown},
		{name: "an empty parameter group", rule: rule, document: asked, edits: edits{pt.Set(group, "parameter", []any{})}, want: verdict.Pass},
		{name: "Aurora before its default changed", rule: rule, document: asked, edits: engine("16.4"), want: verdict.Fail},
		{name: "Aurora after its default changed", rule: rule, document: asked, edits: engine("17.4"), want: verdict.Pass},
	}
}

func ruleWriters() []writerCase {
	const rule, base, group = "security_groups/database-ingress", "existing-prod", "module.security.aws_security_group.db"
	own := ref("aws_vpc_security_group_ingress_rule.db_app", "id")
	exclusive := func(after map[string]any, group []string, rules ...string) pt.Edit {
		links := written{"security_group_id": group}
		if len(rules) > 0 {
			links["ingress_rule_ids"] = rules
		}
		return pt.Add("module.security", "aws_vpc_security_group_rules_exclusive", "this", after, links)
	}
	db := ref("aws_security_group.db", "id")
	open := func(p *pt.Plan) {
		after := p.Resource(group)["change"].(map[string]any)["after"].(map[string]any)
		after["ingress"] = append(after["ingress"].([]any), map[string]any{"cidr_blocks": []any{"0.0.0.0/0"}, "protocol": "tcp", "from_port": 5432.0, "to_port": 5432.0, "self": false})
	}
	more := addRule("ingress", "db", 22)
	return []writerCase{
		{name: "all rules are listed", rule: rule, base: base, edits: edits{exclusive(map[string]any{}, db, own...)}, want: verdict.Pass},
		{name: "the list of all rules removes one", rule: rule, base: base, edits: edits{open, exclusive(map[string]any{}, db, own...)}, want: verdict.Pass},
		{name: "nobody removes a rule", rule: rule, base: base, edits: edits{open}, want: verdict.Fail},
		{name: "the list of all rules removes what is needed", rule: rule, base: base, edits: edits{exclusive(map[string]any{"ingress_rule_ids": []any{}}, db)}, want: verdict.Fail},
		{name: "the list of all rules names one elsewhere", rule: rule, base: base, edits: edits{exclusive(map[string]any{"ingress_rule_ids": []any{"sgr-0123456789abcdef0"}}, db)}, want: verdict.Unknown},
		{name: "the list of all rules is not known", rule: rule, base: base, edits: edits{exclusive(map[string]any{}, db, "local.rules")}, want: verdict.Unknown},
		{name: "the list of all rules of an unknown group", rule: rule, base: base, edits: edits{exclusive(map[string]any{}, []string{"local.group"}, own...)}, want: verdict.Unknown},
		{name: "a new rule that the list of all rules lacks", rule: rule, base: base, edits: edits{more, exclusive(map[string]any{}, db, own...)}, want: verdict.Unknown},
		{name: "a new rule that the list of all rules names", rule: rule, base: base, edits: edits{more, exclusive(map[string]any{}, db, append(ref("aws_vpc_security_group_ingress_rule.more", "id"), own...)...)}, want: verdict.Fail},
	}
}

func scanWriters() []writerCase {
	const rule, registry = "delivery/scan-on-push", "module.app.aws_ecr_registry_scanning_configuration.this"
	scanning := func(typ string, rules ...any) pt.Edit {
		return pt.Add("module.app", "aws_ecr_registry_scanning_configuration", "this", map[string]any{"scan_type": typ, "rule": rules}, nil)
	}
	each := func(frequency, filter string) any {
		return map[string]any{"scan_frequency": frequency, "repository_filter": []any{map[string]any{"filter": filter, "filter_type": "WILDCARD"}}}
	}
	off := pt.Set(repository, "image_scanning_configuration.0.scan_on_push", false)
	outlive := func(more ...pt.Edit) edits {
		return append(edits{pt.Set(database, "skip_final_snapshot", true), pt.Add("module.data", "aws_db_instance_automated_backups_replication", "this", map[string]any{},
			written{"source_db_instance_arn": ref("aws_db_instance.this", "arn")})}, more...)
	}
	return []writerCase{
		{name: "the registry scans all", rule: rule, edits: edits{off, scanning("BASIC", each("SCAN_ON_PUSH", "*"))}, want: verdict.Pass},
		{name: "the registry scans others alone", rule: rule, edits: edits{scanning("ENHANCED", each("CONTINUOUS_SCAN", "other*"))}, want: verdict.Fail},
		{name: "the registry scans by hand", rule: rule, edits: edits{scanning("ENHANCED", each("MANUAL", "*"))}, want: verdict.Fail},
		{name: "the registry scans others too", rule: rule, edits: edits{scanning("BASIC", each("SCAN_ON_PUSH", "other*"))}, want: verdict.Pass},
		{name: "how the registry scans is not known", rule: rule, edits: edits{scanning("ENHANCED"), pt.Unknown(registry, "rule")}, want: verdict.Unknown},
		{name: "backups in another region", rule: "backup/copies-outlive-instance", edits: outlive(), want: verdict.Pass},
		{name: "backups of an unknown database in another region", rule: "backup/copies-outlive-instance", edits: outlive(pt.Unknown("module.data.aws_db_instance_automated_backups_replication.this", "source_db_instance_arn")), want: verdict.Unknown},
	}
}

func backupWriters() []writerCase {
	const rule, address = "backup/copies-outlive-instance", "module.data.aws_backup_selection.this"
	selection := func(after map[string]any, more ...pt.Edit) edits {
		return append(edits{pt.Set(database, "skip_final_snapshot", true), pt.Add("module.data", "aws_backup_selection", "this", after, nil)}, more...)
	}
	tag := func(key, value string) []any {
		return []any{map[string]any{"type": "STRINGEQUALS", "key": key, "value": value}}
	}
	equals := func(key, value string) []any {
		return []any{map[string]any{"string_equals": []any{map[string]any{"key": "aws:ResourceTag/" + key, "value": value}}}}
	}
	all, databases := []any{"*"}, []any{"arn:aws:rds:*:*:db:*"}
	return []writerCase{
		{name: "backed up by name", rule: rule, edits: selection(map[string]any{}, pt.Link(address, "resources", ref("aws_db_instance.this", "arn")...)), want: verdict.Pass},
		{name: "backed up by a tag", rule: rule, edits: selection(map[string]any{"selection_tag": tag("Project", "shop")}), want: verdict.Pass},
		{name: "backed up by a tag of others", rule: rule, edits: selection(map[string]any{"selection_tag": tag("Project", "other")}), want: verdict.Fail},
		{name: "backed up by tags that are not known", rule: rule, edits: selection(map[string]any{}, pt.Unknown(address, "selection_tag")), want: verdict.Unknown},
		{name: "backed up as all databases", rule: rule, edits: selection(map[string]any{"resources": databases}), want: verdict.Pass},
		{name: "backed up as all clusters", rule: rule, edits: selection(map[string]any{"resources": []any{"arn:aws:rds:*:*:cluster:*"}}), want: verdict.Fail},
		{name: "backed up with all that has a tag", rule: rule, edits: selection(map[string]any{"resources": all, "condition": equals("Project", "shop")}), want: verdict.Pass},
		{name: "backed up with all that has another tag", rule: rule, edits: selection(map[string]any{"resources": all, "condition": equals("Project", "other")}), want: verdict.Fail},
		{name: "excepted from the backup", rule: rule, edits: selection(map[string]any{"resources": all, "not_resources": databases}), want: verdict.Fail},
	}
}

// TestSecondWriters judges what overrides, suspends or passes on an attribute that a rule judges.
func TestSecondWriters(t *testing.T) {
	for _, c := range writerCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base := c.base
			if base == "" {
				base = "ok-prod"
			}
			r, _ := judgePlan(t, pt.Load(t, base).Apply(c.edits...).JSON(), "--env", "prod", "--only", c.rule, "--architecture", documentWith(t, c.document))
			got := worst(statuses(r, c.rule))
			if got != c.want {
				t.Errorf("%s, want %s\n%s", got, c.want, messages(r))
			}
		})
	}
}

// worst is the status that counts of those a rule has for several resources.
func worst(all []verdict.Status) verdict.Status {
	for _, s := range []verdict.Status{verdict.Fail, verdict.NotCollected, verdict.Unknown, verdict.Pass} {
		if slices.Contains(all, s) {
			return s
		}
	}
	return verdict.NotApplicable
}

// TestSecondWritersTable: each row names a rule that exists and a test above that judges it.
func TestSecondWritersTable(t *testing.T) {
	file, err := os.Open("../../internal/collect/plan/testdata/second_writers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows = rows[1:]
	rules, tests := map[string]bool{}, map[string]string{}
	for _, r := range allRules(t) {
		rules[r.ID] = true
	}
	for _, c := range writerCases() {
		tests[c.name] = c.rule
	}
	if !slices.IsSortedFunc(rows, slices.Compare) {
		t.Error("the rows are not sorted")
	}
	for _, row := range rows {
		if rule, test := row[0], row[len(row)-1]; !rules[rule] || tests[test] != rule {
			t.Errorf("%v: no such rule, or no case %q of TestSecondWriters judges it", row, test)
		}
	}
}
