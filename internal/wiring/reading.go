package wiring

import (
	"math"
	"slices"
	"strings"
)

// reading is what AWS says of the values of a metric.
type reading struct {
	low, high float64
	// worse is +1 where high values are bad, -1 where low ones are, 0 where both may be.
	worse int
}

// readingOf are the values of a metric by its name, in the namespaces of components. A lag is -1 where
// nothing is copied.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
func readingOf(name string) reading {
	r := reading{low: 0, high: math.Inf(1), worse: worseOf(name)}
	if ends(name, append(percents(), "BurstBalance", "Balance%", "PercentIOLimit")...) {
		r.high = 100
	}
	if r.worse == 0 && r.high > 100 && !counts(name) || ends(name, "Lag") {
		r.low = math.Inf(-1)
	}
	return r
}

// counts reports whether a metric is a number of things or a time that passed: neither is below zero.
func counts(name string) bool {
	return strings.HasPrefix(name, "NumberOf") || strings.HasPrefix(name, "ApproximateNumberOf") ||
		ends(name, "Count", "Invocations", "Duration", "Requests", "Bytes")
}

func worseOf(name string) int {
	switch {
	case strings.HasPrefix(name, "Free"),
		ends(name, "BurstBalance", "Balance%"),
		name == "CPUCreditBalance",
		name == "BurstCreditBalance",
		name == "HealthyHostCount":
		return -1
	case ends(name, "Utilization", "UsagePercentage", "Connections", "Latency", "Lag", "ErrorCount", "RejectedConnectionCount", "ResponseTime"),
		ends(name, "Errors", "Throttles", "ThrottleEvents", "ThrottledRequests", "DeliveryFailures"),
		strings.HasPrefix(name, "HTTPCode_") && (strings.Contains(name, "_5") || strings.Contains(name, "_4")),
		strings.HasPrefix(name, "StatusCheckFailed"),
		slices.Contains([]string{"UnHealthyHostCount", "DiskQueueDepth", "SwapUsage", "Evictions", "Deadlocks"}, name),
		slices.Contains(
			[]string{
				"ApproximateAgeOfOldestMessage",
				"ApproximateNumberOfMessagesVisible",
				"IteratorAge",
				"PercentIOLimit",
			},
			name,
		):
		return 1
	}
	return 0
}

func ends(name string, all ...string) bool {
	return slices.ContainsFunc(all, func(end string) bool { return strings.HasSuffix(name, end) })
}

// counted is a reading as a statistic leaves it: sums go beyond each value, and how many
// values there are says nothing of them.
func (r reading) counted(statistic string) reading {
	switch {
	case statistic == "Sum":
		r.high = math.Inf(1)
	case slices.Contains([]string{"Average", "Minimum", "Maximum", "IQM"}, statistic),
		len(statistic) > 1 && statistic[0] == 'p' && statistic[1] >= '0' && statistic[1] <= '9', strings.HasPrefix(statistic, "tm"), strings.HasPrefix(statistic, "wm"):
	default:
		r = reading{low: math.Inf(-1), high: math.Inf(1)}
	}
	return r
}
