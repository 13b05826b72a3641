package wiring

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

// role is a role with these policies and this boundary, empty for none.
func roleWith(t *testing.T, boundary string, policies ...string) *model.Role {
	t.Helper()
	read := func(document string) []model.Statement {
		statements, err := form.Statements(document, "p")
		if err != nil {
			t.Fatal(err)
		}
		return statements
	}
	r := &model.Role{
		Statements:         model.Whole[model.Statement](),
		ManagedPolicies:    model.Whole[string](),
		Boundary:           model.Known(""),
		BoundaryStatements: model.Whole[model.Statement](),
	}
	for _, p := range policies {
		r.Statements = r.Statements.With(read(p)...)
	}
	if boundary != "" {
		r.Boundary, r.BoundaryStatements = model.Known("b"), model.Whole(read(boundary)...)
	}
	return r
}

func allow(rest string) string { return `{"Statement":[{"Effect":"Allow",` + rest + `}]}` }
func deny(rest string) string  { return `{"Statement":[{"Effect":"Deny",` + rest + `}]}` }

// TestWildcards: which actions on which resources, with the cases of AWS's own documentation.
func TestWildcards(t *testing.T) {
	everything := allow(`"Action":"*","Resource":"*"`)
	for _, c := range []struct {
		name, boundary string
		policies       []string
		broad          bool
	}{
		{name: "administrator", policies: []string{everything}, broad: true},
		{name: "all of a service", policies: []string{allow(`"Action":["dynamodb:*"],"Resource":"*"`)}, broad: true},
		{name: "a verb of a service", policies: []string{allow(`"Action":"s3:Get*","Resource":"arn:aws:s3:::*/*"`)}, broad: true},
		{name: "one character", policies: []string{allow(`"Action":"s3:?etObject","Resource":"*"`)}, broad: true},
		{name: "an incomplete ARN", policies: []string{allow(`"Action":"sqs:*","Resource":"arn:aws:sqs"`)}, broad: true},
		{name: "all tables", policies: []string{allow(`"Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:*:table/*"`)}, broad: true},
		{name: "one bucket", policies: []string{allow(`"Action":"s3:*","Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/*"]`)}},
		{name: "one action", policies: []string{allow(`"Action":"ecr:GetAuthorizationToken","Resource":"*"`)}},
		{name: "one of two resources", policies: []string{allow(`"Action":"s3:*","Resource":["arn:aws:s3:::amzn-s3-demo-bucket","*"]`)}, broad: true},
		{name: "two statements that are narrow each", policies: []string{allow(`"Action":"s3:*","Resource":"arn:aws:s3:::b/*"`), allow(`"Action":"sqs:ListQueues","Resource":"*"`)}},
		{name: "NotAction", policies: []string{allow(`"NotAction":"iam:*","Resource":"*"`)}, broad: true},
		{name: "NotAction on a bucket", policies: []string{allow(`"NotAction":"s3:DeleteBucket","Resource":"arn:aws:s3:::b"`)}},
		{name: "NotAction of everything", policies: []string{allow(`"NotAction":"*","Resource":"*"`)}},
		{name: "NotResource", policies: []string{allow(`"Action":"s3:*","NotResource":"arn:aws:s3:::HRBucket"`)}, broad: true},
		{name: "NotResource of everything", policies: []string{allow(`"Action":"s3:*","NotResource":"*"`)}},
		{name: "NotResource of one action", policies: []string{allow(`"Action":"s3:GetObject","NotResource":"arn:aws:s3:::HRBucket"`)}},
		{name: "denied again", policies: []string{everything, deny(`"Action":"*","Resource":"*"`)}},
		{name: "a part denied", policies: []string{everything, deny(`"Action":"iam:*","Resource":"*"`)}, broad: true},
		{name: "denied where a condition holds", policies: []string{everything, deny(`"Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}`)}, broad: true},
		{name: "all but one action denied", policies: []string{everything, deny(`"NotAction":["s3:GetObject"],"Resource":"*"`)}},
		{name: "all but a service denied", policies: []string{everything, deny(`"NotAction":["s3:*"],"Resource":"*"`)}, broad: true},
		{name: "all but a bucket denied", policies: []string{everything, deny(`"Action":"*","NotResource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`)}},
		{name: "all but all buckets denied", policies: []string{everything, deny(`"Action":"*","NotResource":"arn:aws:s3:::*"`)}, broad: true},
		{name: "cases of letters", policies: []string{allow(`"Action":"S3:*","Resource":"*"`), deny(`"Action":"s3:*","Resource":"*"`)}},
		{name: "who calls from where", policies: []string{allow(`"Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`)}, broad: true},
		{name: "with a second factor", policies: []string{allow(`"Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`)}, broad: true},
		{name: "resources of a tag", policies: []string{allow(`"Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Owner":"shop"}}`)}},
		{name: "resources of any tag", policies: []string{allow(`"Action":"ec2:*","Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/Owner":"*"}}`)}, broad: true},
		{name: "resources of a tag or none", policies: []string{allow(`"Action":"ec2:*","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:ResourceTag/Owner":"shop"}}`)}, broad: true},
		{name: "resources without a tag", policies: []string{allow(`"Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceTag/Owner":"shop"}}`)}, broad: true},
		{name: "any cluster", policies: []string{allow(`"Action":"ecs:*","Resource":"*","Condition":{"ArnLike":{"ecs:cluster":"arn:aws:ecs:*:*:cluster/*"}}`)}, broad: true},
		{name: "any secret", policies: []string{allow(`"Action":"secretsmanager:*","Resource":"*","Condition":{"ArnEquals":{"secretsmanager:SecretId":"arn:aws:secretsmanager:*:*:secret:*"}}`)}, broad: true},
		{name: "keys of any alias", policies: []string{allow(`"Action":"kms:*","Resource":"*","Condition":{"ForAnyValue:StringLike":{"kms:ResourceAliases":"alias/*"}}`)}, broad: true},
		{name: "keys of an alias", policies: []string{allow(`"Action":"kms:*","Resource":"*","Condition":{"ForAnyValue:StringLike":{"kms:ResourceAliases":"alias/shop*"}}`)}},
		{name: "one cluster", policies: []string{allow(`"Action":"ecs:*","Resource":"*","Condition":{"ArnEquals":{"ecs:cluster":"arn:aws:ecs:us-east-1:1:cluster/shop"}}`)}},
		{name: "a boundary that lets all through", boundary: everything, policies: []string{everything}, broad: true},
		{name: "a boundary of three services", boundary: allow(`"Action":["s3:*","cloudwatch:*","ec2:*"],"Resource":"*"`), policies: []string{everything}, broad: true},
		{name: "a boundary of other services", boundary: allow(`"Action":["s3:*","cloudwatch:*","ec2:*"],"Resource":"*"`), policies: []string{allow(`"Action":"iam:*","Resource":"*"`)}},
		{name: "a boundary of one bucket", boundary: allow(`"Action":"*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`), policies: []string{everything}},
		{name: "a boundary of one action", boundary: allow(`"Action":"s3:GetObject","Resource":"*"`), policies: []string{everything}},
		{name: "a boundary that denies", boundary: `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}`, policies: []string{allow(`"Action":"s3:*","Resource":"*"`)}},
		{name: "a boundary allows nothing by itself", boundary: everything, policies: []string{allow(`"Action":"s3:GetObject","Resource":"*"`)}},
	} {
		found := wildcards(roleWith(t, c.boundary, c.policies...))
		if broad := len(found.Items()) > 0; broad != c.broad || !found.IsWhole() {
			t.Errorf("%s: %v %v", c.name, found.Items(), found.IsWhole())
		}
	}
}

