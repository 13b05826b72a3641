package draw

import (
	"fmt"
	"strings"
)

func arrowOf(s State) string {
	if s == Converges {
		return "-->"
	}
	return "-.->"
}

type look struct{ class, box, line string }

func mermaidLook(s State) look {
	const red, grey, amber = "stroke:#d1242f", "stroke:#8c959f", "stroke:#bf8700"
	switch s {
	case Violates:
		return look{"violates", red + ",stroke-width:2px", red}
	case Diverges:
		return look{"diverges", red + ",stroke-width:2px,stroke-dasharray:6 4", red + ",stroke-dasharray:6 4"}
	case Absent:
		return look{"absent", grey + ",stroke-dasharray:3 3,color:#8c959f", grey + ",stroke-dasharray:3 3"}
	case Undecided:
		return look{"undecided", amber + ",stroke-dasharray:2 3", amber + ",stroke-dasharray:2 3"}
	}
	return look{}
}

const (
	mermaidMostPorts  = 40
	mermaidMostLine   = 60
	mermaidMostRules  = 160
	mermaidMostRemark = 300
)

// mermaidLines is a label of several lines, without those that are empty.
func mermaidLines(lines ...string) string {
	var all []string
	for _, line := range lines {
		most := mermaidMostLine
		if strings.HasPrefix(line, "✗") {
			most = mermaidMostRules
		}
		if line = mermaidText(shorten(clean(line), most)); line != "" {
			all = append(all, line)
		}
	}
	if len(all) == 0 {
		return " "
	}
	return strings.Join(all, "<br/>")
}

// mermaidPlain are the characters, beside letters and digits, that mean nothing in a quoted text of Mermaid.
const mermaidPlain = ` .,_-/()+*=!…✗→`

// mermaidMark begins what Mermaid itself writes in the place of entities.
const mermaidMark = 'ﬂ'

// mermaidText escapes a cleaned text: whatever could end a quoted text, begin a directive, an entity, a tag or
// Markdown, or be taken for a style, is written as its number.
func mermaidText(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r != mermaidMark && isLetterOrDigit(r) || strings.ContainsRune(mermaidPlain, r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}
