package markdown

import (
	"strings"
)

// Phrase is how a requirement can be written.
type Phrase struct {
	// Asks is KIND.REQUIREMENT; of * any kind that has it.
	Asks string `json:"asks" yaml:"asks"`
	// Says are sentences that ask it, Rows the names of rows of tables whose cells do.
	Says []string `json:"says,omitempty" yaml:"says,omitempty"`
	Rows []string `json:"rows,omitempty" yaml:"rows,omitempty"`
}

// Phrases are how all requirements can be written, in the order of the lexicon, with further words where there are any.
func Phrases(further ...Words) ([]Phrase, error) {
	l, err := newLexicon(further...)
	if err != nil {
		return nil, err
	}
	var all []Phrase
	for i := range l.Requirements {
		q := &l.Requirements[i]
		all = append(all, Phrase{Asks: q.Ask, Says: append(q.Says.texts(), q.Close.texts()...), Rows: q.Rows.texts()})
	}
	return all, nil
}

// texts are phrases as people write them: the first form of each word, and 7 for a number.
func (p phrases) texts() (all []string) {
	for _, one := range p.list {
		var words []string
		for _, w := range one {
			if w.number {
				words = append(words, "7")
				continue
			}
			words = append(words, strings.TrimSuffix(w.forms[0], "*"))
		}
		all = append(all, strings.Join(words, " "))
	}
	return all
}
