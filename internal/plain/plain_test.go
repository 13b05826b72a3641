package plain_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/plain"
)

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"module.app.aws_lb.this[\"a\"]":         "module.app.aws_lb.this[\"a\"]",
		"Größe 大きさ → 3":                         "Größe 大きさ → 3",
		"::/0 -> ::1, arn:aws:iam::1:role/x":    "::/0 -> ::1, arn:aws:iam::1:role/x",
		"a\x1b[31mred\x1b]0;title\a":            `a\x1b[31mred\x1b]0;title\x07`,
		"a\nPASS\r\tb\x00\x7f":                  `a\nPASS\r\tb\x00\x7f`,
		"a\u202eb\u2066c\u200d\ufeff\U000e0041": `a\u202eb\u2066c\u200d\ufeff\U000e0041`,
		"\u2028\u2029\u0085\u009b31m":           `\u2028\u2029\u0085\u009b31m`,
		"\xff\xc3":                              `\xff\xc3`,
		"\ufffd":                                "\ufffd",
		"::error file=a::b":                     `\::error file=a::b`,
		"::error":                               `\::error`,
		"::stop-commands and":                   `\::stop-commands and`,
		"::ffff:10.0.0.1 is no command":         "::ffff:10.0.0.1 is no command",
		"  ::add-mask::b":                       `  \::add-mask::b`,
		"name ::error::b":                       `name \::error::b`,
		"\u00a0::error::b":                      "\u00a0\\::error::b",
		"a##vso[task.complete]##[group]x":       `a#\#vso[task.complete]#\#[group]x`,
		"###teamcity[x]":                        `##\#teamcity[x]`,
		"## heading [link]":                     "## heading [link]",
	} {
		got := plain.Line(text)
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
		if again := plain.Line(got); again != got {
			t.Errorf("%q becomes %q the second time", got, again)
		}
	}
}

func TestLines(t *testing.T) {
	if got, want := plain.Lines("a\r\n\tb\n::error::c\x1b\r"), "a\n\tb\n\\::error::c\\x1b\\r"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var out bytes.Buffer
	text := "a\x1bb\n"
	if n, err := plain.To(&out).Write([]byte(text)); n != len(text) || err != nil || out.String() != "a\\x1bb\n" {
		t.Errorf("%d %v %q", n, err, out.String())
	}
}

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"aws_lb.x": "aws_lb.x", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(1)": "'@SUM(1)", " =1": "' =1", "＝1": "'＝1",
		"\t=1": `'\t=1`, "\r\n=1": `'\r\n=1`, "a=1": "a=1", "": "",
	} {
		if got := plain.Cell(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"module.a.aws_db_instance.this": "module.a.aws_db_instance.this",
		"a|b <img src=x> &amp; _x_":     `a\|b &lt;img src=x&gt; &amp;amp; \_x\_`,
		"[a](javascript:x) `b` ~~c~~":   "\\[a\\](javascript:x) \\`b\\` \\~\\~c\\~\\~",
		"- item":                        `\- item`, "# head": `\# head`, "12. item": `12\. item`,
		"ask @team in #12, see https://x and www.y": "ask @&#8203;team in #&#8203;12, see https:&#8203;//x and www&#8203;.y",
		"a\nb": `a\\nb`,
	} {
		if got := plain.Markdown(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestHTML(t *testing.T) {
	if got, want := plain.HTML("<b a='\"'>&\u202e"), "&lt;b a=&#39;&#34;&#39;&gt;&amp;\\u202e"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// FuzzPlain: whatever is said, nothing hidden is printed, no command of a CI server is left, what is plain stays so,
// and JSON says the same to a machine.
func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"", "a\x1b[2Jb", "::error::x", "##vso[x]", "\u202e", "=1", "\xff", "a\n::warning::\n", "||<!--"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, got := range map[string]string{"Line": plain.Line(text), "Cell": plain.Cell(text), "Markdown": plain.Markdown(text), "HTML": plain.HTML(text)} {
			harmless(t, name, got)
			if strings.Contains(got, "\n") {
				t.Errorf("%s has two lines: %q", name, got)
			}
		}
		for line := range strings.SplitSeq(plain.Lines(text), "\n") {
			harmless(t, "Lines", strings.ReplaceAll(line, "\t", " "))
		}
		if got := plain.Markdown(text); strings.ContainsAny(got, "<>") {
			t.Errorf("Markdown has HTML: %q", got)
		}
		if again := plain.Line(plain.Line(text)); again != plain.Line(text) {
			t.Errorf("the second time it is %q", again)
		}
		data, err := json.Marshal(map[string]string{text: text})
		if err != nil {
			t.Fatal(err)
		}
		shown := plain.JSON(data)
		harmless(t, "JSON", string(shown))
		var want, got map[string]string
		if json.Unmarshal(data, &want) != nil || json.Unmarshal(shown, &got) != nil || len(got) != 1 {
			t.Fatalf("%s is no JSON", shown)
		}
		for key, value := range want {
			if got[key] != value {
				t.Errorf("JSON says %q, want %q", got[key], value)
			}
		}
	})
}

func harmless(t *testing.T, name, line string) {
	t.Helper()
	for _, c := range line {
		if plain.IsHidden(c) {
			t.Errorf("%s prints %q: %q", name, c, line)
		}
	}
	if begin := strings.TrimSpace(line); strings.HasPrefix(begin, "::error::") || strings.Contains(line, "##vso[") ||
		strings.Contains(line, "##[") {
		t.Errorf("%s is a command: %q", name, line)
	}
}
