package document

import (
	"embed"
	"path"
	"slices"
	"strings"
)

//go:embed architecture.yaml
var reference []byte

//go:embed examples/*.yaml
var examples embed.FS

// DefaultFile is the name of the embedded reference architecture in messages.
const DefaultFile = "architecture.yaml (built in)"

// Default returns the embedded reference architecture as `archcheck init` writes it.
func Default() []byte { return slices.Clone(reference) }

// Examples are the names of the other documents that `archcheck init --example` writes, sorted.
func Examples() []string {
	files, err := examples.ReadDir("examples")
	if err != nil {
		return nil
	}
	var all []string
	for _, f := range files {
		all = append(all, strings.TrimSuffix(f.Name(), path.Ext(f.Name())))
	}
	return all
}

// Example returns the example of a name; false where there is none.
func Example(name string) ([]byte, bool) {
	data, err := examples.ReadFile("examples/" + name + ".yaml")
	return data, err == nil
}
