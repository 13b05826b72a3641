package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/policies"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// settings are the flags that judging commands share. Flags win over ARCHCHECK_ variables,
// which win over archcheck.yaml.
type settings struct {
	env, failOn, undecidedOn, config, architecture, prices, baseline string
	format, only, skip, policy, sources                              []string
	strict, ledger, noStepSummary, softFail, strictDocument          bool
	compact, quiet, details                                          bool
	policyTimeout                                                    time.Duration

	// reading is a documented architecture in Markdown, once it has been read.
	reading *markdown.Reading
	file    *config.Config
	// read reads files that nothing may be written over.
	read   *inputs
	folder string
	// command is what the command is called in what is said of it.
	command string
	// all are the rules that there are, and skipped the ids that --only and --skip leave out, once they were loaded.
	all     []verdict.Rule
	skipped int
}

func (o *settings) bind(flags *pflag.FlagSet) {
	flags.StringVar(&o.env, "env", "", "environment of the document to judge against, such as prod")
	flags.Var(
		&list{values: &o.format, begins: beginsFormat},
		"format",
		"report, repeatable: "+strings.Join(report.Names(), ", ")+"; NAME=PATH writes a file",
	)
	flags.StringVar(&o.failOn, "fail-on", "", "lowest severity that fails: critical, high, medium, low (default low)")
	flags.BoolVar(
		&o.softFail,
		"soft-fail",
		false,
		"report violations and exit 0 all the same; what is not decided and errors keep their codes",
	)
	flags.StringVar(
		&o.baseline,
		"baseline",
		"",
		"an earlier report (--format json=PATH): what stands in it does not fail, what is new does",
	)
	o.bindUndecided(flags)
	o.bindRules(flags)
	flags.BoolVar(
		&o.strictDocument,
		"strict-document",
		false,
		"what a Markdown document says and archcheck cannot hold ends with exit 3",
	)
	flags.StringVar(&o.prices, "prices", "", "price book that prices update wrote (default: the built-in one)")
	flags.BoolVar(&o.compact, "compact", false, "table: a line for each finding")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "table: the verdict alone")
	flags.BoolVar(&o.details, "details", false, "table: all evidence, and what is not decided in boxes")
	flags.BoolVar(
		&o.noStepSummary,
		"no-step-summary",
		false,
		"leave out the summary of the step in GitHub Actions (GITHUB_STEP_SUMMARY)",
	)
}

// bindRules binds what decides which rules judge, by which document.
func (o *settings) bindRules(flags *pflag.FlagSet) {
	o.bindChoice(flags)
	o.bindPolicies(flags)
	bindPolicyTimeout(flags, &o.policyTimeout)
	flags.StringVar(
		&o.architecture,
		"architecture",
		"",
		"the documented architecture, YAML or Markdown (default: the built-in one; see archcheck init)",
	)
}

// bindChoice binds which rules are taken.
func (o *settings) bindChoice(flags *pflag.FlagSet) {
	flags.Var(
		&list{values: &o.only, begins: beginsPattern},
		"only",
		"rules or groups to take, such as backup, backup/retention-days or */database-*",
	)
	flags.Var(
		&list{values: &o.skip, begins: beginsPattern},
		"skip",
		"rules or groups to leave out, or patterns of them",
	)
}

// bindPolicies binds which rules there are.
func (o *settings) bindPolicies(flags *pflag.FlagSet) {
	flags.StringArrayVar(
		&o.policy,
		policyFlag,
		nil,
		"folder of further policies, laid out as <group>/<rule>/<rule>.rego; repeatable",
	)
	flags.StringVar(&o.config, "config", "", "configuration (default archcheck.yaml if it exists)")
}

// policyFlag names folders of policies.
const policyFlag = "policy"

// bindPolicyTimeout binds how long a rule may take.
func bindPolicyTimeout(flags *pflag.FlagSet, timeout *time.Duration) {
	flags.DurationVar(timeout, "policy-timeout", evaluate.DefaultLimits().Time, "how long one rule may take")
}

// limits are how much rules may take; none is what a flag that is not there says.
func limits(timeout time.Duration) evaluate.Limits {
	all := evaluate.DefaultLimits()
	if timeout > 0 {
		all.Time = timeout
	}
	return all
}

// detail is how much a table tells.
func (o *settings) detail() (report.Detail, error) {
	chosen := report.Normal
	for _, one := range []struct {
		is bool
		as report.Detail
	}{{o.quiet, report.Quiet}, {o.compact, report.Compact}, {o.details, report.Full}} {
		if one.is && chosen != report.Normal {
			return chosen, errors.New("--quiet, --compact and --details exclude each other; give one of them")
		}
		if one.is {
			chosen = one.as
		}
	}
	return chosen, nil
}

