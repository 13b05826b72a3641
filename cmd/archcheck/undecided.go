package main

import (
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/spf13/pflag"
)

const (
	undecidedFlag = "undecided-on"
	strictFlag    = "strict"
)

// bindUndecided binds what says which unknown verdicts leave a run undecided.
func (o *settings) bindUndecided(flags *pflag.FlagSet) {
	flags.StringVar(
		&o.undecidedOn,
		undecidedFlag,
		"",
		"lowest severity at which what is unknown ends with exit 3: critical, high, medium, low, or never (default high)",
	)
	flags.BoolVar(&o.strict, strictFlag, false, "the same as --undecided-on low")
}

// rivals are the two settings that say the same: one that is given as a flag leaves no say
// to the variable of the other.
func rivals(flags *pflag.FlagSet) map[string]bool {
	given := map[string]bool{}
	for flag, rival := range map[string]string{undecidedFlag: strictFlag, strictFlag: undecidedFlag} {
		f := flags.Lookup(flag)
		given[rival] = f != nil && f.Changed && f.Value.String() != "false"
	}
	return given
}

// decideUndecided settles the threshold from flags and variables, else from the configuration.
func (o *settings) decideUndecided(flags *pflag.FlagSet) error {
	f := flags.Lookup(undecidedFlag)
	if f == nil {
		return nil
	}
	given := f.Changed && o.undecidedOn != ""
	if o.strict && given && o.undecidedOn != strictly {
		return fmt.Errorf(
			"--strict means --undecided-on low, and --undecided-on is %q; give one of them",
			o.undecidedOn,
		)
	}
	switch {
	case given:
	case o.strict:
		o.undecidedOn = strictly
	case o.file.UndecidedOn != "":
		o.undecidedOn = o.file.UndecidedOn
	case o.file.Strict != nil && *o.file.Strict && !flags.Lookup(strictFlag).Changed:
		o.undecidedOn = strictly
	default:
		o.undecidedOn = string(verdict.DefaultUndecidedOn)
	}
	if !slices.Contains(verdict.Thresholds(), verdict.Severity(o.undecidedOn)) {
		return fmt.Errorf("--undecided-on %s", near.NoneOf(o.undecidedOn, verdict.Thresholds()))
	}
	return nil
}

// strictly is the threshold that --strict stands for.
const strictly = "low"
