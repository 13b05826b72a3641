// Package policies embeds the rules.
package policies

import "embed"

// FS holds every rule under <group>/<rule>/, its tests beside it, and helpers under lib/.
//
//go:embed */*/*.rego
var FS embed.FS
