package credential

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ownRules are what gitleaks lacks.
type ownRules struct {
	*valueForms
	forms                                   *writtenForms
	url, wideURL, jdbc, driver, bare, port  func() *regexp.Regexp
	pair, flag, header, command, aws, coded func() *regexp.Regexp
}

// newOwnRules names the expressions; each is compiled when it is first needed.
func newOwnRules() ownRules {
	return ownRules{
		valueForms: newValueForms(),
		forms:      newWrittenForms(),
		url:        compiled(`(?i)[a-z][a-z0-9+.-]*://[^\s/?#@:'"]*:([^\s/?#'"]+)@[^\s@]`),
		// a password may hold what ends the place of a password, if nobody could take it for a port
		wideURL: compiled(
			`(?i)[a-z][a-z0-9+.-]*://[^\s/?#@:'"\[]+:([^\s'"@/?#]*[^\s'"@]*)@[a-z0-9.\[-]+(?::\d+|[/?#\s'"]|$)`,
		),
		jdbc:   compiled(`(?i)jdbc:oracle:\w+:[\w$#]+/([^\s@]+)@`),
		driver: compiled(`(?i)[\w.-]+:([^\s@]+)@(?:tcp|unix|udp)\(`),
		bare:   compiled(`(?i)^([a-z][\w.-]*):([^\s/:@]+)@[a-z0-9.-]+(?::\d+(?:/|$)|/)`),
		pair: compiled(`([A-Za-z_][A-Za-z0-9_.-]*)(?:\\*["']\s*[:=]\s*|[ \t]*=[ \t]*|:[ \t]+)` +
			`(\\*"(?:[^"\\]|\\[^"])*|\\*'[^'\\]*|\$\([^)]*\)|\$\{[^}]*\}|\{\{[^}]*\}\}|<[^>]*>|[^\s"'&;,(){}\[\]|]+)`),
		flag: compiled(`(?:^|\s)--?([A-Za-z][\w.-]*)\s+("[^"]*"|'[^']*'|[^\s"'-][^\s"']*)`),
		header: compiled(`(?i)authorization["']?\s*[:=]\s*["']?(?:basic|bearer|token|apikey)\s+` +
			`([^\s"',]+)`),
		command: compiled(
			`\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mariadb-admin)\s(?:[^|;&]*\s)?-p(\S+)|` +
				`\bredis-cli\s(?:[^|;&]*\s)?-a\s*(\S+)|\bsshpass\s+-p\s*(\S+)|\b(?:docker|podman|helm)\s[^|;&]*login\s(?:[^|;&]*\s)?-p\s*(\S+)|` +
				`\bcurl\s(?:[^|;&]*\s)?(?:-u|--user)[\s=]*["']?[^\s:"']+:([^\s"']+)`,
		),
		port:  compiled(`^(?:\d*|\$\w+|\$?\{+[^}]*\}+)[/?#]`),
		aws:   compiled(`(?:^|[^A-Za-z0-9/+=])([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)`),
		coded: compiled(`[A-Za-z0-9+/_-]{24,}={0,2}`),
	}
}

// find returns the id of the first of our own rules that recognizes a credential.
func (o ownRules) find(text string) string {
	if id := o.inForm(text); id != "" {
		return id
	}
	switch {
	case strings.Contains(text, "@") && o.holdsURL(text):
		return InURL
	case o.holdsPair(text):
		return ByName
	case strings.Contains(text, "-") && o.first(o.command, text):
		return InCommand
	case o.holdsSecretKey(text):
		return AWSSecret
	}
	return ""
}

// holdsURL looks for a password in a URL. Nobody writes a password in URL for a reference to one.
func (o ownRules) holdsURL(text string) bool {
	for _, at := range o.bare().FindAllStringSubmatch(text, -1) {
		if !in("mailto sip sips xmpp acct tel im urn pkg", strings.ToLower(at[1])) && !o.replaced(at[2]) {
			return true
		}
	}
	for _, at := range o.wideURL().FindAllStringSubmatch(text, -1) {
		if !o.port().MatchString(at[1]) && !o.replaced(at[1]) {
			return true
		}
	}
	return o.first(o.url, text) || o.first(o.jdbc, text) || o.first(o.driver, text)
}

// first reports whether an expression finds a part that nothing replaces later.
func (o ownRules) first(expression func() *regexp.Regexp, text string) bool {
	for _, at := range expression().FindAllStringSubmatch(text, -1) {
		for _, part := range at[1:] {
			if part != "" && !o.replaced(part) {
				return true
			}
		}
	}
	return false
}

// replaced recognizes references where only a password can stand.
func (o ownRules) replaced(part string) bool {
	return !strings.Contains(part, Unseen) && o.reference(part)
}

// holdsPair looks for name=value, "name": value, --name value and an authorization header.
func (o ownRules) holdsPair(text string) bool {
	if !strings.ContainsAny(text, "=: ") {
		return false
	}
	for _, at := range o.pair().FindAllStringSubmatch(text, -1) {
		value := strings.TrimLeft(at[2], `\"'`)
		if g := gradeOf(at[1]); g > vague && o.credential(g, value) || value != at[2] && o.holdsPair(value) {
			return true
		}
	}
	for _, at := range o.flag().FindAllStringSubmatch(text, -1) {
		g := gradeOf(at[1])
		if g > vague && !strings.HasPrefix(at[1], "no-") && !strings.HasPrefix(at[1], "with-") &&
			o.credential(g, at[2]) {
			return true
		}
	}
	for _, at := range o.header().FindAllStringSubmatch(text, -1) {
		if !o.reference(at[1]) {
			return true
		}
	}
	return false
}

// holdsSecretKey looks for forty characters that AWS drew: no path, no hash, no text in Base64.
func (o ownRules) holdsSecretKey(text string) bool {
	const drawnBits = 4.3
	for _, at := range o.aws().FindAllStringSubmatch(text, -1) {
		key := at[1]
		mixed := strings.ContainsFunc(key, unicode.IsDigit) && strings.ContainsFunc(key, unicode.IsUpper) &&
			strings.ContainsFunc(key, unicode.IsLower)
		_, readable := decode(key)
		if mixed && !readable && !o.path(key) && entropy(key) > drawnBits {
			return true
		}
	}
	return false
}

// decoded lists the readable texts that a text holds in Base64.
func (o ownRules) decoded(text string) []string {
	var plain []string
	for _, coded := range o.coded().FindAllString(text, -1) {
		if readable, ok := decode(coded); ok {
			plain = append(plain, readable)
		}
	}
	return plain
}

// decode reads a text in Base64; ok is false for what nobody could read.
func decode(coded string) (plain string, ok bool) {
	standard := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(coded, "="))
	data, err := base64.RawStdEncoding.DecodeString(standard)
	return string(data), err == nil && utf8.Valid(data) && !strings.ContainsFunc(string(data), unprintable)
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) && !unicode.IsSpace(r) }