// TestWildcardsOpen: what is not read leaves the answer open where it could decide.
func TestWildcardsOpen(t *testing.T) {
	why := model.Why{Reason: model.KnownAfterApply}
	statement := func(edit func(*model.Statement)) *model.Role {
		r := roleWith(t, "", allow(`"Action":"s3:*","Resource":"*"`))
		edit(&r.Statements.Items()[0])
		return r
	}
	bounded := func(edit func(*model.Role)) *model.Role {
		r := roleWith(t, "", allow(`"Action":"s3:*","Resource":"*"`))
		edit(r)
		return r
	}
	for name, r := range map[string]*model.Role{
		"effect":     statement(func(s *model.Statement) { s.Effect = model.Unknown[string](why) }),
		"actions":    statement(func(s *model.Statement) { s.Actions = model.Part[string](why) }),
		"resources":  statement(func(s *model.Statement) { s.Resources = model.Part[string](why) }),
		"conditions": statement(func(s *model.Statement) { s.Conditions = model.Part[model.Condition](why) }),
		"a condition's values": statement(func(s *model.Statement) {
			s.Conditions = model.Whole(model.Condition{Operator: model.Known("StringEquals"), Key: model.Known("aws:ResourceTag/x"), Values: model.Part[string](why)})
		}),
		"boundary": bounded(func(r *model.Role) { r.Boundary = model.Unknown[string](why) }),
		"boundary that is not read": bounded(func(r *model.Role) {
			r.Boundary, r.BoundaryStatements = model.Known("b"), model.Part[model.Statement](why)
		}),
		"actions of the boundary": bounded(func(r *model.Role) {
			r.Boundary, r.BoundaryStatements = model.Known("b"), model.Whole(model.Statement{Effect: model.Known("Allow"), Actions: model.Part[string](why), Resources: model.Whole("*")})
		}),
		"a policy of AWS's that is not known": bounded(func(r *model.Role) {
			r.Statements, r.ManagedPolicies = model.Whole[model.Statement](), model.Whole("arn:aws:iam::aws:policy/NewestOfAll")
		}),
		"a policy of another account's with the name of one of AWS's": bounded(func(r *model.Role) {
			r.Statements, r.ManagedPolicies = model.Whole[model.Statement](), model.Whole("arn:aws:iam::999999999999:policy/AdministratorAccess")
		}),
	} {
		if found := wildcards(r); len(found.Items()) > 0 || found.IsWhole() {
			t.Errorf("%s: %v %v", name, found.Items(), found.IsWhole())
		}
	}
	narrow := statement(func(s *model.Statement) {
		s.Actions, s.Resources = model.Whole("s3:GetObject"), model.Part[string](why)
	})
	if found := wildcards(narrow); len(found.Items()) > 0 || !found.IsWhole() {
		t.Errorf(
			"without a wildcard among the actions, the resources decide nothing: %v %v",
			found.Items(),
			found.IsWhole(),
		)
	}
}