// resolve completes the flags from the environment and the configuration.
func (o *settings) resolve(cmd *cobra.Command, s streams) error {
	o.read, o.command = s.read, cmd.CommandPath()
	overruled := rivals(cmd.Flags())
	var err error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		name := variableOf(f)
		value, set := s.env(name)
		if !set || f.Changed || overruled[f.Name] || err != nil {
			return
		}
		if e := cmd.Flags().Set(f.Name, value); e != nil {
			err = fmt.Errorf("read %s: %w", name, plainValue(e))
		}
	})
	if err != nil {
		return err
	}
	warnUnknown(s, cmd.Root())
	if err := o.readConfig(); err != nil {
		return err
	}
	o.fill(cmd.Flags())
	if o.failOn == "" {
		o.failOn = "low"
	}
	if !slices.Contains(verdict.Severities(), verdict.Severity(o.failOn)) {
		return fmt.Errorf("--fail-on %s", near.NoneOf(o.failOn, verdict.Severities()))
	}
	return o.decideUndecided(cmd.Flags())
}

// warnUnknown names variables that look like settings and are none of any command: a misspelt one would
// otherwise be silence.
func warnUnknown(s streams, root *cobra.Command) {
	known := map[string]bool{}
	for _, cmd := range root.Commands() {
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known[variableOf(f)] = true })
	}
	for _, variable := range s.environ {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "ARCHCHECK_") && !known[name] {
			fmt.Fprintf(s.err, "archcheck: warning: %s is no setting of archcheck and is ignored\n", name)
		}
	}
}

// variableOf is the environment variable that stands for a flag.
func variableOf(f *pflag.Flag) string {
	return "ARCHCHECK_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
}

func (o *settings) readConfig() error {
	name := o.config
	if name == "" {
		name = config.File
	}
	o.folder = filepath.Dir(name)
	data, err := takesConfigs().file(name, o.read)
	if errors.Is(err, fs.ErrNotExist) && o.config == "" {
		o.file = noConfig()
		return nil
	}
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	o.file, err = config.Read(name, data)
	return err
}

// noConfig is the configuration of a run without one.
func noConfig() *config.Config { return &config.Config{} }

// fill takes from the configuration what neither flag nor variable says.
func (o *settings) fill(flags *pflag.FlagSet) {
	text := func(flag string, target *string, value string) {
		if f := flags.Lookup(flag); f != nil && !f.Changed && value != "" {
			*target = value
		}
	}
	list := func(flag string, target *[]string, value []string) {
		if f := flags.Lookup(flag); f != nil && !f.Changed && value != nil {
			*target = value
		}
	}
	text("fail-on", &o.failOn, o.file.FailOn)
	text("architecture", &o.architecture, o.relative(o.file.Architecture))
	list("format", &o.format, o.file.Format)
	list("only", &o.only, o.file.Only)
	list("skip", &o.skip, o.file.Skip)
	policy := []string(nil)
	for _, p := range o.file.Policy {
		policy = append(policy, o.relative(p))
	}
	list("policy", &o.policy, policy)
}

// relative resolves a path of the configuration against the configuration's own folder.
func (o *settings) relative(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(o.folder, path)
}

// document reads the documented architecture for an environment.
func (o *settings) document(environment string) (*document.Document, error) {
	if o.env != "" {
		environment = o.env
	}
	if o.architecture == "" {
		return document.Read(document.DefaultFile, document.Default(), environment)
	}
	if isMarkdown(o.architecture) {
		return o.markdown(environment)
	}
	data, err := takesArchitectures().file(o.architecture, o.read)
	if err != nil {
		return nil, fmt.Errorf("read the documented architecture: %w", err)
	}
	return document.Read(o.architecture, data, environment)
}

// documentFor is the document that an input is judged against, as far as the input answers for it.
func (o *settings) documentFor(target config.Target) (*document.Document, error) {
	doc, err := o.document(target.Environment)
	if err != nil {
		return nil, err
	}
	return doc, doc.LimitTo(target.Parts)
}

// anyDocument is the same where what is asked does not matter, only what components are called:
// without an environment the first one of the document.
func (o *settings) anyDocument(environment string) (*document.Document, error) {
	doc, err := o.document(environment)
	var unknown *document.UnknownEnvironmentError
	if errors.As(err, &unknown) && environment == "" && o.env == "" && len(unknown.Known) > 0 {
		return o.document(unknown.Known[0])
	}
	return doc, err
}

// policySources are the built-in policies and those of --policy.
func (o *settings) policySources() ([]evaluate.Source, error) {
	all := []evaluate.Source{{FS: policies.FS, Name: "policies", Checked: true, Compiled: policies.Compiled}}
	for _, dir := range o.policy {
		if err := takesPolicies().folder(dir); err != nil {
			return nil, fmt.Errorf("read --policy: %w", err)
		}
		all = append(all, evaluate.Source{FS: o.read.folder(dir), Name: dir})
	}
	return all, nil
}
