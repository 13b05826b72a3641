package document

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/strict"
	"go.yaml.in/yaml/v3"
)

//go:embed architecture.yaml
var reference []byte

// DefaultFile is the name of the embedded reference architecture in messages.
const DefaultFile = "architecture.yaml (built in)"

// Default returns the embedded reference architecture as `archcheck init` writes it.
func Default() []byte { return slices.Clone(reference) }

// file is the document as it is written: a base, and environments laid over it.
type file struct {
	Version      int                 `yaml:"version"`
	Base         Document            `yaml:"base"`
	Environments map[string]Document `yaml:"environments"`
}

// UnknownEnvironmentError says that the document has no such environment.
type UnknownEnvironmentError struct {
	File, Environment string
	Known             []string
}

func (e *UnknownEnvironmentError) Error() string {
	if e.Environment == "" {
		return fmt.Sprintf("no environment is named; give --env with one of %s (archcheck never guesses it from names)", strings.Join(e.Known, ", "))
	}
	return fmt.Sprintf("%s has no environment %q; it has %s", e.File, e.Environment, strings.Join(e.Known, ", "))
}

// Read reads one environment of a document. The whole file is checked, also the
// environments that are not asked for.
func Read(name string, data []byte, environment string) (*Document, error) {
	root, err := strict.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, &strict.Error{File: name, Message: "the file is empty; `archcheck init` writes one to start from"}
	}
	var whole file
	if err := (&strict.Decoder{File: name}).Decode(root, "", &whole); err != nil {
		return nil, err
	}
	if whole.Version != 1 {
		return nil, &strict.Error{File: name, Line: root.Line, Column: root.Column, Message: "version must be 1"}
	}
	var found *Document
	for _, known := range environments(&whole) {
		doc, err := overlay(name, root, known)
		if err != nil {
			return nil, err
		}
		if known == environment {
			found = doc
		}
	}
	if found == nil {
		return nil, &UnknownEnvironmentError{name, environment, environments(&whole)}
	}
	sum := sha256.Sum256(data)
	found.Digest = hex.EncodeToString(sum[:])
	return found, nil
}

func environments(f *file) []string { return slices.Sorted(maps.Keys(f.Environments)) }

// overlay decodes the base, then the environment over it, and keeps the line that counts.
func overlay(name string, root *yaml.Node, environment string) (*Document, error) {
	doc := &Document{Environment: environment, File: name}
	d := &strict.Decoder{File: name}
	for _, path := range [][]string{{"base"}, {"environments", environment}} {
		node := root
		for _, key := range path {
			node = child(node, key)
		}
		if node == nil {
			continue
		}
		if err := d.Decode(node, "", doc); err != nil {
			return nil, err
		}
	}
	doc.Lines = d.Lines
	return doc, doc.check()
}

func child(node *yaml.Node, key string) *yaml.Node {
	if node == nil || node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}

// check refuses what no architecture can meet.
func (d *Document) check() error {
	fail := func(path, format string, args ...any) error {
		return &strict.Error{File: d.File, Line: d.Lines[path], Column: 1, Message: path + ": " + fmt.Sprintf(format, args...)}
	}
	for path, n := range map[string]*int{
		"database.backup_retention_days": d.Database.BackupRetentionDays, "cache.nodes": d.Cache.Nodes,
		"network.nat_gateways": d.Network.NATGateways, "network.availability_zones": d.Network.AvailabilityZones,
	} {
		if n != nil && *n < 0 {
			return fail(path, "%d is below zero", *n)
		}
	}
	if s := d.Scaling; above(s.InCPUPercent, s.OutCPUPercent) {
		return fail("scaling.in_cpu_percent", "it is not below out_cpu_percent, so tasks would come and go for ever")
	} else if above(s.InMemoryPercent, s.OutMemoryPercent) {
		return fail("scaling.in_memory_percent", "it is not below out_memory_percent, so tasks would come and go for ever")
	}
	if vpc := d.Network.VPCCIDR; vpc != nil {
		for _, tier := range []struct {
			path     string
			prefixes []Prefix
		}{{"network.public_subnets", d.Network.PublicSubnets}, {"network.private_subnets", d.Network.PrivateSubnets}, {"network.isolated_subnets", d.Network.IsolatedSubnets}} {
			for _, p := range tier.prefixes {
				if !vpc.Contains(p.Addr()) || p.Bits() < vpc.Bits() {
					return fail(tier.path, "%s is not inside the VPC's %s", p, vpc)
				}
			}
		}
	}
	return nil
}

func above(low, high *int) bool { return low != nil && high != nil && *low >= *high }

// Schema returns the JSON Schema of the document's file, for editors.
func Schema() ([]byte, error) {
	s := strict.Schema(reflect.TypeFor[file]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "archcheck architecture"
	s["required"] = []any{"version", "environments"}
	return json.MarshalIndent(s, "", "  ")
}
