package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

// TestReplicas: a copy that is drawn is a part of what it copies. Of Aurora and ElastiCache it is one more instance or
// node, and is asked for; of RDS it is a thing of its own that no rule asks for, and that is said.
func TestReplicas(t *testing.T) {
	for _, c := range []struct {
		diagram string
		want    []string
		doubts  []string
	}{
		{"app[ECS Fargate] -->|5432| p[(RDS PostgreSQL Primary)]\napp --> r1[(RDS PostgreSQL Replica 1)]\napp --> r2[(RDS PostgreSQL Replica 2)]\np -.->|replication| r1",
			[]string{"component database database", "database.engine = [postgres]"}, []string{"in part 7", "in part 8"}},
		{"app[ECS Fargate] -->|5432| p[(RDS PostgreSQL)]\np --> r1[(RDS Read Replica<br/>db.r6g.xlarge)]",
			[]string{"component database database", "database.engine = [postgres]"}, []string{"in part 7"}},
		{"app[ECS Fargate] -->|3306| w[(Aurora MySQL Writer)]\napp --> r1[(Aurora Reader 1)]\napp --> r2[(Aurora Reader 2)]",
			[]string{"component database database", "database.engine = [aurora-mysql]", "database.instances >= [3]"}, nil},
		{"app[ECS Fargate] --> c[(ElastiCache Redis Primary)]\nc --> d[(Redis Replica)]",
			[]string{"component cache cache", "cache.engine = [redis]", "cache.nodes >= [2]"}, nil},
		{"app[ECS Fargate] --> c[(ElastiCache Redis)]\nc --> d[(Redis read-only replica)]",
			[]string{"component cache cache", "cache.engine = [redis]", "cache.nodes >= [2]"}, nil},
		{"app[ECS Fargate] --> m\nsubgraph ec[ElastiCache Redis]\nm[Primary node]\nn[Replica node]\nend",
			[]string{"component cache cache", "cache.nodes >= [2]"}, nil},
		{"app[ECS Fargate] --> o[(Orders RDS Primary)]\nu[(Users RDS Primary)]\nv[(Users RDS Replica)]",
			[]string{"component orders database", "component users database"}, []string{"in part 8"}},
		{"app[ECS Fargate] --> o[(Orders RDS)]\nu[(Users RDS)]\nv[(RDS Read Replica)]",
			[]string{"component orders database", "component users database"}, []string{"ambiguous 8"}},
		{"app[ECS Fargate] --> o[(Orders RDS)]\nu[(Users RDS)]\nu -->|copies| v[(RDS Read Replica)]",
			[]string{"component orders database", "component users database"}, []string{"in part 8"}},
		{"app[ECS Fargate] --> r[(RDS MySQL<br/>2 read replicas)]", []string{"component database database"}, nil},
		{"app[ECS Fargate] --> r[(ElastiCache Redis<br/>replication group)]", []string{"component cache cache"}, nil},
		{"app[ECS Fargate] --> r[(RDS MySQL Read Replica)]", []string{"component database database"}, []string{"in part 6"}},
	} {
		text := "# Copies\n\n```mermaid\n\ngraph LR\n" + c.diagram + "\n```\n"
		got := summary(t, "copies.md", []byte(text))
		var doubts []string
		for _, line := range got {
			isComponent := strings.HasPrefix(line, "component ") && !strings.Contains(line, " service")
			isAsked := strings.Contains(line, ".instances") || strings.Contains(line, ".nodes") ||
				strings.Contains(line, ".engine") || strings.Contains(line, "_class")
			switch {
			case strings.HasPrefix(line, "in part "),
				strings.HasPrefix(line, "not understood "),
				strings.HasPrefix(line, "contradiction"):
				doubts = append(doubts, line)
			case strings.HasPrefix(line, "ambiguous ") && !strings.HasSuffix(line, " 6"):
				doubts = append(doubts, line)
			case (isComponent || isAsked) && !slices.Contains(c.want, line) && !strings.Contains(line, "engine"):
				t.Errorf("%s\n  more: %s", c.diagram, line)
			}
		}
		for _, line := range c.want {
			if !slices.Contains(got, line) {
				t.Errorf("%s\n  misses %s in\n  %s", c.diagram, line, strings.Join(got, "\n  "))
			}
		}
		if !slices.Equal(doubts, c.doubts) {
			t.Errorf("%s\n  %q, not %q", c.diagram, doubts, c.doubts)
		}
	}
}

// TestCountOfCopies: how many are drawn is the least that there are; a number that is written counts, and one that is
// lower contradicts the drawing.
func TestCountOfCopies(t *testing.T) {
	const drawn = "# Copies\n\n```mermaid\n\ngraph LR\napp[ECS Fargate] --> c[(ElastiCache Redis Primary)]\nc --> d[(Redis Replica)]\n```\n\n| Setting | Value |\n|---|---|\n"
	for text, want := range map[string]string{
		"| Cache nodes | 3 |\n": "cache.nodes = [3]",
		"| Cache nodes | 2 |\n": "cache.nodes = [2]",
		"| Cache nodes | 1 |\n": "contradiction 12",
	} {
		if got := summary(t, "copies.md", []byte(drawn+text)); !slices.Contains(got, want) {
			t.Errorf("%s misses %s in\n%s", text, want, strings.Join(got, "\n"))
		}
	}
}

// TestEnginesInSeveralDiagrams: a diagram that says less of an engine takes nothing away from one that says more, and
// two that do not agree contradict each other.
func TestEnginesInSeveralDiagrams(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{"Aurora PostgreSQL", "Aurora", "database.engine = [aurora-postgresql]"},
		{"RDS", "RDS PostgreSQL", "database.engine = [postgres]"},
		{"RDS PostgreSQL", "Aurora", "database.engine = [aurora-postgresql]"},
		{"RDS PostgreSQL or MySQL", "RDS PostgreSQL", "database.engine = [postgres]"},
		{"RDS PostgreSQL", "RDS MySQL", "contradiction 5"},
	} {
		text := "# Engines\n\n```mermaid\ngraph LR\na[ECS Fargate] --> d[" + c.first +
			"]\n```\n\n```mermaid\ngraph LR\na[ECS Fargate] --> d[" + c.second + "]\n```\n"
		if got := summary(t, "engines.md", []byte(text)); !slices.Contains(got, c.want) {
			t.Errorf("%s, %s: misses %s in\n%s", c.first, c.second, c.want, strings.Join(got, "\n"))
		}
	}
}
