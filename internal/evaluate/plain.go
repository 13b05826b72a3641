package evaluate

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// plainMetadata reads METADATA that is written one key a line, as all built-in rules are:
// reading a hundred blocks as YAML is a tenth of what a run on a small plan takes. Anything
// else is not plain, and YAML decides.
func plainMetadata(block []byte) (m metadata, plain bool) {
	severity := ""
	top := map[string]*string{"scope": &m.Scope, "title": &m.Title, "description": &m.Description}
	custom := map[string]*string{"severity": &severity, "applies_to": &m.Custom.AppliesTo, "requirement": &m.Custom.Requirement,
		"section": &m.Custom.Section, "remediation": &m.Custom.Remediation}
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
		target := fields[key]
		if !ok || target == nil || *target != "" || indented != (target == custom[key]) || !scalar(value, target) {
			return metadata{}, false
		}
	}
	m.Custom.Severity = verdict.Severity(severity)
	return m, true
}

// scalar reads a quoted text, or a bare one that YAML could not read in any other way.
func scalar(value string, into *string) bool {
	if strings.HasPrefix(value, `"`) {
		return json.Unmarshal([]byte(value), into) == nil
	}
	letter := func(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
	plain := func(c rune) bool { return letter(c) || c >= '0' && c <= '9' || c == ' ' || c == '.' || c == '_' }
	if value == "" || !letter(rune(value[0])) || strings.HasSuffix(value, " ") || strings.ContainsFunc(value, func(c rune) bool { return !plain(c) }) {
		return false
	}
	switch strings.ToLower(value) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	*into = value
	return true
}
