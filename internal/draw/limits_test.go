package draw

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// large has more than any format draws; the last box and the last edge are what people look for.
func large(boxes, edges int, word string) Picture {
	p := Picture{Name: "large", State: Converges, Tiers: []Tier{{Name: "tier", State: Converges}}}
	for i := range boxes {
		p.Boxes = append(p.Boxes, Box{ID: fmt.Sprint(i), Name: fmt.Sprint("box ", i), Detail: word, State: Converges})
	}
	for i := range edges {
		p.Edges = append(p.Edges, Edge{From: boxes - 1, To: i % boxes, Label: word, State: Converges})
	}
	last := &p.Boxes[boxes-1]
	last.Name, last.State, last.Remarks = "culprit", Violates, []Remark{{"a/rule", strings.Repeat("why ", 50)}}
	p.Edges[edges-1].Label, p.Edges[edges-1].State = "666", Diverges
	return p
}

// TestLimits: what does not fit is counted, and what is wrong is drawn.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		boxes, edges int
		word         string
	}{{3000, 6000, "w"}, {40, 2000, "w"}, {2000, 100, strings.Repeat("word ", 10)}, {5, 499, "w"}, {5, 500, "w"}} {
		p := large(c.boxes, c.edges, c.word)
		text := Mermaid([]Picture{p})
		boxes := strings.Count(text, "\"box ") + strings.Count(text, "\"culprit")
		edges := strings.Count(text, "-->") + strings.Count(text, "-.->")
		if len(text) >= mermaidMostText || edges > mermaidMostEdges {
			t.Errorf("%+v: %d characters, %d edges", c, len(text), edges)
		}
		boxesLeft, edgesLeft := leftOut(t, text)
		if boxes+boxesLeft != c.boxes || edges+edgesLeft != c.edges {
			t.Errorf("%+v: %d boxes and %d edges are drawn, %d and %d counted", c, boxes, edges, boxesLeft, edgesLeft)
		}
		if !strings.Contains(text, "culprit") || !strings.Contains(text, "666") {
			t.Errorf("%+v: what is wrong is left out", c)
		}
		svg := SVG([]Picture{p})
		boxesLeft, edgesLeft = leftOut(t, svg)
		if boxesLeft != max(c.boxes-mostBoxes, 0) || edgesLeft < c.edges-mostEdges ||
			!strings.Contains(svg, "culprit") {
			t.Errorf("%+v: SVG leaves out %d boxes, %d edges", c, boxesLeft, edgesLeft)
		}
	}
}

// TestLimitsOfMany: what is wrong in the last of many pictures is drawn before what is as documented in the first.
func TestLimitsOfMany(t *testing.T) {
	var all []Picture
	for range 500 {
		p := large(10, 20, "w")
		p.Boxes[9], p.Edges[19].State = p.Boxes[0], Converges
		all = append(all, p)
	}
	all = append(all, large(10, 20, "w"))
	text := Mermaid(all)
	if len(text) >= mermaidMostText || !strings.Contains(text, "culprit") || !strings.Contains(text, "666") {
		t.Errorf("%d characters\n%.300s", len(text), text)
	}
}

// leftOut reads what a picture says that it does not draw.
func leftOut(t *testing.T, text string) (boxes, edges int) {
	t.Helper()
	found := regexp.MustCompile(`not drawn(?:#58;|:) (\d+) boxes, (\d+) edges`).FindStringSubmatch(text)
	if found == nil {
		return 0, 0
	}
	boxes, _ = strconv.Atoi(found[1])
	edges, _ = strconv.Atoi(found[2])
	return boxes, edges
}

// TestShorten: both ends of a text stay, and none is wider than it may be.
func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"short", 10, "short"},
		{"module.data.aws_db_instance.this", 13, "module…e.this"},
		{"日本語日本語", 7, "日本…語"},
		{"ab", 1, "…"},
	} {
		if got := shorten(c.text, c.most); got != c.want || columns(got) > c.most {
			t.Errorf("%q to %d is %q, %d wide", c.text, c.most, got, columns(got))
		}
	}
}

// TestNotesKeepTheirWords: a note that is short enough for its lines is cut on none of them, however its words fall.
func TestNotesKeepTheirWords(t *testing.T) {
	for n := 1; n < 50; n++ {
		p := large(3, 1, "w")
		p.Boxes[2].Remarks = []Remark{
			{"a/rule", strings.Repeat("x", n) + " expected: exactly the documented edges, found: too much of all that"},
		}
		if svg := SVG([]Picture{p}); strings.Contains(svg[strings.Index(svg, "✗1 a/rule"):], "…") {
			t.Fatalf("with a word of %d letters:\n%s", n, svg[strings.Index(svg, "✗1 a/rule"):])
		}
	}
}
