package noun

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// registryScanning lets the registry have its say in which repositories are scanned. There is one
// registry in each region.
func registryScanning(c *collector, in *read.Instance) {
	scanning := form.RegistryScanning{Enhanced: model.Is(in.Text("scan_type"), "ENHANCED"), Filters: scanFilters(in)}
	for _, r := range c.repositories.order {
		judged := scanning.OnPush(r.Name, r.ScanOnPush)
		switch same, isKnown := c.StandTogether(in, c.ByAddress[r.ID]).Get(); {
		case isKnown && same:
			r.ScanOnPush = judged
		case !isKnown && (!judged.IsKnown() || judged.Or(false) != r.ScanOnPush.Or(!judged.Or(false))):
			r.ScanOnPush = model.Unknown[bool](
				model.Why{Reason: model.KnownAfterApply, Detail: in.Address + " may be of its region and account"},
			)
		}
	}
}

// scanFilters are the filters of the rules that scan what is pushed.
func scanFilters(in *read.Instance) model.List[string] {
	filters := model.Whole[string]()
	n, s := in.Count("rule")
	if s.IsOpen() {
		return filters.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.Address})
	}
	for i := range n {
		prefix := "rule." + strconv.Itoa(i) + "."
		frequency := in.Text(prefix + "scan_frequency")
		if frequency.Or("") == "MANUAL" {
			continue
		}
		if !frequency.IsKnown() {
			filters = filters.Broken(frequency.Why())
			continue
		}
		m, s := in.Count(prefix + "repository_filter")
		if s.IsOpen() {
			filters = filters.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.Address})
		}
		for j := range m {
			filters = withValue(filters, in.Text(prefix+"repository_filter."+strconv.Itoa(j)+".filter"))
		}
	}
	return filters
}
