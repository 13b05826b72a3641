package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// writerCase changes a conforming plan where something else than the judged attribute decides.
type writerCase struct {
	// name is the last column of the table of second writers.
	name, rule string
	// base is the plan, ok-prod if empty; document an edit of the built-in document.
	base, document string
	// architecture is a document in place of the built-in one: a file of ours, or a component in a line of YAML.
	architecture string
	edits        edits
	want         verdict.Status
}

// written is a reference to another resource, as pt.Add takes it.
type written = map[string][]string

func writerCases() []writerCase {
	return slices.Concat(
		cacheWriters(),
		cacheHeirs(),
		memberWriters(),
		keyWriters(),
		scanWriters(),
		databaseHeirs(),
		auroraWriters(),
		parameterWriters(),
		backupWriters(),
		serviceWriters(),
		webACLWriters(),
		recordWriters(),
		crossZoneWriters(),
		exclusiveRecords(),
		stateWriters(),
		zoneWriters(),
		logWriters(),
		priceWriters(),
		countWriters(),
		healthWriters(),
		gatewayWriters(),
		jointWriters(),
		portWriters(),
		aliasWriters(),
		routeWriters(),
		ruleWriters(),
		roleWriters(),
		boundaries(),
		policyDocuments(),
		kindWriters(),
	)
}

// TestSecondWriters judges what overrides, suspends or passes on an attribute that a rule judges.
func TestSecondWriters(t *testing.T) {
	for _, c := range writerCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base := c.base
			if base == "" {
				base = "ok-prod"
			}
			r, _ := judgePlan(
				t,
				pt.Load(t, base).Apply(c.edits...).JSON(),
				"--env",
				"prod",
				"--only",
				c.rule,
				"--architecture",
				c.file(t),
			)
			got := worst(statuses(r, c.rule))
			if got != c.want {
				t.Errorf("%s, want %s\n%s", got, c.want, messages(r))
			}
		})
	}
}

func (c writerCase) file(t *testing.T) string {
	if c.architecture != "" {
		return kindCase{document: c.architecture}.architecture(t)
	}
	return documentWith(t, c.document)
}

// worst is the status that counts of those a rule has for several resources.
func worst(all []verdict.Status) verdict.Status {
	for _, s := range []verdict.Status{verdict.Fail, verdict.NotCollected, verdict.Unknown, verdict.Pass} {
		if slices.Contains(all, s) {
			return s
		}
	}
	return verdict.NotApplicable
}

// compared is the last column of rows that are judged with the second writer and without.
const compared = "with and without it"

// TestSecondWritersTable: each row names a rule that exists and a case that judges it, or is judged with the second
// writer and without: the rule says something else, and the code that reads it stands where the row says.
func TestSecondWritersTable(t *testing.T) {
	rules, tests, writers := map[string]bool{}, map[string]string{}, scalingTable()
	for _, r := range allRules(t) {
		for _, id := range r.IDs() {
			rules[id] = true
		}
	}
	for _, c := range writerCases() {
		tests[c.name] = c.rule
	}
	for _, row := range secondWriterRows(t) {
		rule, test, key := row[0], row[len(row)-1], row[0]+" "+row[2]
		mustStand(t, row)
		w, isCompared := writers[key]
		delete(writers, key)
		switch {
		case test == compared && isCompared && rules[rule]:
			t.Run(key, func(t *testing.T) {
				t.Parallel()
				holdRow(t, row, w)
			})
		case !rules[rule] || tests[test] != rule:
			t.Errorf("%v: no such rule, or no case %q judges it", row, test)
		}
	}
	for key := range writers {
		t.Errorf("the table has no row for %s", key)
	}
}

// mustStand makes sure that the files are there in which a row says that the second writer is read.
func mustStand(t *testing.T, row []string) {
	t.Helper()
	for _, where := range strings.Split(row[3], "; ") {
		path, _, _ := strings.Cut(where, " ")
		if _, err := os.Stat(filepath.Join(mototest.Root(), path)); err != nil {
			t.Errorf("%v: %v", row, err)
		}
	}
}

func secondWriterRows(t *testing.T) [][]string {
	file, err := os.Open("../../internal/collect/plan/testdata/second_writers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if !slices.IsSortedFunc(rows[1:], slices.Compare) {
		t.Error("the rows are not sorted")
	}
	return rows[1:]
}
