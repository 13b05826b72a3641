// Package evaluate judges facts with Rego policies against the documented architecture
// and makes sure that each rule says exactly one thing about each resource it applies to.
package evaluate

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/verdict"
	"go.yaml.in/yaml/v3"
)

// metadata is the METADATA block of a rule's package; any other key is a mistake.
type metadata struct {
	Scope       string `yaml:"scope"`
	Title       string `yaml:"title"`
	Description string `yaml:"description"`
	Custom      struct {
		Severity    verdict.Severity            `yaml:"severity"`
		AppliesTo   string                      `yaml:"applies_to"`
		Requirement string                      `yaml:"requirement"`
		Section     string                      `yaml:"section"`
		Remediation string                      `yaml:"remediation"`
		Kinds       []string                    `yaml:"kinds"`
		Severities  map[string]verdict.Severity `yaml:"severities"`
		Aliases     map[string]string           `yaml:"aliases"`
	} `yaml:"custom"`
}

// readRule reads the METADATA of a policy and the package it stands over.
func readRule(source []byte) (verdict.Rule, error) {
	block, pkg, start, err := metadataBlock(source)
	if err != nil {
		return verdict.Rule{}, &metadataError{start, err}
	}
	m, plain := plainMetadata(block)
	if !plain {
		m, err = decodeMetadata(block)
	}
	if err != nil {
		return verdict.Rule{}, inBlock(start, err)
	}
	parts := strings.Split(pkg, ".")
	if len(parts) != 3 || parts[0] != "archcheck" {
		return verdict.Rule{}, &metadataError{
			start + bytes.Count(block, []byte("\n")) + 1,
			fmt.Errorf("package %s: a rule's package is archcheck.<group>.<rule>", pkg),
		}
	}
	r := verdict.Rule{
		ID:          parts[1] + "/" + strings.ReplaceAll(parts[2], "_", "-"),
		Title:       oneLine(m.Title),
		Description: oneLine(m.Description),
		Severity:    m.Custom.Severity,
		AppliesTo:   m.Custom.AppliesTo,
		Requirement: m.Custom.Requirement,
		Section:     m.Custom.Section,
		Remediation: oneLine(m.Custom.Remediation),
		Kinds:       m.Custom.Kinds,
		Severities:  m.Custom.Severities,
		Aliases:     m.Custom.Aliases,
		Package:     pkg,
	}
	if err := check(r); err != nil {
		return r, &metadataError{start + lineNaming(block, err), err}
	}
	return r, nil
}

// metadataError is a mistake at a line of a policy.
type metadataError struct {
	line int
	err  error
}

func (e *metadataError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }

func (e *metadataError) Unwrap() error { return e.err }

// inBlock counts the line of a mistake in YAML from the beginning of the file.
func inBlock(start int, err error) error {
	text, line := err.Error(), start+1
	if m := yamlLine().FindStringSubmatchIndex(text); m != nil {
		n, _ := strconv.Atoi(text[m[2]:m[3]])
		line, text = start+n, text[:m[0]]+text[m[1]:]
	}
	return &metadataError{
		line,
		errors.New("METADATA: " + strings.TrimPrefix(strings.Join(strings.Fields(text), " "), "yaml: ")),
	}
}

func yamlLine() *regexp.Regexp { return regexp.MustCompile(`line (\d+): ?`) }

// lineNaming is the first line of a block whose key a mistake names, 0 for none.
func lineNaming(block []byte, err error) int {
	n := 0
	for line := range bytes.Lines(block) {
		n++
		key, _, _ := strings.Cut(strings.TrimSpace(string(line)), ":")
		if key != "" && key != "custom" &&
			slices.Contains(
				strings.FieldsFunc(err.Error(), func(c rune) bool { return c == ' ' || c == ',' || c == ':' }),
				key,
			) {
			return n
		}
	}
	return 0
}

func decodeMetadata(block []byte) (m metadata, err error) {
	d := yaml.NewDecoder(bytes.NewReader(block))
	d.KnownFields(true)
	err = d.Decode(&m)
	return m, err
}

func check(r verdict.Rule) error {
	var missing []string
	for name, value := range map[string]string{"title": r.Title, "description": r.Description, "custom.applies_to": r.AppliesTo,
		"custom.remediation": r.Remediation, "custom.requirement": r.Requirement, "custom.section": r.Section} {
		if value == "" {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	if len(missing) > 0 {
		return fmt.Errorf("METADATA lacks %s", strings.Join(missing, ", "))
	}
	if r.Severity.Rank() < 0 {
		return fmt.Errorf("METADATA: severity %s", near.NoneOf(string(r.Severity), verdict.Severities()))
	}
	for kind, severity := range r.Severities {
		if severity.Rank() < 0 {
			return fmt.Errorf("METADATA: severity of %s: %s", kind, near.NoneOf(string(severity), verdict.Severities()))
		}
	}
	return nil
}

// metadataBlock cuts the METADATA comment before the package line; start is the line that it begins at.
func metadataBlock(source []byte) (block []byte, pkg string, start int, err error) {
	inBlock, number := false, 0
	for line := range bytes.Lines(source) {
		number++
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case bytes.Equal(line, []byte("# METADATA")):
			inBlock, block, start = true, nil, number
		case inBlock && bytes.HasPrefix(line, []byte("#")):
			block = append(append(block, bytes.TrimPrefix(line[1:], []byte(" "))...), '\n')
		case bytes.HasPrefix(line, []byte("package ")):
			if block == nil {
				return nil, "", number, errors.New("there is no METADATA block before the package")
			}
			return block, strings.TrimSpace(string(line[len("package "):])), start, nil
		default:
			inBlock = false
		}
	}
	return nil, "", 1, errors.New("there is no package")
}

// oneLine is a text of METADATA as reports show it: wherever it was broken, it goes on.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
