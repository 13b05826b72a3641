package draw

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
)

// TestTiersFromTheOutside: the tier that the internet comes into is drawn first, however a document orders its tiers, and
// each keeps its prefixes.
func TestTiersFromTheOutside(t *testing.T) {
	doc, err := document.Read("a.yaml", []byte(`version: 2
base:
  tiers:
    data: {way_out: none, subnets: [10.0.3.0/24]}
    inner: {way_out: nat, nat_tier: outer, subnets: [10.0.2.0/24]}
    outer: {way_out: internet_gateway, subnets: [10.0.1.0/24]}
    other: {way_out: nat, nat_tier: outer}
  components:
    app: {kind: service, tier: inner}
environments:
  prod: {}
`), "prod")
	if err != nil {
		t.Fatal(err)
	}
	p := Expected(doc)
	var got []string
	for i := range p.Tiers {
		got = append(got, p.Tiers[i].Name)
		for _, subnet := range p.Tiers[i].Subnets {
			got = append(got, subnet.Detail)
		}
	}
	want := "outer 10.0.1.0/24 inner 10.0.2.0/24 other data 10.0.3.0/24"
	if strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if doc.Tiers[0].Name != "data" {
		t.Error("the document was changed")
	}
	if row := p.Boxes[0].Row; p.Tiers[row].Name != "inner" {
		t.Errorf("it stands in row %d", row)
	}
}
