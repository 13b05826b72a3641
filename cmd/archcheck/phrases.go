package main

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/plain"
)

// writePhrases lists how each requirement is written in a Markdown document.
func (f *documentFlags) writePhrases(s streams) error {
	o := &settings{config: f.config}
	if err := o.readConfig(); err != nil {
		return err
	}
	words, err := wordsOf(o.relative(o.file.Lexicon), s.read)
	if err != nil {
		return err
	}
	all, err := markdown.Phrases(words...)
	if err != nil {
		return err
	}
	if f.format == "json" {
		return plain.WriteJSON(s.out, all)
	}
	var b strings.Builder
	b.WriteString(
		"7 stands for any number: at least 7, at most 7, 2 to 10. A few other words may stand between these.\n",
	)
	for _, p := range all {
		fmt.Fprintf(&b, "\n%s\n", plain.Line(p.Asks))
		for _, text := range p.Says {
			fmt.Fprintf(&b, "  a sentence: %s\n", plain.Line(text))
		}
		for _, text := range p.Rows {
			fmt.Fprintf(&b, "  a row:      %s\n", plain.Line(text))
		}
	}
	_, err = s.text.Write([]byte(b.String()))
	return err
}
