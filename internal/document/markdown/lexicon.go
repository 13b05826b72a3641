package markdown

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

//go:embed lexicon.yaml
var lexiconFile []byte

// lexicon is what words mean; the file says how it is written.
type lexicon struct {
	Kinds          map[string]kindWords `yaml:"kinds"`
	Others         map[string]phrases   `yaml:"others"`
	Hosts          phrases              `yaml:"hosts"`
	Engines        map[string]engine    `yaml:"engines"`
	Protocols      map[string]int       `yaml:"protocols"`
	Roles          map[string]phrases   `yaml:"roles"`
	GroupWords     phrases              `yaml:"group_words"`
	StandbyWords   phrases              `yaml:"standby_words"`
	ForbiddenWords phrases              `yaml:"forbidden_words"`
	NoTraffic      phrases              `yaml:"no_traffic"`
	Tiers          map[string]tierWords `yaml:"tiers"`
	TierWords      phrases              `yaml:"tier_words"`
	TierNoise      phrases              `yaml:"tier_noise"`
	RulesIn        phrases              `yaml:"rules_in"`
	RulesOut       phrases              `yaml:"rules_out"`
	ZoneWords      phrases              `yaml:"zone_words"`
	Environments   map[string]phrases   `yaml:"environments"`
	Status         phrases              `yaml:"status"`
	StatusHeadings phrases              `yaml:"status_headings"`
	OutsideBeside  phrases              `yaml:"outside_beside"`
	Negations      phrases              `yaml:"negations"`
	Topics         phrases              `yaml:"topics"`
	CountWords     phrases              `yaml:"count_words"`
	PlaceWords     phrases              `yaml:"place_words"`
	Elsewhere      phrases              `yaml:"elsewhere"`
	PortlessWords  phrases              `yaml:"portless_words"`
	Yes            phrases              `yaml:"yes"`
	Nothing        phrases              `yaml:"nothing"`
	Columns        map[string]phrases   `yaml:"columns"`
	CostRows       map[string]phrases   `yaml:"cost_rows"`
	Requirements   []requirementWords   `yaml:"requirements"`

	unspaced []string
	// said are the words of requirements, services and roles by what they begin with.
	said, services *startIndex
	meanings       []meaning
}

type kindWords struct {
	Name   string  `yaml:"name"`
	Port   int     `yaml:"port"`
	AWS    phrases `yaml:"aws"`
	Engine phrases `yaml:"engine"`
	Refer  phrases `yaml:"refer"`
}

type engine struct {
	Engine string `yaml:"engine"`
	Port   int    `yaml:"port"`
}

type tierWords struct {
	Words  phrases `yaml:"words"`
	WayOut string  `yaml:"way_out"`
}

// requirementWords say by which words a requirement is asked.
type requirementWords struct {
	Ask    string  `yaml:"ask"`
	Says   phrases `yaml:"says"`
	Rows   phrases `yaml:"rows"`
	Unless phrases `yaml:"unless"`
	// Needs are words of which one must be in the text or its heading.
	Needs phrases `yaml:"needs"`
	// Value is what is asked where no number is captured.
	Value string `yaml:"value"`
	// Bare is how a number alone is meant: at_least, or exactly where it is left out.
	Bare string `yaml:"bare"`
	// No is what "No" in a cell demands; nothing where it is left out.
	No string `yaml:"no"`
	// Tier is the way out of the tiers that it is asked of.
	Tier string `yaml:"tier"`
	// About is the kind that the text or its heading must name.
	About string `yaml:"about"`
	// Size says that in a table of costs it is what they were estimated with, and not asked by that.
	Size bool `yaml:"size"`
}

// phrases are alternatives, read from texts.
type phrases []phrase

// UnmarshalYAML reads a list of phrases.
func (p *phrases) UnmarshalYAML(node *yaml.Node) error {
	var texts []string
	if err := node.Decode(&texts); err != nil {
		return err
	}
	for _, t := range texts {
		*p = append(*p, phraseOf(t))
	}
	return nil
}

// find is the longest of the phrases that stands in words, nil without one.
func (p phrases) find(words []string, gap int) (best *found) {
	for _, one := range p {
		if f := one.find(words, gap); f != nil && (best == nil || len(f.at) > len(best.at)) {
			best = f
		}
	}
	return best
}

func (p phrases) in(words []string) bool { return p.find(words, 1) != nil }

