package near_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/near"
)

func TestNames(t *testing.T) {
	known := []string{"database", "cache", "caches", "queue", "us", "dev", "prod", "Fargate", "x", "html"}
	for name, want := range map[string]string{
		"databse": "database", "cashe": "cache", "cache": "cache", "quue": "queue", "xylophone": "", "": "", "DATABASE": "database",
		"fargat": "Fargate", "pord": "prod", "dve": "dev", "deb": "dev", "dex": "dev", "eu": "", "uk": "us", "vip": "", "a": "", "prd": "prod",
		"abc": "", "yaml": "", "hml": "html", "é": "",
	} {
		if got := near.Name(name, known); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestQuestions(t *testing.T) {
	known := []string{"database", "cache"}
	if got := near.Question("databse", known); got != " (did you mean database?)" {
		t.Error(got)
	}
	if got := near.Question("xylophone", known) + near.Question("databse", []string(nil)); got != "" {
		t.Error(got)
	}
	type word string
	if got := near.NoneOf(
		"cahe",
		[]word{"database", "cache"},
	); got != `"cahe" is none of database, cache (did you mean cache?)` {
		t.Error(got)
	}
	if got := near.NoneOf("xylophone", known); got != `"xylophone" is none of database, cache` {
		t.Error(got)
	}
}
