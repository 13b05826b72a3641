package markdown

import (
	"slices"
	"strconv"
	"strings"
)

func dimensionWords(dimension string) string {
	if dimension == "" {
		return "of them"
	}
	return dimension
}

// unit is what a word measures: how many of a dimension one is.
type unit struct {
	dimension string
	size      float64
}

// unitOf is the unit that a word stands for. Those of other dimensions than requirements have are known too: their
// numbers are no counts.
func unitOf(word string) (unit, bool) {
	for _, u := range []struct {
		words string
		unit  unit
	}{
		{"day days d tag tage dia dias días jour jours 日 日間 天 일 일간", unit{"days", 1}}, {"week weeks", unit{"days", 7}}, {"fortnight fortnights", unit{"days", 14}},
		{"hour hours h hrs hr", unit{"days", 1.0 / 24}}, {"minute minutes min mins", unit{"seconds", 60}}, {"second seconds sec secs s", unit{"seconds", 1}},
		{"gb gib", unit{"gib", 1}}, {"mb mib", unit{"gib", 1.0 / 1024}}, {"vcpu vcpus", unit{"cpu units", 1024}}, {"%", unit{"percent", 1}}, {"percent", unit{"percent", 1}},
		{"month months year years quarter quarters", unit{"months", 1}}, {"ms millisecond milliseconds", unit{"milliseconds", 1}},
		{"kb kib tb tib", unit{"size", 1}}, {"req requests rps iops mbps gbps", unit{"rate", 1}},
		{"usd dollar dollars eur euro euros $", unit{"money", 1}},
	} {
		if slices.Contains(strings.Fields(u.words), word) {
			return u.unit, true
		}
	}
	return unit{}, false
}

// converted is a number in a dimension, empty where it is none. Without a word for its unit it is meant as the
// dimension has it.
func converted(number, word, dimension string) string {
	if word == "" {
		return number
	}
	u, _ := unitOf(word)
	size := u.size
	if u.dimension == "days" && dimension == "seconds" {
		u.dimension, size = "seconds", size*24*60*60
	}
	if u.dimension == "gib" && dimension == "mib" {
		u.dimension, size = "mib", size*1024
	}
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || u.dimension != dimension {
		return ""
	}
	whole := int(value*size + 0.5)
	if diff := value*size - float64(whole); diff > 1e-6 || diff < -1e-6 {
		return ""
	}
	return strconv.Itoa(whole)
}

// dimensionOf is what a requirement counts, by its name; empty for things.
func dimensionOf(name string) string {
	for _, d := range []struct{ end, dimension string }{
		{"_days", "days"}, {"_seconds", "seconds"}, {"_gib", "gib"}, {"_percent", "percent"}, {"_cpu", "percent"}, {"_memory", "percent"},
		{"cpu_units", "cpu units"}, {"_mib", "mib"},
	} {
		if strings.HasSuffix(name, d.end) {
			return d.dimension
		}
	}
	if strings.Contains(name, "_gb_") {
		return "gib"
	}
	return ""
}
