package markdown

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
)

// portText is what a text says of ports.
type portText struct {
	// ports are as edges have them: 443, 1024-65535, 53/udp, all.
	ports []string
	// protocol is the word for one, such as http; protocols are all of them.
	protocol  string
	protocols []string
	// either says that it is one or another of them, and not which.
	either bool
	// named says that the numbers stand there as ports, not as any numbers.
	named bool
	// portless is the word for a protocol that has no port of its own.
	portless string
}

func (p portText) isEmpty() bool { return len(p.ports) == 0 }

// portsOf reads the label of an edge or a cell for ports.
func (r *reader) portsOf(text string) portText {
	text = strings.ToLower(strings.Map(narrow, text))
	var found portText
	suffix, isEither := "", false
	for _, w := range r.lexicon.words(text) {
		if w == "udp" {
			suffix = "/udp"
		}
		if _, ok := r.lexicon.Protocols[w]; ok {
			found.protocol = cmp.Or(found.protocol, w)
			found.protocols = union(found.protocols, []string{w})
		}
		isEither = isEither || slices.Contains([]string{"or", "oder", "ou"}, w)
		if found.portless == "" && r.lexicon.PortlessWords.in([]string{w}) {
			found.portless = w
		}
	}
	found.either = isEither && (len(found.protocols) > 1 || found.protocol != "" && found.portless != "")
	if !strings.ContainsAny(text, "0123456789") && !strings.Contains(text, "all") && !strings.Contains(text, "any") {
		return found
	}
	for _, m := range r.patterns.number.FindAllStringSubmatch(r.spread(text), -1) {
		port := portOf(m[3], m[4])
		if port != "" && !slices.Contains(found.ports, port+suffix) {
			found.ports = append(found.ports, port+suffix)
		}
		found.named = found.named || m[2] != ""
	}
	if r.patterns.everything.MatchString(text) {
		found.ports = []string{"all/all"}
	}
	if strings.Contains(text, "0-65535") || r.patterns.all.MatchString(text) {
		found.ports = []string{"all" + suffix}
	}
	found.either = isEither && max(len(found.protocols), len(found.ports)) > 1
	return found
}

// spread takes away what looks like a port and is none, and sets numbers apart.
func (r *reader) spread(text string) string {
	text = strings.ReplaceAll(
		r.patterns.noPort.ReplaceAllString(text, " "),
		" ",
		"  ",
	) // each number has signs of its own around it
	return r.patterns.sign.ReplaceAllStringFunc(text, func(s string) string {
		if s == ":" {
			return " :"
		}
		return " , "
	})
}

func portOf(low, high string) string {
	from, _ := figure.Whole(low)
	if from < 1 || from > 65535 {
		return ""
	}
	if high == "" {
		return low
	}
	if to, _ := figure.Whole(high); to < from || to > 65535 {
		return ""
	}
	return low + "-" + high
}

// portsOfLabel reads the label of a node: numbers count only where a word or a colon says that they are ports.
func (r *reader) portsOfLabel(label string) portText {
	var found portText
	for line := range strings.SplitSeq(strings.ToLower(strings.Map(narrow, label)), "\n") {
		if len(r.patterns.prefixesIn(line)) > 0 {
			continue
		}
		one := r.portsOf(line)
		isPort := one.named || one.protocol != "" || r.lexicon.Columns["port"].in(r.lexicon.words(line)) ||
			r.patterns.portWord.MatchString(line)
		if !isPort || one.isEmpty() {
			continue
		}
		found.ports = append(found.ports, one.ports...)
		found.named = true
		found.protocol = cmp.Or(found.protocol, one.protocol)
		found.protocols = union(found.protocols, one.protocols)
	}
	return found
}

// patterns are those that texts are read with for ports.
type patterns struct {
	number, everything, all, noPort, sign, portWord, identifier, times, checkPath, either, file, arrow, footnote *regexp.Regexp
	// resourceType is what Terraform calls a type of resource.
	resourceType *regexp.Regexp
	// lineBreak, markup and icon are what labels have beside their words, prefix is that of addresses.
	lineBreak, markup, icon, prefix *regexp.Regexp
	// twoAmounts are "$100-$200"; the others are what makes of an amount none of USD a month.
	twoAmounts, otherCurrency, shortened, otherTime *regexp.Regexp
}

