package markdown

import (
	"slices"
	"strings"
)

// meaningOf reads a label: what it names in the end is the thing, so an RDS module is code and an ECS task role a
// right.
func (r *reader) meaningOf(words []string, label string) meaning {
	head := withoutState(r.lexicon.words(headOf(label)))
	switch {
	case strings.Contains(strings.ToLower(label), "[person"): // as the C4 model writes somebody
		return meaning{role: "outside"}
	case r.endsWith(r.lexicon.ContentWords, head) && holdsThings(r.lexicon.classify(head).kind):
		return r.lexicon.classify(words) // a table of templates, or of connections
	case r.endsWith(r.lexicon.CodeWords, head) || slices.ContainsFunc(r.lexicon.words(firstLine(label)), r.patterns.file.MatchString):
		return meaning{role: "code"}
	case r.endsWith(r.lexicon.RightWords, head) && r.lexicon.classify(head).role != "outside":
		return meaning{role: "identity"}
	}
	if r.isList(label) {
		return meaning{}
	}
	m := r.lexicon.classify(words)
	switch path := strings.TrimSpace(firstLine(label)); {
	case m.kind == "":
	case strings.HasPrefix(path, "/"):
		return meaning{role: "logs"} // the name of a log group: /ecs/shop
	case r.endsWith(r.lexicon.AboutWords, head), strings.Count(path, "/") > 1 && !strings.Contains(path, " "):
		return meaning{role: "part"}
	}
	if m.kind == "" && m.role == "" {
		if m = kindOfClass(words); m.kind == "" {
			m = kindOfType(label)
		}
		return m
	}
	if m.kind == "service" && r.lexicon.Hosts.in(words) {
		return meaning{} // pods that run on Fargate are no tasks of ECS
	}
	return m
}

// withoutState are words without "at rest" and "in transit" behind them, which say when something is so.
func withoutState(words []string) []string {
	if n := len(words) - 2; n > 0 {
		if last := strings.Join(words[n:], " "); last == "at rest" || last == "in transit" || last == "sse kms" {
			return words[:n+strings.Count(last, "sse")]
		}
	}
	return words
}

// holdsThings reports whether what stands behind the name of a thing of some kind can be what is in it.
func holdsThings(kind string) bool {
	return slices.Contains([]string{"bucket", "table", "queue"}, kind)
}

// kindOfType is what a label stands for that is what Terraform calls a resource, where that says no service.
func kindOfType(label string) meaning {
	for _, t := range []struct{ name, kind string }{
		{"aws_lb", "load_balancer"}, {"aws_alb", "load_balancer"}, {"aws_instance", "instances"},
		{"aws_db_instance", "database"},
	} {
		if name, _, _ := strings.Cut(strings.TrimSpace(label), "."); name == t.name {
			return meaning{kind: t.kind, by: "aws"}
		}
	}
	return meaning{}
}

// kindOfClass is what a label stands for that names nothing but the class of a database or a cache.
func kindOfClass(words []string) meaning {
	for _, w := range words {
		switch {
		case strings.HasPrefix(w, "db.") && strings.Count(w, ".") == 2:
			return meaning{kind: "database", by: "aws"}
		case strings.HasPrefix(w, "cache.") && strings.Count(w, ".") == 2:
			return meaning{kind: "cache", by: "aws"}
		}
	}
	return meaning{}
}

// isList reports whether a label lists things below a title that is none of them.
func (r *reader) isList(label string) bool {
	isBullet := func(c rune) bool { return c == '•' || c == '·' }
	lines := strings.FieldsFunc(strings.TrimSpace(label), func(c rune) bool { return c == '\n' || isBullet(c) })
	var kinds []string
	for i, line := range lines {
		m := r.lexicon.classify(r.lexicon.words(line))
		switch {
		case i == 0 && (m.kind != "" || m.role != ""):
			return false
		case m.kind != "" && !slices.Contains(kinds, m.kind):
			kinds = append(kinds, m.kind)
		}
	}
	return len(kinds) > 1 && (len(lines) > 3 || strings.ContainsFunc(label, isBullet))
}

// headOf is the first line of a label up to a bracket or a sign that adds something.
func headOf(label string) string {
	head := firstLine(label)
	if at := strings.IndexAny(head, "(+:|<>="); at > 0 {
		head = head[:at]
	}
	return head
}

func (r *reader) endsWith(list phrases, words []string) bool {
	return len(words) > 1 && list.in(words[len(words)-1:]) ||
		len(words) == 1 && list.in(words) && strings.Contains(words[0], ".")
}

// alternatives are the kinds that a label names as one or another of, nil for one kind.
func (r *reader) alternatives(label string) (kinds []string) {
	for line := range strings.SplitSeq(label, "\n") {
		if kinds = r.eitherOf(line); len(kinds) > 1 {
			return kinds
		}
	}
	return nil
}

func (r *reader) eitherOf(line string) (kinds []string) {
	parts := r.patterns.either.Split(line, -1)
	if len(parts) < 2 {
		return nil
	}
	for _, part := range parts {
		m := r.lexicon.classify(r.lexicon.words(part))
		if m.kind == "" || m.by != "aws" {
			continue
		}
		if !slices.Contains(kinds, m.kind) {
			kinds = append(kinds, m.kind)
		}
	}
	isFargate := strings.Contains(strings.ToLower(line), "fargate")
	if slices.Sort(kinds); isFargate && slices.Equal(kinds, []string{"instances", "service"}) {
		return nil // where the tasks of one service run
	}
	return kinds
}
