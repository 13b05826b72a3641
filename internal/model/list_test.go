package model_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestListsThatBeginAlike: lists that grow from the same one, and what is appended to the items of one, keep apart.
func TestListsThatBeginAlike(t *testing.T) {
	start := model.Whole[int]()
	for i := range 5 {
		start = start.With(i)
	}
	items := append(start.Items(), 50)
	first := start.With(6).With(7)
	second := start.With(8, 9)
	third := first.With(10)
	for name, c := range map[string]struct{ got, want []int }{
		"start": {start.Items(), []int{0, 1, 2, 3, 4}}, "appended": {items, []int{0, 1, 2, 3, 4, 50}},
		"first": {first.Items(), []int{0, 1, 2, 3, 4, 6, 7}}, "second": {second.Items(), []int{0, 1, 2, 3, 4, 8, 9}},
		"third": {third.Items(), []int{0, 1, 2, 3, 4, 6, 7, 10}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s is %v, want %v", name, c.got, c.want)
		}
	}
}

// TestListGrowsInPlace: a list of a hundred thousand items, made one by one, is copied some dozen times and not each
// time.
func TestListGrowsInPlace(t *testing.T) {
	copies, list := 0, model.Whole[int]()
	for i := range 100_000 {
		longer := list.With(i)
		if i > 0 && &longer.Items()[0] != &list.Items()[0] {
			copies++
		}
		list = longer
	}
	if copies > 60 {
		t.Errorf("copied %d times", copies)
	}
}
