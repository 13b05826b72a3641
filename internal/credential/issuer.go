package credential

import (
	_ "embed" // the rules of gitleaks
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/valyala/fastjson"
)

//go:embed rules.json
var rulesJSON []byte

// issuers are the rules of gitleaks, and what no rule finds.
type issuers struct {
	forms    *valueForms
	rules    []*issuerRule
	keywords keywords
	allowed  allowlist
}

// issuerRule recognizes the credentials of one issuer.
type issuerRule struct {
	id      string
	regex   func() *regexp.Regexp
	entropy float64
	// group is the part of the regex that is the credential, 0 for the first that holds anything.
	group   int
	allowed []allowlist
}

// loadIssuers reads the embedded rules, which TestRules compiles all.
func loadIssuers(forms *valueForms) *issuers {
	v, err := fastjson.ParseBytes(rulesJSON)
	if err != nil {
		return &issuers{forms: forms}
	}
	all := &issuers{forms: forms, allowed: readAllowlist(v.Get("allowlist"))}
	for n, r := range v.GetArray("rules") {
		all.rules = append(all.rules, readRule(r))
		for _, keyword := range texts(r, "keywords") {
			all.keywords.add(keyword, n)
		}
	}
	return all
}

func readRule(v *fastjson.Value) *issuerRule {
	r := &issuerRule{id: string(v.GetStringBytes("id")), regex: compiled(string(v.GetStringBytes("regex"))),
		entropy: v.GetFloat64("entropy"), group: v.GetInt("group")}
	for _, a := range v.GetArray("allowlists") {
		r.allowed = append(r.allowed, readAllowlist(a))
	}
	return r
}

// compiled compiles an expression when it is first asked for.
func compiled(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

func texts(v *fastjson.Value, member string) []string {
	var all []string
	for _, t := range v.GetArray(member) {
		all = append(all, string(t.GetStringBytes()))
	}
	return all
}

// find returns the first rule, in the order of the file, that recognizes a credential in a value. The
// name stands before it, as many rules ask for the issuer's name there.
func (all *issuers) find(name, value string) string {
	text, start := value, 0
	if name != "" {
		text, start = name+`="`+value+`"`, len(name)+2
	}
	for _, n := range all.keywords.in(text) {
		if all.recognizes(all.rules[n], text, start, name) {
			return all.rules[n].id
		}
	}
	return ""
}

func (all *issuers) recognizes(r *issuerRule, text string, start int, name string) bool {
	for _, at := range r.regex().FindAllStringSubmatchIndex(text, -1) {
		match, secret := text[at[0]:at[1]], r.secret(text, at)
		named := at[0] < start
		if named && (names(name) || all.forms.innocuous(secret)) {
			continue
		}
		if r.entropy > 0 && entropy(secret) <= r.entropy || filler(secret) || all.allowed.allows(secret, match, text) {
			continue
		}
		if !slices.ContainsFunc(r.allowed, func(a allowlist) bool { return a.allows(secret, match, text) }) {
			return true
		}
	}
	return false
}

// secret is the part of a match that is the credential.
func (r *issuerRule) secret(text string, at []int) string {
	for group := 1; 2*group < len(at); group++ {
		if from := at[2*group]; from >= 0 && from < at[2*group+1] && (r.group == 0 || r.group == group) {
			return text[from:at[2*group+1]]
		}
	}
	return strings.Trim(text[at[0]:at[1]], "\n")
}
