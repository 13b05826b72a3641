package markdown

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// tree builds a documented architecture as the reader of YAML files takes it, each value with its line here.
type tree struct {
	root *yaml.Node
}

func newTree(environments []string) *tree {
	t := &tree{mapping(1)}
	t.set([]string{"version"}, scalar("2", "!!int", 1), 1)
	t.set([]string{"base"}, mapping(1), 1)
	t.set([]string{"environments"}, mapping(1), 1)
	for _, e := range environments {
		t.set([]string{"environments", e}, mapping(1), 1)
	}
	return t
}

func mapping(line int) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: line, Column: 1}
}

func scalar(value, tag string, line int) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value, Line: line, Column: 1}
}

// over is where the values of an environment go; those of all environments where it is empty.
func over(environment string) []string {
	if environment == "" {
		return []string{"base"}
	}
	return []string{"environments", environment}
}

// set puts a value at a path; what is there already stays.
func (t *tree) set(path []string, value *yaml.Node, line int) {
	at := t.root
	for i, key := range path {
		next := child(at, key)
		last := i == len(path)-1
		if next == nil {
			next = mapping(line)
			if last {
				next = value
			}
			at.Content = append(at.Content, scalar(key, "!!str", line), next)
		}
		if next.Kind != yaml.MappingNode {
			return
		}
		at = next
	}
}

func child(node *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}

// claims puts what the document asks into the tree.
func (t *tree) claims(all []claim) {
	for _, c := range all {
		var value yaml.Node
		if err := yaml.Unmarshal([]byte(c.value), &value); err != nil || len(value.Content) != 1 {
			continue
		}
		relocate(value.Content[0], c.by.Line)
		t.set(append(over(c.environment), strings.Split(c.path, ".")...), value.Content[0], c.by.Line)
	}
}

// relocate gives a value and all in it the line of the statement that asks it.
func relocate(node *yaml.Node, line int) {
	node.Line, node.Column = line, 1
	node.Style &^= yaml.FlowStyle
	if node.Kind == yaml.SequenceNode {
		node.Style = yaml.FlowStyle
	}
	for _, c := range node.Content {
		relocate(c, line)
	}
}

// edges puts the edges of all environments into the base; where one has its own, each has its whole list.
func (t *tree) edges(all []lineOfEdge, complete bool, environments []string) {
	if len(all) == 0 {
		return
	}
	own := slices.ContainsFunc(all, func(e lineOfEdge) bool { return e.environment != "" })
	if !own {
		environments = []string{""}
	}
	for _, environment := range environments {
		list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: all[0].by.Line, Column: 1}
		for _, e := range all {
			if e.environment == "" || e.environment == environment {
				if !slices.ContainsFunc(list.Content, func(n *yaml.Node) bool { return n.Value == e.text }) {
					list.Content = append(list.Content, scalar(e.text, "!!str", e.by.Line))
				}
			}
		}
		t.set(append(over(environment), "edges"), list, list.Line)
	}
	if !complete {
		t.set([]string{"base", "edges_complete"}, scalar("false", "!!bool", all[0].by.Line), all[0].by.Line)
	}
}
