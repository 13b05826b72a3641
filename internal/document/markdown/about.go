package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// require asks a requirement of everything that the words are about.
func (r *reader) require(by *Statement, q *requirementWords, value string, words []string, m mention) {
	owner, name, _ := strings.Cut(q.Ask, ".")
	if one := r.ofSome(q, words, m); len(one) > 0 {
		by.set(NotUnderstood, fmt.Sprintf(
			"nothing holds %s of %s alone; write it of all components, or of the VPC, where it is of all",
			name,
			strings.Join(one, ", "),
		))
		return
	}
	switch owner {
	case "vpc", "alarms", "cost":
		r.claim(
			claim{environment: m.environment, path: q.Ask, value: r.formed(owner, name, value), rank: prose, by: by},
		)
	case "tier":
		r.requireTier(by, q, name, value, words, m)
	default:
		r.requireOf(by, q, value, words, m)
	}
}

// ofSome are the components that a text is about which asks what can be asked of all alone, such as how many zones they
// span.
func (r *reader) ofSome(q *requirementWords, words []string, m mention) []string {
	if owner, _, _ := strings.Cut(q.Ask, "."); owner != "vpc" || !q.Own || r.lexicon.Roles["network"].in(words) {
		return nil
	}
	about := slices.Concat(r.told(words), m.entities)
	for _, above := range m.section.nearest() {
		if len(about) == 0 && above != r.title() {
			about = r.told(r.lexicon.words(above))
		}
	}
	return namesOf(about)
}

func (r *reader) requireTier(by *Statement, q *requirementWords, name, value string, words []string, m mention) {
	var tiers []*tierFacts
	for _, t := range r.tiers {
		if q.Tier == t.wayOut || q.Tier == "" && r.namesTier(t, words) {
			tiers = append(tiers, t)
		}
	}
	if len(tiers) == 0 {
		by.set(NotUnderstood, "which subnets? None of those that are drawn are named")
	}
	for _, t := range tiers {
		environment := t.environment
		if environment != "" && m.environment != "" && environment != m.environment {
			continue
		}
		if environment == "" {
			environment = m.environment
		}
		r.claim(
			claim{environment: environment, path: "tiers." + t.name + "." + name, value: value, rank: prose, by: by},
		)
	}
}

// requireOf asks a requirement of the components of a kind, or of any kind that has it.
func (r *reader) requireOf(by *Statement, q *requirementWords, value string, words []string, m mention) {
	kindName, name, _ := strings.Cut(q.Ask, ".")
	kinds := []string{kindName}
	if kindName == "*" {
		kinds = r.lexicon.table.with[name]
	}
	var about []*entity
	if !m.isLabel {
		about = r.mentioned(words, kinds)
	}
	about = r.underHeading(about, words, kinds, m)
	if len(about) == 0 {
		about = ofKinds(m.entities, kinds)
	}
	if others := r.others(words, m); len(about) == 0 && q.Own && len(others) > 0 {
		by.set(
			NotUnderstood,
			fmt.Sprintf("nothing holds %s of a %s", name, strings.ReplaceAll(others[0].kind, "_", " ")),
		)
		return
	}
	if f := r.unknownNames().find(words, 0); f != nil && !m.isLabel && len(r.allByName(words)) == 0 {
		unknown := strings.Join(words[f.at[0]:f.at[len(f.at)-1]+1], " ")
		by.set(NotUnderstood, fmt.Sprintf("nothing holds %s of %q, and nothing says what that is", name, unknown))
		return
	}
	if role := r.foreignRole(words, name); len(about) == 0 && q.Own && role != "" {
		by.set(NotUnderstood, fmt.Sprintf("nothing holds %s of %s", name, strings.ReplaceAll(role, "_", " ")))
		return
	}
	for _, above := range m.section.nearest() {
		if len(about) == 0 {
			about = r.mentioned(r.lexicon.words(above), kinds)
		}
	}
	if len(about) == 0 && q.Named && len(ofKinds(r.entities, kinds)) > 0 {
		by.set(Ambiguous, fmt.Sprintf("%s of what? Name the component", name))
		return
	}
	if len(about) == 0 {
		about = ofKinds(r.entities, kinds)
		if len(about) > 1 {
			by.set(
				Ambiguous,
				fmt.Sprintf("%s of which: %s? Name them", name, strings.Join(end{entities: about}.names(), ", ")),
			)
			return
		}
	}
	if len(about) == 0 {
		by.set(
			NotUnderstood,
			fmt.Sprintf(
				"it speaks of a %s, and none is drawn",
				strings.ReplaceAll(strings.Join(kinds[:1], ""), "_", " "),
			),
		)
		return
	}
	if len(about) > 1 && kindName != "*" && !r.speaksOfAll(words, about) {
		by.set(
			Ambiguous,
			fmt.Sprintf(
				"%s of which: %s? Name them, or write of all",
				name,
				strings.Join(end{entities: about}.names(), ", "),
			),
		)
		return
	}
	for _, e := range about {
		r.claimOf(by, e, name, value, m.environment)
	}
	r.beside(by, q, about, words)
}