// newLexicon reads the words of this program, and further ones.
func newLexicon(further ...Words) (*lexicon, error) {
	l := &lexicon{}
	if err := yaml.Unmarshal(lexiconFile, l); err != nil {
		return nil, fmt.Errorf("read the built-in lexicon: %w", err)
	}
	for _, w := range further {
		if err := l.extend(w); err != nil {
			return nil, err
		}
	}
	l.learn()
	return l, nil
}

// meaning is what the words of a label say.
type meaning struct {
	// kind is a kind of component, with what fixes it: aws or engine; empty without one.
	kind, by string
	// role is what it is instead of a component.
	role string
	// other is the Terraform type of what has no kind.
	other   string
	engines []string
	port    int
}

// sorted are the keys of a map in their order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// candidate is one reading of words.
type candidate struct {
	meaning meaning
	length  int
	at      int
}

// classify reads what words say: the longest phrase decides, then the first; somebody outside comes after all others.
func (l *lexicon) classify(words []string) meaning {
	var best *candidate
	offer := func(p phrases, m meaning) {
		f := p.find(words, 0)
		if f == nil {
			return
		}
		c := &candidate{m, len(f.at), f.at[0]}
		if m.role == "outside" {
			c.length = 0
		}
		if best == nil || c.length > best.length || c.length == best.length && c.at < best.at {
			best = c
		}
	}
	for _, i := range l.services.candidates(words) {
		if m := l.meanings[i]; m.role != "outside" || l.isOutside(words) {
			offer(l.services.lists[i], m)
		}
	}
	if best == nil || best.meaning.role == "outside" && l.engineKind(words) != "" {
		if kind := l.engineKind(words); kind != "" {
			best = &candidate{meaning: meaning{kind: kind, by: "engine"}}
		}
	}
	if best == nil {
		return meaning{}
	}
	l.addEngines(&best.meaning, words)
	return best.meaning
}

// isOutside reports whether words say nothing but somebody outside: a "users-api" is none.
func (l *lexicon) isOutside(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		one := []string{w}
		isName := strings.ContainsFunc(w, unicode.IsLetter)
		return isName && !l.Roles["outside"].in(one) && !l.OutsideBeside.in(one)
	})
}

func (l *lexicon) engineKind(words []string) string {
	for _, name := range sorted(l.Kinds) {
		if l.Kinds[name].Engine.in(words) {
			return name
		}
	}
	return ""
}

func (l *lexicon) addEngines(m *meaning, words []string) {
	for _, w := range words {
		e, ok := l.Engines[w]
		if !ok || m.kind == "" || !l.Kinds[m.kind].Engine.in([]string{w}) || slices.Contains(m.engines, e.Engine) {
			continue
		}
		m.engines, m.port = append(m.engines, e.Engine), e.Port
	}
	if m.kind == "database" && slices.Contains(words, "aurora") {
		m.engines = auroraOf(m.engines)
	}
}

// auroraOf are the engines of Aurora that some engines stand for; both where nothing says which.
func auroraOf(engines []string) []string {
	names := map[string]string{"postgres": "aurora-postgresql", "mysql": "aurora-mysql"}
	if len(engines) == 0 {
		return []string{"aurora-mysql", "aurora-postgresql"}
	}
	for i, e := range engines {
		engines[i] = cmp.Or(names[e], e)
	}
	return engines
}

// environment is the one that a text names; empty for none or several.
func (l *lexicon) environment(text string) string {
	words, found := l.words(text), ""
	for _, name := range sorted(l.Environments) {
		if !l.Environments[name].in(words) {
			continue
		}
		if found != "" {
			return ""
		}
		found = name
	}
	return found
}

// tierOf is the tier that words name: its name, and the way out that the word alone stands for.
func (l *lexicon) tierOf(words []string) (name, wayOut string) {
	var rest []string
	for _, noise := range []phrases{l.TierNoise, l.TierWords} {
		for f := noise.find(words, 0); f != nil; f = noise.find(words, 0) {
			words = slices.Delete(slices.Clone(words), f.at[0], f.at[len(f.at)-1]+1)
		}
	}
	for _, w := range words {
		if l.isTierNoise(w) {
			continue
		}
		rest = append(rest, w)
	}
	for _, tier := range []string{"isolated", "public", "private"} {
		t := l.Tiers[tier]
		if len(rest) > 0 && !slices.ContainsFunc(rest, func(w string) bool { return !t.Words.in([]string{w}) }) {
			return tier, t.WayOut
		}
	}
	for _, tier := range []string{"isolated", "public", "private"} {
		if l.Tiers[tier].Words.in(rest) {
			return slug(rest), l.wayOutOf(rest)
		}
	}
	return "", ""
}

