package credential

import (
	"encoding/json"
	"regexp"
	"strings"
)

// writtenForms are ways to write a credential that are told by their form alone.
type writtenForms struct {
	hash, line, block, element, putty func() *regexp.Regexp
}

func newWrittenForms() *writtenForms {
	return &writtenForms{
		// crypt(3), bcrypt, Apache, Argon2, Django, LDAP and PostgreSQL
		hash: compiled(
			`\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{50,}|\$(?:1|5|6|7|y|gy|apr1|md5)\$[^$\s]*\$(?:[^$\s]*\$)?[./A-Za-z0-9]{20,}|` +
				`\$argon2(?:id|i|d)\$v=|\$scrypt\$ln=|\bpbkdf2[_-]sha\d+\$\d+\$\S+|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{20,}|\bSCRAM-SHA-\d+\$\d+:\S+\$\S+:`,
		),
		// a line of .pgpass: host:port:database:user:password, and one of .netrc
		line: compiled(
			`(?m)^[^\s:#]+:(?:\*|\d{2,5}):[^\s:]+:[^\s:]+:([^\s:]+)\s*$|\bmachine\s+\S+\s+login\s+\S+\s+password\s+(\S+)`,
		),
		// YAML's text of several lines
		block:   compiled(`([A-Za-z_][\w.-]*):[ \t]*[|>][+-]?\d?[ \t]*\n[ \t]+(\S+)`),
		element: compiled(`<([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>\s*([^<>\s]+)\s*</`),
		putty:   compiled(`(?s)PuTTY-User-Key-File-\d:.*Private-Lines:\s*\d`),
	}
}

// inForm returns the id of the first rule of a written form. An expression is compiled only for a text
// that holds what all of its finds hold.
func (o ownRules) inForm(text string) string {
	has := func(mark string) bool { return strings.Contains(text, mark) }
	switch {
	case (has("$") || has("{S")) && o.forms.hash().MatchString(text):
		return Hash
	case has("PuTTY-User-Key") && o.forms.putty().MatchString(text):
		return PrivateKey
	case (strings.Count(text, ":") > 3 || has("machine")) && o.first(o.forms.line, text):
		return InLine
	case has("\n") && o.named(o.forms.block, text), has("</") && o.named(o.forms.element, text), o.inJSON(text):
		return ByName
	}
	return ""
}

// named reports whether an expression finds a value under the name of a credential.
func (o ownRules) named(expression func() *regexp.Regexp, text string) bool {
	for _, at := range expression().FindAllStringSubmatch(text, -1) {
		if g := gradeOf(at[1]); g > vague && o.credential(g, at[2]) {
			return true
		}
	}
	return false
}

// inJSON looks into what is written as JSON: an item of a list has the name of the list.
func (o ownRules) inJSON(text string) bool {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
		return false
	}
	var v any
	return json.Unmarshal([]byte(text), &v) == nil && o.inTree("", v)
}

func (o ownRules) inTree(name string, v any) bool {
	switch v := v.(type) {
	case string:
		g := gradeOf(name)
		return g > vague && o.credential(g, v) || strings.ContainsAny(v, "=:@") && o.find(v) != ""
	case []any:
		return o.inList(name, v)
	case map[string]any:
		return o.inObject(v)
	}
	return false
}

// inList looks at the items of a list, and at all of them as the arguments of a command.
func (o ownRules) inList(name string, items []any) bool {
	var args []string
	for _, item := range items {
		if o.inTree(name, item) {
			return true
		}
		if text, ok := item.(string); ok {
			args = append(args, text)
		}
	}
	return len(args) > 1 && o.find(Command(args)) != ""
}

// inObject looks at the members of an object, at a name and value that stand in members of their own, at the
// logins of Docker and at the private part of a JSON Web Key.
func (o ownRules) inObject(members map[string]any) bool {
	for name, member := range members {
		if o.inTree(name, member) {
			return true
		}
	}
	for _, key := range []string{"name", "key", "Name", "Key"} {
		name, isName := members[key].(string)
		for _, beside := range []string{"value", "Value"} {
			if member, there := members[beside]; isName && there && o.inTree(name, member) {
				return true
			}
		}
	}
	if coded, ok := members["auth"].(string); ok {
		if plain, ok := decode(coded); ok && strings.Contains(plain, ":") {
			return true
		}
	}
	return isPrivateKey(members)
}

// isPrivateKey recognizes a JSON Web Key with its private part.
// https://www.rfc-editor.org/rfc/rfc7518#section-6
func isPrivateKey(members map[string]any) bool {
	const shortest = 20
	kty, _ := members["kty"].(string)
	private := map[string]string{"RSA": "d", "EC": "d", "OKP": "d", "oct": "k"}[kty]
	value, _ := members[private].(string)
	return private != "" && len(value) >= shortest
}