// TestBoundariesOfAWS: what a policy that AWS wrote lets through as a boundary, and what it allows within another one.
func TestBoundariesOfAWS(t *testing.T) {
	const policies, unlike = "arn:aws:iam::aws:policy/", "?"
	everything, storage := allow(`"Action":"*","Resource":"*"`), allow(`"Action":"s3:*","Resource":"*"`)
	for name, c := range map[string]struct {
		boundary, own, attached string
		// within is a boundary of the customer's own in place of one of AWS's.
		within string
		want   string
	}{
		"of an administrator":                    {boundary: "AdministratorAccess", own: storage, want: "p: s3:* on *"},
		"all but identities":                     {boundary: "PowerUserAccess", own: everything, want: "p: all but account:*, iam:*, organizations:* on *"},
		"a service within all but identities":    {boundary: "PowerUserAccess", own: storage, want: "p: all but account:*, iam:*, organizations:* on *"},
		"identities within all but those":        {boundary: "PowerUserAccess", own: allow(`"Action":"iam:*","Resource":"*"`)},
		"that is narrow":                         {boundary: "CloudWatchAgentServerPolicy", own: everything},
		"of another service":                     {boundary: "AmazonSQSFullAccess", own: storage},
		"of the service":                         {boundary: "AmazonSQSFullAccess", own: everything, want: "p: sqs:* on *"},
		"whose reach is not recorded":            {boundary: "ReadOnlyAccess", own: storage, want: unlike},
		"everything within what is not recorded": {boundary: "ReadOnlyAccess", own: everything, want: "p: * on *"},
		"that nobody knows":                      {boundary: "NewestOfAll", own: everything, want: unlike},
		"one of AWS's within another":            {boundary: "PowerUserAccess", attached: "IAMFullAccess"},
		"one of AWS's within the same":           {boundary: "PowerUserAccess", attached: "PowerUserAccess", want: policies + "PowerUserAccess"},
		"one of AWS's within one bucket":         {within: allow(`"Action":"*","Resource":"arn:aws:s3:::b/*"`), attached: "PowerUserAccess"},
		"one of AWS's within a service":          {within: storage, attached: "PowerUserAccess", want: policies + "PowerUserAccess"},
		"one of AWS's within a denial": {
			within:   `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"sqs:*","Resource":"*"}]}`,
			attached: "AmazonSQSFullAccess",
		},
		"one that is not recorded within everything": {within: everything, attached: "ReadOnlyAccess", want: policies + "ReadOnlyAccess"},
		"one that is not recorded within a service":  {within: storage, attached: "ReadOnlyAccess", want: unlike},
		"one that is not recorded within nothing":    {within: allow(`"Action":"s3:GetObject","Resource":"*"`), attached: "ReadOnlyAccess"},
	} {
		var own []string
		if c.own != "" {
			own = append(own, c.own)
		}
		r := roleWith(t, c.within, own...)
		if c.boundary != "" {
			r.Boundary = model.Known(policies + c.boundary)
			r.BoundaryStatements = model.Part[model.Statement](model.Why{Reason: model.NotInSource})
		}
		if c.attached != "" {
			r.ManagedPolicies = model.Whole(policies + c.attached)
		}
		found := wildcards(r)
		got := strings.Join(found.Items(), "; ")
		if !found.IsWhole() {
			got += unlike
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestManagedPolicies(t *testing.T) {
	for name, want := range map[string]bool{"AdministratorAccess": true, "PowerUserAccess": true, "IAMFullAccess": true, "AmazonS3FullAccess": true,
		"AmazonECSTaskExecutionRolePolicy": false, "AWSXRayDaemonWriteAccess": false, "CloudWatchAgentServerPolicy": false} {
		if p, listed := managedPolicy(name); !listed || p.broad != want {
			t.Errorf("%s: %+v, listed %v", name, p, listed)
		}
	}
	for _, name := range []string{"", "Administrator", "Access", "name"} {
		if _, listed := managedPolicy(name); listed && name != "name" {
			t.Errorf("%q is listed", name)
		}
	}
	var names []string
	for _, line := range strings.Split(strings.TrimSpace(managedPolicies), "\n") {
		if name, _, _ := strings.Cut(line, ","); !strings.HasPrefix(line, "#") && name != "name" {
			names = append(names, name)
		}
	}
	if len(names) < 1000 || !slices.IsSorted(names) {
		t.Errorf("%d policies, sorted %v", len(names), slices.IsSorted(names))
	}
}
