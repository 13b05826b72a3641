package credential

import "strings"

// Command writes arguments as one text, those with spaces in quotes.
func Command(args []string) string {
	var b strings.Builder
	for i, arg := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		if arg == "" || strings.ContainsAny(arg, " \t\n") {
			arg = `"` + arg + `"`
		}
		b.WriteString(arg)
	}
	return b.String()
}

// Named reports whether a name is one that credentials have.
func Named(name string) bool { return gradeOf(name) > vague }
