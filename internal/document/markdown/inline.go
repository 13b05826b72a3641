package markdown

import (
	escapes "html"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extensions "github.com/yuin/goldmark/extension/ast"
)

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

// inline is the text below a node without its marks, and without what is crossed out.
func (w *walk) inline(n ast.Node) string { return w.textOf(n, false) }

// all is the text with what is crossed out.
func (w *walk) all(n ast.Node) string { return w.textOf(n, true) }

func (w *walk) textOf(n ast.Node, crossedOut bool) string {
	var b strings.Builder
	isOut := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if tag, ok := c.(*ast.RawHTML); ok {
			isOut = w.crossesOut(tag, isOut)
		}
		if !isOut || crossedOut {
			w.write(&b, c, crossedOut)
		}
	}
	return strings.TrimSpace(b.String())
}

// crossesOut reports whether what follows a tag is crossed out.
func (w *walk) crossesOut(n *ast.RawHTML, isOut bool) bool {
	switch tag := strings.ToLower(w.raw(n)); strings.Trim(tag, "</> ") {
	case "s", "del", "strike":
		return !strings.HasPrefix(tag, "</")
	}
	return isOut
}

func (w *walk) raw(n *ast.RawHTML) string {
	var b strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		b.Write(segment.Value(w.source))
	}
	return b.String()
}

func (w *walk) write(b *strings.Builder, n ast.Node, crossedOut bool) {
	switch n := n.(type) {
	case *ast.Text:
		b.WriteString(escapes.UnescapeString(string(n.Segment.Value(w.source))))
		if n.SoftLineBreak() || n.HardLineBreak() {
			b.WriteByte('\n')
		}
	case *ast.String:
		b.Write(n.Value)
	case *ast.AutoLink:
		b.Write(n.Label(w.source))
	case *ast.RawHTML:
		if strings.HasPrefix(strings.ToLower(w.raw(n)), "<br") {
			b.WriteByte('\n')
		}
	case *extensions.Strikethrough:
		if crossedOut {
			b.WriteString(w.all(n))
		}
	case *ast.CodeSpan:
		if text := w.textOf(n, crossedOut); !isCommand(text) {
			b.WriteString(text)
		} else {
			b.WriteString("`command`")
		}
	case *extensions.TaskCheckBox, *ast.Image:
	default:
		b.WriteString(w.textOf(n, crossedOut))
	}
}

// isCommand reports whether a text is what somebody types, and says nothing of what is there.
func isCommand(text string) bool {
	words := strings.Fields(text)
	return len(words) > 1 && slices.Contains(strings.Fields(
		"terraform tofu terragrunt aws docker kubectl helm npm npx yarn pnpm make curl git cd ssh psql mysql redis-cli "+
			"python python3 pip go cargo ansible ansible-playbook pulumi cdk sam serverless bash sh sudo export",
	), words[0])
}

// isLink reports whether a text is a link, and nothing else.
func isLink(n ast.Node) bool {
	first := n.FirstChild()
	return first != nil && first.Kind() == ast.KindLink && first == n.LastChild()
}

// pictures are what the pictures of a text are called.
func (w *walk) pictures(n ast.Node) (all []string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage {
			all = append(all, w.inline(c))
		} else {
			all = append(all, w.pictures(c)...)
		}
	}
	return all
}

// isTitle reports whether a paragraph is nothing but words in bold, and stands in no list.
func isTitle(n ast.Node) bool {
	one, ok := n.FirstChild().(*ast.Emphasis)
	return ok && one.Level == 2 && n.FirstChild() == n.LastChild() && n.Kind() == ast.KindParagraph &&
		n.Parent().Kind() == ast.KindDocument
}
