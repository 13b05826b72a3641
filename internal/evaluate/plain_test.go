package evaluate

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/policies"
)

// TestPlainMetadataIsYAML: what is read without YAML is what YAML reads, and every built-in
// rule is read so.
func TestPlainMetadataIsYAML(t *testing.T) {
	rules := 0
	err := fs.WalkDir(policies.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".rego") || strings.HasSuffix(name, "_test.rego") ||
			strings.HasPrefix(name, "lib/") {
			return err
		}
		rules++
		source, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		block, _, _, err := metadataBlock(source)
		if err != nil {
			return err
		}
		plain, ok := plainMetadata(block)
		decoded, err := decodeMetadata(block)
		if !ok || err != nil || !reflect.DeepEqual(plain, decoded) {
			t.Errorf("%s: plain %v %+v, YAML %+v %v", name, ok, plain, decoded, err)
		}
		return nil
	})
	if err != nil || rules < 60 {
		t.Fatal(rules, err)
	}
}

func TestWhatIsNotPlain(t *testing.T) {
	for _, block := range []string{
		"title: >-\n  folded\n", "title: 'quoted'\n", "title: a: b\n", "title: true\n", "title: x # comment\n", "title: \"unclosed\n",
		"other: x\n", "custom: {severity: high}\n", "custom:\n    severity: high\n", "title: a\ntitle: b\n", "  title: a\n", "title:\n", "severity: high\n", "title: 12\n",
	} {
		if m, plain := plainMetadata([]byte(block)); plain {
			t.Errorf("%q was read as %+v", block, m)
		}
	}
}
