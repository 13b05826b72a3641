package markdown

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/kind"
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
	MainWords      phrases              `yaml:"main_words"`
	CopyWords      phrases              `yaml:"copy_words"`
	StandbyWords   phrases              `yaml:"standby_words"`
	CodeWords      phrases              `yaml:"code_words"`
	RightWords     phrases              `yaml:"right_words"`
	ContentWords   phrases              `yaml:"content_words"`
	AboutWords     phrases              `yaml:"about_words"`
	ForbiddenWords phrases              `yaml:"forbidden_words"`
	NoTraffic      phrases              `yaml:"no_traffic"`
	Tiers          map[string]tierWords `yaml:"tiers"`
	TierWords      phrases              `yaml:"tier_words"`
	WaysOut        map[string]phrases   `yaml:"ways_out"`
	TierNoise      phrases              `yaml:"tier_noise"`
	PrefixNoise    phrases              `yaml:"prefix_noise"`
	RulesIn        phrases              `yaml:"rules_in"`
	RulesOut       phrases              `yaml:"rules_out"`
	ZoneWords      phrases              `yaml:"zone_words"`
	Environments   map[string]phrases   `yaml:"environments"`
	// EnvironmentHeads are words for an environment, BaseHeads those over a column that is of all of them, and
	// NoEnvironments those that could be the name of one and are none.
	BaseHeads        phrases            `yaml:"base_heads"`
	EnvironmentHeads phrases            `yaml:"environment_words"`
	NoEnvironments   phrases            `yaml:"no_environments"`
	Status           phrases            `yaml:"status"`
	Perhaps          phrases            `yaml:"perhaps"`
	Bounds           phrases            `yaml:"bounds"`
	ReservedThings   phrases            `yaml:"reserved_things"`
	SpanishAll       phrases            `yaml:"everything_in_spanish"`
	StatusHeadings   phrases            `yaml:"status_headings"`
	OutsideBeside    phrases            `yaml:"outside_beside"`
	Negations        phrases            `yaml:"negations"`
	Exceptions       phrases            `yaml:"exceptions"`
	AllOf            phrases            `yaml:"all_of"`
	Everything       phrases            `yaml:"everything"`
	InPassing        phrases            `yaml:"in_passing"`
	Topics           phrases            `yaml:"topics"`
	Demands          phrases            `yaml:"demands"`
	SayNothing       phrases            `yaml:"say_nothing"`
	Joints           phrases            `yaml:"joints"`
	Reasons          phrases            `yaml:"reasons"`
	Transfers        phrases            `yaml:"transfers"`
	Verbs            phrases            `yaml:"verbs"`
	Articles         phrases            `yaml:"articles"`
	ForbiddenEnds    phrases            `yaml:"forbidden_ends"`
	ReachWords       phrases            `yaml:"reach_words"`
	Denials          phrases            `yaml:"denials"`
	NotPublic        phrases            `yaml:"not_public"`
	Joins            phrases            `yaml:"joins"`
	Pronouns         phrases            `yaml:"pronouns"`
	PronounsOfOne    phrases            `yaml:"pronouns_of_one"`
	WhoIsWho         phrases            `yaml:"who_is_who"`
	Compares         phrases            `yaml:"compares"`
	OpenWords        phrases            `yaml:"open_words"`
	BarredBeside     phrases            `yaml:"barred_beside"`
	OnlyWords        phrases            `yaml:"only_words"`
	OnlyVerbs        phrases            `yaml:"only_verbs"`
	OnlyBeside       phrases            `yaml:"only_beside"`
	CompleteWords    phrases            `yaml:"complete_words"`
	CompleteEdges    phrases            `yaml:"complete_edges"`
	Asides           phrases            `yaml:"aside_headings"`
	SecondSites      phrases            `yaml:"second_site_headings"`
	Procedures       phrases            `yaml:"procedure_headings"`
	References       phrases            `yaml:"references"`
	PublicWords      phrases            `yaml:"public_words"`
	StepVerbs        phrases            `yaml:"step_verbs"`
	Steps            phrases            `yaml:"steps"`
	NotHere          phrases            `yaml:"not_here_headings"`
	Here             phrases            `yaml:"here_headings"`
	CountWords       phrases            `yaml:"count_words"`
	ScaledBeside     phrases            `yaml:"scaled_beside"`
	Variants         phrases            `yaml:"variants"`
	StepsBefore      phrases            `yaml:"steps_before"`
	StepsBehind      phrases            `yaml:"steps_behind"`
	PlaceWords       phrases            `yaml:"place_words"`
	Elsewhere        phrases            `yaml:"elsewhere"`
	PortlessWords    phrases            `yaml:"portless_words"`
	Yes              phrases            `yaml:"yes"`
	VerdictHeads     phrases            `yaml:"verdict_heads"`
	YesAlone         phrases            `yaml:"yes_alone"`
	NothingAlone     phrases            `yaml:"nothing_alone"`
	AsksNothing      phrases            `yaml:"asks_nothing"`
	BesideTitles     phrases            `yaml:"beside_titles"`
	Nothing          phrases            `yaml:"nothing"`
	Columns          map[string]phrases `yaml:"columns"`
	ComponentHeads   phrases            `yaml:"component_heads"`
	AlarmHeads       phrases            `yaml:"alarm_heads"`
	ThresholdHeads   phrases            `yaml:"threshold_heads"`
	SecondSite       phrases            `yaml:"second_site_words"`
	CurrentTitles    phrases            `yaml:"current_headings"`
	TargetTitles     phrases            `yaml:"target_headings"`
	OldTitles        phrases            `yaml:"old_headings"`
	DecisionTitles   phrases            `yaml:"decision_headings"`
	ContextTitles    phrases            `yaml:"context_headings"`
	UsedOnDemand     phrases            `yaml:"used_on_demand"`
	OtherCosts       phrases            `yaml:"other_costs"`
	CostParts        phrases            `yaml:"cost_parts"`
	CostRows         map[string]phrases `yaml:"cost_rows"`
	Requirements     []requirementWords `yaml:"requirements"`

	// unspaced are the words of scripts that put no spaces between words, by their first letter.
	unspaced map[string][]string
	// said are the words of requirements, services and roles by what they begin with.
	said, services *startIndex
	meanings       []meaning
	// kindNames are those of Kinds, in their order.
	kindNames []string
	table     *kindTable
	// own are environments of one document alone, by the word that it has for them.
	own map[string]string
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
	Ask  string  `yaml:"ask"`
	Says phrases `yaml:"says"`
	// Close are phrases whose words stand side by side.
	Close phrases `yaml:"close"`
	// Label are phrases that ask it in labels alone.
	Label phrases `yaml:"label"`
	Rows  phrases `yaml:"rows"`
	// Columns are heads of columns whose cells are the value, of what the row names.
	Columns phrases `yaml:"columns"`
	Unless  phrases `yaml:"unless"`
	// RowsUnless are words that make the name of a row something else.
	RowsUnless phrases `yaml:"rows_unless"`
	// Needs are words of which one must be in the text or its heading.
	Needs phrases `yaml:"needs"`
	// Value is what is asked where no number is captured.
	Value string `yaml:"value"`
	// Bare is how a number alone is meant: at_least, or exactly where it is left out.
	Bare string `yaml:"bare"`
	// Yes and No are what "Yes" and "No" in a cell demand; true, and nothing, where they are left out.
	Yes string `yaml:"yes"`
	No  string `yaml:"no"`
	// Own says that other kinds have the same: it is not asked where a text names one of those.
	Own bool `yaml:"own"`
	// Named says that it is asked only of what is named.
	Named bool `yaml:"named"`
	// Tier is the way out of the tiers that it is asked of.
	Tier string `yaml:"tier"`
	// Implies are words that say what it says once more: "Multi-AZ with a standby in another zone".
	Implies phrases `yaml:"implies"`
	// Behind are words for what is counted, behind the number that a phrase ends with: "scales to 3 zones" is of others.
	Behind phrases `yaml:"behind"`
	// Beyond are words that ask more than is held.
	Beyond phrases `yaml:"beyond"`
	// About is the kind that the text or its heading must name.
	About string `yaml:"about"`
	// Size says that in a table of costs it is what they were estimated with, and not asked by that.
	Size bool `yaml:"size"`

	// of is the requirement; isOfKind says that components are asked it.
	of       kind.Requirement
	isOfKind bool
}

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

