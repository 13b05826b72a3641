package markdown

import "testing"

// TestQuantities: what a text says of a number is what is asked, or it is said that nobody can tell.
func TestQuantities(t *testing.T) {
	for _, c := range []struct{ text, dimension, want string }{
		{"7 days", "days", "7"},
		{"7 days", "days", "7"},
		{"exactly 7 days", "days", "7-7"},
		{"at least 7 days", "days", "7+"},
		{"7 days or more", "days", "7+"},
		{"7+ days", "days", "7+"},
		{"7 days minimum", "days", "7+"},
		{"more than 7 days", "days", "8+"},
		{"> 7 days", "days", "8+"},
		{">= 7 days", "days", "7+"},
		{"at most 3 days", "days", "0-3"},
		{"3 days at most", "days", "0-3"},
		{"no more than 3 days", "days", "0-3"},
		{"no longer than 3 days", "days", "0-3"},
		{"less than 3 days", "days", "0-2"},
		{"up to 20 tasks", "", "0-20"},
		{"max 20 tasks", "", "0-20"},
		{"between three and six tasks", "", "3-6"},
		{"from 3 to 6 tasks", "", "3-6"},
		{"3 to 6 tasks", "", "3-6"},
		{"3 - 6 tasks", "", "3-6"},
		{"3–6 tasks", "", "3-6"},
		{"3 → 6", "", "3-6"},
		{"3..6", "", "3-6"},
		{"min 2, max 10", "", "2-10"},
		{"minimum 2 and maximum 10", "", "2-10"},
		{"2 (min) / 10 (max)", "", "2-10"},
		{"20-100 GB", "gib", "20-100"},
		{"20-100GB", "gib", "20-100"},
		{"20 GB to 100 GB", "gib", "20-100"},
		{"twenty-one days", "days", "21"},
		{"thirty five days", "days", "35"},
		{"one hundred and twenty seconds", "seconds", "120"},
		{"two weeks", "days", "14"},
		{"48 hours", "days", "2"},
		{"36 hours", "days", "! how many days are 36 hours?"},
		{"twenty-five minutes", "seconds", "1500"},
		{"one month", "days", "! how many days are 1 month?"},
		{"1 TB", "gib", "! how many gib are 1 tb?"},
		{"70 %", "percent", "70"},
		{"about 7 days", "days", "! exactly how much is it?"},
		{"~7 days", "days", "! exactly how much is it?"},
		{"7 or 14 days", "days", "! which of the numbers is it?"},
		{"5 minutes", "", "! how many of them are 5 minutes?"},
		{"1,024 tasks", "", "1024"},
		{"2 tasks minimum", "", "2+"},
		{"2 tasks minimum, 10 maximum", "", "2-10"},
		{"2 tasks at least, 10 at most", "", "2-10"},
		{"4 tasks or more", "", "4+"},
		{"4 tasks, max 10", "", "4-10"},
		{"at most 10 nodes, 2 minimum", "", "2-10"},
		{"never fewer than 4 tasks", "", "4+"},
		{"never less than 7 days", "days", "7+"},
		{"never below 4 tasks", "", "4+"},
		{"never drops below 4", "", "4+"},
		{"never runs with fewer than four tasks", "", "4+"},
		{"never more than 10 tasks", "", "0-10"},
		{"never exceeds 10", "", "0-10"},
		{"never fewer than 4 tasks, never more than 10", "", "4-10"},
		{"nie weniger als 4 Tasks", "", "4+"},
		{"nie mehr als 10 Tasks", "", "0-10"},
		{"nunca menos de 4 tareas", "", "4+"},
		{"jamais moins de 3 tâches", "", "3+"},
		{"mai meno di 3 task", "", "3+"},
		{"nunca mais de 10 tarefas", "", "0-10"},
	} {
		all := quantities(wordsOf(c.text))
		if len(all) != 1 {
			t.Errorf("%s: %v", c.text, all)
			continue
		}
		got, problem := all[0].value(c.dimension, 0)
		if problem != "" {
			got = "! " + problem
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.text, got, c.want)
		}
	}
}

// TestNumbers: what looks like a number and can be read in two ways is none.
func TestNumbers(t *testing.T) {
	for _, text := range []string{"1,50", "1.234,56", "2026-11-26", "10.0.0.0", "1.2.3", "1a", "x5", "256/512", ",", "1,2,3"} {
		for _, w := range wordsOf(text) {
			if isNumber(w) && w == text {
				t.Errorf("%s is a number", text)
			}
		}
	}
}
