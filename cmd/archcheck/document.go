package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"
)

// documentFlags are what document is told.
type documentFlags struct {
	format, config string
	strict, all    bool
	phrases        bool
}

func documentCommand(s streams) *cobra.Command {
	f := &documentFlags{}
	cmd := &cobra.Command{
		Use:   "document FILE.md",
		Short: "Say what a Markdown document asks, line by line",
		Long: `document reads the architecture from a Markdown document, its Mermaid flowcharts, tables, lists and sentences, and says what became
of each statement: enforced (by which rules), in part (with what nothing holds), understood and nothing to enforce, ambiguous (with its
readings), not understood (with what to write), contradiction (with the other line), not architecture. Judge against it with
--architecture FILE.md. --phrases lists how requirements are written.

--format yaml writes the documented architecture that it comes to. What lies over it can be written in a fenced block with the
words "yaml archcheck", or in FILE.archcheck.yaml beside FILE.md.`,
		Example: "  archcheck document ARCHITECTURE.md\n  archcheck document ARCHITECTURE.md --format yaml > architecture.yaml\n  archcheck document --phrases",
		Args: func(cmd *cobra.Command, args []string) error {
			if f.phrases {
				return noArgs("")(cmd, args)
			}
			return oneArg("FILE.md")(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if f.phrases {
				return f.writePhrases(s)
			}
			return f.run(s, args[0])
		},
	}
	cmd.Flags().StringVar(&f.format, "format", "table", "table, json or yaml")
	cmd.Flags().BoolVar(
		&f.strict,
		"strict-document",
		false,
		"end with exit 3 where a statement is enforced in part only, ambiguous, not understood or contradicted",
	)
	cmd.Flags().StringVar(
		&f.config,
		"config",
		"",
		"configuration, whose lexicon is read (default archcheck.yaml if it exists)",
	)
	cmd.Flags().BoolVar(
		&f.phrases,
		"phrases",
		false,
		"list by which words and rows of tables each requirement is asked",
	)
	cmd.Flags().BoolVar(&f.all, "all", false, "list what is no architecture too")
	return cmd
}

func (f *documentFlags) run(s streams, name string) error {
	if _, err := formatOf(f.format, formatsOf("document")); err != nil {
		return err
	}
	o := &settings{config: f.config}
	if err := o.readConfig(); err != nil {
		return err
	}
	reading, err := readMarkdown(name, o.relative(o.file.Lexicon), s.read)
	if err != nil {
		return err
	}
	for _, environment := range reading.Environments {
		if _, err := reading.Document(environment); err != nil {
			return err
		}
	}
	if err := f.write(s, reading); err != nil {
		return err
	}
	doubts := slices.ContainsFunc(reading.Statements, func(st markdown.Statement) bool { return st.State.IsDoubt() })
	if f.strict && doubts {
		return exitError{verdict.ExitUndecided}
	}
	return nil
}

func (f *documentFlags) write(s streams, reading *markdown.Reading) error {
	if f.format == "yaml" {
		return f.yaml(s, reading.Tree)
	}
	rules, err := (&settings{}).builtInRules()
	if err != nil {
		return err
	}
	said := accountOf(reading, rules)
	if f.format == "json" {
		return plain.WriteJSON(s.out, said)
	}
	return f.table(s, said)
}

// yaml writes the documented architecture. Texts that could harm a reader stand in quotes, in which they are escaped.
func (f *documentFlags) yaml(s streams, tree *yaml.Node) error {
	var made bytes.Buffer
	e := yaml.NewEncoder(&made)
	e.SetIndent(2)
	quote(tree)
	if err := cmp.Or(e.Encode(tree), e.Close()); err != nil {
		return fmt.Errorf("write the documented architecture: %w", err)
	}
	_, err := s.out.Write(plain.YAML(made.Bytes()))
	return err
}

// quote puts each scalar that is not plain into quotes.
func quote(node *yaml.Node) {
	if node.Kind == yaml.ScalarNode && plain.Line(node.Value) != node.Value {
		node.Style = yaml.DoubleQuotedStyle
	}
	for _, child := range node.Content {
		quote(child)
	}
}

// builtInRules are those of this program, without any choice.
func (o *settings) builtInRules() ([]verdict.Rule, error) {
	sources, err := o.policySources()
	if err != nil {
		return nil, err
	}
	return evaluate.Rules(sources...)
}

func (f *documentFlags) table(s streams, a documentAccount) error {
	var b strings.Builder
	fmt.Fprintf(
		&b,
		"archcheck: document %s, environments %s\n\n",
		plain.Line(a.File),
		plain.Line(strings.Join(a.Environments, ", ")),
	)
	section := "\x00"
	for _, st := range a.Statements {
		if st.State == markdown.NotArchitecture && !f.all {
			continue
		}
		if st.Section != section {
			section = st.Section
			fmt.Fprintf(&b, "%s\n", plain.Line(a.sectionLine(section)))
		}
		fmt.Fprintf(&b, "  %5d  %-16s %s\n", st.Line, st.State, plain.Line(st.Text))
		for _, line := range detailsOf(st) {
			fmt.Fprintf(&b, "         %-16s %s\n", "", plain.Line(line))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", a.sentence())
	_, err := s.text.Write([]byte(b.String()))
	return err
}
