package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

func roleWriters() []writerCase {
	const rule, base, taskRole = "identity/no-wildcards", "existing-prod", "module.app.aws_iam_role.task"
	const administrator, power = "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/PowerUserAccess"
	exclusive := func(typ, attribute string, values ...any) pt.Edit {
		return pt.Add(
			"module.app",
			typ,
			"this",
			map[string]any{attribute: values},
			written{"role_name": ref("aws_iam_role.task", "name")},
		)
	}
	attachments := func(arns ...any) pt.Edit {
		return exclusive("aws_iam_role_policy_attachments_exclusive", "policy_arns", arns...)
	}
	inline := pt.Set(
		taskRole,
		"inline_policy",
		[]any{map[string]any{"name": "old", "policy": `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`}},
	)
	attachment := func(roles []string, after map[string]any) pt.Edit {
		after["policy_arn"] = administrator
		return pt.Add("module.app", "aws_iam_policy_attachment", "this", after, written{"roles": roles})
	}
	return []writerCase{
		{name: "exclusive attachments", rule: rule, base: base, edits: edits{attachments(power)}, want: verdict.Fail},
		{
			name:  "exclusive attachments of a new role",
			rule:  "identity/no-wildcards",
			edits: edits{attachments(power)},
			want:  verdict.Fail,
		},
		{
			name: "exclusive attachments that are not known",
			rule: rule,
			base: base,
			edits: edits{
				attachments(),
				pt.Unknown("module.app.aws_iam_role_policy_attachments_exclusive.this", "policy_arns"),
			},
			want: verdict.Unknown,
		},
		{
			name: "exclusive attachments of a role that is not known",
			rule: rule,
			base: base,
			edits: edits{
				attachments(power),
				pt.Unknown("module.app.aws_iam_role_policy_attachments_exclusive.this", "role_name"),
			},
			want: verdict.Unknown,
		},
		{
			name:  "exclusive attachments take one away",
			rule:  rule,
			base:  base,
			edits: edits{pt.Set(taskRole, "managed_policy_arns", []any{administrator}), attachments()},
			want:  verdict.Pass,
		},
		{
			name:  "an attachment that nobody takes away",
			rule:  rule,
			base:  base,
			edits: edits{pt.Set(taskRole, "managed_policy_arns", []any{administrator})},
			want:  verdict.Fail,
		},
		{
			name:  "exclusive policies take one away",
			rule:  rule,
			base:  base,
			edits: edits{inline, exclusive("aws_iam_role_policies_exclusive", "policy_names", "another")},
			want:  verdict.Pass,
		},
		{
			name:  "exclusive policies keep one",
			rule:  rule,
			base:  base,
			edits: edits{inline, exclusive("aws_iam_role_policies_exclusive", "policy_names", "old")},
			want:  verdict.Fail,
		},
		{
			name:  "attached to several roles",
			rule:  rule,
			base:  base,
			edits: edits{attachment(ref("aws_iam_role.task", "name"), map[string]any{})},
			want:  verdict.Fail,
		},
		{
			name:  "attached to roles that are not known",
			rule:  rule,
			base:  base,
			edits: edits{attachment([]string{"local.roles"}, map[string]any{})},
			want:  verdict.Unknown,
		},
		{
			name: "attached to another role",
			rule: rule,
			base: base,
			edits: edits{
				pt.Add(
					"module.app",
					"aws_iam_policy_attachment",
					"this",
					map[string]any{"policy_arn": administrator, "roles": []any{"another"}},
					nil,
				),
			},
			want: verdict.Pass,
		},
	}
}

// inlinePolicy gives the execution role, which has a policy of its own, one more statement.
func inlinePolicy(statement string) pt.Edit {
	return pt.Set(rolePolicy, "policy", `{"Statement":`+statement+`}`)
}

