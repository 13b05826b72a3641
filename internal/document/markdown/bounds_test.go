package markdown

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/workers"
)

// TestBounds: a document that is larger or deeper than any that people read is refused, with its line, and at once.
func TestBounds(t *testing.T) {
	diagram := "# A\n\n```mermaid\ngraph LR\n a[\"ALB\"] -->|HTTP:8080| w[\"ECS Fargate service\"]\n```\n\n"
	var lists strings.Builder
	for i := range 3000 {
		lists.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	for name, text := range map[string]string{
		"quotes":         strings.Repeat(">", 100_000) + " x\n",
		"quotes, spaced": strings.Repeat("> ", 100_000) + " x\n",
		"lists":          strings.Repeat("- ", 100_000) + "x\n",
		"numbered lists": strings.Repeat("1. ", 100_000) + "x\n",
		"deeper lists":   lists.String(),
		"size":           strings.Repeat("The database is encrypted.\n", 500_000),
	} {
		begin := time.Now()
		_, err := Read("A.md", []byte(diagram+text))
		if err == nil || !strings.HasPrefix(err.Error(), "A.md:") || len(err.Error()) > 200 ||
			time.Since(begin) > 5*time.Second {
			t.Errorf("%s: %v after %s", name, err, time.Since(begin))
		}
	}
	rules := strings.Repeat(
		"-",
		1000,
	) + "\n" + strings.Repeat(
		"* ",
		1000,
	) + "\n| a |\n|" + strings.Repeat(
		"-",
		1000,
	) + "|\n"
	if _, err := Read(
		"A.md",
		[]byte(diagram+rules+"1234567890 things.\n+"+strings.Repeat("-", 1000)+"> b\n"),
	); err != nil {
		t.Error(err)
	}
}

// TestReadWithin: what cannot be interrupted is left behind.
func TestReadWithin(t *testing.T) {
	stop := make(chan bool)
	defer close(stop)
	_, err := readWithin(
		workers.Bounds{Time: time.Millisecond, Memory: mostMemory},
		"A.md",
		func() (*Reading, error) { <-stop; return nil, errors.New("late") },
	)
	if err == nil || !strings.Contains(err.Error(), "more than 1ms") {
		t.Error(err)
	}
}

// TestLargeDocument: ten megabytes end. How long that takes on a busy machine is no fault of the reader: the bound of
// time is left out.
func TestLargeDocument(t *testing.T) {
	text, err := os.ReadFile("../../../fixtures/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	filler := "\n## Notes\n\nThe application reads from the database, and RDS keeps backups of it. Nobody scales it by hand.\n\n| a | b |\n| --- | --- |\n| ECS tasks are watched | often |\n"
	text = append(text, strings.Repeat(filler, 10<<20/len(filler))...)
	if err := withinBounds("large.md", text); err != nil {
		t.Fatal(err)
	}
	words, err := newLexicon()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newReader("large.md", words).read(text); err != nil {
		t.Error(err)
	}
}
