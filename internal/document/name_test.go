package document_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
)

func TestWhatIsAName(t *testing.T) {
	for text, want := range map[string]bool{
		"a": true, "web": true, "Order_Queue-2": true, strings.Repeat("a", 64): true,
		"": false, "2web": false, "_web": false, "-web": false, "web.app": false, "a b": false, "Größe": false,
		"web\n": false, strings.Repeat("a", 65): false,
	} {
		if got := document.IsName(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
