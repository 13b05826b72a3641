package table_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/table"
)

var update = flag.Bool("update", false, "write the golden files anew")

// grid has cells of every kind, among more components than a terminal has room for.
func grid(t *testing.T, width int) []byte {
	t.Helper()
	names := []string{
		"internet",
		"load_balancer",
		"storefront",
		"catalog",
		"orders",
		"database",
		"module.more.aws_elasticache_replication_group.this",
		"jobs",
		"files",
	}
	cells := []string{"no", "yes 80, 443", "unknown", "yes 5432", "yes all traffic but udp 53, 1024-65535"}
	var out bytes.Buffer
	err := table.Grid(&out, width, names, func(row, column int) string {
		if row == column {
			return "."
		}
		return cells[(row*len(names)+column)%len(cells)]
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestGridFits: a grid keeps to the terminal, and loses nothing.
func TestGridFits(t *testing.T) {
	for _, width := range []int{80, 120, 200} {
		got := grid(t, width)
		for line := range strings.Lines(string(got)) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("a line of %d columns, and there are %d: %s", n, width, line)
			}
		}
		file := filepath.Join("testdata", fmt.Sprintf("grid-%d.txt", width))
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("differs from %s; `go test ./internal/table -update` writes it anew\n%s", file, got)
		}
		for _, part := range []string{"65535", "unknown", "yes 5432", "storefront"} {
			if !bytes.Contains(got, []byte(part)) {
				t.Errorf("at %d columns %q is lost", width, part)
			}
		}
	}
}
