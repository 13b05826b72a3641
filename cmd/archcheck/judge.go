package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/draw"
	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/network"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/archcheck/archcheck/internal/workers"
)

// job is what a judging command has to do: collect, and judge each architecture that comes of it.
type job struct {
	// collect may ask for the chosen rules, and reads only what they need if it does.
	collect func(engine loading) ([]*model.Architecture, error)
	// against returns what an architecture is judged against.
	against func(a *model.Architecture) (config.Target, error)
	// draws says that some report shows a picture.
	draws bool
}

// loading waits for the policies.
type loading func() (*evaluate.Engine, error)

// engineOf loads the policies in the background: that takes as long as reading a plan.
func engineOf(o *settings) loading {
	type result struct {
		engine *evaluate.Engine
		err    error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		if bug := workers.Try(func() { r.engine, r.err = loadEngine(o) }); bug != nil {
			r.err = bug
		}
		done <- r
	}()
	return sync.OnceValues(func() (*evaluate.Engine, error) {
		r := <-done
		return r.engine, r.err
	})
}

func loadEngine(o *settings) (*evaluate.Engine, error) {
	sources, err := o.policySources()
	if err != nil {
		return nil, err
	}
	engine, err := evaluate.Load(o.keep, sources...)
	if err == nil {
		engine.Limits = limits(o.policyTimeout)
	}
	return engine, err
}

// judge runs the one straight way: collect, model, facts, evaluate, report.
func judge(ctx context.Context, o *settings, s streams, j job) error {
	outputs, err := o.outputs()
	if err != nil {
		return err
	}
	book, err := bookOf(o.prices, o.read)
	if err != nil {
		return err
	}
	earlier, err := o.earlier(s)
	if err != nil {
		return err
	}
	j.draws = outputs.havePicture() || o.summaryFile(s) != ""
	report, err := judgeAll(ctx, o, book, j)
	if err != nil {
		return err
	}
	if earlier != nil {
		if err := noBaseline(report, earlier, o.baseline); err != nil {
			return err
		}
	}
	o.conclude(report, earlier)
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := outputs.write(report, s); err != nil {
		return err
	}
	o.stepSummary(report, outputs, s)
	if o.ledger {
		printLedger(s.err, report.Calls)
	}
	if report.Summary.ExitCode != verdict.ExitConforms {
		return exitError{report.Summary.ExitCode}
	}
	return nil
}

// judgeAll collects, and judges all architectures that come of it in one report, which is not concluded yet.
func judgeAll(ctx context.Context, o *settings, book *cost.Book, j job) (*verdict.Report, error) {
	engine := engineOf(o)
	architectures, err := j.collect(engine)
	if err != nil {
		return nil, err
	}
	loaded, err := engine()
	if err != nil {
		return nil, err
	}
	var reports []*verdict.Report
	var scopes []wiring.Scoped
	var pictures []draw.Picture
	for _, a := range architectures {
		r, d, err := judgeOne(ctx, o, loaded, book, a, j)
		if err != nil {
			return nil, err
		}
		if reports, scopes = append(reports, r), append(scopes, d.facts.Scope); j.draws && !r.Empty {
			pictures = append(pictures, draw.Actual(d.index, d.facts, report.Spoken(d.verdicts))...)
		}
	}
	if err := wiring.CheckScope(scopes); err != nil {
		return nil, err
	}
	report := verdict.Join(reports)
	if report.Rules = loaded.Rules(); len(pictures) > 0 {
		report.Draw = drawing(pictures)
	}
	return report, nil
}

// conclude compares a report with the baseline, says what was left out, and decides the exit code.
func (o *settings) conclude(report, earlier *verdict.Report) {
	report.Summary.SkippedRules = o.skipped
	report.Summary.UnusedWaivers = report.Unused(
		o.file.Waivers,
		o.all,
		func(r verdict.Rule, id string) bool { return o.takes(r, id) },
	)
	if earlier != nil {
		report.Against(earlier, o.baseline)
	}
	report.Summarize(
		verdict.Policy{
			FailOn:      verdict.Severity(o.failOn),
			UndecidedOn: verdict.Severity(o.undecidedOn),
			SoftFail:    o.softFail,
		},
	)
}

// judgeOne judges one architecture against the environment of the document that it is for.
func judgeOne(
	ctx context.Context,
	o *settings,
	engine *evaluate.Engine,
	book *cost.Book,
	a *model.Architecture,
	j job,
) (*verdict.Report, *decided, error) {
	d, err := o.decide(ctx, engine, book, a, j.against)
	if err != nil {
		return nil, nil, err
	}
	report := reportOf(a, d.facts, d.doc, d.verdicts)
	if report.Summary.NotItsPart = d.others; len(d.doc.Parts()) > 0 {
		report.Summary.Parts, report.Summary.OtherParts = d.doc.Parts(), d.doc.OtherParts()
	}
	o.needsOf(engine.Rules()).settle(report)
	doubt(report, d.doc, o.strictDocument)
	return report, d, nil
}

