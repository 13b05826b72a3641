package draw

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestForty holds pictures of forty components to the golden ones, which were looked at in a browser.
func TestForty(t *testing.T) {
	doc, actual := forty(t)
	golden(t, "forty.svg", SVG(actual))
	golden(t, "forty.mmd", Mermaid(actual))
	golden(t, "forty-expected.svg", SVG([]Picture{Expected(doc)}))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it in a browser, then write it with -update", file)
	}
}
