package credential

import (
	"slices"
	"strings"
	"unicode"
)

// grade is what a name says about its value.
type grade int

const (
	// unrelated names have nothing to do with credentials.
	unrelated grade = iota
	// identifies: the name speaks of a property of a credential, such as where it is or how long it lives.
	identifies
	// vague names, such as SIGNUP_KEY, have credentials among other things: the value must look drawn by lot.
	vague
	// issued names are of tokens and keys, which also have kinds and places.
	issued
	// chosen names are of passwords: almost any value is one.
	chosen
)

// gradeOf grades a name by the last word in it that speaks of credentials, and by what follows that word.
func gradeOf(name string) grade {
	words := wordsOf(name)
	for i := len(words) - 1; i >= 0; i-- {
		g := gradeOfWord(words[:i], words[i])
		if g == unrelated {
			continue
		}
		if slices.ContainsFunc(words[i+1:], isProperty) || g != chosen && slices.ContainsFunc(words[:i], isPublic) {
			return identifies
		}
		return g
	}
	return unrelated
}

// names reports whether a name ends with what something is called or where it is: HEROKU_APP_ID.
func names(name string) bool {
	words := wordsOf(name)
	return gradeOf(name) == identifies ||
		len(words) > 0 && in("id arn name url uri host region path file", words[len(words)-1])
}

// wordsOf splits DB_PASSWORD, db-password, db.password and dbPassword into lower words without the
// numbers that end them.
func wordsOf(name string) []string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		starts := i > 0 && unicode.IsUpper(r) && (unicode.IsLower(runes[i-1]) ||
			unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1]) && runes[i+1] != 's')
		if starts || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			b.WriteByte(' ')
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	words := strings.Fields(b.String())
	for i, word := range words {
		words[i] = strings.TrimRight(word, "0123456789")
	}
	return slices.DeleteFunc(words, func(word string) bool { return word == "" })
}

// gradeOfWord grades one word and what stands before it.
func gradeOfWord(before []string, word string) grade {
	last := ""
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	plain := strings.TrimSuffix(word, "s")
	switch {
	case in("pass requirepass masterauth pwd pw dbpw pword passcode senha haslo", word) || word == "passe" && slices.Contains(before, "mot") ||
		endsIn(
			plain,
			"password passwd passwort passwrd passphrase userpass dbpass kennwort motdepasse contrasena wachtwoord",
		):
		return chosen
	case in("cred pat sas", plain) || endsIn(plain, "secret token credential apikey secretkey accesskey privatekey authkey"):
		return issued
	case plain == "key" && in(`api access private secret encryption encrypt crypt signing sign master auth account session cookie shared
		hmac app jwt admin webhook client server service host deploy license licence rsa ssh pgp gpg aes storage bot root hash`, last):
		return issued
	case word == "cookie" && in("erlang release rabbitmq", last):
		return issued
	case word == "auth" && in("redis basic http proxy registry docker npm cache smtp", last):
		return issued
	case plain == "key" || word == "signature" || word == "sig":
		return vague
	}
	return unrelated
}

// isProperty recognizes words that turn a credential's name into that of one of its properties.
func isProperty(word string) bool {
	return in(
		`access age alg algo algorithm alias allowed arn attempt attribute audience backend bit bucket budget cache chain charset
		claim class complexity context cookie cost count creation day delay dir directory domain driver duration enable enabled encoder
		encoding endpoint engine entropy env environment event expiration expire expired expires expiry exp field file filename fingerprint
		folder format function generator grace grant group handler hasher hashing header hint history host hostname hour id identifier index
		interval issuer iteration iterations kid kind label leeway length len lifespan lifetime limit link loader location lookup
		manager manger max maximum method min minimum minute mode model mount name namespace operator owner page param parameter path
		pattern period plugin policy pool port prefix prompt property protocol provider queue quota rate ratio realm ref reference refresh
		regex region required requirement reset resolver retention retries retry role rotate rotation round route rule schedule scheme
		scope sec second service size source stdin store strategy strength stream suffix table template threshold through time timeout
		title topic ttl type uri url usage user username uuid validation validator validity variable version volume warning window`,
		strings.TrimSuffix(word, "s"),
	) ||
		in("access class alias status ms secs mins uris urls less", word)
}

// isPublic recognizes words that say that a key or token is no secret, or that a number follows.
func isPublic(word string) bool {
	return in(
		"public publishable pub max min num kms csrf xsrf site cache partition sort primary foreign object routing idempotency",
		word,
	)
}

// in reports whether a word is in a list.
func in(list, word string) bool {
	for listed := range strings.FieldsSeq(list) {
		if listed == word {
			return true
		}
	}
	return false
}

func endsIn(word, list string) bool {
	for end := range strings.FieldsSeq(list) {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