// decided is one architecture with all that follows from it and the document.
type decided struct {
	index    *wiring.Index
	facts    *wiring.Facts
	doc      *document.Document
	verdicts []verdict.Verdict
	// others counts the verdicts on what the input does not answer for.
	others int
}

// decide makes facts and verdicts of an architecture.
func (o *settings) decide(ctx context.Context, engine *evaluate.Engine, book *cost.Book, a *model.Architecture,
	against func(*model.Architecture) (config.Target, error)) (*decided, error) {
	target, err := against(a)
	if err != nil {
		return nil, err
	}
	d := &decided{index: wiring.NewIndex(a)}
	if d.doc, err = o.documentFor(target); err != nil {
		return nil, err
	}
	d.facts = factsOf(d.index, d.doc, target.Scope, book)
	if d.verdicts, err = engine.Judge(ctx, d.facts, d.doc); err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	d.verdicts = slices.DeleteFunc(
		d.verdicts,
		func(v verdict.Verdict) bool { return !o.takes(verdict.Rule{ID: v.Question}, v.Rule) },
	)
	d.verdicts, d.others = evaluate.OfItsPart(d.verdicts, d.doc)
	verdict.Waive(d.verdicts, o.file.Waivers, time.Now())
	return d, nil
}

func factsOf(index *wiring.Index, doc *document.Document, scope wiring.Scope, book *cost.Book) *wiring.Facts {
	facts := wiring.Build(index, scope, doc)
	network.Analyze(index, facts, doc)
	cost.Fill(index, facts, estimateOf(index, facts, doc, book), limitsOf(doc))
	return facts
}

// locate gives each cause the place where it was written.
func locate(verdicts []verdict.Verdict, a *model.Architecture) {
	if !slices.ContainsFunc(verdicts, func(v verdict.Verdict) bool { return len(v.Causes) > 0 }) {
		return
	}
	places := maps.Clone(a.Lines)
	if places == nil {
		places = map[string]model.Place{}
	}
	a.Each(func(_ string, noun model.Noun) {
		if r := noun.Base(); r.Source.File != "" || r.Source.Input != "" {
			places[r.ID] = model.Place{File: r.Source.File, Line: r.Source.Line, Input: r.Source.Input}
		}
	})
	for i := range verdicts {
		for j := range verdicts[i].Causes {
			c := &verdicts[i].Causes[j]
			c.File, c.Line, c.Input = places[c.ID].File, places[c.ID].Line, places[c.ID].Input
		}
	}
}

// saidOf is what a report says of what was read.
func saidOf(s model.Source) verdict.Source {
	said := verdict.Source{Kind: s.Kind, Name: s.Name, Tool: s.Tool, Time: s.Time, Digest: s.Digest}
	for _, in := range s.Inputs {
		said.Inputs = append(said.Inputs, saidOf(in))
	}
	return said
}

func reportOf(
	a *model.Architecture,
	facts *wiring.Facts,
	doc *document.Document,
	verdicts []verdict.Verdict,
) *verdict.Report {
	r := &verdict.Report{
		Version:     verdict.Version,
		Archcheck:   version(),
		Environment: doc.Environment,
		Verdicts:    verdicts,
		Gaps:        []verdict.Gap{},
		Components:  []verdict.Bound{},
		Source:      saidOf(a.Source),
		Document:    verdict.Document{File: doc.File, Digest: doc.Digest},
	}
	locate(verdicts, a)
	for _, g := range a.Gaps {
		r.Gaps = append(r.Gaps, verdict.Gap{Collection: g.Collection, Reason: string(g.Reason), Detail: g.Detail})
	}
	for _, c := range a.Calls {
		r.Calls = append(r.Calls, verdict.Call(c))
	}
	for _, gap := range facts.Scope.Gaps() {
		r.Gaps = append(r.Gaps, verdict.Gap{Collection: gap.Collection, Reason: string(gap.Reason), Detail: gap.Detail})
	}
	for i := range facts.Components {
		c := &facts.Components[i]
		names, _ := c.PartsOf()
		r.Components = append(
			r.Components,
			verdict.Bound{Component: strings.Join(names, " or "), Kind: c.Kind, Resource: c.ID, How: c.How},
		)
	}
	r.Empty = len(facts.Components) == 0
	r.Summary.LeftOut, r.Summary.OutOfScope = facts.Scope.LeftOut, len(facts.Scope.LeftOut)
	r.Summary.Unmodeled = a.Unread.Count()
	r.Summary.Notes = append(slices.Clone(a.Notes), asideOf(facts.Scope)...)
	r.Summary.UnmodeledTypes, r.Summary.Mentions = a.Unread.Types, a.Unread.Mentions
	return r
}

// asideOf says who is there and is neither documented nor a finding.
func asideOf(s wiring.Scoped) (notes []string) {
	for _, aside := range []struct {
		what string
		ids  []string
	}{
		{"in a VPC without any documented component, and not judged: ", s.Elsewhere},
		{"in no VPC, of a kind that the document does not have, and not judged (`components_complete: true` makes it a finding): ", s.Unspoken},
	} {
		if len(aside.ids) > 0 {
			notes = append(notes, aside.what+model.Named(aside.ids))
		}
	}
	return notes
}
