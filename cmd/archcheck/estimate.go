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
	or := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	region := ""
	if u.Region != nil {
		region = *u.Region
	}
	return cost.Usage{Region: region, AverageTasks: or(u.AverageTasks), NATGB: or(u.NATGB), LCUHours: or(u.LCUHours), TransferOutGB: or(u.TransferOutGB), LogGB: or(u.LogGB),
		AccessLogGB: or(u.AccessLogGB), ImageGB: or(u.ImageGB), InsightsMetrics: or(u.InsightsMetrics), EndpointGB: or(u.EndpointGB), BackupGB: or(u.BackupGB),
		AuroraGB: or(u.AuroraGB), AuroraMillionRequests: or(u.AuroraMillionRequests)}
}

// limitsOf are the document's: what is about as documented lies within the tolerance.
func limitsOf(c document.Cost) cost.Limits {
	about := func(end decimal.Decimal) decimal.Decimal {
		if c.TolerancePercent == nil {
			return end
		}
		return end.Mul(decimal.NewFromInt(int64(100 + *c.TolerancePercent))).Div(decimal.NewFromInt(100))
	}
	limits := cost.Limits{Rows: map[string]decimal.Decimal{}, Documented: documentedRows(c.Rows)}
	for row, band := range limits.Documented {
		if band != nil {
			limits.Rows[row] = about(decimal.NewFromInt(int64(band.To)))
		}
	}
	if c.MonthlyUSD != nil {
		most := decimal.NewFromInt(int64(c.MonthlyUSD.To))
		expected := about(most)
		limits.Expected, limits.Most = &expected, &most
	}
	return limits
}
