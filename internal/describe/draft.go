// Package describe writes the document that an input conforms to: what is there, as it is. It is where a team starts
// from that has no documented architecture yet.
package describe

import (
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
)

// draft is a document in the making.
type draft struct {
	environment string
	prefixes    []netip.Prefix
	tiers       []tier
	components  []component
	externals   []external
	edges       []edge
	// asked are the values of requirements, by path such as components.database.multi_az.
	asked map[string]document.Asked
	// remarks are comments, by path; those of the whole document stand under "".
	remarks map[string][]string
}

type tier struct {
	name     string
	prefixes []netip.Prefix
	wayOut   string
	natTier  string
	subnets  []string
}

type component struct {
	name, kind, tier string
	// id is the thing's; match tells it apart where nothing else does.
	id    string
	match document.Match
}

type external struct {
	name                string
	addresses           []netip.Prefix
	prefixList, groupID string
}

// edge is a connection, with a remark on what is unusual about it.
type edge struct{ text, remark string }

func (d *draft) remark(path, text string) {
	if !slices.Contains(d.remarks[path], text) {
		d.remarks[path] = append(d.remarks[path], text)
	}
}

// taken reports whether a name is one of the document's already.
func (d *draft) taken(name string) bool {
	return slices.ContainsFunc(d.tiers, func(t tier) bool { return t.name == name }) ||
		slices.ContainsFunc(d.components, func(c component) bool { return c.name == name }) ||
		slices.ContainsFunc(d.externals, func(e external) bool { return e.name == name })
}
