package markdown_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// restyled writes a document in another style that says the same.
func restyled(text string, random *rand.Rand) string {
	sections := regexp.MustCompile(`(?m)^## `).Split(text, -1)
	head, rest := sections[0], sections[1:]
	random.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	text = head
	for _, s := range rest {
		text += "## " + strings.TrimRight(s, "\n") + "\n\n"
	}
	return regexp.MustCompile(
		"(?s)```mermaid\n(graph|flowchart).*?```",
	).ReplaceAllStringFunc(
		text,
		func(block string) string {
			return restyledBlock(block, random)
		},
	)
}

func restyledBlock(block string, random *rand.Rand) string {
	lines := strings.Split(strings.TrimSuffix(block, "```"), "\n")
	var out []string
	for i, line := range lines {
		switch {
		case i == 1:
			line = []string{"graph ", "flowchart "}[random.IntN(2)] + []string{"TB", "LR", "TD", "RL"}[random.IntN(4)]
		case strings.Contains(line, "-->|") && random.IntN(2) == 0:
			line = regexp.MustCompile(
				`-->\|([^|]*)\|`,
			).ReplaceAllString(
				line,
				[]string{"-- $1 -->", `-- "$1" -->`, "==>|$1|", "--->|$1|", `-->|"$1"|`}[random.IntN(5)],
			)
		case regexp.MustCompile(`^\s*\w+\["[^"]*"\]$`).MatchString(line):
			line = reshaped(line, random)
		}
		out = append(out, line)
		if i > 0 && i < len(lines)-1 && random.IntN(6) == 0 {
			out = append(out, []string{"    %% a comment", "", "    classDef x fill:#fff"}[random.IntN(3)])
		}
	}
	return strings.ReplaceAll(strings.Join(out, "\n")+"```", "<br/>", []string{"<br/>", "<br>", `\n`}[random.IntN(3)])
}

// reshaped gives a node another shape, and perhaps an icon, bold type or a class.
func reshaped(line string, random *rand.Rand) string {
	m := regexp.MustCompile(`^(\s*\w+)\["([^"]*)"\]$`).FindStringSubmatch(line)
	label := []string{"", "🧩 ", "fa:fa-server "}[random.IntN(3)] + m[2]
	if random.IntN(4) == 0 {
		label = "<b>" + label + "</b>"
	}
	shape := [][2]string{{`["`, `"]`}, {`("`, `")`}, {`(["`, `"])`}, {`[["`, `"]]`}, {`[("`, `")]`}, {`{{"`, `"}}`}, {`>"`, `"]`}, {`[/"`, `"/]`}}[random.IntN(8)]
	return m[1] + shape[0] + label + shape[1] + []string{"", ":::x"}[random.IntN(2)]
}

// TestStyleSaysNothing: shapes, quotes, order, directions, classes, icons and line breaks change nothing of what is
// asked.
func TestStyleSaysNothing(t *testing.T) {
	text := reference(t)
	want := map[string]map[string]string{}
	for _, environment := range []string{"dev", "prod"} {
		_, doc := readMarkdown(t, text, environment)
		want[environment] = asked(t, doc)
	}
	words, different := lexicon(t), map[string]bool{}
	for seed := range uint64(200) {
		rewritten := restyled(text, rand.New(rand.NewPCG(seed, 1)))
		different[rewritten] = true
		reading, err := words.Read("architecture.md", []byte(rewritten))
		if err != nil {
			t.Fatal(err)
		}
		for environment, before := range want {
			doc, err := reading.Document(environment)
			if err != nil {
				t.Fatal(err)
			}
			if d := differences(before, asked(t, doc)); len(d) > 0 {
				slices.Sort(d)
				t.Fatalf("seed %d, %s: %s\n%s", seed, environment, strings.Join(d, "\n"), rewritten)
			}
		}
	}
	if len(different) < 190 {
		t.Error(fmt.Sprint(len(different), " different documents"))
	}
}
