// Package config reads archcheck.yaml: what to judge against which environment, and how
// to report it.
package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/strict"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// File is the name that is looked for when no other is given.
const File = "archcheck.yaml"

// Config is the content of archcheck.yaml. Flags and ARCHCHECK_ variables win over it.
type Config struct {
	Environment  string             `yaml:"environment" doc:"environment of the document when nothing more precise says so"`
	Plans        []Plan             `yaml:"plans" doc:"environments by plan file"`
	Accounts     map[string]Account `yaml:"accounts" doc:"accounts by name"`
	Architecture string             `yaml:"architecture" doc:"the documented architecture; the built-in one when left out"`
	Lexicon      string             `yaml:"lexicon" doc:"file of further words of documents in Markdown"`
	Source       string             `yaml:"source" doc:"folder of the Terraform source"`
	Policy       []string           `yaml:"policy" doc:"folders of further policies"`
	Format       []string           `yaml:"format" doc:"reports, such as table or junit=report.xml"`
	FailOn       string             `yaml:"fail_on" doc:"lowest severity that fails: critical, high, medium, low"`
	UndecidedOn  string             `yaml:"undecided_on" doc:"lowest severity of what is unknown that ends with exit 3, or never"`
	Only         []string           `yaml:"only" doc:"rules to take, by id or group"`
	Skip         []string           `yaml:"skip" doc:"rules to leave out, by id or group"`
	Strict       *bool              `yaml:"strict" doc:"the same as undecided_on: low"`
	Scope        wiring.Scope       `yaml:"scope" doc:"which components are judged"`
	Parts        []string           `yaml:"parts" doc:"components that an input answers for, and vpc, tiers, alarms or cost; everything when left out"`
	Waivers      []verdict.Waiver   `yaml:"waivers" doc:"documented exceptions"`
}

// Plan names the environment of plan files.
type Plan struct {
	File        string        `yaml:"file" doc:"path or pattern, relative to this file"`
	Environment string        `yaml:"environment" doc:"environment of the document"`
	Source      string        `yaml:"source" doc:"folder of the Terraform source of these plans, or the plan file that carries it"`
	Scope       *wiring.Scope `yaml:"scope" doc:"scope of these plans"`
	Parts       []string      `yaml:"parts" doc:"components that these plans answer for, and vpc, tiers, alarms or cost"`
}

// Account is an AWS account.
type Account struct {
	AccountID   string        `yaml:"account_id" doc:"twelve digits; verified before anything is read"`
	Profile     string        `yaml:"profile" doc:"profile of the AWS configuration"`
	RoleARN     string        `yaml:"role_arn" doc:"role to assume"`
	ExternalID  string        `yaml:"external_id" doc:"external id of that role"`
	Regions     []string      `yaml:"regions" doc:"regions to read, or all; the profile's when left out"`
	Environment string        `yaml:"environment" doc:"environment of the document"`
	Scope       *wiring.Scope `yaml:"scope" doc:"scope in this account"`
	Parts       []string      `yaml:"parts" doc:"components that this account answers for, and vpc, tiers, alarms or cost"`
}

// Keys are those that a configuration can begin with.
func Keys() []string { return strict.Keys(reflect.TypeFor[Config]()) }

// Read reads a configuration. The lines of its values come with it.
func Read(name string, data []byte) (*Config, error) {
	c := &Config{}
	root, err := strict.Parse(name, data)
	if err != nil || root == nil {
		return c, err
	}
	d := &strict.Decoder{File: name}
	if err := d.Decode(root, "", c); err != nil {
		return nil, err
	}
	return c, c.check(name, d.Lines)
}

func (c *Config) check(name string, lines strict.Lines) error {
	fail := func(path string, err error) error {
		return &strict.Error{File: name, Line: lines[path], Column: 1, Message: fmt.Sprintf("%s: %v", path, err)}
	}
	for i, w := range c.Waivers {
		if err := w.Check(); err != nil {
			return fail(fmt.Sprintf("waivers[%d]", i), err)
		}
	}
	if c.FailOn != "" && !slices.Contains(verdict.Severities(), verdict.Severity(c.FailOn)) {
		return fail("fail_on", errors.New(near.NoneOf(c.FailOn, verdict.Severities())))
	}
	if err := c.checkUndecided(); err != nil {
		return fail("undecided_on", err)
	}
	for i, p := range c.Plans {
		if _, err := filepath.Match(p.File, "x"); err != nil || p.File == "" || p.Environment == "" {
			return fail(
				fmt.Sprintf("plans[%d]", i),
				fmt.Errorf("it needs a file (a path or pattern) and an environment"),
			)
		}
	}
	return c.checkAccounts(fail)
}

// checkUndecided finds a threshold that is none, and two that contradict each other.
func (c *Config) checkUndecided() error {
	switch {
	case c.UndecidedOn == "":
	case !slices.Contains(verdict.Thresholds(), verdict.Severity(c.UndecidedOn)):
		return errors.New(near.NoneOf(c.UndecidedOn, verdict.Thresholds()))
	case c.Strict != nil && *c.Strict && c.UndecidedOn != "low":
		return fmt.Errorf("strict means low, and this is %q; keep one of them", c.UndecidedOn)
	}
	return nil
}

// ForAccount returns what the configuration says of an account.
func (c *Config) ForAccount(name string) Target {
	t := Target{Environment: c.Environment, Scope: c.Scope, Parts: c.Parts}
	a, ok := c.Accounts[name]
	if ok && a.Environment != "" {
		t.Environment = a.Environment
	}
	if ok && a.Scope != nil {
		t.Scope = *a.Scope
	}
	if ok && a.Parts != nil {
		t.Parts = a.Parts
	}
	return t
}

// checkAccounts finds what no account can be.
func (c *Config) checkAccounts(fail func(path string, err error) error) error {
	twelve := regexp.MustCompile(`^[0-9]{12}$`)
	for _, name := range slices.Sorted(maps.Keys(c.Accounts)) {
		a := c.Accounts[name]
		path := "accounts." + name
		switch {
		case a.AccountID != "" && !twelve.MatchString(a.AccountID):
			return fail(path+".account_id", fmt.Errorf("%q is not the twelve digits of an account", a.AccountID))
		case a.ExternalID != "" && a.RoleARN == "":
			return fail(path+".external_id", errors.New("it belongs to a role_arn, and there is none"))
		case len(a.Regions) > 1 && slices.Contains(a.Regions, "all"):
			return fail(path+".regions", errors.New("`all` stands alone"))
		}
	}
	return nil
}

// Schema returns the JSON Schema of archcheck.yaml, for editors.
func Schema() ([]byte, error) {
	s := strict.Schema(reflect.TypeFor[Config]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "archcheck configuration"
	return json.MarshalIndent(s, "", "  ")
}
