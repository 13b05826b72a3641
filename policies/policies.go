// Package policies embeds the rules.
package policies

import "embed"

// FS holds every rule under <group>/<rule>/, its tests beside it, and helpers under lib/.
//
//go:embed */*/*.rego
var FS embed.FS

// Compiled are the rules and helpers of FS in the form of package compiled, which the tests hold to them:
// `go test ./policies -update` writes it anew.
//
//go:embed compiled.bin
var Compiled []byte

// Examples are what each rule passes and fails, as it judged plans of the tests, by id:
// `go test ./cmd/archcheck -run TestExplain -update` writes them anew.
//
//go:embed examples.json
var Examples []byte
