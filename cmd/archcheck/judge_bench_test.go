package main

import (
	"context"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/evaluate"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/archcheck/archcheck/policies"
)

// BenchmarkJudge is what the rules alone take of a plan of forty stacks.
func BenchmarkJudge(b *testing.B) {
	a, err := plan.Collect(pt.Repeat(b, "ok-prod", 40), plan.Options{Name: "plan"})
	if err != nil {
		b.Fatal(err)
	}
	doc, err := document.Read("architecture.yaml", document.Default(), "prod")
	if err != nil {
		b.Fatal(err)
	}
	index := wiring.NewIndex(a)
	book, err := cost.NewBook()
	if err != nil {
		b.Fatal(err)
	}
	facts := factsOf(index, doc, wiring.Scope{}, book)
	engine, err := evaluate.Load(evaluate.All, evaluate.Source{FS: policies.FS, Name: "policies", Checked: true})
	if err != nil {
		b.Fatal(err)
	}
	verdicts := 0
	b.ReportAllocs()
	for b.Loop() {
		all, err := engine.Judge(context.Background(), facts, doc)
		if err != nil {
			b.Fatal(err)
		}
		verdicts = len(all)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(verdicts), "µs/verdict")
}
