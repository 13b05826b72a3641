package document

import (
	"cmp"
	"slices"

	"github.com/archcheck/archcheck/internal/kind"
	"go.yaml.in/yaml/v3"
)

// Usage are assumptions about a month, by what they are of; one that is not made is 0. Region is
// the AWS region of what a plan leaves to the environment.
type Usage struct {
	Region  string
	Amounts map[string]int
}

// Assumption is one amount that a document can assume of each resource, as neither plan nor account says it.
type Assumption struct{ Name, Doc string }

// Assumptions are all of them.
func Assumptions() []Assumption {
	return []Assumption{
		{"average_tasks", "tasks that run on average (default: the fewest)"},
		{"nat_gb_per_gateway", "GB through each NAT gateway"},
		{"lcu_hours_per_load_balancer", "LCU-hours of each load balancer; 730 are one LCU all month"},
		{"transfer_out_gb_per_load_balancer", "GB out to the internet"},
		{"log_gb_per_group", "GB written to each log group"},
		{"image_gb_per_repository", "GB of images in each repository"},
		{"insights_metrics_per_cluster", "metrics that container insights make"},
		{"endpoint_gb_per_endpoint", "GB through each interface endpoint"},
		{"backup_gb_per_database", "GB of backups beyond the size of the storage"},
		{"access_log_gb_per_load_balancer", "GB of access logs that a load balancer has in its bucket"},
		{"aurora_gb_per_cluster", "GB that an Aurora cluster stores; it is billed by use"},
		{
			"aurora_million_requests_per_cluster",
			"millions of requests to the storage of an Aurora cluster; it is billed by use",
		},
	}
}

func assumptionNames() []string {
	all := []string{"region"}
	for _, a := range Assumptions() {
		all = append(all, a.Name)
	}
	return all
}

// amounts are the forms of the numbers of the cost section.
func amount(name string, high int) kind.Requirement {
	return kind.Requirement{Name: name, Form: kind.Number, High: high}
}

const mostUSD = 1_000_000_000

func costKeys() []string {
	return []string{
		"monthly_usd",
		"tolerance_percent",
		"budget",
		"maximum_within_band",
		"rows_within_band",
		"rows",
		"usage",
	}
}

func (r *reader) cost(node *yaml.Node, doc *Document) {
	c := &doc.Cost
	c.Rows, c.Usage.Amounts = map[string]Bounds{}, map[string]int{}
	flags := map[string]*bool{
		"budget":              &c.Budget,
		"maximum_within_band": &c.MaximumWithinBand,
		"rows_within_band":    &c.RowsWithinBand,
	}
	r.section(node, "cost", costKeys(), func(key string, value *yaml.Node) {
		switch key {
		case "monthly_usd":
			c.MonthlyUSD = r.band(value, key)
		case "tolerance_percent":
			c.TolerancePercent = r.exact(value, amount(key, 1000))
		case "rows":
			r.rows(value, doc)
		case "usage":
			r.usage(value, &c.Usage)
		default:
			is, ok := flag(value)
			if !ok {
				r.fail(value, "%s is true or false, not %s", key, written(value))
			}
			*flags[key] = is
		}
	})
}

// band reads one number or a range.
func (r *reader) band(node *yaml.Node, name string) *Bounds {
	asked := r.requirement(node, amount(name, mostUSD))
	low, ok := asked.Least()
	high, ok2 := asked.Most()
	switch {
	case !asked.IsAsked():
		return nil
	case !ok || !ok2:
		r.fail(node, "%s is a number or a band such as 200-400", name)
		return nil
	}
	return &Bounds{low, high}
}

func (r *reader) exact(node *yaml.Node, form kind.Requirement) int {
	asked := r.requirement(node, form)
	if asked.IsAsked() && asked.Operator != Equal {
		r.fail(node, "%s is one number", form.Name)
		return 0
	}
	n, _ := asked.Least()
	return n
}

func (r *reader) rows(node *yaml.Node, doc *Document) {
	known := []string{NATGatewaysRow, TransferRow}
	for i := range doc.Components {
		known = append(known, doc.Components[i].Name)
	}
	slices.Sort(known)
	r.section(node, "cost.rows", known, func(key string, value *yaml.Node) {
		if b := r.band(value, key); b != nil {
			doc.Cost.Rows[key] = *b
		}
	})
}

func (r *reader) usage(node *yaml.Node, u *Usage) {
	r.section(node, "cost.usage", assumptionNames(), func(key string, value *yaml.Node) {
		if key == "region" {
			u.Region = value.Value
			return
		}
		u.Amounts[key] = cmp.Or(r.exact(value, amount(key, mostUSD)), 0)
	})
}
