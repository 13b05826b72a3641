package evaluate

import (
	"encoding/json"
	"fmt"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/open-policy-agent/opa/v1/ast"
)

// Input is what policies see of facts and document, as JSON.
func Input(facts *wiring.Facts, doc *document.Document) (json.RawMessage, error) {
	value, err := ast.JSON(newInputBuilder(facts.Source).input(entriesOf(facts, doc), doc).Value)
	if err != nil {
		return nil, fmt.Errorf("write the input of policies: %w", err)
	}
	data, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("write the input of policies: %w", err)
	}
	return data, nil
}
