package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/describe"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
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
	described, err := describe.Of(all[0], environment, judge)
	if err != nil {
		return err
	}
	data, err := f.form(described, environment, o)
	if err != nil {
		return err
	}
	return f.save(data, s)
}

// form is a description in the form that was asked for.
func (f *initFlags) form(described *describe.Description, environment string, o *settings) ([]byte, error) {
	if f.format != "markdown" {
		return slices.Concat(schemaLine(), described.YAML()), nil
	}
	words, err := wordsOf(o.relative(o.file.Lexicon), o.read)
	if err != nil {
		return nil, err
	}
	lexicon, err := markdown.NewLexicon(words...)
	if err != nil {
		return nil, fmt.Errorf("read the lexicon: %w", err)
	}
	data, err := described.Markdown(lexicon.EnvironmentTitle(environment))
	if err != nil {
		return nil, fmt.Errorf("describe the input: %w", err)
	}
	return data, nil
}

// schemaLine is the first line of the built-in document, which tells editors the schema.
func schemaLine() []byte {
	line, _, _ := bytes.Cut(document.Default(), []byte("\n"))
	return slices.Concat(line, []byte("\n"))
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
