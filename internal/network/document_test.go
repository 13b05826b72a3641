package network

import (
	"fmt"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
)

// What the components of the tests' document are called.
const (
	LoadBalancer = "load_balancer"
	Application  = "application"
	Database     = "database"
	Cache        = "cache"
)

// Edge is a documented edge over TCP, as tests write it.
type Edge struct {
	From, To string
	Port     int
}

// asking is a document with one component of each kind, some edges, and what else it says, in YAML
// below `base`.
func asking(t testing.TB, edges []Edge, more ...string) *document.Document {
	t.Helper()
	text := "version: 2\nbase:\n  components:\n    load_balancer: {kind: load_balancer, type: application, tier: public}\n" +
		"    application: {kind: service, tier: private}\n    database: {kind: database, tier: isolated}\n    cache: {kind: cache, tier: isolated}\n"
	if !strings.Contains(strings.Join(more, ""), "tiers:") {
		text += "  tiers: {public: {way_out: internet_gateway}, private: {way_out: nat}, isolated: {way_out: none, acl: vpc_only}}\n"
	}
	text += strings.Join(more, "")
	if edges != nil {
		text += "  edges:\n"
	}
	for _, e := range edges {
		text += fmt.Sprintf("    - %s -> %s:%d\n", e.From, e.To, e.Port)
	}
	doc, err := document.Read("test.yaml", []byte(text+"environments: {prod: {}}\n"), "prod")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
