package markdown

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensions "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// block is one part of the document that says something by itself.
type block struct {
	kind blockKind
	// text is a heading, a paragraph or the item of a list; of a fence what stands inside.
	text string
	// info is what stands behind the fence.
	info string
	rows []row
	line int
	// section is the path of headings above.
	section section
	// done says that it is crossed out, or an item of a list to tick that is not ticked.
	done bool
	// isLink says that it is a link and nothing else.
	isLink bool
}

type blockKind int

const (
	heading blockKind = iota
	paragraph
	fence
	table
	html
	picture
)

// row is one of a table, the header first.
type row struct {
	cells []string
	// source are the cells as they are written.
	source []written
	line   int
	// isUnclear says that nobody can tell which part of a cell is of which environment.
	isUnclear bool
}

// section is where a block stands.
type section struct {
	titles []string
	// leads are the sentences that a list stands under: "The database has:".
	leads []string
	line  int
}

// above are the texts that a block stands under, the nearest first.
func (s section) above() []string {
	all := slices.Concat(s.titles, s.leads)
	slices.Reverse(all)
	return all
}

// nearest are the leads and the heading, which say what a text is about.
func (s section) nearest() []string {
	all := s.above()
	return all[:min(len(all), len(s.leads)+1)]
}

func (s section) title() string {
	if len(s.titles) == 0 {
		return ""
	}
	return s.titles[len(s.titles)-1]
}

// blocksOf cuts a document.
func blocksOf(source []byte) []block {
	w := &walk{
		source: source,
		starts: startsOf(source),
		tags:   regexp.MustCompile(`(?s)<!--.*?(-->|$)|<[^>]*>`),
	}
	root := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList),
	).Parser().Parse(text.NewReader(source))
	w.children(root)
	return w.blocks
}

type walk struct {
	source []byte
	starts []int
	blocks []block
	// titles and levels are the headings that are open.
	titles []string
	levels []int
	leads  []string
	line   int
	// tags are those of HTML, and its comments.
	tags *regexp.Regexp
}

func startsOf(source []byte) []int {
	starts := []int{0}
	for i, b := range source {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// lineAt is the line of an offset, from 1.
func (w *walk) lineAt(at int) int { return sort.SearchInts(w.starts, at+1) }

func (w *walk) add(b block) {
	b.section = section{slices.Clone(w.titles), slices.Clone(w.leads), w.line}
	w.blocks = append(w.blocks, b)
}

func (w *walk) children(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		lead := w.leadOf(n)
		if lead != "" {
			w.leads = append(w.leads, lead)
		}
		w.node(n)
		if lead != "" {
			w.leads = w.leads[:len(w.leads)-1]
		}
	}
}

// leadOf is the sentence that a list, a table or a block stands under, empty without one: the item that a list is in,
// or what ends with a colon.
func (w *walk) leadOf(n ast.Node) string {
	before := n.PreviousSibling()
	if before == nil || n.Kind() == ast.KindHeading || n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock {
		return ""
	}
	if before.Kind() != ast.KindParagraph && before.Kind() != ast.KindTextBlock {
		return ""
	}
	all := sentences(w.inline(before))
	if len(all) == 0 {
		return ""
	}
	last := all[len(all)-1].text
	isItem := n.Parent().Kind() == ast.KindListItem
	if isItem || strings.HasSuffix(last, ":") || strings.Contains(last, "following") ||
		strings.Contains(last, "below") {
		return last
	}
	return ""
}

func (w *walk) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
	case *ast.FencedCodeBlock:
		w.fence(n)
	case *extensions.Table:
		w.table(n)
	case *ast.Paragraph, *ast.TextBlock:
		w.paragraph(n)
	case *ast.HTMLBlock:
		w.html(n)
	case *ast.CodeBlock, *ast.ThematicBreak:
	default:
		w.children(n)
	}
}

// paragraph adds a text; one that is crossed out as a whole, or not ticked, is done with.
func (w *walk) paragraph(n ast.Node) {
	line := w.firstLine(n)
	if line == 0 {
		return
	}
	if isTitle(n) && len(strings.Fields(w.inline(n))) <= mostOfTitle {
		w.title(w.inline(n), boldLevel, line)
		return
	}
	b := block{kind: paragraph, text: w.inline(n), line: line, isLink: isLink(n)}
	for _, shown := range w.pictures(n) {
		w.add(block{kind: picture, text: shown, line: line})
	}
	if box, ok := n.FirstChild().(*extensions.TaskCheckBox); ok {
		b.done = !box.IsChecked
	}
	if b.text == "" {
		b.text, b.done = w.all(n), true // crossed out
	}
	if b.text != "" {
		w.add(b)
	}
}

// html adds what stands between the tags of a block, which nobody reads.
func (w *walk) html(n *ast.HTMLBlock) {
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(w.source))
	}
	text := w.tags.ReplaceAllString(b.String(), " ")
	if text = strings.TrimSpace(text); text != "" && n.Lines().Len() > 0 {
		w.add(block{kind: html, text: text, line: w.lineAt(n.Lines().At(0).Start)})
	}
}

func (w *walk) heading(n *ast.Heading) {
	w.title(w.inline(n), n.Level, w.firstLine(n))
}

// boldLevel is below all headings, mostOfTitle how many words a line in bold has that is one.
const (
	boldLevel   = 7
	mostOfTitle = 4
)

func (w *walk) title(text string, level, line int) {
	for len(w.levels) > 0 && w.levels[len(w.levels)-1] >= level {
		w.levels, w.titles = w.levels[:len(w.levels)-1], w.titles[:len(w.titles)-1]
	}
	w.levels, w.titles, w.line = append(w.levels, level), append(w.titles, text), line
	w.add(block{kind: heading, text: text, line: line})
}

func (w *walk) fence(n *ast.FencedCodeBlock) {
	b := block{kind: fence}
	if n.Info != nil {
		b.info = strings.TrimSpace(string(n.Info.Value(w.source)))
	}
	var body strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		if i == 0 {
			b.line = w.lineAt(segment.Start)
		}
		body.Write(segment.Value(w.source))
	}
	if b.text = body.String(); b.line > 0 {
		w.add(b)
	}
}

func (w *walk) table(n *extensions.Table) {
	b := block{kind: table}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		one := row{line: w.firstLine(r)}
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			one.cells = append(one.cells, w.inline(c))
			one.source = append(one.source, w.written(c))
		}
		b.rows = append(b.rows, one)
	}
	if len(b.rows) > 0 {
		b.line = b.rows[0].line
		w.add(b)
	}
}

// written is a cell of a table as it stands in the source.
func (w *walk) written(n ast.Node) written {
	if n.Lines() == nil || n.Lines().Len() == 0 {
		return written{}
	}
	segment := n.Lines().At(0)
	text := string(segment.Value(w.source))
	at := segment.Start + len(text) - len(strings.TrimLeft(text, " \t"))
	text = strings.ReplaceAll(strings.TrimSpace(text), `\|`, "|")
	marks := len(text) - len(strings.TrimLeft(text, "`"))
	if inner := strings.Trim(text, "`"); marks > 0 && strings.HasSuffix(text, text[:marks]) && inner != "" {
		text, at = text[marks:len(text)-marks], at+marks
		if strings.HasPrefix(text, " `") && strings.HasSuffix(text, "` ") {
			text, at = text[1:len(text)-1], at+1
		}
	}
	return written{text, at - w.starts[w.lineAt(at)-1] + 1}
}
