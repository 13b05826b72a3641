package report

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
)

// code is a text as code in Markdown: nothing in it is markup, a mention or a link. Backticks would end a
// span of them, so it is HTML, with every sign that means something to Markdown as a reference.
func code(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	for _, c := range plain.HTML(text) {
		if strings.ContainsRune("\\`*_[]{}()#+-.!|~:@$", c) {
			fmt.Fprintf(&b, "&#%d;", c)
		} else {
			b.WriteRune(c)
		}
	}
	return "<code>" + b.String() + "</code>"
}
