package mermaid

import (
	"sort"
	"unicode/utf8"
)

// lineIndex finds the line and column of an offset.
type lineIndex struct {
	source string
	starts []int
}

func newLineIndex(source string) lineIndex {
	index := lineIndex{source, []int{0}}
	for i := range len(source) {
		if source[i] == '\n' {
			index.starts = append(index.starts, i+1)
		}
	}
	return index
}

// place is the line and column of an offset, both from 1; columns count characters.
func (x lineIndex) place(at int) (line, column int) {
	line = sort.SearchInts(x.starts, at+1)
	return line, utf8.RuneCountInString(x.source[x.starts[line-1]:at]) + 1
}