// becoming has the application's role become another one, which its account trusts and AWS's policy makes broad or not.
func becoming(policy string) edits {
	const role = "arn:aws:iam::123456789012:role/other"
	return edits{
		inlinePolicy(`{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"` + role + `"}`),
		pt.Add("module.app", "aws_iam_role", "other", map[string]any{
			"name":                "other",
			"arn":                 role,
			"assume_role_policy":  `{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::123456789012:root"}}}`,
			"managed_policy_arns": []any{"arn:aws:iam::aws:policy/" + policy},
		}, nil),
	}
}

const everything = `{"Effect":"Allow","Action":"*","Resource":"*"}`

func boundaries() []writerCase {
	const rule, base = "identity/no-wildcards", "existing-prod"
	policy := func(statement string) edits {
		return edits{
			inlinePolicy(everything),
			pt.Add(
				"module.app",
				"aws_iam_policy",
				"boundary",
				map[string]any{
					"arn":    "arn:aws:iam::123456789012:policy/boundary",
					"policy": `{"Statement":` + statement + `}`,
				},
				nil,
			),
			pt.Set(execution, "permissions_boundary", "arn:aws:iam::123456789012:policy/boundary"),
		}
	}
	return []writerCase{
		{
			name:  "a role that may become an administrator",
			rule:  rule,
			base:  base,
			edits: becoming("AdministratorAccess"),
			want:  verdict.Fail,
		},
		{
			name:  "a role that may become a narrow one",
			rule:  rule,
			base:  base,
			edits: becoming("AWSXRayDaemonWriteAccess"),
			want:  verdict.Pass,
		},
		{
			name: "within all but identities",
			rule: rule,
			base: base,
			edits: edits{
				inlinePolicy(everything),
				pt.Set(execution, "permissions_boundary", "arn:aws:iam::aws:policy/PowerUserAccess"),
			},
			want: verdict.Fail,
		},
		{
			name: "within a narrow policy of AWS's",
			rule: rule,
			base: base,
			edits: edits{
				inlinePolicy(everything),
				pt.Set(execution, "permissions_boundary", "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"),
			},
			want: verdict.Pass,
		},
		{
			name:  "without a boundary",
			rule:  rule,
			base:  base,
			edits: edits{inlinePolicy(everything)},
			want:  verdict.Fail,
		},
		{
			name:  "within a boundary of one bucket",
			rule:  rule,
			base:  base,
			edits: policy(`{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/*"}`),
			want:  verdict.Pass,
		},
		{
			name:  "within a boundary of a service",
			rule:  rule,
			base:  base,
			edits: policy(`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`),
			want:  verdict.Fail,
		},
		{
			name: "within a boundary elsewhere",
			rule: rule,
			base: base,
			edits: edits{
				inlinePolicy(everything),
				pt.Set(execution, "permissions_boundary", "arn:aws:iam::123456789012:policy/elsewhere"),
			},
			want: verdict.Unknown,
		},
		{
			name:  "within a boundary that is not known",
			rule:  rule,
			base:  base,
			edits: edits{inlinePolicy(everything), pt.Unknown(execution, "permissions_boundary")},
			want:  verdict.Unknown,
		},
		{
			name: "within the boundary of an administrator",
			rule: rule,
			base: base,
			edits: edits{
				inlinePolicy(everything),
				pt.Set(execution, "permissions_boundary", "arn:aws:iam::aws:policy/AdministratorAccess"),
			},
			want: verdict.Fail,
		},
		{
			name:  "all buckets",
			rule:  rule,
			base:  base,
			edits: edits{inlinePolicy(`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::*/*"}`)},
			want:  verdict.Fail,
		},
		{
			name:  "all of AWS",
			rule:  rule,
			base:  base,
			edits: edits{inlinePolicy(`{"Effect":"Allow","Action":"s3:?*","Resource":"arn:aws:*"}`)},
			want:  verdict.Fail,
		},
		{
			name:  "denied again",
			rule:  rule,
			base:  base,
			edits: edits{inlinePolicy(`[` + everything + `,{"Effect":"Deny","Action":"*","Resource":"*"}]`)},
			want:  verdict.Pass,
		},
	}
}