// wayOutOf is the way out that all words for tiers agree on; "private data" says no more than private, "public data" nothing.
func (l *lexicon) wayOutOf(words []string) string {
	var ways []string
	for _, tier := range sorted(l.Tiers) {
		if t := l.Tiers[tier]; t.Words.in(words) && !slices.Contains(ways, t.WayOut) {
			ways = append(ways, t.WayOut)
		}
	}
	switch {
	case len(ways) == 1:
		return ways[0]
	case len(ways) > 1 && !slices.Contains(ways, "internet_gateway"):
		return notFromOutside
	}
	return ""
}

// notFromOutside is what every private tier has: whatever its way out is, nobody comes in by it.
const notFromOutside = "[nat, none]"

func (l *lexicon) isTierNoise(w string) bool {
	letter := strings.TrimLeft(w, "0123456789")
	isZone := len(letter) == 1 && strings.Contains("abcdef", letter)
	return isZone || isNumber(w) || l.TierWords.in([]string{w}) || l.ZoneWords.in([]string{w}) || strings.ContainsAny(w, ".:/") ||
		slices.Contains([]string{"the", "and", "vpc", "aws", "in", "us", "eu", "east", "west", "central", "s"}, w)
}

// slug is a name made of words.
func slug(words []string) string {
	var b strings.Builder
	for _, r := range strings.Join(words, "_") {
		if r < 128 && (isWord(r) || r == '-' || r == '_') {
			b.WriteRune(r)
		}
	}
	name := strings.Trim(b.String(), "_-0123456789")
	return name[:min(len(name), 60)]
}

// words cuts a text into words. Scripts that put no spaces between words are cut at the words that the lexicon knows.
func (l *lexicon) words(text string) []string {
	words := wordsOf(text)
	if len(text) == len([]rune(text)) {
		return words
	}
	var all []string
	for _, w := range words {
		all = append(all, l.cut(w)...)
	}
	return all
}

func (l *lexicon) cut(word string) []string {
	if !strings.ContainsFunc(word, isUnspaced) {
		return []string{word}
	}
	for _, known := range l.unspaced {
		if before, after, ok := strings.Cut(word, known); ok && known != word {
			var all []string
			for _, part := range []string{before, known, after} {
				if part != "" {
					all = append(all, l.cut(part)...)
				}
			}
			return all
		}
	}
	return []string{word}
}

func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// learnUnspaced collects the words of scripts without spaces, long ones first.
func (l *lexicon) learnUnspaced(lists ...phrases) {
	for _, list := range lists {
		for _, p := range list {
			for _, w := range p {
				for _, form := range w.forms {
					if strings.ContainsFunc(form, isUnspaced) {
						l.unspaced = append(l.unspaced, strings.TrimSuffix(form, "*"))
					}
				}
			}
		}
	}
	slices.SortFunc(l.unspaced, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
}

// index makes the lists that texts are searched for.
func (l *lexicon) index() {
	var says, services []phrases
	for i := range l.Requirements {
		says = append(says, l.Requirements[i].Says)
	}
	add := func(p phrases, m meaning) { services, l.meanings = append(services, p), append(l.meanings, m) }
	for _, name := range sorted(l.Kinds) {
		add(l.Kinds[name].AWS, meaning{kind: name, by: "aws", port: l.Kinds[name].Port})
	}
	for _, name := range sorted(l.Others) {
		add(l.Others[name], meaning{kind: "other", by: "aws", other: name})
	}
	for _, name := range sorted(l.Roles) {
		add(l.Roles[name], meaning{role: name})
	}
	l.said, l.services = newStartIndex(says), newStartIndex(services)
}

// learn collects what follows from the lists.
func (l *lexicon) learn() {
	l.index()
	l.learnUnspaced(l.GroupWords, l.TierWords, l.ZoneWords, l.RulesIn, l.RulesOut)
	for _, name := range sorted(l.Kinds) {
		l.learnUnspaced(l.Kinds[name].AWS, l.Kinds[name].Refer)
	}
	for _, m := range []map[string]phrases{l.Roles, l.Environments, l.Columns} {
		for _, name := range sorted(m) {
			l.learnUnspaced(m[name])
		}
	}
	for _, name := range sorted(l.Tiers) {
		l.learnUnspaced(l.Tiers[name].Words)
	}
}
