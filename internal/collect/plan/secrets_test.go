package plan

import "testing"

// TestWhatIsDistinct is the rule of what is dropped wherever it stands.
func TestWhatIsDistinct(t *testing.T) {
	for text, want := range map[string]bool{
		"true": false, "1": false, "5432": false, "postgres": false, "hunter2": false, "": false, "12345678901": false, "production": false,
		"shop-prod/database": false, "a word or two": false, "10.0.0.0/16": false, "2001:db8::/32": false, "192.168.100.1": false, "us-east-1": false, "eu-west-1a": false, "us-gov-west-1": false, "ap-southeast-2b": false,
		"db.t4g.micro": false, "cache.r7g.2xlarge": false, "t3.medium": false, "vpc-0a1b2c3d4e5f6a7b8": false, "subnet-0a1b2c3d": false,
		"arn:aws:iam::123456789012:role/app": false, "shop.abc123.us-east-1.rds.amazonaws.com": false, "shop.abc123.us-east-1.rds.amazonaws.com:5432": false,
		"canary-7f3a9": true, "in-the-url-7": true, "S3cretValue": true, "correct horse battery!": true, "postgres://app:hunter2@db/app": true, "wJalrXUtnFEMI/K7MDENG": true,
	} {
		var s secrets
		s.learn([]string{text})
		if got := s.any(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestSecretsAreFoundInTexts(t *testing.T) {
	var s secrets
	s.learn(
		[]string{
			`{"user": "postgres", "password": "pa\"ss/W0rd é"}`,
			"redis://u:in-the-url-7@host",
			"plain-Canary-1",
			"true",
		},
	)
	for text, want := range map[string]bool{
		"plain-Canary-1": true, "x plain-Canary-1 y": true, "plain-Canary-2": false, "in-the-url-7": true, `pa"ss/W0rd é`: true,
		"https://x/?p=pa%22ss%2FW0rd%20%C3%A9": true, `{"p": "pa\"ss/W0rd é"}`: true, "postgres": false, "true": false, "": false, "100%": false, `C:\x`: false,
	} {
		if got := s.isIn(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
