package markdown

import (
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
}

type blockKind int

const (
	heading blockKind = iota
	paragraph
	fence
	table
)

// row is one of a table, the header first.
type row struct {
	cells []string
	line  int
}

// section is where a block stands.
type section struct {
	titles []string
	line   int
}

func (s section) title() string {
	if len(s.titles) == 0 {
		return ""
	}
	return s.titles[len(s.titles)-1]
}

// blocksOf cuts a document.
func blocksOf(source []byte) []block {
	w := &walk{source: source, starts: startsOf(source)}
	root := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source))
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
	line   int
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
	b.section = section{append([]string(nil), w.titles...), w.line}
	w.blocks = append(w.blocks, b)
}

func (w *walk) children(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.node(n)
	}
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
		if line := w.firstLine(n); line > 0 {
			w.add(block{kind: paragraph, text: w.inline(n), line: line})
		}
	case *ast.CodeBlock, *ast.HTMLBlock, *ast.ThematicBreak:
	default:
		w.children(n)
	}
}

func (w *walk) heading(n *ast.Heading) {
	line := w.firstLine(n)
	for len(w.levels) > 0 && w.levels[len(w.levels)-1] >= n.Level {
		w.levels, w.titles = w.levels[:len(w.levels)-1], w.titles[:len(w.titles)-1]
	}
	title := w.inline(n)
	w.levels, w.titles, w.line = append(w.levels, n.Level), append(w.titles, title), line
	w.add(block{kind: heading, text: title, line: line})
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
		}
		b.rows = append(b.rows, one)
	}
	if len(b.rows) > 0 {
		b.line = b.rows[0].line
		w.add(b)
	}
}

// firstLine is the line of the first text below a node, 0 where there is none.
func (w *walk) firstLine(n ast.Node) (line int) {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return w.lineAt(n.Lines().At(0).Start)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			return w.lineAt(t.Segment.Start)
		}
		if line = w.firstLine(c); line > 0 {
			return line
		}
	}
	return 0
}

// inline is the text below a node without its marks.
func (w *walk) inline(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(w.source))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(w.source))
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				segment := c.Segments.At(i)
				if tag := string(segment.Value(w.source)); strings.HasPrefix(strings.ToLower(tag), "<br") {
					b.WriteByte('\n')
				}
			}
		default:
			b.WriteString(w.inline(c))
		}
	}
	return strings.TrimSpace(b.String())
}
