package document

import "go.yaml.in/yaml/v3"

// resolved is what a node stands for.
func resolved(node *yaml.Node) *yaml.Node {
	for node != nil && node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	return node
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }

// child is the value of a key of a mapping, nil where there is none.
func child(node *yaml.Node, key string) *yaml.Node {
	if node = resolved(node); node == nil || node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return resolved(node.Content[i+1])
		}
	}
	return nil
}

// Overlay lays one document over another: mappings merge, everything else replaces, and null takes away. Nodes keep
// their lines.
func Overlay(base, over *yaml.Node) *yaml.Node { return merge(base, over) }

// merge lays one node over another: mappings merge, everything else replaces, and null stays as
// null, which takes away what lies beneath it. Nodes keep the lines they were written on.
func merge(base, over *yaml.Node) *yaml.Node {
	base, over = resolved(base), resolved(over)
	switch {
	case over == nil:
		return base
	case base == nil || base.Kind != yaml.MappingNode || over.Kind != yaml.MappingNode:
		return over
	}
	merged := &yaml.Node{Kind: yaml.MappingNode, Tag: base.Tag, Line: over.Line, Column: over.Column}
	if len(over.Content) == 0 {
		merged.Line, merged.Column = base.Line, base.Column
	}
	taken := map[string]bool{}
	for i := 0; i+1 < len(base.Content); i += 2 {
		key, value := base.Content[i], base.Content[i+1]
		if other := child(over, key.Value); other != nil && !taken[key.Value] {
			key, value = keyOf(over, key.Value), merge(value, other)
		}
		taken[key.Value] = true
		merged.Content = append(merged.Content, key, value)
	}
	for i := 0; i+1 < len(over.Content); i += 2 {
		if !taken[over.Content[i].Value] {
			merged.Content = append(merged.Content, over.Content[i], over.Content[i+1])
		}
	}
	return merged
}

func keyOf(node *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i]
		}
	}
	return nil
}
