package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/describe"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/draw"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// describe writes the document that an input conforms to.
func (f *initFlags) describe(ctx context.Context, o *settings, w *where, s streams) error {
	if f.path == "" {
		f.path = map[string]string{"yaml": "architecture.yaml", "markdown": "ARCHITECTURE.md"}[f.format]
	}
	if f.example != "" {
		return errors.New("give --example, or --from or --account, not both")
	}
	all, err := collectInput(ctx, f.from, o, w, s)
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return fmt.Errorf(
			"the input has %d accounts or regions; describe one at a time, with --account and --region",
			len(all),
		)
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
	switch {
	case err != nil:
		return err
	case f.format == "markdown":
		data, err = inMarkdown(data, environment)
	default:
		data = slices.Concat(schemaLine(), data)
	}
	if err != nil {
		return err
	}
	return f.save(data, s)
}

// schemaLine is the first line of the built-in document, which tells editors the schema.
func schemaLine() []byte {
	line, _, _ := bytes.Cut(document.Default(), []byte("\n"))
	return slices.Concat(line, []byte("\n"))
}

// inMarkdown is a document in Markdown: a diagram for people, and beneath it what is held. The heading of the diagram
// says that nothing in it is asked: read as a statement it would ask the same once more, by other names.
func inMarkdown(data []byte, environment string) ([]byte, error) {
	doc, err := document.Read("the description", data, environment)
	if err != nil {
		return nil, fmt.Errorf("draw the description: %w", err)
	}
	if len(doc.Components) == 0 {
		return nil, errors.New(
			"the input has no component, and a document in Markdown needs one; describe it with --format yaml",
		)
	}
	picture := draw.Mermaid([]draw.Picture{draw.Expected(doc)})
	return fmt.Appendf(
		nil,
		"# Architecture\n\nThe diagram shows what the block beneath it says; the block is what plans and accounts are held to. "+
			"`archcheck draw --expected`\ndraws the diagram anew.\n\n## Picture (optional reading)\n\n```mermaid\n%s```\n\n## What is held\n\n```yaml archcheck\n%s```\n",
		picture,
		data,
	), nil
}

// judgeOf judges an architecture by all rules, against whichever document.
func judgeOf(ctx context.Context, o *settings, a *model.Architecture) (describe.Judge, error) {
	book, err := bookOf("", nil)
	if err != nil {
		return describe.Judge{}, err
	}
	engine, err := loadEngine(o)
	if err != nil {
		return describe.Judge{}, err
	}
	target, err := o.against(a)
	if err != nil {
		return describe.Judge{}, err
	}
	return describe.Judge{
		Facts: func(doc *document.Document) *wiring.Facts {
			return factsOf(wiring.NewIndex(a), doc, target.Scope, book)
		},
		Matched: func(doc *document.Document) *wiring.Facts {
			return wiring.Build(wiring.NewIndex(a), target.Scope, doc)
		},
		Verdicts: func(facts *wiring.Facts, doc *document.Document) ([]verdict.Verdict, error) {
			verdicts, err := engine.Judge(ctx, facts, doc)
			if err != nil {
				return nil, fmt.Errorf("judge: %w", err)
			}
			return verdicts, nil
		},
	}, nil
}
