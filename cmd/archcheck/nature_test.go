package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// sampleFile is a file of each nature, and what must be said of it where it is not taken.
type sampleFile struct {
	name, what, next string
	data             []byte
}

func sampleFiles(t *testing.T, folder string) []sampleFile {
	t.Helper()
	plan := []byte(fileText(t, "../../fixtures/plans/missing-db.json"))
	made := func(name string, args ...string) []byte {
		file := filepath.Join(folder, name)
		if code, _, errs := execute(append(args, file)...); code > 1 {
			t.Fatalf("exit %d: %s", code, errs)
		}
		return []byte(fileText(t, file))
	}
	write(t, filepath.Join(folder, "made.json"), plan)
	snapshot := made("snapshot.json", "collect", filepath.Join(folder, "made.json"), "-o")
	code, report, errs := execute("plan", filepath.Join(folder, "made.json"), "--env", "prod", "--format", "json")
	if code != 1 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	_, sarif, _ := execute("plan", filepath.Join(folder, "made.json"), "--env", "prod", "--format", "sarif")
	return []sampleFile{
		{"plan.json", "a Terraform plan as JSON", "archcheck plan FILE", plan},
		{
			"state.json",
			"a Terraform state as JSON",
			"archcheck plan FILE",
			[]byte(fileText(t, "../../fixtures/plans/state-prod.json")),
		},
		{
			"plan.out",
			"a zip, as plan files are",
			"archcheck plan FILE",
			[]byte(fileText(t, "../../fixtures/plans/ok-prod.plan")),
		},
		{"snapshot.json", "an archcheck snapshot", "archcheck check FILE", snapshot},
		{"report.json", "an archcheck report", "archcheck diff", report},
		{"report.sarif", "a SARIF report", "--format json=report.json", sarif},
		{"terraform.tfstate", "a raw Terraform state", "terraform show -json > state.json",
			[]byte(`{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[]}`)},
		{
			"main.tf",
			"Terraform source",
			"terraform plan -out plan.out",
			[]byte("# our VPC\n\nresource \"aws_vpc\" \"this\" {\n}\n"),
		},
		{
			"architecture.yaml",
			"a documented architecture",
			"--architecture FILE",
			[]byte(fileText(t, "../../internal/document/architecture.yaml")),
		},
		{
			"archcheck.yaml",
			"a configuration of archcheck",
			"--config FILE",
			[]byte("# ours\nfail_on: high\nwaivers: []\n"),
		},
		{
			"ARCHITECTURE.md",
			"a Markdown document",
			"archcheck document FILE",
			[]byte(fileText(t, "../../fixtures/architecture.md")),
		},
		{
			"template.yaml",
			"a CloudFormation template",
			"archcheck reads Terraform plans",
			[]byte(
				"AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}\n",
			),
		},
		{"template.json", "a CloudFormation template", "archcheck reads Terraform plans",
			[]byte(`{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}`)},
		{
			"prices.json",
			"a price book of archcheck",
			"--prices FILE",
			[]byte(fileText(t, "../../internal/cost/prices.json")),
		},
		{
			"rule.rego",
			"a policy in Rego",
			"--policy FOLDER",
			[]byte("# METADATA\n# title: x\npackage archcheck.house.mine\n"),
		},
		{"empty", "empty", "", nil},
		{"image.png", "binary", "", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
		{"plan.json.gz", "packed by gzip", "gunzip", []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00")},
	}
}

// TestNatures gives each command each kind of file: what it does not take is called what it is, with what takes it.
func TestNatures(t *testing.T) {
	folder := t.TempDir()
	plans, architectures := []string{
		"plan.json",
		"state.json",
		"plan.out",
	}, []string{
		"architecture.yaml",
		"ARCHITECTURE.md",
	}
	any := append(slices.Clone(plans), "snapshot.json")
	plan := filepath.Join(folder, "plan.json")
	for _, command := range []struct {
		args  string
		takes []string
	}{
		{"plan FILE --env prod", plans},
		{"collect FILE", plans},
		{"check FILE --env prod", []string{"snapshot.json"}},
		{"cost FILE --env prod", any},
		{"cost PLAN --env prod --compare FILE", any},
		{"draw FILE --env prod", any},
		{"input FILE --env prod", any},
		{"reach --matrix FILE --env prod", any},
		{"init --from FILE -o -", any},
		{"diff PLAN FILE --env prod", append(slices.Clone(any), "report.json")},
		{"diff FILE PLAN --env prod", append(slices.Clone(any), "report.json")},
		{"plan PLAN --env prod --baseline FILE", []string{"report.json"}},
		{"plan PLAN --env prod --architecture FILE", architectures},
		{"plan PLAN --env prod --config FILE", []string{"archcheck.yaml", "empty"}},
		{"plan PLAN --env prod --prices FILE", []string{"prices.json"}},
		{"plan PLAN --env prod --source FILE", []string{"plan.out"}},
		{"plan PLAN --env prod --policy FILE", nil},
		{"test FILE", nil},
		{"document FILE", []string{"ARCHITECTURE.md"}},
	} {
		for _, file := range sampleFiles(t, folder) {
			path := filepath.Join(folder, file.name)
			write(t, path, file.data)
			if slices.Contains(command.takes, file.name) {
				continue
			}
			args := strings.NewReplacer("FILE", path, "PLAN", plan).Replace(command.args)
			code, out, errs := execute(strings.Fields(args)...)
			said := string(errs)
			if code != 2 || len(out) > 0 || !strings.Contains(said, "this is "+file.what) ||
				!strings.Contains(said, path) ||
				!strings.Contains(said, file.next) ||
				!strings.Contains(said, "; ") {
				t.Errorf("%s with %s: exit %d, %.300s", command.args, file.name, code, said)
			}
		}
	}
}

// TestNaturesTaken: a file is not taken for another one that it is like.
func TestNaturesTaken(t *testing.T) {
	for name, want := range map[string]nature{
		"# Title\n\nversion: 2\n\n```yaml\nenvironments: {}\n```\n":         markdownFile,
		"Title\n=====\n\nAll is well.\n\n## Part\n":                         markdownFile,
		"# Title\n# more\nversion: 2\nbase: {}\nenvironments: {prod: {}}\n": architectureFile,
		`{"version": "2", "environments": {"prod": {}}}`:                    architectureFile,
		"version: 2\nname: compose\n":                                       unknownFile,
		"Resources are few.\n":                                              unknownFile,
		"hello: world\n":                                                    unknownFile,
		`{"hello":"world"}`:                                                 unknownFile,
		"variable a\n":                                                      unknownFile,
		"terraform {\n":                                                     terraformFile,
		"/* a\nb */ module \"a\" {\n":                                       terraformFile,
		"only: [backup]\n":                                                  settingsFile,
		"only: [backup]\nversion: 3\nname: x\n":                             unknownFile,
		" \n\t\xef\xbb\xbf":                                                 unknownFile,
		"\xef\xbb\xbf \n":                                                   emptyFile,
	} {
		if got := natureOf([]byte(name)); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestUTF16: what Windows PowerShell writes for `archcheck ... > FILE` is read like the same text in UTF-8.
func TestUTF16(t *testing.T) {
	folder := t.TempDir()
	plan := "../../fixtures/plans/missing-db.json"
	wide := func(name string, data []byte) string {
		units := utf16.Encode([]rune(string(data)))
		made := []byte{0xff, 0xfe}
		for _, u := range units {
			made = append(made, byte(u), byte(u>>8))
		}
		file := filepath.Join(folder, name)
		write(t, file, made)
		return file
	}
	_, snapshot, _ := execute("collect", plan)
	_, report, _ := execute("plan", plan, "--env", "prod", "--format", "json")
	s, r := wide("snapshot.json", snapshot), wide("report.json", report)
	architecture := wide("ARCHITECTURE.md", []byte(fileText(t, "../../fixtures/architecture.md")))
	for _, args := range [][]string{
		{"check", s, "--env", "prod", "--format", "json"}, {"diff", r, s, "--env", "prod"},
		{"cost", s, "--env", "prod"}, {"plan", plan, "--env", "prod", "--baseline", r},
		{"document", architecture}, {"plan", plan, "--env", "prod", "--architecture", architecture},
	} {
		if code, out, errs := execute(args...); len(errs) > 0 || len(out) == 0 || code == 2 {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
}

// TestFolders: a folder where a file is wanted is said to be one, by what is in it.
func TestFolders(t *testing.T) {
	plain, source, policies := t.TempDir(), t.TempDir(), t.TempDir()
	write(t, filepath.Join(source, "main.tf"), nil)
	if err := os.MkdirAll(filepath.Join(policies, "house", "mine"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(policies, "house", "mine", "mine.rego"), nil)
	plan := "../../fixtures/plans/missing-db.json"
	for _, command := range []string{
		"plan FILE --env prod", "collect FILE", "check FILE --env prod", "diff PLAN FILE --env prod", "document FILE", "init --from FILE",
		"plan PLAN --env prod --architecture FILE", "plan PLAN --env prod --config FILE", "plan PLAN --env prod --baseline FILE",
		"plan PLAN --env prod --prices FILE",
	} {
		for folder, want := range map[string]string{
			plain: "this is a folder; ", source: "this is a folder of Terraform source; run `terraform plan -out plan.out` in it",
			policies: "this is a folder of policies; ",
		} {
			args := strings.NewReplacer("FILE", folder, "PLAN", plan).Replace(command)
			if code, _, errs := execute(strings.Fields(args)...); code != 2 || !bytes.Contains(errs, []byte(want)) {
				t.Errorf("%s: exit %d, %s, want %s", command, code, errs, want)
			}
		}
	}
}

// TestNextSteps: what is said to come next are commands and flags that there are.
func TestNextSteps(t *testing.T) {
	var out bytes.Buffer
	root := rootCommand(streams{in: strings.NewReader(""), out: &out, err: &out})
	var said []string
	for _, all := range []taking{takesPlans(), takesInputs(), takesSnapshots(), takesReports(), takesSides(), takesArchitectures(),
		takesMarkdown(), takesConfigs(), takesPrices(), takesSources(), takesPolicies()} {
		if said = append(said, all.hint); all.hint == "" {
			t.Errorf("%v has no hint", all.natures)
		}
		for _, n := range all.natures {
			said = append(said, n.next())
		}
	}
	for _, n := range []nature{sarifFile, policyFile, terraformFile, templateFile, packedFile, terraformFolder, policyFolder} {
		if said = append(said, n.next()); n.next() == "" {
			t.Errorf("nothing comes after %s", n)
		}
	}
	commands := 0
	for _, text := range said {
		for _, quoted := range regexp.MustCompile("`archcheck ([^`]*)`").FindAllStringSubmatch(text, -1) {
			cmd, _, err := root.Find(strings.Fields(quoted[1]))
			if err != nil || cmd == root {
				t.Errorf("%s: there is no such command", text)
				continue
			}
			for _, flag := range regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(quoted[1], -1) {
				if cmd.Flags().Lookup(flag[1]) == nil {
					t.Errorf("%s: %s has no --%s", text, cmd.Name(), flag[1])
				}
			}
			commands++
		}
	}
	if commands < 8 {
		t.Errorf("%d commands", commands)
	}
}
