package wiring

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestRuntimes: a runtime is mended until AWS's date for it.
func TestRuntimes(t *testing.T) {
	for runtime, mended := range map[string]bool{
		"nodejs20.x": false, "python3.10": false, "dotnet8": false, "provided.al2": false,
		"nodejs22.x": true, "python3.11": true, "dotnet10": true, "provided.al2023": true, "java17": true,
	} {
		f := &model.Function{PackageType: model.Known("Zip"), Runtime: model.Known(runtime)}
		if got := runtimeSupported(f); got != model.Known(mended) {
			t.Errorf("%s: %v", runtime, got)
		}
	}
}
