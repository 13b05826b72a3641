package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/archcheck/archcheck/internal/describe"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// describe writes the document that an input conforms to.
func (f *initFlags) describe(ctx context.Context, o *settings, w *where, s streams) error {
	if f.example != "" {
		return errors.New("give --example, or --from or --account, not both")
	}
	all, err := collectInput(ctx, f.from, o, w, s)
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return fmt.Errorf("the input has %d accounts or regions; describe one at a time, with --account and --region", len(all))
	}
	judge, err := judgeOf(ctx, o, all[0])
	if err != nil {
		return err
	}
	environment := o.env
	if environment == "" {
		environment = "prod"
	}
	data, err := describe.YAML(all[0], environment, judge)
	if err != nil {
		return err
	}
	return f.save(data, s)
}

// judgeOf judges an architecture by all rules, against whichever document.
func judgeOf(ctx context.Context, o *settings, a *model.Architecture) (describe.Judge, error) {
	book, err := bookOf("")
	if err != nil {
		return nil, err
	}
	engine, err := loadEngine(o)
	if err != nil {
		return nil, err
	}
	target, err := o.against(a)
	if err != nil {
		return nil, err
	}
	return func(doc *document.Document) (*wiring.Facts, []verdict.Verdict, error) {
		facts := factsOf(a, doc, target.Scope, book)
		verdicts, err := engine.Judge(ctx, facts, doc)
		if err != nil {
			return nil, nil, fmt.Errorf("judge: %w", err)
		}
		return facts, verdicts, nil
	}, nil
}
