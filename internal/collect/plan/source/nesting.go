package source

import "fmt"

// deepestNesting is far deeper than anybody writes; the parsers of HCL and JSON call themselves
// for each level, and the stack ends the process.
const deepestNesting = 500

// checkNesting refuses a text with too many brackets in each other. It counts those in texts
// and comments too, which only makes it stricter.
func checkNesting(content []byte) error {
	depth := 0
	for _, c := range content {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > deepestNesting {
			return fmt.Errorf("brackets stand more than %d levels deep in each other", deepestNesting)
		}
	}
	return nil
}
