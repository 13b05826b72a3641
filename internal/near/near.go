// Package near finds the name that was probably meant by one that there is not.
package near

import "github.com/agnivade/levenshtein"

// Name is the first of the known names that is nearest to another one, empty where none is near.
func Name(name string, known []string) string {
	if i := Index(name, known); i >= 0 {
		return known[i]
	}
	return ""
}

// Index is where that name stands among the known ones, -1 where none is near: a third of the letters may be others,
// and one.
func Index(name string, known []string) int {
	best, distance := -1, len(name)/3+2
	for i, candidate := range known {
		if d := levenshtein.ComputeDistance(name, candidate); d < distance {
			best, distance = i, d
		}
	}
	return best
}

// Question asks for that name behind a message, empty where none is near.
func Question(name string, known []string) string {
	if one := Name(name, known); one != "" {
		return "; did you mean " + one + "?"
	}
	return ""
}