// sorted are the keys of a map in their order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// isLater reports whether words say of something that it is optional, planned or gone. What is reserved with AWS, such
// as instances, is there.
func (l *lexicon) isLater(words []string) bool {
	for i, w := range words {
		if i+1 < len(words) && w == "reserved" && l.ReservedThings.in(words[i+1:i+2]) {
			return l.Status.in(withoutAt(words, []int{i}))
		}
	}
	for f := l.SpanishAll.find(words, 0); f != nil; f = l.SpanishAll.find(words, 0) {
		words = withoutAt(words, f.at[:1])
	}
	if l.UsedOnDemand.in(words) {
		words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "demand" })
	}
	return l.Status.in(words) || isPast(words) || l.Perhaps.in(words) && !l.Bounds.in(words)
}

// environment is the one that a text names; empty for none or several.
func (l *lexicon) environment(text string) string {
	words := l.words(text)
	if l.NotHere.in(words) {
		return "" // local development is no environment of the architecture
	}
	found, several := l.ownIn(words)
	if several || found == "" && l.isBefore(words) {
		return ""
	}
	if found != "" {
		words = slices.DeleteFunc(l.titled(words), func(w string) bool { return l.own[w] != "" })
	}
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

// isPast reports whether words say what used to be; what "is used to" do something is there.
func isPast(words []string) bool {
	for i := 0; i+1 < len(words); i++ {
		isNow := i > 0 && slices.Contains([]string{"is", "are", "be", "being", "been", "and"}, words[i-1])
		if words[i] == "used" && words[i+1] == "to" && !isNow {
			return true
		}
	}
	return false
}

// isBefore reports whether words name what is no environment, by one that is: non-production, pre-production.
func (l *lexicon) isBefore(words []string) bool {
	for i := 1; i < len(words); i++ {
		if !slices.Contains([]string{"non", "pre", "nonprod", "preprod"}, words[i-1]) {
			continue
		}
		for _, name := range sorted(l.Environments) {
			if l.Environments[name].in(words[i : i+1]) {
				return true
			}
		}
	}
	return false
}
