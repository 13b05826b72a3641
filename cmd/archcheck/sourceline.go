package main

import (
	"bufio"
	"os"
	"strings"
)

// sourceLine is the line of a source file that begins a block. Any other one is left out, as a value may stand in it
// that is nobody's to read.
func sourceLine(name string, line int) string {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	file, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		if n == line {
			if text := strings.TrimSpace(lines.Text()); strings.HasSuffix(text, "{") && len(text) <= longestLine {
				return text
			}
			return ""
		}
	}
	return ""
}

// longestLine is how long a line of source may be to be shown.
const longestLine = 200
