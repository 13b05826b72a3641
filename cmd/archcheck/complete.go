package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/cobra"
)

// candidates are what can stand in the place of an argument or a flag's value.
type candidates func(o *settings) []string

// completions are the candidates of each flag that has some, wherever it is.
func completions() map[string]candidates {
	severities := func(all []verdict.Severity) candidates {
		return func(*settings) (names []string) {
			for _, s := range all {
				names = append(names, string(s))
			}
			return names
		}
	}
	return map[string]candidates{
		"only":         ruleNames,
		"skip":         ruleNames,
		"env":          environments,
		"fail-on":      severities(verdict.Severities()),
		"undecided-on": severities(verdict.Thresholds()),
		"example":      func(*settings) []string { return document.Examples() },
		"account":      func(o *settings) []string { return sortedKeys(o.file.Accounts) },
		"applies-to":   func(*settings) []string { return evaluate.Collections() },
	}
}

// bindCompletions tells the shell what can follow. Candidates come from the configuration and the document that the
// command line names so far; what cannot be read has none.
func bindCompletions(cmd *cobra.Command) {
	for name, of := range completions() {
		if cmd.Flags().Lookup(name) != nil {
			_ = cmd.RegisterFlagCompletionFunc(name, complete(of))
		}
	}
	if formats := formatsOf(cmd.Name()); len(formats) > 0 {
		_ = cmd.RegisterFlagCompletionFunc("format", complete(func(*settings) []string { return formats }))
	}
	switch cmd.Name() {
	case "explain":
		cmd.ValidArgsFunction = complete(ruleNames)
	case "reach":
		cmd.ValidArgsFunction = completeEnds()
	}
	for _, c := range cmd.Commands() {
		bindCompletions(c)
	}
}

func complete(of candidates) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, prefix string) ([]string, cobra.ShellCompDirective) {
		all := slices.DeleteFunc(
			of(completing(cmd)),
			func(name string) bool { return !strings.HasPrefix(name, prefix) },
		)
		return all, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeEnds gives the ends of a path, then files.
func completeEnds() cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= 2 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return complete(componentNames)(cmd, args, prefix)
	}
}

// completing are the settings of a command line that is being written.
func completing(cmd *cobra.Command) *settings {
	o := &settings{}
	for name, target := range map[string]*string{"config": &o.config, "architecture": &o.architecture, "env": &o.env} {
		if f := cmd.Flags().Lookup(name); f != nil {
			*target = f.Value.String()
		}
	}
	if folders, err := cmd.Flags().GetStringArray(policyFlag); err == nil { // `new rule` takes but one
		o.policy = folders
	}
	if err := o.readConfig(); err != nil {
		o.folder = "."
	}
	if o.file == nil {
		o.file = noConfig()
	}
	if o.architecture == "" {
		o.architecture = o.relative(o.file.Architecture)
	}
	return o
}

func ruleNames(o *settings) []string {
	sources, err := o.policySources()
	if err != nil {
		return nil
	}
	rules, err := evaluate.Rules(sources...)
	if err != nil {
		return nil
	}
	var names []string
	for _, r := range rules {
		names = append(append(names, r.Group()), r.IDs()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// environments are those of the document, which names them when none is asked for.
func environments(o *settings) []string {
	own := *o
	own.env = ""
	var unknown *document.UnknownEnvironmentError
	if _, err := own.document(""); errors.As(err, &unknown) {
		return unknown.Known
	}
	return nil
}

// componentNames are the ends of a path: the document's components, and the internet.
func componentNames(o *settings) []string {
	names := []string{document.Internet}
	doc, err := o.anyDocument("")
	if err != nil {
		return names
	}
	for _, c := range doc.Components {
		names = append(names, c.Name)
	}
	return names
}
