package cost

import "github.com/archcheck/archcheck/internal/model"

// things are what the price book has no prices of: each is a line that is not priced, so that a total
// without it proves no budget.
func (e *estimator) things() {
	const notInBook, byUse = "the price book has no such prices", "it is billed by use, which neither plan nor account says"
	for i := range e.Model.InstanceGroups {
		e.unpriced(&e.Model.InstanceGroups[i].Resource, "instances and their volumes", notInBook)
	}
	for i := range e.Model.Proxies {
		e.unpriced(&e.Model.Proxies[i].Resource, "hours of the proxy", notInBook)
	}
	for i := range e.Model.FileSystems {
		e.unpriced(&e.Model.FileSystems[i].Resource, "storage and throughput", byUse)
	}
	for i := range e.Model.Functions {
		e.unpriced(&e.Model.Functions[i].Resource, "requests and time", byUse)
	}
	for i := range e.Model.Tables {
		e.unpriced(&e.Model.Tables[i].Resource, "requests or capacity, and storage", byUse)
	}
	for i := range e.Model.Queues {
		e.unpriced(&e.Model.Queues[i].Resource, "requests", byUse)
	}
}

func (e *estimator) unpriced(r *model.Resource, what, why string) {
	e.lines = append(e.lines, Line{Row: RowOther, Resource: r.ID, Label: label(r), Stack: e.stackOf(r.ID), What: what, NotPriced: why, Reason: model.NotPriced})
}
