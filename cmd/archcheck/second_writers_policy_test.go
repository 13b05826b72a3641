package main

import (
	"strings"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// documents adds data sources that are read during apply, the last of which is a policy of the execution role.
func documents(all ...map[string]any) edits {
	var edits edits
	for i, after := range all {
		name := "d" + string(rune('0'+i))
		edits = append(
			edits,
			pt.Add("module.app", "aws_iam_policy_document", name, after, nil),
			asData("aws_iam_policy_document", name),
		)
	}
	last := "data.aws_iam_policy_document.d" + string(rune('0'+len(all)-1))
	return append(
		edits,
		pt.Add(
			"module.app",
			"aws_iam_role_policy",
			"document",
			map[string]any{},
			written{"role": ref("aws_iam_role.execution", "id"), "policy": ref(last, "json")},
		),
	)
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
		after, unknown := c["after"].(map[string]any), c["after_unknown"].(map[string]any)
		if unknown[attribute] = true; !strings.HasSuffix(attribute, "_json") { // a list of documents
			after[attribute], unknown[attribute] = []any{nil}, []any{true}
		}
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
				block["expressions"] = map[string]any{
					"statement": []any{map[string]any{"resources": map[string]any{"references": refs}}},
				}
			}
		}
	}
}

func policyDocuments() []writerCase {
	const rule, base = "identity/no-wildcards", "existing-prod"
	statement := func(sid, action string, resources any) map[string]any {
		return map[string]any{
			"statement": []any{map[string]any{"sid": sid, "actions": []any{action}, "resources": resources}},
		}
	}
	broad, narrow := statement("a", "s3:*", []any{"*"}), statement("a", "s3:GetObject", []any{"*"})
	other := ref("data.aws_iam_policy_document.d0", "json")
	merged := func(first map[string]any, attribute string, second map[string]any) edits {
		return append(documents(first, second), mergedWith("d1", attribute, other...))
	}
	return []writerCase{
		{name: "a document that apply reads", rule: rule, base: base, edits: documents(broad), want: verdict.Fail},
		{name: "a document of narrow actions", rule: rule, base: base, edits: documents(narrow), want: verdict.Pass},
		{
			name:  "source documents",
			rule:  rule,
			base:  base,
			edits: merged(broad, "source_policy_documents", statement("b", "s3:GetObject", []any{"*"})),
			want:  verdict.Fail,
		},
		{
			name:  "a source document that is text",
			rule:  rule,
			base:  base,
			edits: documents(map[string]any{"source_json": `{"Statement":` + everything + `}`}),
			want:  verdict.Fail,
		},
		{
			name:  "a source document",
			rule:  rule,
			base:  base,
			edits: merged(broad, "source_json", statement("b", "s3:GetObject", []any{"*"})),
			want:  verdict.Fail,
		},
		{
			name:  "a source document that nobody shows",
			rule:  rule,
			base:  base,
			edits: append(documents(narrow), mergedWith("d0", "source_json", "local.document")),
			want:  verdict.Unknown,
		},
		{
			name:  "an overriding document that is text",
			rule:  rule,
			base:  base,
			edits: documents(map[string]any{"override_json": `{"Statement":` + everything + `}`}),
			want:  verdict.Fail,
		},
		{
			name:  "source documents that nobody shows",
			rule:  rule,
			base:  base,
			edits: append(documents(narrow, narrow), mergedWith("d1", "source_policy_documents", "local.documents")),
			want:  verdict.Unknown,
		},
		{
			name:  "source documents that are text",
			rule:  rule,
			base:  base,
			edits: documents(map[string]any{"source_policy_documents": []any{`{"Statement":` + everything + `}`}}),
			want:  verdict.Fail,
		},
		{
			name:  "a document of wildcard actions on what is not known",
			rule:  rule,
			base:  base,
			edits: documents(statement("a", "s3:*", []any{nil})),
			want:  verdict.Unknown,
		},
		{
			name: "a document of wildcard actions on one resource",
			rule: rule,
			base: base,
			edits: append(
				documents(statement("a", "s3:*", []any{nil})),
				resourcesOf(ref("aws_ecr_repository.app", "arn")...),
			),
			want: verdict.Pass,
		},
		{
			name: "a document of wildcard actions on what a data source tells",
			rule: rule,
			base: base,
			edits: append(
				documents(statement("a", "s3:*", []any{nil})),
				resourcesOf("data.aws_caller_identity.this.account_id", "data.aws_caller_identity.this"),
			),
			want: verdict.Unknown,
		},
		{
			name: "a document of a wildcard beside one resource",
			rule: rule,
			base: base,
			edits: append(
				documents(statement("a", "s3:*", []any{nil, "*"})),
				resourcesOf(ref("aws_ecr_repository.app", "arn")...),
			),
			want: verdict.Fail,
		},
		{
			name:  "a document that overriding ones narrow",
			rule:  rule,
			base:  base,
			edits: merged(narrow, "override_policy_documents", broad),
			want:  verdict.Pass,
		},
		{
			name:  "a source document whose statement its own one replaces",
			rule:  rule,
			base:  base,
			edits: merged(broad, "source_policy_documents", narrow),
			want:  verdict.Pass,
		},
		{
			name: "a source document with a statement without a sid",
			rule: rule,
			base: base,
			edits: merged(
				statement("", "s3:*", []any{"*"}),
				"source_policy_documents",
				statement("", "s3:GetObject", []any{"*"}),
			),
			want: verdict.Fail,
		},
		{
			name:  "overriding documents",
			rule:  rule,
			base:  base,
			edits: merged(broad, "override_policy_documents", narrow),
			want:  verdict.Fail,
		},
	}
}
