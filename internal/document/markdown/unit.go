package markdown

import (
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
	switch word {
	case "day",
		"days",
		"d",
		"tag",
		"tage",
		"tagen",
		"dia",
		"dias",
		"días",
		"jour",
		"jours",
		"giorno",
		"giorni",
		"dagen",
		"日",
		"日間",
		"天",
		"일",
		"일간":
		return unit{"days", 1}, true
	case "week", "weeks":
		return unit{"days", 7}, true
	case "fortnight", "fortnights":
		return unit{"days", 14}, true
	case "hour", "hours", "h", "hrs", "hr":
		return unit{"days", 1.0 / 24}, true
	case "minute", "minutes", "min", "mins":
		return unit{"seconds", 60}, true
	case "second", "seconds", "sec", "secs", "s":
		return unit{"seconds", 1}, true
	case "gb", "gib":
		return unit{"gib", 1}, true
	case "mb", "mib":
		return unit{"gib", 1.0 / 1024}, true
	case "vcpu", "vcpus":
		return unit{"cpu units", 1024}, true
	case "%":
		return unit{"percent", 1}, true
	case "percent":
		return unit{"percent", 1}, true
	case "month", "months", "year", "years", "quarter", "quarters":
		return unit{"months", 1}, true
	case "ms", "millisecond", "milliseconds":
		return unit{"milliseconds", 1}, true
	case "kb", "kib", "tb", "tib":
		return unit{"size", 1}, true
	case "req", "requests", "rps", "iops", "mbps", "gbps":
		return unit{"rate", 1}, true
	case "usd", "dollar", "dollars", "eur", "euro", "euros", "$":
		return unit{"money", 1}, true
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
