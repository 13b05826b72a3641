package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

// FuzzWriters: whatever the texts of a report are, no format prints a character that hides or a command of a CI server,
// and each stays what it is. Seeds stand in every text at once.
func FuzzWriters(f *testing.F) {
	for _, seed := range []string{
		"\x1b[2J\x1b]0;x\a", "\u202egpj.exe\u2066", "a\n::error file=x::pwned\nb", "##vso[task.complete result=Succeeded;]", "##[group]x",
		"</script><img src=x onerror=alert(1)>", "]]><x/>", "| a | b |\n\n# head [x](javascript:y) @team", "=HYPERLINK(1)", "\xff\xfe\x00", "a\r\nb",
		strings.Repeat("x", 90) + "::error::y::", "a ::error::b", "::error", "/\b0", "\u2028\u0085\ufeff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range report.Names() {
			write, err := report.Format(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, width := range []int{60, 120} {
				var out bytes.Buffer
				if err := write(&out, hostile(text), report.Options{Width: width, Color: true}); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for line := range strings.SplitSeq(out.String(), "\n") {
					harmless(t, name, paint().ReplaceAllString(line, ""))
				}
				wellFormed(t, name, out.Bytes())
			}
		}
	})
}

// paint is what our own colours are, and nothing else.
func paint() *regexp.Regexp { return regexp.MustCompile("\x1b\\[(0|2|3[136]|1;3[1236]|1)m") }

// ours are the commands that are meant: one at the beginning of a line, whose properties cannot end it.
func ours() *regexp.Regexp { return regexp.MustCompile(`^::(error|warning|notice)( [^:]*)?::`) }

// hostile is a report in which each text that an input can fill is one, at its end and alone.
func hostile(text string) *verdict.Report {
	r := shared()
	r.Version, r.Components = verdict.Version, append(r.Components, r.Components...)
	r.Calls = []verdict.Call{{}}
	r.Summary.LeftOut, r.Summary.Notes, r.Summary.Parts = []string{""}, []string{""}, []string{""}
	n := 0
	each(reflect.ValueOf(r), func(field string, v reflect.Value) {
		if n++; n%2 == 0 {
			v.SetString(text)
		} else {
			v.SetString(v.String() + " " + text)
		}
	})
	for i := range r.Verdicts {
		r.Verdicts[i].Causes = []verdict.Cause{{ID: text, File: text, Input: text}}
	}
	return r
}

// each calls do for every text but those that are words of ours.
func each(v reflect.Value, do func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			each(v.Elem(), do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			each(v.Index(i), do)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if f := v.Field(i); f.Kind() != reflect.String {
				each(f, do)
			} else if !strings.Contains("Status Severity Rule Question Version Time Outcome FailOn UndecidedOn Needs", name) {
				do(name, f)
			}
		}
	case reflect.String:
		do("", v)
	}
}

func harmless(t *testing.T, name, line string) {
	t.Helper()
	for _, c := range line {
		if plain.IsHidden(c) {
			t.Fatalf("%s prints %q: %q", name, c, line)
		}
	}
	if name == "github" {
		line = ours().ReplaceAllString(line, "")
	}
	if strings.HasPrefix(strings.TrimSpace(line), "::error") || strings.Contains(line, "##vso[") ||
		strings.Contains(line, "##[") {
		t.Fatalf("%s prints a command: %q", name, line)
	}
}

// wellFormed reads what a format writes for machines.
func wellFormed(t *testing.T, name string, out []byte) {
	t.Helper()
	switch name {
	case "json":
		if !json.Valid(out) {
			t.Fatalf("no JSON: %s", out)
		}
	case "junit":
		for d := xml.NewDecoder(bytes.NewReader(out)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("no XML: %v", err)
			}
		}
	}
}

// TestNoLineIsForged: a text that is broken into lines says nothing at the begin of one, as if archcheck said it.
func TestNoLineIsForged(t *testing.T) {
	write, err := report.Format("table")
	if err != nil {
		t.Fatal(err)
	}
	for n := range 120 {
		r := hostile(strings.Repeat("x", n+1) + " FORGED: 138 passed (exit 0)")
		r.Verdicts[0].Status, r.Verdicts[0].Known = verdict.Fail, true
		for _, detail := range []report.Detail{report.Normal, report.Compact, report.Full} {
			var out bytes.Buffer
			if err := write(&out, r, report.Options{Width: 80, Detail: detail}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(out.String(), "\n") {
				if strings.HasPrefix(line, "FORGED") {
					t.Fatalf("%d, %v: %q is forged\n%s", n, detail, line, out.String())
				}
			}
		}
	}
}
