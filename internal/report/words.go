package report

import (
	"regexp"
	"strings"
)

// wording knows how an attribute begins an expectation or a finding.
type wording struct{ attribute *regexp.Regexp }

func newWording() wording {
	return wording{
		regexp.MustCompile(
			`^(?:no )?([a-z]+(?:_[a-z0-9]+)+)(?:$| (?:=|>=|<=|at |one |between |with |is |not |within )|;)`,
		),
	}
}

// say says an expectation or a finding in words: the attribute that it begins with, as in "own_zone_nat = true",
// "no acl_blocks" or "backup_retention_days >= 7", loses its underscores. What follows are values, which stay.
func (w wording) say(text string) string {
	m := w.attribute.FindStringSubmatchIndex(text)
	if m == nil {
		return text
	}
	return text[:m[2]] + strings.ReplaceAll(text[m[2]:m[3]], "_", " ") + text[m[3]:]
}

// InWords says an expectation or a finding of a verdict as the table does.
func InWords(text string) string { return newWording().say(text) }
