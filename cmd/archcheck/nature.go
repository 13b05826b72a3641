package main

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/strict"
	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v3"
)

// nature is what a file is, as far as its bytes tell: the words for it.
type nature string

const (
	unknownFile      nature = ""
	emptyFile        nature = "empty"
	binaryFile       nature = "binary, and no text"
	packedFile       nature = "packed by gzip"
	zipFile          nature = "a zip, as plan files are"
	planFile         nature = "a Terraform plan as JSON"
	stateFile        nature = "a Terraform state as JSON"
	snapshotFile     nature = "an archcheck snapshot"
	reportFile       nature = "an archcheck report"
	sarifFile        nature = "a SARIF report"
	pricesFile       nature = "a price book of archcheck"
	architectureFile nature = "a documented architecture in YAML"
	markdownFile     nature = "a Markdown document"
	settingsFile     nature = "a configuration of archcheck"
	policyFile       nature = "a policy in Rego"
	terraformFile    nature = "Terraform source"
	templateFile     nature = "a CloudFormation template"
	plainFolder      nature = "a folder"
	terraformFolder  nature = "a folder of Terraform source"
	policyFolder     nature = "a folder of policies"
)

// next is what takes a file of this nature, or what to make of it first; empty where that depends on what is wanted.
func (n nature) next() string {
	return map[nature]string{
		packedFile:       "unpack it first, as by `gunzip FILE`",
		zipFile:          "judge a plan file with `archcheck plan FILE`",
		planFile:         "judge it with `archcheck plan FILE`",
		stateFile:        "judge it with `archcheck plan FILE`",
		snapshotFile:     "judge it with `archcheck check FILE`",
		reportFile:       "`archcheck diff OLD NEW` compares reports, and --baseline FILE takes one",
		sarifFile:        "it is read by others; a report for archcheck is written with --format json=report.json",
		pricesFile:       "reckon with it by --prices FILE",
		architectureFile: "judge by it with --architecture FILE.yaml",
		markdownFile:     "`archcheck document FILE.md` says what it asks, and --architecture FILE.md judges by it",
		settingsFile:     "it is read by --config FILE",
		policyFile:       "judge by it with --policy FOLDER, and test it with `archcheck test FOLDER`, for the folder of its group's folder",
		terraformFile:    "run `terraform plan -out plan.out` in its folder, then `archcheck plan plan.out`",
		terraformFolder:  "run `terraform plan -out plan.out` in it, then `archcheck plan plan.out`",
		policyFolder:     "judge by it with --policy FOLDER",
		templateFile:     "archcheck reads Terraform plans: " + planHint,
	}[n]
}

// natureOf tells what UTF-8 text, or what is none, is.
func natureOf(data []byte) nature {
	trimmed := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	switch {
	case len(trimmed) == 0:
		return emptyFile
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		return packedFile
	case plan.IsPlanFile(data):
		return zipFile
	case bytes.IndexByte(data[:min(len(data), textBegins)], 0) >= 0:
		return binaryFile
	case trimmed[0] == '{':
		return natureOfMembers(membersOf(trimmed))
	}
	return natureOfText(trimmed)
}

// textBegins is how many bytes are looked at for whether they are text.
const textBegins = 8000

// membersOf are the names of an object's members, up to where it is no JSON any more.
func membersOf(data []byte) (names []string) {
	d := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	_, err := d.ReadToken()
	for err == nil && d.PeekKind() == '"' {
		var name jsontext.Token
		if name, err = d.ReadToken(); err == nil {
			names = append(names, name.String())
			err = d.SkipValue()
		}
	}
	return names
}

func natureOfMembers(names []string) nature {
	has := func(all ...string) bool {
		return !slices.ContainsFunc(all, func(name string) bool { return !slices.Contains(names, name) })
	}
	switch {
	case has("archcheck", "version"):
		return reportFile
	case has("version", "architectures"), has("version", "source"):
		return snapshotFile
	case has("runs", "version"):
		return sarifFile
	case has("prices", "currency"):
		return pricesFile
	case has("format_version", "values") && !has("resource_changes"):
		return stateFile
	case has("resource_changes"), has("planned_values"):
		return planFile
	}
	return natureOfKeys(names)
}

// natureOfKeys is the nature of YAML, and of JSON that could be written as YAML.
func natureOfKeys(keys []string) nature {
	known := 0
	for _, key := range keys {
		if slices.Contains(config.Keys(), key) {
			known++
		}
	}
	switch {
	case slices.Contains(keys, "AWSTemplateFormatVersion"), slices.Contains(keys, "Resources"):
		return templateFile
	case slices.Contains(keys, "environments"):
		return architectureFile
	case known*2 > len(keys):
		return settingsFile
	}
	return unknownFile
}

func natureOfText(text []byte) nature {
	const comments = `(?s)\A(?:\s+|#[^\n]*\n|//[^\n]*\n|/\*.*?\*/)*`
	source := regexp.MustCompile(comments +
		`(?:terraform|provider|resource|data|module|variable|output|locals|moved|import|removed|check|ephemeral)` +
		`(?:\s+"[^"\n]*"|\s+[\w-]+)*\s*\{`)
	policy := regexp.MustCompile(comments + `package\s+[a-z]\S*\s*(?:\n|\z)`)
	switch {
	case source.Match(text):
		return terraformFile
	case policy.Match(text):
		return policyFile
	}
	root, err := strict.Parse("", text)
	switch {
	case err == nil && root == nil:
		return unknownFile
	case err == nil && root.Kind == yaml.MappingNode:
		return natureOfKeys(keysIn(root))
	case looksLikeMarkdown(text, err != nil):
		return markdownFile
	}
	return unknownFile
}

func keysIn(mapping *yaml.Node) (keys []string) {
	for i := 0; i < len(mapping.Content); i += 2 {
		keys = append(keys, mapping.Content[i].Value)
	}
	return keys
}

// looksLikeMarkdown: it has a fence, a table, or a heading; what looks like one is a comment in YAML that has a mistake.
func looksLikeMarkdown(text []byte, isBroken bool) bool {
	if regexp.MustCompile("(?m)^(?:```|~~~|\\|.*\\|\\s*$)").Match(text) {
		return true
	}
	isKeyed := isBroken && regexp.MustCompile(`(?m)^\s*[\w-]+:(?:\s|$)`).Match(text)
	return !isKeyed && regexp.MustCompile(`(?m)^(?:#{1,6} \S|={3,}\s*$|-{3,}\s*$)`).Match(text)
}
