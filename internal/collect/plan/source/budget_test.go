package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestBombs: a source that would take the machine down ends with ErrTooMuch, or with no value
// where a function refuses it.
func TestBombs(t *testing.T) {
	doubled := func(first, next string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "locals {\n  l0 = %s\n", first)
		for i := range 59 {
			fmt.Fprintf(&b, "  l%d = %s\n", i+1, strings.ReplaceAll(next, "X", fmt.Sprintf("local.l%d", i)))
		}
		return b.String() + "  bomb = local.l59\n}"
	}
	yaml := "a: &a [x,x,x,x,x,x,x,x,x]\\n"
	for c := 'b'; c < 'm'; c++ {
		yaml += fmt.Sprintf("%c: &%c [%[3]s,%[3]s,%[3]s,%[3]s,%[3]s,%[3]s,%[3]s]\\n", c, c, "*"+string(c-1))
	}
	for name, source := range map[string]string{
		"lists":      doubled(`["lol"]`, "[X, X, X]"),
		"texts":      doubled(`"lol"`, `"${X}${X}"`),
		"objects":    doubled(`{}`, "{ a = X, b = X }"),
		"joined":     doubled(`"lol"`, `join("", [X, X])`),
		"formatted":  doubled(`"lol"`, `format("%s%s", X, X)`),
		"replaced":   doubled(`"lo"`, `replace(X, "/./", "xyz")`),
		"encoded":    doubled(`"\""`, `jsonencode(X)`),
		"width":      `locals { bomb = format("%999999999d", 1) }`,
		"widths":     `locals { bomb = format("%*d", 999999999, 1) }`,
		"listwidth":  `locals { bomb = formatlist("%999999999s", ["a"]) }`,
		"loops":      `locals { bomb = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : "x"]]] }`,
		"product":    `locals { bomb = setproduct(range(1000), range(1000), range(1000)) }`,
		"power":      `locals { bomb = tostring(pow(10, 100000000)) }`,
		"number":     `locals { bomb = tostring(1e99999999) }`,
		"decoded":    `locals { bomb = tostring(jsondecode("1e99999999")) }`,
		"indent":     `locals { bomb = indent(999999999, "a\nb") }`,
		"yaml":       `locals { bomb = yamldecode("` + yaml + `") }`,
		"template":   `locals { bomb = "%{ for a in range(1000) }%{ for b in range(1000) }%{ for c in range(1000) }x%{ endfor }%{ endfor }%{ endfor }" }`,
		"conditions": "locals { bomb = " + strings.Repeat("true ? 1 : ", 20000) + "0 }",
		"negations":  "locals { bomb = " + strings.Repeat("!", 300000) + "true }",
		"sum":        "locals { bomb = 1" + strings.Repeat(" + 1", 300000) + " }",
		"brackets":   "locals { bomb = " + strings.Repeat("[", 100000) + strings.Repeat("]", 100000) + " }",
		"circle":     "locals {\n  bomb = local.other\n  other = local.bomb\n}",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(source), 0o600); err != nil {
				t.Fatal(err)
			}
			folder, err := Open(dir, false)
			if err != nil {
				return // refused as a whole
			}
			e := NewEvaluator(folder, circle{})
			e.budget.work /= 20 // the same, in less time
			if got := e.text("local.bomb"); len(got) > 1000 {
				t.Errorf("it has a value of %d bytes", len(got))
			}
			if err := e.Err(); err != nil && !errors.Is(err, ErrTooMuch) {
				t.Error(err)
			}
		})
	}
}

// TestBombsTakeNoMemory: what a loop, or a call, would make is refused before the memory for it is taken.
func TestBombsTakeNoMemory(t *testing.T) {
	text := "  t = \"" + strings.Repeat("a", 1_000_000) + "\"\n"
	for name, expression := range map[string]string{
		"replace": `replace(local.t, "a", local.t)`,
		"regex":   `replace(local.t, "/a/", local.t)`,
		"nothing": `replace(local.t, "", local.t)`,
		"join":    `join(local.t, range(1000))`,
		"format":  `format(join("", [for a in range(1000) : "%[1]s"]), local.t)`,
		"loops":   `[for a in range(1024) : [for b in range(1024) : [for c in range(1024) : a]]]`,
		"objects": `[for a in range(1024) : {for b in range(1024) : "k${b}" => [for c in range(1024) : a]}]`,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(
			filepath.Join(dir, "main.tf"),
			[]byte("locals {\n  bomb = length("+expression+")\n"+text+"}"),
			0o600,
		); err != nil {
			t.Fatal(err)
		}
		folder, err := Open(dir, false)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e := NewEvaluator(folder, circle{})
		e.text("local.bomb")
		runtime.ReadMemStats(&after)
		if err := e.Err(); !errors.Is(err, ErrTooMuch) {
			t.Errorf("%s: %v", name, err)
		}
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 2000 {
			t.Errorf("%s took %d MB", name, took)
		}
	}
}
