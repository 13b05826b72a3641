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
	return cost.Usage{AverageTasks: or(u.AverageTasks), NATGB: or(u.NATGB), LCUHours: or(u.LCUHours), TransferOutGB: or(u.TransferOutGB), LogGB: or(u.LogGB),
		ImageGB: or(u.ImageGB), InsightsMetrics: or(u.InsightsMetrics), EndpointGB: or(u.EndpointGB), BackupGB: or(u.BackupGB)}
}

// ceilings are what the expected month may cost, and what a budget may be at most.
func ceilings(c document.Cost) (limit, most *decimal.Decimal) {
	if c.MonthlyUSD == nil {
		return nil, nil
	}
	end := decimal.NewFromInt(int64(c.MonthlyUSD.To))
	with := end
	if c.TolerancePercent != nil {
		with = end.Mul(decimal.NewFromInt(int64(100 + *c.TolerancePercent))).Div(decimal.NewFromInt(100))
	}
	return &with, &end
}
