package main

import (
	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

// estimateOf prices an architecture with the usage that the document assumes.
func estimateOf(index *wiring.Index, facts *wiring.Facts, doc *document.Document, book *cost.Book) cost.Estimate {
	return cost.Of(index, facts, usageOf(doc.Cost.Usage), book)
}

func usageOf(u document.Usage) cost.Usage {
	a := u.Amounts
	return cost.Usage{
		Region:                u.Region,
		AverageTasks:          a["average_tasks"],
		NATGB:                 a["nat_gb_per_gateway"],
		LCUHours:              a["lcu_hours_per_load_balancer"],
		TransferOutGB:         a["transfer_out_gb_per_load_balancer"],
		LogGB:                 a["log_gb_per_group"],
		AccessLogGB:           a["access_log_gb_per_load_balancer"],
		ImageGB:               a["image_gb_per_repository"],
		InsightsMetrics:       a["insights_metrics_per_cluster"],
		EndpointGB:            a["endpoint_gb_per_endpoint"],
		BackupGB:              a["backup_gb_per_database"],
		AuroraGB:              a["aurora_gb_per_cluster"],
		AuroraMillionRequests: a["aurora_million_requests_per_cluster"],
	}
}

// limitsOf are the document's: what is about as documented lies within the tolerance.
func limitsOf(doc *document.Document) cost.Limits {
	c := &doc.Cost
	about := func(end decimal.Decimal) decimal.Decimal {
		return end.Mul(decimal.NewFromInt(int64(100 + c.TolerancePercent))).Div(decimal.NewFromInt(100))
	}
	limits := cost.Limits{Rows: map[string]decimal.Decimal{}, Documented: documentedRows(doc)}
	for row, band := range limits.Documented {
		limits.Rows[row] = about(decimal.NewFromInt(int64(band.To)))
	}
	if c.MonthlyUSD != nil {
		most := decimal.NewFromInt(int64(c.MonthlyUSD.To))
		expected := about(most)
		limits.Expected, limits.Most = &expected, &most
	}
	return limits
}

// notUsed are the amounts of use that the document leaves at 0 though there is what they are of.
func notUsed(facts *wiring.Facts, u document.Usage) []string {
	var names []string
	for _, one := range []struct {
		name   string
		things int
	}{
		{"nat_gb_per_gateway", len(facts.NATGateways)}, {"lcu_hours_per_load_balancer", len(facts.LoadBalancers)},
		{"transfer_out_gb_per_load_balancer", len(facts.LoadBalancers)}, {"log_gb_per_group", len(facts.LogGroups)},
		{"image_gb_per_repository", len(facts.Repositories)}, {"endpoint_gb_per_endpoint", len(facts.Endpoints)},
	} {
		if one.things > 0 && u.Amounts[one.name] == 0 {
			names = append(names, one.name)
		}
	}
	return names
}
