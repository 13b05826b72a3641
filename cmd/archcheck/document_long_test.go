package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestAccountOfManySections: what is said of a long document does not take longer for each section that it has.
func TestAccountOfManySections(t *testing.T) {
	reading := &markdown.Reading{}
	for i := range 120_000 {
		reading.Statements = append(
			reading.Statements,
			markdown.Statement{Line: i, Section: fmt.Sprintf("service-%d", i), State: markdown.Understood},
		)
	}
	begin := time.Now()
	said := accountOf(reading, nil)
	for _, st := range said.Statements {
		said.sectionLine(st.Section)
	}
	if took := time.Since(begin); took > 10*time.Second || len(said.Coverage) != len(reading.Statements) {
		t.Errorf("%d sections took %s", len(said.Coverage), took)
	}
}