func newPatterns() patterns {
	return patterns{
		number:     regexp.MustCompile(`(^|[^\w.$~<>≥≤])(:?)(\d{2,5})(?:\s*[-–]\s*(\d{2,5}))?($|[^\w.%])`),
		everything: regexp.MustCompile(`:\s*-1\b|\b(all|any) traffic\b`),
		all:        regexp.MustCompile(`\b(all|any) (ports|tcp)\b`),
		noPort: regexp.MustCompile(
			`\d+\.\d+[\d./]*|/\d+\b[^,;\s]*\.|\bus-\w+-\d\w?|\d+\s*(gb|gib|mb|ms|s|min|days?|tasks?|vcpu|usd|%)|[$~]\s*\d[\d,.]*`,
		),
		sign:       regexp.MustCompile(`[:/,;()|+]`),
		portWord:   regexp.MustCompile(`\b(grpc|tcp|udp)\b`),
		identifier: identifierPattern(),
		either:     regexp.MustCompile(`(?i)\s+(?:or|oder|ou|o)\s+|\s*/\s*|または|或|또는`),
		file:       regexp.MustCompile(`^[\w-]+\.(?:py|ya?ml|json|tf|tfvars|sh|ps1|ts|go|java|rb|md|toml|hcl|sql)$`),
		checkPath: regexp.MustCompile(
			`(?i)health[ -]?checks?\b[^/;.]{0,60}?[\s:=(→"'` + "`" + `](/[\w./~-]*[\w/~-]|/)`,
		),
		arrow:    regexp.MustCompile(`\s*(?:<br\s*/?>)?\s*(?:→|⟶|➔|➜|➝|⇒|-{1,3}>|={1,2}>)\s*`),
		footnote: regexp.MustCompile(`\[\^[^\]]+\]|\^\w+|[\p{L}\d.)][*†‡]+(?:\s|$)|[\p{L}.)][¹²³⁴⁵]`),
		times:    regexp.MustCompile(`^(?:[x×]\d+|\d+[x×]|\d+/\d+)$`),

		resourceType: regexp.MustCompile(`^aws_[a-z0-9_]+$`),

		lineBreak: regexp.MustCompile(`(?i)<br\s*/?>|\\n`),
		markup:    regexp.MustCompile(`</?[a-zA-Z][^<>]*>|\*\*|__|` + "`"),
		icon:      regexp.MustCompile(`\bfa[bsrl]?:fa-[\w-]+`),
		prefix:    regexp.MustCompile(`[0-9a-fA-F:.]+/\d{1,3}`),

		twoAmounts:    regexp.MustCompile(`(?i)(\d)\s*(?:-|–|—|to)\s*~?\s*(?:us)?\$\s*(\d)`),
		otherCurrency: regexp.MustCompile(`[€£¥₹]|\b(eur|euros?|gbp|jpy|cny|inr|chf|aud|cad|brl)\b`),
		shortened:     regexp.MustCompile(`\d\s*(k|m|thousand|million)\b`),
		otherTime: regexp.MustCompile(
			`\b(years?|yearly|annual|annually|yr|p\.?a|days?|daily|hours?|hourly|hr|weeks?|weekly)\b`,
		),
	}
}

// usual are the ports that protocols have where none is given.
func (r *reader) usual(p portText) portText {
	if !p.isEmpty() {
		return p
	}
	for _, protocol := range p.protocols {
		isUnder := protocol == "tls" && len(p.protocols) > 1 // another one runs over it
		if port := strconv.Itoa(r.lexicon.Protocols[protocol]); !isUnder {
			p.ports = union(p.ports, []string{port})
		}
	}
	return p
}

func edgeText(from, to, port string) string {
	if port == "" {
		return fmt.Sprintf("%s -> %s", from, to)
	}
	return fmt.Sprintf("%s -> %s:%s", from, to, port)
}
