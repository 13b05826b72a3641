package markdown_test

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
)

// valuesOf are what a document asks at some paths.
func valuesOf(doc *document.Document, paths []string) (all []string) {
	for _, path := range paths {
		if _, rest, ok := strings.Cut(path, ": "); ok {
			path = rest
		}
		all = append(all, valueAt(doc, path))
	}
	return all
}

func valueAt(doc *document.Document, path string) string {
	parts := strings.Split(path, ".")
	asked := document.Asked{}
	switch {
	case path == "cost.monthly_usd" && doc.Cost.MonthlyUSD == nil:
	case path == "cost.monthly_usd":
		return fmt.Sprintf("%s=%d-%d", path, doc.Cost.MonthlyUSD.From, doc.Cost.MonthlyUSD.To)
	case parts[0] == "components" && len(parts) == 3:
		asked = doc.Component(parts[1]).Asked[parts[2]]
		parts = parts[1:]
	case parts[0] == "vpc":
		asked = doc.VPC.Asked[parts[1]]
	case parts[0] == "tiers" && len(parts) == 3:
		for _, tier := range doc.Tiers {
			if tier.Name == parts[1] {
				asked = tier.Asked[parts[2]]
			}
		}
	}
	values := strings.Trim(strings.ReplaceAll(fmt.Sprint(asked.Values...), " ", ","), "[]")
	operator := string(asked.Operator)
	if asked.Operator == document.Within {
		operator = " between "
	}
	return strings.Join(parts, ".") + operator + values
}
