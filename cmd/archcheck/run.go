package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/workers"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// streams are what a run reads and writes, so that tests can call it.
type streams struct {
	in       io.Reader
	out, err io.Writer
	// text is standard output for lines for people: what they quote is made harmless. line is standard error for
	// the one line that changes.
	text, line io.Writer
	// flush writes what went to standard output so far; until then it is kept.
	flush func() error
	// put hands over a file to write, which is kept until then too; read reads files that none may be written over.
	put  func(what, path string, data []byte) error
	read *inputs
	// width and color describe standard output.
	width int
	color bool
	env   func(string) (string, bool)
	// environ lists all variables as NAME=value.
	environ []string
	// terminal says that a person reads standard error and can answer on standard input.
	terminal bool
	now      func() time.Time
	// transport wraps the HTTP client of a scan; nil leaves it.
	transport func(aws.HTTPClient) aws.HTTPClient
}

func systemStreams() streams {
	s := streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.LookupEnv, environ: os.Environ(), now: time.Now}
	s.terminal = term.IsTerminal(int(os.Stderr.Fd())) && term.IsTerminal(int(os.Stdin.Fd()))
	s.width = defaultWidth
	if columns, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && columns > 0 {
		s.width = columns
	}
	if fd := int(os.Stdout.Fd()); term.IsTerminal(fd) {
		if width, _, err := term.GetSize(fd); err == nil {
			s.width = width
		}
		s.color = os.Getenv("TERM") != "dumb"
	}
	if force := os.Getenv("FORCE_COLOR"); force != "" {
		s.color = force != "0"
	}
	if _, noColor := os.LookupEnv("NO_COLOR"); noColor {
		s.color = false
	}
	return s
}

// defaultWidth is for logs of CI servers, which have no width.
const defaultWidth = 120

// exitError carries the exit code of a run that printed its report.
type exitError struct{ code int }

func (e exitError) Error() string { return "exit " + strconv.Itoa(e.code) }

// run is the whole program: 0 conforms, 1 violations, 2 error, 3 undecided, 130 interrupted.
func run(args []string, s streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s = s.guarded()
	err := interruptible(ctx, func() error {
		tuneCollector(s)
		root := rootCommand(s)
		root.SetArgs(args)
		return root.ExecuteContext(ctx)
	})
	var exit exitError
	if err == nil || errors.As(err, &exit) {
		err = cmp.Or(s.flush(), err)
	}
	var bug *workers.Bug
	switch {
	case errors.As(err, &bug):
		fmt.Fprintf(
			s.err,
			"archcheck: this is a mistake of archcheck, and no report was written: %s\n\nPlease report it with what follows, which quotes nothing of the input:\n%s %s/%s\n%s",
			bug.What,
			version(),
			runtime.GOOS,
			runtime.GOARCH,
			bug.Stack,
		)
		return verdict.ExitError
	case errors.As(err, &exit):
		return exit.code
	case ctx.Err() != nil:
		fmt.Fprintln(s.err, "archcheck: interrupted, no report was written")
		return verdict.ExitInterrupted
	case err != nil:
		fmt.Fprintf(s.err, "archcheck: %s\n", said(err))
		return verdict.ExitError
	}
	return verdict.ExitConforms
}

// patience is how long an interrupted run may take to end by itself.
const patience = 500 * time.Millisecond

// interruptible runs work, and leaves it behind when it does not end soon after an
// interrupt: a read of standard input may wait for ever.
func interruptible(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() {
		var err error
		if bug := workers.Try(func() { err = work() }); bug != nil {
			err = bug
		}
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		return ctx.Err()
	}
}

// tuneCollector lets the heap of a small plan grow to some 40 MB before the first garbage
// collection: a run is over before it would pay. GOGC still wins.
func tuneCollector(s streams) {
	if _, set := s.env("GOGC"); !set {
		debug.SetGCPercent(smallRunGCPercent)
	}
}

const (
	smallRunGCPercent = 1000
	bigRunGCPercent   = 150
	// bigInput is the size in bytes from which memory matters more than start-up.
	bigInput = 4 << 20
)

func rootCommand(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "archcheck",
		Short: "Does what we run match the architecture we documented?",
		Long: `archcheck reads a Terraform plan or a live AWS account, turns it into a model of the architecture, judges
it against the documented architecture, and answers pass, fail or cannot tell, with evidence.

Exit codes: 0 conforms, 1 violations, 2 usage or input error, 3 could not decide, 130 interrupted.`,
		Example:       "  terraform show -json plan.out > tfplan.json\n  archcheck plan tfplan.json --env prod",
		SilenceErrors: true, SilenceUsage: true,
		Args: noCommand, Version: version(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(s.in)
	root.SetOut(s.text)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(noFlag)
	root.SetHelpCommand(helpCommand())
	root.AddCommand(
		planCommand(s),
		scanCommand(s),
		checkCommand(s),
		collectCommand(s),
		diffCommand(s),
		reachCommand(s),
		drawCommand(s),
		costCommand(s),
		documentCommand(s),
		initCommand(s),
		rulesCommand(s),
		explainCommand(s),
		newCommand(s),
		testCommand(s),
		inputCommand(s),
		schemaCommand(s),
		iamPolicyCommand(s),
		pricesCommand(s),
		versionCommand(s),
	)
	tellExitCodes(root)
	bindCompletions(root)
	return root
}

// oneArg requires exactly one argument and says what it is.
func oneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("give one %s; see `%s --help`", what, cmd.CommandPath())
		}
		return nil
	}
}
