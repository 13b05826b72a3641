package report_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/report"
)

// An attribute is said in words; values and names stay as they are.
func TestAttributesInWords(t *testing.T) {
	for text, want := range map[string]string{
		"own_zone_nat = true":                    "its way out is a NAT gateway of its own zone",
		"own_zone_nat = false (a -> b = true)":   "its way out is no NAT gateway of its own zone (a -> b = true)",
		"no acl_blocks":                          "no network ACL in the way of a documented edge",
		"backup_retention_days >= 7":             "backup retention in days at least 7",
		"expected_monthly_usd <= 440":            "expected cost of a month in USD at most 440",
		"idle_timeout_seconds between 60 and 90": "idle timeout in seconds between 60 and 90",
		"things at least 1":                      "at least 1 such component",
		"nat_gateways at least 2":                "at least 2 NAT gateways",
		"dead_letters_to is set":                 "a queue for dead letters",
		"dead_letters_to is empty":               "no queue for dead letters",
		"dead_letters_to = aws_sqs_queue.dead":   "a queue for dead letters = aws_sqs_queue.dead",
		"ports = 3000":                           "ports = 3000",
		"status is set":                          "status is set",
		"mute = maybe":                           "mute = maybe",
		"port 5432 is open":                      "port 5432 is open",
		"things":                                 "things",
		"my_bucket_name":                         "my bucket name",
		"api_key, other":                         "api_key, other",
		"aws_lb.this is open":                    "aws_lb.this is open",
		"tag_mutability = NOT_MUTABLE":           "mutability of tags = NOT_MUTABLE",
		"subnet_ids one of a_b, c_d":             "subnet ids one of a_b, c_d",
		"multi_az cannot be known before apply":  "whether it has a standby in another zone (Multi-AZ) cannot be known before apply",
		"credentials was not read: partial":      "the list of credentials in plain was not read: partial",
		"dead_letter is not resolved: why":       "whether there is a place for what it cannot handle is not resolved: why",
		"engine is not for this plan to tell":    "engine is not for this plan to tell",
		"house_fact is not resolved":             "house fact is not resolved",
		"engine is not what it was":              "engine is not what it was",
	} {
		if got := report.InWords(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Whatever people read has words, and what programs read has the attribute.
func TestFormatsSpeak(t *testing.T) {
	v := failing("backup/a", "database", "high", 1)
	v.Expected, v.Found, v.Message = "own_zone_nat = true", "own_zone_nat = false", "expected own_zone_nat = true, found own_zone_nat = false (x)"
	for _, format := range report.Names() {
		text := written(t, format, reportOn(v))
		if names := strings.Contains(text, "own_zone_nat"); names != (format == "json") {
			t.Errorf("%s: the attribute itself is there: %v\n%s", format, names, text)
		}
	}
	if got := written(
		t,
		"gitlab",
		reportOn(v),
	); !strings.Contains(
		got,
		"found: its way out is no NAT gateway of its own zone (x)",
	) {
		t.Errorf("what a message says beside it is lost:\n%s", got)
	}
}

// Each attribute that a rule judges has its words, and nothing else has.
func TestWordsOfAllAttributes(t *testing.T) {
	judged := map[string]bool{}
	call := regexp.MustCompile(
		`\b(?:meets|within|is_not|is_set|exists|none|counts|all_meet|at_most|judged|undecided|runs)\(` +
			`(?:[\w.]+|\w+\([^)]*\)),\s*(?:"(?:pass|fail|unknown)",\s*)?"(\w+)"(?:,\s*"(\w+)")?`,
	)
	err := fs.WalkDir(os.DirFS("../../policies"), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".rego") || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		text, err := os.ReadFile("../../policies/" + name)
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			judged[m[1]], judged[m[2]] = true, true
		}
		return err
	})
	if err != nil || len(judged) < 100 {
		t.Fatalf("%d attributes, %v", len(judged), err)
	}
	table, err := os.ReadFile("words.csv")
	if err != nil {
		t.Fatal(err)
	}
	var last string
	for line := range strings.Lines(string(table)) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if len(f) != 4 || !slices.Contains([]string{"flag", "list", "reference", "value"}, f[1]) || f[2] == "" ||
			(f[3] == "") != (f[1] == "value") {
			t.Errorf("not a row of the table: %q", line)
			continue
		}
		if !judged[f[0]] {
			t.Errorf("%s is judged by no rule", f[0])
		}
		if delete(judged, f[0]); f[0] <= last {
			t.Errorf("%s does not stand in order", f[0])
		}
		last = f[0]
	}
	for attribute := range judged {
		if !slices.Contains([]string{"", "pass", "fail", "unknown"}, attribute) {
			t.Errorf("%s has no words in words.csv", attribute)
		}
	}
}
