package plan

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

// registryScanning lets the registry have its say in which repositories are scanned. There is one
// registry in each region.
func registryScanning(c *collector, in *instance) {
	scanning := form.RegistryScanning{Enhanced: model.Is(in.str("scan_type"), "ENHANCED"), Filters: scanFilters(in)}
	for _, r := range c.repositories.order {
		judged := scanning.OnPush(r.Name, r.ScanOnPush)
		switch same, isKnown := c.standTogether(in, c.byAddress[r.ID]).Get(); {
		case isKnown && same:
			r.ScanOnPush = judged
		case !isKnown && (!judged.IsKnown() || judged.Or(false) != r.ScanOnPush.Or(!judged.Or(false))):
			r.ScanOnPush = model.Unknown[bool](
				model.Why{Reason: model.KnownAfterApply, Detail: in.address + " may be of its region and account"},
			)
		}
	}
}

// scanFilters are the filters of the rules that scan what is pushed.
func scanFilters(in *instance) model.List[string] {
	filters := model.Whole[string]()
	n, s := in.count("rule")
	if s.isOpen() {
		return filters.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.address})
	}
	for i := range n {
		prefix := "rule." + strconv.Itoa(i) + "."
		frequency := in.str(prefix + "scan_frequency")
		if frequency.Or("") == "MANUAL" {
			continue
		}
		if !frequency.IsKnown() {
			filters = filters.Broken(frequency.Why())
			continue
		}
		m, s := in.count(prefix + "repository_filter")
		if s.isOpen() {
			filters = filters.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.address})
		}
		for j := range m {
			filters = withValue(filters, in.str(prefix+"repository_filter."+strconv.Itoa(j)+".filter"))
		}
	}
	return filters
}
