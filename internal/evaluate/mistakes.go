package evaluate

import (
	"errors"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// mistakesOf are the mistakes that OPA found in policies, each an error of its own with its place: OPA's own text is
// one of many lines that quotes the source.
func mistakesOf(what string, err error) error {
	var found ast.Errors
	if !errors.As(err, &found) {
		return fmt.Errorf("%s: %w", what, err)
	}
	var all []error
	var said []string
	for _, e := range found {
		text := what + ": " + e.Message
		if e.Location != nil {
			text = fmt.Sprintf("%s %s:%d:%d: %s", what, e.Location.File, e.Location.Row, e.Location.Col, e.Message)
		}
		if !slices.Contains(said, text) {
			all, said = append(all, errors.New(text)), append(said, text)
		}
	}
	return errors.Join(all...)
}
