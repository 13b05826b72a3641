package glob

import "testing"

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		wide, narrow     string
		subsumes, common bool
	}{
		{"*", "s3:get*", true, true}, {"s3:*", "s3:get*", true, true}, {"s3:get*", "s3:*", false, true},
		{"s3:?et*", "s3:get*", true, true}, {"s3:get*", "s3:?et*", false, true}, {"s3:*object", "s3:get*", false, true},
		{"s3:*", "ec2:*", false, false}, {"s3:getobject", "s3:getobject", true, true}, {"?", "", false, false}, {"?", "*", false, true},
		{"*a*", "*b*", false, true}, {"**", "*", true, true}, {"a*c", "abc", true, true}, {"a*c", "ab", false, false}, {"*", "", true, true},
	} {
		if got := Subsumes(c.wide, c.narrow); got != c.subsumes {
			t.Errorf("%q subsumes %q: %v", c.wide, c.narrow, got)
		}
		if Meet(c.wide, c.narrow) != c.common || Meet(c.narrow, c.wide) != c.common {
			t.Errorf("%q and %q have something in common: not %v", c.wide, c.narrow, c.common)
		}
	}
}

func TestNamesNothing(t *testing.T) {
	for _, pattern := range []string{"*", "**", "?*", "arn:*", "arn:aws:*", "arn:aws:s3", "arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws:s3:::?*", "arn:*:*:*:*:*", "*:*",
		"arn:aws:dynamodb:us-east-1:111122223333:table/*", "arn:aws:dynamodb:*:*:*", "arn:aws:dynamodb:*:*:table/*/index/*", "arn:aws:lambda:us-east-1:1:function:*",
		"arn:aws:iam::111122223333:role/*", "arn:aws:sqs:*:111122223333:*", "arn:aws:ec2:*:*:*/*", "arn:aws:logs:*:*:log-group:*:log-stream:*", "arn:aws:apigateway:us-east-1::/restapis/*",
		"arn:aws:iam::known-after-apply:role/*", "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/*/*", "arn:aws:elasticloadbalancing:*:*:listener/net/*/*/*",
		"arn:aws:elasticloadbalancing:*:*:targetgroup/*/*"} {
		if !NamesNothing(pattern) {
			t.Errorf("%s names something", pattern)
		}
	}
	const known = "known-after-apply"
	for _, pattern := range []string{"arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3:::shop-*/*", "arn:aws:s3:::*-logs",
		"arn:aws:sqs:us-east-2:111122223333:queue1", "arn:aws:dynamodb:*:*:table/shop", "arn:aws:dynamodb:*:*:table/shop/*", "arn:aws:dynamodb:*:*:table/shop-*",
		"arn:aws:logs:us-east-1:1:log-group:/ecs/app:*", "arn:aws:secretsmanager:*:*:secret:shop/*", "arn:aws:iam::1:role/service-role/*",
		"arn:aws:ssm:us-east-1:1:parameter/shop/*", "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/shop/*", known, known + "/*", "arn:aws:s3:::" + known + "/*", "arn:aws:s3:::" + known} {
		if NamesNothing(pattern) {
			t.Errorf("%s names nothing", pattern)
		}
	}
}
