package form

import "github.com/archcheck/archcheck/internal/model"

// Both is true if both values are; one that is known to be false decides, whatever the other is.
func Both(a, b model.Value[bool]) model.Value[bool] {
	switch x, known := a.Get(); {
	case known && !x:
		return a
	case known:
		return b
	}
	if y, known := b.Get(); known && !y {
		return b
	}
	return a
}
