package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/archcheck/archcheck/internal/network"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/table"
)

// mostPairs is how many answers a matrix has at most: nobody reads more, and their number is the square of the components'.
const mostPairs = 100_000

// writeMatrix asks about all components against all.
func writeMatrix(out io.Writer, width int, all []scopedNetwork, f *reachFlags) error {
	pairs := 0
	for _, r := range all {
		pairs += len(r.Nodes) * (len(r.Nodes) - 1)
	}
	if pairs == 0 {
		return errNothing()
	}
	if pairs > mostPairs {
		return fmt.Errorf("the matrix would have %d answers, and none of more than %d is written; "+
			"ask for two ends (archcheck reach FROM TO), or narrow the input with `scope` in archcheck.yaml", pairs, mostPairs)
	}
	answers := []spoken{}
	tables := make([]map[[2]int]spoken, len(all))
	for i, r := range all {
		tables[i] = map[[2]int]spoken{}
		for row, from := range r.Nodes {
			for column, to := range r.Nodes {
				if from == to {
					continue
				}
				said, err := f.speak(r.Reach, r.region, from, to)
				if err != nil {
					return err
				}
				if f.format == "json" {
					answers = append(answers, said)
					continue
				}
				tables[i][[2]int{row, column}] = spoken{Answer: said.Answer, Ports: said.Ports}
			}
		}
	}
	if f.format == "json" {
		return plain.WriteJSON(out, answers)
	}
	for i, r := range all {
		if err := r.writeGrid(out, width, tables[i]); err != nil {
			return err
		}
	}
	_, err := fmt.Fprint(out, "\nFrom the left to the top: yes with the ports, no, or unknown (not decided yet).\n"+
		"`archcheck reach FROM TO` proves one of them.\n")
	return err
}

// writeGrid writes the answers of one plan or region, and which resources the names are of.
func (r scopedNetwork) writeGrid(out io.Writer, width int, answers map[[2]int]spoken) error {
	if r.region != "" {
		fmt.Fprintf(out, "%s\n\n", plain.Line(r.region))
	}
	names := namesOf(r.Nodes)
	err := table.Grid(out, width, names, func(row, column int) string {
		said, asked := answers[[2]int{row, column}]
		switch {
		case !asked:
			return "."
		case said.Answer == isReachable:
			return "yes " + said.Ports
		case said.Answer == notReachable:
			return "no"
		}
		return cannotTell
	})
	if err != nil {
		return err
	}
	for i, n := range r.Nodes {
		if i == 0 {
			fmt.Fprintln(out)
		}
		if names[i] != n.Label {
			fmt.Fprintln(out, plain.Line(names[i]+" is "+n.Label))
		}
	}
	return nil
}

// namesOf are what the document calls things, and what has no name of its own there by its address.
func namesOf(nodes []*network.Node) []string {
	var names []string
	for _, n := range nodes {
		alone := !slices.ContainsFunc(
			nodes,
			func(other *network.Node) bool { return other != n && other.Name == n.Name },
		)
		switch {
		case n.Name == "":
			names = append(names, n.Label)
		case alone:
			names = append(names, n.Name)
		default:
			names = append(names, n.Name+" "+n.Label)
		}
	}
	return names
}
