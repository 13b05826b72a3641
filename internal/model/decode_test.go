package model_test

import (
	"regexp"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestNullIsNotKnown: null in a snapshot is an attribute that nobody knows, and no false, zero or empty one; so is a
// collection that is null.
func TestNullIsNotKnown(t *testing.T) {
	whole := &model.Architecture{VPCs: []model.VPC{{
		Resource:   model.Resource{ID: "v", Name: model.Known("named")},
		CIDRBlocks: model.Whole("10.0.0.0/16"),
	}}}
	data, err := whole.Encode()
	if err != nil {
		t.Fatal(err)
	}
	a := decoded(t, data)
	if name, _ := a.VPCs[0].Name.Get(); name != "named" || !a.VPCs[0].CIDRBlocks.IsWhole() ||
		a.GapFor("subnets") != nil {
		t.Fatalf("%+v", a)
	}
	for _, attribute := range []string{`("name":\s*)"named"`, `("cidr_blocks":\s*)\[[^]]*\]`, `("subnets":\s*){}`} {
		data = regexp.MustCompile(attribute).ReplaceAll(data, []byte("${1}null"))
	}
	a = decoded(t, data)
	if a.VPCs[0].Name.IsKnown() || a.VPCs[0].CIDRBlocks.IsWhole() || a.GapFor("subnets") == nil {
		t.Errorf("%s: %+v", data, a.VPCs[0])
	}
}

func decoded(t *testing.T, data []byte) *model.Architecture {
	t.Helper()
	a, err := model.Decode(data)
	if err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return a
}