// underHeading are those of several components, of which words name the kind alone, that the heading or the lead names:
// under "Orders API" the tasks are its own.
func (r *reader) underHeading(about []*entity, words, kinds []string, m mention) []*entity {
	if len(about) < 2 || len(r.allByName(words)) > 0 {
		return about
	}
	for _, above := range m.section.nearest() {
		if above == r.title() {
			continue
		}
		if own := ofKinds(r.allByName(r.lexicon.words(above)), kinds); len(own) > 0 {
			return own
		}
	}
	return about
}

// foreignRole is what a text is about that is no component and could be as a requirement says, such as a registry; empty
// where it is about nothing of the kind.
func (r *reader) foreignRole(words []string, name string) string {
	for _, role := range []string{"secrets", "registry", "topic", "unread", "tool", "cdn", "logs", "part"} {
		isOfLogs := role == "logs" && strings.HasPrefix(name, "log_")
		isOfBackups := role == "part" && !strings.HasPrefix(name, "encrypt")
		if !isOfLogs && !isOfBackups && r.lexicon.Roles[role].in(words) {
			return role
		}
	}
	return ""
}

// beside says of what stands in one row of names with components that are asked something, and that cannot be asked it,
// that nothing holds it: "the API and the database are encrypted".
func (r *reader) beside(by *Statement, q *requirementWords, about []*entity, words []string) {
	isAbout := func(e *entity) bool { return slices.Contains(about, e) }
	var row []*entity
	for _, one := range r.rowsOfNames(words) {
		if slices.ContainsFunc(one, isAbout) {
			row = append(row, one...)
		}
	}
	if !q.Own || len(row) == 0 {
		return
	}
	isNarrowed := func(e *entity) bool { // "the tasks" are those of the heading
		return e.kind == about[0].kind && !slices.Contains(r.allByName(words), e)
	}
	for _, e := range row {
		if _, name, _ := strings.Cut(q.Ask, "."); !isAbout(e) && !isNarrowed(e) {
			by.set(NotUnderstood, fmt.Sprintf("nothing holds %s of %s", name, e.name))
		}
	}
}

// rowsOfNames are the components that words name one after the other, at the beginning and wherever names are joined.
func (r *reader) rowsOfNames(words []string) (rows [][]*entity) {
	for first := 0; first < len(words); {
		end, isJoined := first, first == 0
		for end < len(words) {
			one := words[end : end+1]
			if !r.isName(words[end]) && !r.lexicon.Articles.in(one) && !r.lexicon.Joins.in(one) {
				break
			}
			isJoined = isJoined || words[end] == "and"
			end++
		}
		if row := r.told(words[first:end]); isJoined && len(row) > 0 {
			rows = append(rows, row)
		}
		first = end + 1
	}
	return rows
}

// others are the components that a text is about, of whatever kind.
func (r *reader) others(words []string, m mention) []*entity {
	if m.isLabel || len(m.entities) > 0 {
		return m.entities
	}
	return r.told(words)
}

// speaksOfAll reports whether words are about each of several: they name each, or say all.
func (r *reader) speaksOfAll(words []string, about []*entity) bool {
	isOfSome := func(w string) bool {
		return slices.Contains([]string{"one", "some", "any", "most", "half", "several", "two", "either"}, w)
	}
	for i, w := range words {
		if w == oneOfThem || i+1 < len(words) && isOfSome(w) && words[i+1] == "of" {
			return false
		}
	}
	if len(r.allByName(words)) == len(about) {
		return true
	}
	for i, w := range words {
		before := ""
		if i > 0 {
			before = words[i-1]
		}
		isPlural := strings.HasSuffix(w, "s") && len(w) > 4 && r.isName(w) &&
			(!r.lexicon.CountWords.in([]string{w}) || !isNumber(before)) && // tasks are counted
			!slices.Contains([]string{"its", "their", "whose", "these", "those", "such"}, before)
		if slices.Contains([]string{"all", "every", "each", "both"}, w) || isPlural || before == "no" && r.isName(w) {
			return true
		}
	}
	return false
}

// claimOf asks a requirement of a component in the environments that have it.
func (r *reader) claimOf(by *Statement, e *entity, name, value, environment string) {
	scope := r.scope(e)
	switch {
	case scope[0] == "" || slices.Contains(scope, environment):
		scope = []string{environment}
	case environment != "":
		by.set(NotUnderstood, fmt.Sprintf("%s has no %s", environment, e.name))
		return
	}
	for _, one := range scope {
		r.claim(
			claim{
				environment: one,
				path:        "components." + e.name + "." + name,
				value:       r.formed(e.kind, name, value),
				rank:        prose,
				by:          by,
			},
		)
	}
}

// formed quotes what would be a number in YAML and is a word in the table of kinds.
func (r *reader) formed(owner, name, value string) string {
	form := r.lexicon.table.requirement(owner + "." + name).Form
	if slices.Contains([]kind.Form{kind.Version, kind.Word, kind.Text}, form) && !strings.HasPrefix(value, "[") {
		return strconv.Quote(strings.Trim(value, `"`))
	}
	return value
}

// ofKinds are those of some components that are of some kinds.
func ofKinds(all []*entity, kinds []string) []*entity {
	return slices.DeleteFunc(slices.Clone(all), func(e *entity) bool { return !slices.Contains(kinds, e.kind) })
}
