package plan

import (
	"bytes"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
)

// IsPlanFile reports whether data is what `terraform plan -out` writes: a zip.
func IsPlanFile(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// ReadSnapshot reads the configuration out of a plan file.
func ReadSnapshot(data []byte) (*source.Snapshot, error) { return source.ReadSnapshot(data) }
