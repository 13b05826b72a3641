package evaluate

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// plainMetadata reads METADATA that is written one key a line, as all built-in rules are:
// reading a hundred blocks as YAML is a tenth of what a run on a small plan takes. Anything
// else is not plain, and YAML decides.
func plainMetadata(block []byte) (m metadata, plain bool) {
	severity := ""
	top := map[string]*string{"scope": &m.Scope, "title": &m.Title, "description": &m.Description}
	custom := map[string]*string{
		"severity":    &severity,
		"applies_to":  &m.Custom.AppliesTo,
		"requirement": &m.Custom.Requirement,
		"section":     &m.Custom.Section,
		"remediation": &m.Custom.Remediation,
	}
	fields := top
	for line := range bytes.Lines(block) {
		text := strings.TrimRight(string(line), "\r\n")
		if text == "custom:" {
			fields = custom
			continue
		}
		inner, indented := strings.CutPrefix(text, "  ")
		if !indented {
			fields = top
		}
		key, value, ok := strings.Cut(inner, ": ")
		if indented && ok && m.flow(key, value) {
			continue
		}
		target := fields[key]
		if !ok || target == nil || *target != "" || indented != (target == custom[key]) || !scalar(value, target) {
			return metadata{}, false
		}
	}
	m.Custom.Severity = verdict.Severity(severity)
	return m, true
}

// flow reads `kinds: [a, b]`, `severities: {a: high}` and `aliases: {a: x/y}` of bare words; anything
// else YAML reads.
func (m *metadata) flow(key, value string) bool {
	switch inner := strings.Trim(value, "[]{}"); {
	case key == "kinds" && m.Custom.Kinds == nil && value == "["+inner+"]":
		m.Custom.Kinds = strings.Split(inner, ", ")
		return !slices.ContainsFunc(m.Custom.Kinds, func(s string) bool { return !bare(s) })
	case key == "aliases" && m.Custom.Aliases == nil && value == "{"+inner+"}":
		m.Custom.Aliases = map[string]string{}
		return pairs(inner, func(kind, id string) { m.Custom.Aliases[kind] = id })
	case key == "severities" && m.Custom.Severities == nil && value == "{"+inner+"}":
		m.Custom.Severities = map[string]verdict.Severity{}
		return pairs(inner, func(kind, severity string) { m.Custom.Severities[kind] = verdict.Severity(severity) })
	}
	return false
}

func bare(word string) bool {
	return word != "" &&
		!strings.ContainsFunc(
			word,
			func(c rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_-/", c) },
		)
}

// pairs reads "a: b, c: d", in which no key stands twice.
func pairs(text string, set func(key, value string)) bool {
	seen := map[string]bool{}
	for pair := range strings.SplitSeq(text, ", ") {
		key, value, ok := strings.Cut(pair, ": ")
		if !ok || !bare(key) || !bare(value) || seen[key] {
			return false
		}
		seen[key] = true
		set(key, value)
	}
	return true
}

// scalar reads a quoted text, or a bare one that YAML could not read in any other way.
func scalar(value string, into *string) bool {
	if strings.HasPrefix(value, `"`) {
		return json.Unmarshal([]byte(value), into) == nil
	}
	letter := func(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
	plain := func(c rune) bool { return letter(c) || c >= '0' && c <= '9' || c == ' ' || c == '.' || c == '_' }
	if value == "" || !letter(rune(value[0])) || strings.HasSuffix(value, " ") ||
		strings.ContainsFunc(value, func(c rune) bool { return !plain(c) }) {
		return false
	}
	switch strings.ToLower(value) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	*into = value
	return true
}
