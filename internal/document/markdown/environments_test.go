package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestWhichEnvironment: what is said of one environment is asked of that one, in whatever shape it is written, or it is
// said that nobody can tell.
func TestWhichEnvironment(t *testing.T) {
	const told = "### Production\n\n- RDS backups are kept 30 days.\n\n"
	const kept = "database.backup_retention_days >= [30]"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"| Environment | Tasks | Multi-AZ |\n|---|---|---|\n| dev | 1 | No |\n| prod | 3 | Yes |\n",
			[]string{"dev: application.tasks = [1]", "prod: application.tasks = [3]", "prod: database.multi_az = [true]"}},
		{told + "### Non-production\n\n- RDS backups are kept 1 day.\n", []string{"ambiguous 32", kept}},
		{told + "### Pre-production\n\n- RDS backups are kept 1 day.\n", []string{"ambiguous 32", kept}},
		{told + "- In non-production RDS backups are kept 1 day.\n", []string{"ambiguous 30", kept}},
		{"### Staging\n\n- RDS is Multi-AZ.\n\n### Development\n\n- RDS has a final snapshot.\n\n### Production\n\n" +
			"- RDS: deletion protection.\n\n### Production and staging\n\n- RDS backups are kept 9 days.\n",
			[]string{"ambiguous 40", "dev: database.final_snapshot = [true]", "prod: database.deletion_protection = [true]",
				"staging: database.multi_az = [true]"}},
		{"**Production**\n\n- RDS is Multi-AZ.\n\n**Development**\n\nRDS backups are kept 1 day.\n",
			[]string{"dev: database.backup_retention_days >= [1]", "prod: database.multi_az = [true]"}},
		{"- The database is in the isolated subnets in prod.", []string{"ambiguous 26"}},
		{"| Tier | CIDR dev | CIDR prod |\n|---|---|---|\n| Public | 10.0.0.0/24 | 10.0.1.0/24 |\n",
			[]string{"dev: tier public [10.0.0.0/24]", "prod: tier public [10.0.1.0/24]"}},
		{"- RDS backup retention: &gt;= 7&nbsp;days", []string{"database.backup_retention_days >= [7]"}},
		{"- RDS backup retention: &le; 7 days", []string{"database.backup_retention_days between [0 7]"}},
		{"- Nothing else runs on the tasks.", []string{"ambiguous 26"}},
	} {
		base := summary(t, "shop.md", []byte(shop))
		var got []string
		for _, line := range summary(t, "shop.md", []byte(shop+c.text)) {
			plain := line
			if _, rest, ok := strings.Cut(line, ": "); ok {
				plain = rest
			}
			if !slices.Contains(base, plain) {
				got = append(got, line)
			}
		}
		if slices.Sort(got); !slices.Equal(got, c.want) {
			t.Errorf("%q\n  asks %q\n  not  %q", c.text, got, c.want)
		}
	}
}

// TestEnvironmentByItsWord: who calls the environment by another word for it is judged against the same, and the heading
// that a draft has names whichever name it is given.
func TestEnvironmentByItsWord(t *testing.T) {
	lexicon, err := markdown.NewLexicon()
	if err != nil {
		t.Fatal(err)
	}
	for name, environments := range map[string][]string{
		"production": {"prod"}, "prod": {"prod"}, "staging": {"staging"}, "stage": {"staging"}, "blue": {"blue"},
		"my-test": {"my-test"}, "prod-eu": {"prod-eu"}, "pre-production": {"pre-production"},
	} {
		text := shop + "## " + lexicon.EnvironmentTitle(name) + "\n\n- RDS backups are kept 30 days.\n"
		reading, err := lexicon.Read("shop.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(reading.Environments, environments) {
			t.Errorf("%s: the document has %v", name, reading.Environments)
		}
		doc, err := reading.Document(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if doc.Environment != name {
			t.Errorf("%s: called %s", name, doc.Environment)
		}
	}
	reading, err := lexicon.Read("shop.md", []byte(shop+"## Production\n\n- RDS backups are kept 30 days.\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"my-production", "non-production", "dev"} {
		if _, err := reading.Document(name); err == nil {
			t.Errorf("%s is taken for prod", name)
		}
	}
}
