// Package near finds the name that was probably meant by one that there is not, and asks for it.
package near

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Name is the first of the known names that is nearest to another one, empty where none is near. Capitals are no
// difference.
func Name[T ~string](name string, known []T) T {
	var best T
	name, distance := strings.ToLower(name), len(name)+1
	for _, candidate := range known {
		lower := strings.ToLower(string(candidate))
		if d := mistakes(name, lower); d <= allowed(name, lower) && d < distance {
			best, distance = candidate, d
		}
	}
	return best
}

// allowed is how many letters may be others: a third of them and one. Of short names one, and never all of it, or
// any name is near to any.
func allowed(name, candidate string) int {
	const short = 4
	if shorter := min(len(name), len(candidate)); shorter <= short {
		return min(1, shorter-1)
	}
	return len(name)/3 + 1
}

// mistakes counts letters that are others, too many or missing; two that changed places are one mistake.
func mistakes(name, candidate string) int {
	fewest := levenshtein.ComputeDistance(name, candidate)
	letters := []rune(name)
	for i := 1; i < len(letters); i++ {
		if letters[i-1] == letters[i] {
			continue
		}
		letters[i-1], letters[i] = letters[i], letters[i-1]
		fewest = min(fewest, levenshtein.ComputeDistance(string(letters), candidate)+1)
		letters[i-1], letters[i] = letters[i], letters[i-1]
	}
	return fewest
}

// Ask asks whether a name was meant, behind what is said of another one; empty for none.
func Ask[T ~string](meant T) string {
	if meant == "" {
		return ""
	}
	return " (did you mean " + string(meant) + "?)"
}

// Question asks for the known name that was probably meant, empty where none is near.
func Question[T ~string](name string, known []T) string { return Ask(Name(name, known)) }

// NoneOf says that a name is none of those known, which it lists, and which was probably meant.
func NoneOf[T ~string](name string, known []T) string {
	names := make([]string, len(known))
	for i, one := range known {
		names[i] = string(one)
	}
	return fmt.Sprintf("%q is none of %s%s", name, strings.Join(names, ", "), Question(name, known))
}
