package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// CSV writes one row a verdict, the gravest violations first, for sheets.
func CSV(w io.Writer, r *verdict.Report, _ Options) error {
	c := csv.NewWriter(w)
	header := []string{
		"status",
		"severity",
		"rule",
		"component",
		"resource",
		"type",
		"account",
		"region",
		"input",
		"file",
		"line",
		"expected",
		"found",
		"message",
		"evidence",
		"remedy",
		"requirement",
		"document",
		"document line",
		"known",
	}
	rows := [][]string{header}
	for _, status := range verdict.Statuses() {
		for _, v := range ordered(r, func(v verdict.Verdict) bool { return v.Status == status }) {
			rows = append(rows, row(v))
		}
	}
	for _, line := range append(r.Unseen(), Sentence(r)) {
		note := make([]string, len(header))
		note[0], note[13] = "note", line
		rows = append(rows, note)
	}
	for _, one := range rows {
		for i, text := range one {
			one[i] = plain.Cell(text)
		}
		if err := c.Write(one); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	if c.Flush(); c.Error() != nil {
		return fmt.Errorf("write csv: %w", c.Error())
	}
	return nil
}

func row(v verdict.Verdict) []string {
	file, line := v.Written()
	q := verdict.Requirement{}
	if v.Requirement != nil {
		q = *v.Requirement
	}
	return []string{
		string(v.Status),
		string(v.Severity),
		v.Rule,
		v.Component,
		v.Resource.ID,
		v.Resource.Type,
		v.Resource.Account,
		v.Resource.Region,
		v.ReadIn(),
		file,
		number(line),
		v.Expected,
		v.Found,
		v.Message,
		strings.Join(v.Evidence, "; "),
		v.Remediation,
		q.Path,
		q.File,
		number(q.Line),
		yes(v.Known),
	}
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func number(line int) string {
	if line == 0 {
		return ""
	}
	return strconv.Itoa(line)
}
