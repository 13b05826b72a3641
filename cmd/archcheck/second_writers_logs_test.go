package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

const (
	logBucket     = "module.app.aws_s3_bucket.logs"
	logEncryption = "module.app.aws_s3_bucket_server_side_encryption_configuration.logs"
	logService    = `"Principal":{"Service":"logdelivery.elasticloadbalancing.amazonaws.com"}`
)

// logPolicy is the policy of the bucket of access logs.
func logPolicy(statements string) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_s3_bucket_policy",
		"logs",
		map[string]any{"policy": `{"Version":"2012-10-17","Statement":[` + statements + `]}`},
		written{"bucket": ref("aws_s3_bucket.logs", "id")},
	)
}

// letsLogsIn is the policy that AWS documents.
func letsLogsIn() pt.Edit {
	return logPolicy(
		`{"Effect":"Allow",` + logService + `,"Action":"s3:PutObject","Resource":"arn:aws:s3:::shop-prod-alb-logs/*/AWSLogs/*"}`,
	)
}

// logWriters keep access logs out of the bucket that they are switched on for.
func logWriters() []writerCase {
	const rule = "monitoring/access-logs"
	const allowed = `{"Effect":"Allow",` + logService + `,"Action":"s3:PutObject","Resource":"arn:aws:s3:::shop-prod-alb-logs/*"}`
	policy := func(name, statements string, want verdict.Status) writerCase {
		return writerCase{name: name, rule: rule, edits: edits{logPolicy(statements)}, want: want}
	}
	deny := func(rest string) string { return allowed + `,{"Effect":"Deny","Principal":"*",` + rest + `}` }
	const objects = `"Action":"s3:*","Resource":"arn:aws:s3:::shop-prod-alb-logs/*"`
	algorithm := func(name string) edits {
		return edits{pt.Set(logEncryption, "rule.0.apply_server_side_encryption_by_default.0.sse_algorithm", name)}
	}
	return []writerCase{
		{name: "a bucket whose policy another state writes", rule: rule, want: verdict.Pass},
		policy("a policy that lets logs in", allowed, verdict.Pass),
		policy(
			"a policy of the account that writes logs",
			`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::127311923021:root"},"Action":"s3:Put*","Resource":"arn:aws:s3:::shop-prod-alb-logs/AWSLogs/*"}`,
			verdict.Pass,
		),
		policy(
			"a policy of the account that writes logs elsewhere",
			`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::156460612806:root"},"Action":"s3:Put*","Resource":"arn:aws:s3:::shop-prod-alb-logs/AWSLogs/*"}`,
			verdict.Fail,
		),
		policy(
			"a policy that lets logs of network load balancers in",
			`{"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},"Action":"s3:PutObject","Resource":"*"}`,
			verdict.Fail,
		),
		policy(
			"a policy that lets logs in elsewhere",
			`{"Effect":"Allow",`+logService+`,"Action":"s3:PutObject","Resource":"arn:aws:s3:::shop-prod-alb-logs/other/AWSLogs/*"}`,
			verdict.Fail,
		),
		policy(
			"a policy that lets logs be read",
			`{"Effect":"Allow",`+logService+`,"Action":"s3:GetObject","Resource":"*"}`,
			verdict.Fail,
		),
		policy("a policy that denies everything", deny(objects), verdict.Fail),
		policy(
			"a policy that denies plain connections",
			deny(objects+`,"Condition":{"Bool":{"aws:SecureTransport":"false"}}`),
			verdict.Pass,
		),
		policy(
			"a policy that denies other objects",
			deny(`"Action":"s3:*","Resource":"arn:aws:s3:::shop-prod-alb-logs/private/*"`),
			verdict.Pass,
		),
		policy(
			"a policy that denies on a condition",
			deny(objects+`,"Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}`),
			verdict.NotCollected,
		),
		policy("a policy that denies to delete", deny(`"Action":"s3:DeleteObject","Resource":"*"`), verdict.Pass),
		{
			name:  "a policy that is not known",
			rule:  rule,
			edits: edits{letsLogsIn(), pt.Unknown("module.app.aws_s3_bucket_policy.logs", "policy")},
			want:  verdict.Unknown,
		},
		{
			name: "perhaps the policy of the bucket",
			rule: rule,
			edits: edits{
				pt.Add(
					"module.app",
					"aws_s3_bucket_policy",
					"logs",
					map[string]any{"policy": `{"Statement":[]}`},
					written{"bucket": {"local.bucket"}},
				),
			},
			want: verdict.Unknown,
		},
		{name: "a bucket of logs with a key of KMS", rule: rule, edits: algorithm("aws:kms"), want: verdict.Fail},
		{name: "a bucket of logs with two layers", rule: rule, edits: algorithm("aws:kms:dsse"), want: verdict.Fail},
		{
			name:  "a bucket of logs of unknown encryption",
			rule:  rule,
			edits: edits{pt.Unknown(logEncryption, "rule")},
			want:  verdict.Unknown,
		},
		{
			name:  "a bucket of logs in another region",
			rule:  rule,
			edits: edits{pt.Set(logBucket, "region", "eu-west-1")},
			want:  verdict.Fail,
		},
	}
}
