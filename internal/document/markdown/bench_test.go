package markdown_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// BenchmarkRead reads a small document, and a megabyte in which every sentence asks something.
func BenchmarkRead(b *testing.B) {
	all, err := markdown.Phrases()
	if err != nil {
		b.Fatal(err)
	}
	var dense strings.Builder
	dense.WriteString(shop)
	for dense.Len() < 1<<20 {
		for _, p := range all {
			for _, says := range p.Says {
				dense.WriteString("- The database, the load balancer and the ECS service: " + says + ".\n")
			}
		}
	}
	for name, text := range map[string]string{"small": shop, "dense": dense.String()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := markdown.Read("bench.md", []byte(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
