package main

import (
	"context"
	"errors"

	"github.com/archcheck/archcheck/internal/draw"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/spf13/cobra"
)

// drawFlags are what draw is told.
type drawFlags struct {
	format, path string
	expected     bool
}

func drawCommand(s streams) *cobra.Command {
	o, w, f := &settings{}, &where{}, &drawFlags{}
	cmd := &cobra.Command{
		Use:   "draw FILE... | draw --account NAME | draw --expected",
		Short: "Draw what is there over what is documented",
		Long: `draw makes a picture of a plan, a state, a snapshot or an account, held against the documented architecture:
zones, tiers, components and who reaches whom on which ports. What is not as documented is red, what is not documented
red and dashed, what is missing grey. Mermaid is for Markdown; SVG has the zones as columns, and says why when the mouse
is over something.

Exit codes: 0 drawn, whatever is in the picture; 2 usage or input error.`,
		Example: "  archcheck draw tfplan.json --env prod\n" +
			"  archcheck draw tfplan.json --env prod --format svg -o architecture.svg\n" +
			"  archcheck draw --expected --env prod",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			write, err := f.writer()
			if err != nil {
				return err
			}
			pictures, err := f.pictures(cmd.Context(), args, o, w, s)
			if err != nil {
				return err
			}
			return f.write(s, write(pictures))
		},
	}
	cmd.Flags().StringVar(&o.env, "env", "", "environment of the document to draw, such as prod")
	cmd.Flags().StringVar(&f.format, "format", "mermaid", "mermaid or svg")
	cmd.Flags().StringVarP(&f.path, "output", "o", "", "file to write (default standard output)")
	cmd.Flags().BoolVar(&f.expected, "expected", false, "draw the document alone; there is no FILE then")
	o.bindRules(cmd.Flags())
	cmd.Flags().StringVar(&o.prices, "prices", "", "price book that prices update wrote (default: the built-in one)")
	w.bind(cmd.Flags())
	o.bindSources(cmd.Flags())
	return cmd
}

// writer is the format that was asked for.
func (f *drawFlags) writer() (func([]draw.Picture) string, error) {
	name, err := formatOf(f.format, formatsOf("draw"))
	if name == "svg" {
		return draw.SVG, err
	}
	return draw.Mermaid, err
}

// write writes a picture whole, to a file or to standard output.
func (f *drawFlags) write(s streams, text string) error {
	return writeTo("write the picture", f.path, []byte(text), s)
}

// pictures are those of the document alone, or of what is there.
func (f *drawFlags) pictures(ctx context.Context, args []string, o *settings, w *where, s streams) ([]draw.Picture,
	error) {
	if !f.expected {
		return actual(ctx, args, o, w, s)
	}
	if len(args) > 0 || w.isSet() {
		return nil, errors.New("--expected draws the document alone; give neither FILE nor --account with it")
	}
	doc, err := o.document("")
	if err != nil {
		return nil, err
	}
	return []draw.Picture{draw.Expected(doc)}, nil
}

// actual judges what is there, and draws it.
func actual(ctx context.Context, args []string, o *settings, w *where, s streams) ([]draw.Picture, error) {
	book, err := bookOf(o.prices, o.read)
	if err != nil {
		return nil, err
	}
	engine := engineOf(o)
	all, err := collectInput(ctx, args, o, w, s)
	if err != nil {
		return nil, err
	}
	loaded, err := engine()
	if err != nil {
		return nil, err
	}
	var pictures []draw.Picture
	var scopes []wiring.Scoped
	for _, a := range all {
		d, err := o.decide(ctx, loaded, book, a, o.against)
		if err != nil {
			return nil, err
		}
		own := draw.Actual(d.index, d.facts, report.Spoken(d.verdicts))
		if len(own) > 0 {
			own[0].Notes = report.Notes(reportOf(a, d.facts, d.doc, d.verdicts))
		}
		pictures, scopes = append(pictures, own...), append(scopes, d.facts.Scope)
	}
	return pictures, wiring.CheckScope(scopes)
}
