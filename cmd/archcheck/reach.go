package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/network"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/spf13/cobra"
)

// reachFlags are what reach asks.
type reachFlags struct {
	port             int
	protocol, format string
	matrix           bool
}

func reachCommand(s streams) *cobra.Command {
	o, w, f := &settings{}, &where{}, &reachFlags{}
	cmd := &cobra.Command{
		Use:   "reach FROM TO FILE... | reach --matrix FILE... | reach ... --account NAME",
		Short: "Say who can reach whom, with the path",
		Long: `reach says whether FROM can open a connection to TO, and proves it: hop by hop with the route, security group and load
balancer that lead there, or with the first thing that stops it. FROM and TO are internet, a component
as the document calls it, or the name or id of a resource. FILE is a plan, a state or a snapshot. Without --port any port counts.

Exit codes: 0 reachable, 1 not reachable, 2 usage or input error, 3 cannot tell. A matrix ends with 0.`,
		Example: "  archcheck reach internet database tfplan.json --port 5432\n  archcheck reach --matrix --account prod",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			ends := 2
			if f.matrix {
				ends = 0
			}
			if len(args) < ends {
				return errors.New(
					"give FROM and TO, such as internet and database, and what to read; see `archcheck reach --help`",
				)
			}
			if _, err := formatOf(f.format, formatsOf("reach")); err != nil {
				return err
			}
			all, err := collectInput(cmd.Context(), args[ends:], o, w, s)
			if err != nil {
				return err
			}
			networks, err := networksOf(all, o)
			if err != nil {
				return err
			}
			if f.matrix {
				return writeMatrix(s.out, s.width, networks, f)
			}
			return answerQuestion(s.out, networks, args[0], args[1], f)
		},
	}
	cmd.Flags().IntVar(&f.port, "port", -1, "port of TO; any if left out")
	cmd.Flags().StringVar(
		&f.protocol,
		"protocol",
		"",
		"tcp, udp, icmp, icmpv6, all or a number (default tcp with --port, else all)",
	)
	cmd.Flags().BoolVar(&f.matrix, "matrix", false, "all components against all")
	cmd.Flags().StringVar(&f.format, "format", "text", "text or json")
	cmd.Flags().StringVar(&o.env, "env", "", "environment of the document, where it decides what components are called")
	cmd.Flags().StringVar(
		&o.architecture,
		"architecture",
		"",
		"the documented architecture (default: the built-in one; see archcheck init)",
	)
	w.bind(cmd.Flags())
	o.bindSources(cmd.Flags())
	cmd.Flags().StringVar(&o.config, "config", "", "configuration (default archcheck.yaml if it exists)")
	return cmd
}

// scopedNetwork is the network of one architecture, and the region it is in.
type scopedNetwork struct {
	*network.Reach
	region string
}

// networksOf prepares the questions. What the scope leaves out is no end of any.
func networksOf(all []*model.Architecture, o *settings) ([]scopedNetwork, error) {
	var networks []scopedNetwork
	var scopes []wiring.Scoped
	for _, a := range all {
		index := wiring.NewIndex(a)
		n := scopedNetwork{network.NewReach(index), a.Source.Region}
		target, err := o.against(a)
		if err != nil {
			return nil, err
		}
		scope := target.Scope
		doc, err := o.anyDocument(target.Environment)
		if err == nil {
			err = doc.LimitTo(target.Parts)
		}
		if err != nil {
			return nil, err
		}
		n.Call(wiring.Build(index, scope, doc).Names())
		if !scope.IsEmpty() {
			facts := wiring.Build(index, scope, doc)
			scopes = append(scopes, facts.Scope)
			within := map[string]bool{}
			for i := range facts.Residents {
				within[facts.Residents[i].ID] = true
			}
			n.Keep(func(node *network.Node) bool { return within[node.ID] })
		}
		networks = append(networks, n)
	}
	if len(scopes) < len(all) {
		return networks, nil
	}
	return networks, wiring.CheckScope(scopes)
}

// spoken is an answer as JSON.
type spoken struct {
	Where string `json:"where,omitempty"`
	From  string `json:"from"`
	To    string `json:"to"`
	// FromName and ToName are what the document calls them, empty for what it does not have.
	FromName string `json:"from_name,omitempty"`
	ToName   string `json:"to_name,omitempty"`
	// Answer is reachable, not reachable or unknown.
	Answer string   `json:"answer"`
	Ports  string   `json:"ports,omitempty"`
	Hops   []string `json:"hops"`
	Stop   string   `json:"stop,omitempty"`
	Reason string   `json:"reason,omitempty"`
}

const (
	isReachable  = "reachable"
	notReachable = "not reachable"
	cannotTell   = "unknown"
)

// speak asks about one pair of ends; where is the region that both are in.
func (f *reachFlags) speak(r *network.Reach, where string, from, to *network.Node) (spoken, error) {
	a, err := r.Ask(network.Question{From: from, To: to, Protocol: f.protocol, Port: f.port})
	if err != nil {
		return spoken{}, err
	}
	said := spoken{Where: where, From: from.Label, To: to.Label, FromName: from.Name, ToName: to.Name,
		Answer: cannotTell, Ports: a.Services, Hops: a.Hops, Stop: a.Stop}
	if said.Hops == nil {
		said.Hops = []string{}
	}
	if reachable, known := a.Reachable.Get(); !known {
		said.Reason = string(a.Reachable.Why().Reason)
	} else if said.Answer = notReachable; reachable {
		said.Answer = isReachable
	}
	return said, nil
}

// answerQuestion asks in the one region or plan that has both ends.
func answerQuestion(out io.Writer, all []scopedNetwork, from, to string, f *reachFlags) error {
	var answers []spoken
	var missing error
	for _, r := range all {
		x, errFrom := r.Node(from)
		y, errTo := r.Node(to)
		if err := errors.Join(errFrom, errTo); err != nil {
			missing = err
			continue
		}
		said, err := f.speak(r.Reach, r.region, x, y)
		if err != nil {
			return err
		}
		answers = append(answers, said)
	}
	if len(answers) == 0 {
		return missing
	}
	if f.format == "json" {
		if err := plain.WriteJSON(out, answers); err != nil {
			return err
		}
	} else {
		for _, said := range answers {
			said.print(out)
		}
	}
	return exitOf(answers)
}

// exitOf: what is reachable in one region is reachable.
func exitOf(answers []spoken) error {
	code := verdict.ExitViolations
	for _, said := range answers {
		switch said.Answer {
		case isReachable:
			return nil
		case cannotTell:
			code = verdict.ExitUndecided
		}
	}
	return exitError{code}
}

func (a spoken) print(out io.Writer) {
	where := ""
	if a.Where != "" {
		where = " in " + a.Where
	}
	line := func(format string, texts ...any) { fmt.Fprintln(out, plain.Line(fmt.Sprintf(format, texts...))) }
	switch a.Answer {
	case isReachable:
		line("reachable%s: %s -> %s on %s", where, a.From, a.To, a.Ports)
		for i, hop := range a.Hops {
			line("  %d. %s", i+1, hop)
		}
	case notReachable:
		line("not reachable%s: %s -> %s", where, a.From, a.To)
		line("  stopped by: %s", a.Stop)
	default:
		line("cannot tell%s: %s -> %s (%s)", where, a.From, a.To, strings.ReplaceAll(a.Reason, "_", " "))
		line("  open: %s", a.Stop)
	}
}
