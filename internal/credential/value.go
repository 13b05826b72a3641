package credential

import (
	"regexp"
	"strings"
	"unicode"
)

// valueForms are expressions for what values look like, each compiled when it is first needed.
type valueForms struct {
	placeholder, stored, harmless, absolute, file, relative, number, alphabet, hex func() *regexp.Regexp
}

func newValueForms() *valueForms {
	return &valueForms{
		placeholder: compiled(
			`\$\{[^}]*\}|\$\([^)]*\)|\$[A-Z_][A-Z0-9_]*|\$[a-z_]+|\{\{[^}]*\}\}|\{[A-Za-z_]\w*\}|#\{[^}]*\}|<[^<>]*>|` +
				`%[A-Za-z_]\w*%|%[sdv]|\$\d|` + Unseen,
		),
		stored: compiled(
			`^(?i)(?:aws-?)?(?:ssm|secretsmanager|secrets-manager|vault|op|sm|gcpsm|akv|awssm|awssecrets|` +
				`awsparamstore|azurekeyvault|gopass|doppler|ref\+\w+|resolve|env|file|k8s|secretref|keyvault)(?::[/\w]|\.[\w]+:)`,
		),
		harmless: compiled(`^(?:arn:aws[\w-]*:.*|(?i:true|false)|` +
			`(?i:\d+(?:\.\d+)?\s?(?:ns|us|ms|s|m|h|d|w|min|mins|sec|secs|seconds?|minutes?|hours?|days?|weeks?|[kmg]i?b?))|` +
			`P(?:\d+[YMWD])+(?:T(?:\d+[HMS])+)?|PT(?:\d+[HMS])+|[a-z][a-z0-9+.-]*://[^\s@]*|(?:\d{1,3}\.){3}\d{1,3}(?::\d+|/\d+)?|` +
			`(?:[a-z0-9_-]+\.)+(?:com|net|org|io|dev|app|cloud|internal|local|localdomain|svc|co|edu|gov|de|eu|uk|ai)(?::\d+)?|` +
			`(?:[a-z][a-z0-9-]*)(?:\.[a-z][a-z0-9-]*)*:\d{2,5}|localhost)$`),
		absolute: compiled(
			`^(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][\w.@:+ -]+){2,}[/\\]?$|^(?:~|\.{1,2})[/\\][\w.-]+$|^/[a-z][a-z_.-]+$`,
		),
		file: compiled(
			`^(?:[\w-]+/)*[\w.-]+\.(?:pem|key|crt|cer|p12|jks|json|ya?ml|txt|env|conf|cfg|ini|toml|xml|properties)$`,
		),
		relative: compiled(`^[a-z][a-z0-9_.-]*(?:/[a-z][a-z0-9_.-]*)+$`),
		number:   compiled(`^[+-]?[\d_,.]+%?$`),
		alphabet: compiled(`^[A-Za-z0-9+/=_%-]+$`),
		hex:      compiled(`^[0-9a-fA-F]+$`),
	}
}

// credential reports whether a value is a credential under a name of a grade.
func (f *valueForms) credential(g grade, value string) bool {
	value = strings.Trim(strings.TrimSpace(value), `"'`)
	switch {
	case g < vague || f.reference(value) || f.innocuous(value):
		return false
	case g == chosen:
		return !none(value) && !f.shortNumber(value)
	case g == issued:
		return !f.isNumber(value) && !none(value) && !kind(value) && !filler(value) && !f.relativePath(value)
	}
	return f.drawn(value)
}

// reference recognizes what says where a credential is, and is none: ${VAR}, $VAR, $(command), {{path}},
// <name>, %VAR%, ssm:/path and the like. The default in ${VAR:-default} is no reference.
func (f *valueForms) reference(value string) bool {
	if _, fallback, ok := strings.Cut(value, ":-"); ok && strings.HasPrefix(value, "${") {
		return f.reference(strings.TrimSuffix(fallback, "}"))
	}
	rest := f.placeholder().ReplaceAllString(value, "")
	if !strings.ContainsFunc(rest, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return rest != value || strings.Trim(value, "*. ") == ""
	}
	return f.stored().MatchString(value)
}

// innocuous recognizes values that are no credential under any name: ARNs, durations, booleans, paths,
// hosts and URLs. A password in a URL is found by its place.
func (f *valueForms) innocuous(value string) bool {
	return f.harmless().MatchString(value) || f.path(value)
}

// path recognizes absolute paths, and files by their ending. A segment drawn by lot is no name of a folder.
func (f *valueForms) path(value string) bool {
	if !f.absolute().MatchString(value) && !f.file().MatchString(value) {
		return false
	}
	for segment := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == '/' || r == '\\' }) {
		if f.drawn(segment) {
			return false
		}
	}
	return true
}

// relativePath recognizes names of secrets, such as prod/db/password.
func (f *valueForms) relativePath(value string) bool {
	return f.relative().MatchString(value) && entropy(value) < 4
}

func (f *valueForms) isNumber(value string) bool { return f.number().MatchString(value) }

// shortNumber is a number too short to be a password; longer ones are tried first by whoever guesses.
func (f *valueForms) shortNumber(value string) bool {
	const shortest = 4
	return f.isNumber(value) && len(value) < shortest
}

// none recognizes words that say that there is no value.
func none(value string) bool {
	return in(
		"none null nil undefined unset empty disabled disable enabled enable required optional on off yes no y n",
		strings.ToLower(value),
	)
}

// kind recognizes short words that say of which kind a token or key is, or who keeps it.
func kind(value string) bool {
	return in(
		`aws vault gcp gcloud azure env environment file files ssm secretsmanager secrets-manager aws-secrets-manager aws_secrets_manager
		parameter-store parameterstore kms kubernetes k8s docker consul etcd local remote auto automatic default manual strict lax basic bearer jwt jws jwe
		opaque oauth oauth2 oidc saml sso iam instance instanceprofile instance-profile assume-role webidentity web-identity profile process
		static dynamic memory redis database db dynamodb postgres mysql session cookie header query body sha1 sha256 sha512 md5 bcrypt argon2
		argon2id pbkdf2 scrypt hs256 hs384 hs512 rs256 rs384 rs512 es256 es384 ps256 eddsa aes aes128 aes256 aes-256-gcm rsa ed25519 managed external internal
		provider keychain keyring doppler 1password onepassword sops infisical bitwarden ecs eks ec2 metadata anonymous public private inherit
		per-user per-request daily weekly monthly hourly never always only all any same-origin include omit`,
		strings.ToLower(value),
	)
}

// drawn recognizes what was drawn by lot: long, of several kinds of characters, and without words.
func (f *valueForms) drawn(value string) bool {
	const shortest, bits, longHex, enoughDigits = 20, 3.5, 32, 2
	if len(value) < shortest || !f.alphabet().MatchString(value) || entropy(value) < bits && len(value) < longHex {
		return false
	}
	digits := strings.Count(strings.Map(digitsAlike, value), "0")
	mixed := strings.ToLower(value) != value && strings.ToUpper(value) != value
	hex := len(value) >= longHex && f.hex().MatchString(value) && entropy(value) > 3
	return digits >= enoughDigits && (mixed || hex)
}

// digitsAlike writes every digit as 0.
func digitsAlike(r rune) rune {
	if unicode.IsDigit(r) {
		return '0'
	}
	return r
}
