package document

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/near"
	"go.yaml.in/yaml/v3"
)

// count is the requirement that every kind has, and that matching counts by.
func count() kind.Requirement {
	return kind.Requirement{
		Name: "count",
		Doc:  "how many real things it is; one where it is left out",
		Form: kind.Number,
		High: 100_000,
	}
}

// componentKeys are what every component can say, beside the requirements of its kind.
func componentKeys(k *kind.Kind) []string {
	keys := []string{"kind", "count", "match"}
	if k.Placed {
		keys = append(keys, "tier")
	}
	return append(keys, names(k.Requirements)...)
}

// defaults reads what lies beneath every component of a kind.
func (r *reader) defaults(node *yaml.Node) map[string]*yaml.Node {
	all := map[string]*yaml.Node{}
	r.section(node, "defaults", kind.Names(), func(key string, value *yaml.Node) {
		k := kind.Find(key)
		r.mapping(
			value,
			"defaults."+key,
			slices.DeleteFunc(componentKeys(k), func(s string) bool { return s == "kind" }),
			func(string, *yaml.Node) {},
		)
		all[key] = value
	})
	return all
}

// mostComponents is more than any document has, and as many as are judged in seconds.
const mostComponents = 1000

func (r *reader) components(node *yaml.Node, defaults map[string]*yaml.Node, doc *Document) {
	if node != nil && len(node.Content)/2 > mostComponents {
		r.fail(
			node,
			"there are %d components, and none beyond %d are judged; make several documents of it",
			len(node.Content)/2,
			mostComponents,
		)
		return
	}
	r.section(node, "components", nil, func(name string, value *yaml.Node) {
		r.name(value, name, doc)
		word := child(value, "kind")
		if word == nil {
			r.broken = append(r.broken, name)
			r.fail(value, "components.%s has no kind; it is one of %s", name, strings.Join(kind.Names(), ", "))
			return
		}
		k := kind.Find(word.Value)
		if k == nil {
			r.broken = append(r.broken, name)
			r.fail(
				word,
				"there is no kind %q%s; the kinds are %s",
				word.Value,
				near.Question(word.Value, kind.Names()),
				strings.Join(kind.Names(), ", "),
			)
			return
		}
		doc.Components = append(doc.Components, r.component(name, k, merge(defaults[k.Name], value)))
	})
}

func (r *reader) component(name string, k *kind.Kind, node *yaml.Node) Component {
	path := "components." + name
	c := Component{Name: name, Kind: k, Asked: Requirements{}, Count: Asked{Operator: Equal, Values: []any{1}}}
	r.section(node, path, componentKeys(k), func(key string, value *yaml.Node) {
		switch key {
		case "kind":
		case "tier":
			c.Tier = value.Value
		case "count":
			c.Count, c.Counted = r.requirement(value, count()), true
		case "match":
			c.Match = r.match(value, path+".match")
		default:
			r.require(k, key, value, c.Asked)
		}
	})
	return c
}

func (r *reader) match(node *yaml.Node, path string) (m Match) {
	r.section(node, path, []string{"address", "arn", "name", "tags"}, func(key string, value *yaml.Node) {
		switch key {
		case "address":
			m.Address = value.Value
		case "arn":
			m.ARN = value.Value
		case "name":
			m.Name = value.Value
		case "tags":
			m.Tags = map[string]string{}
			r.mapping(value, path+".tags", nil, func(key string, value *yaml.Node) { m.Tags[key] = value.Value })
		}
	})
	if m.IsEmpty() && node.Kind == yaml.MappingNode {
		r.fail(node, "%s says nothing; give address, arn, name or tags", path)
	}
	return m
}

// componentsComplete reads whether the components are all there are.
func (r *reader) componentsComplete(node *yaml.Node, doc *Document) {
	if node == nil {
		return
	}
	is, ok := flag(node)
	if !ok {
		r.fail(node, "components_complete is true or false, not %s", written(node))
	}
	doc.ComponentsComplete = is
}
