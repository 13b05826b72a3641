package noun_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/noun"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// TestRegistry: each type stands there by its one name, and is no helper beside being a noun.
func TestRegistry(t *testing.T) {
	r := noun.NewRegistry()
	types := slices.Concat(keys(r.Nouns), keys(r.Attachments), keys(r.Helpers))
	for _, typ := range types {
		if !strings.HasPrefix(typ, "aws_") || read.CanonicalType(typ) != typ {
			t.Errorf("%s is not what a type is called", typ)
		}
		if !r.IsModeled(typ) || r.IsNoun(typ) != (r.Nouns[typ] != nil) {
			t.Errorf("%s: %v, %v", typ, r.IsModeled(typ), r.IsNoun(typ))
		}
		if r.Helpers[typ] && (r.Nouns[typ] != nil || r.Attachments[typ] != nil) {
			t.Errorf("%s is a helper and more", typ)
		}
	}
	for typ, is := range map[string]bool{"aws_alb": true, "aws_default_subnet": true, "aws_route": false, "google_x": false} {
		if r.IsNoun(typ) != is {
			t.Errorf("%s: %v", typ, !is)
		}
	}
}

// TestDataSourcesHaveNouns: what a data source can stand for is a noun, a part of one or a thing with interfaces.
func TestDataSourcesHaveNouns(t *testing.T) {
	text, err := os.ReadFile("../read/types.go")
	if err != nil {
		t.Fatal(err)
	}
	r, n := noun.NewRegistry(), 0
	for _, quoted := range regexp.MustCompile(`"aws_\w+"`).FindAllString(string(text), -1) {
		typ := strings.Trim(quoted, `"`)
		if !read.ReadableAsData(typ) {
			continue
		}
		if n++; !r.IsModeled(typ) {
			t.Errorf("nothing is made of data source %s", typ)
		}
	}
	if n == 0 {
		t.Error("no data source is readable")
	}
}

func keys[T any](all map[string]T) (names []string) {
	for name := range all {
		names = append(names, name)
	}
	return names
}
