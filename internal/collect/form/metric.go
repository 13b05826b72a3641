package form

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Query is one query of metric math: a metric, or an expression over others by their ids.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
type Query struct {
	ID, Expression model.Value[string]
	// Returned: its result is what is compared.
	Returned model.Value[bool]
	// Metric is nil for an expression.
	Metric *model.Metric
}

// Signal is what queries look at: the metrics that the returned one is made of. Learned says
// that the threshold is a band, which is an expression too.
func Signal(queries []Query, learned model.Value[bool]) model.Signal {
	var returned []Query
	for _, q := range queries {
		for _, v := range []interface {
			IsKnown() bool
			Why() model.Why
		}{q.ID, q.Expression, q.Returned} {
			if !v.IsKnown() {
				return undecided(v.Why())
			}
		}
		if q.Returned.Or(false) || len(queries) == 1 {
			returned = append(returned, q)
		}
	}
	used := &usage{queries: queries, seen: map[string]bool{}}
	for _, q := range returned {
		used.add(q)
	}
	if used.search {
		return undecided(model.Why{Reason: model.Unsupported, Detail: "it looks for its metrics by a query"})
	}
	s := model.Signal{Metrics: model.Whole(used.metrics...), Computed: learned}
	if len(returned) != 1 || !plain(returned[0], queries) {
		s.Computed = model.Known(true)
	}
	return s
}

func undecided(why model.Why) model.Signal {
	return model.Signal{Metrics: model.Part[model.Metric](why), Computed: model.Unknown[bool](why)}
}

// plain reports whether a query is a metric, or names one and does nothing to it.
func plain(q Query, queries []Query) bool {
	for range queries {
		if q.Metric != nil {
			return true
		}
		i := slices.IndexFunc(
			queries,
			func(other Query) bool { return other.ID.Or("") == strings.TrimSpace(q.Expression.Or("")) },
		)
		if i < 0 {
			return false
		}
		q = queries[i]
	}
	return false
}

// usage follows the ids in expressions to metrics.
type usage struct {
	queries []Query
	seen    map[string]bool
	metrics []model.Metric
	// search: an expression finds metrics by itself.
	search bool
}

func (u *usage) add(q Query) {
	if u.seen[q.ID.Or("")] {
		return
	}
	u.seen[q.ID.Or("")] = true
	if q.Metric != nil {
		u.metrics = append(u.metrics, *q.Metric)
		return
	}
	ids, all, search := mentioned(q.Expression.Or(""))
	u.search = u.search || search
	for _, other := range u.queries {
		if slices.Contains(ids, other.ID.Or("")) || all && other.Metric != nil {
			u.add(other)
		}
	}
}

// mentioned are the ids in an expression, which begin with a small letter; all says that it takes
// every metric, search that it asks CloudWatch which there are.
func mentioned(expression string) (ids []string, all, search bool) {
	expression = regexp.MustCompile(`'[^']*'|"[^"]*"`).ReplaceAllString(expression, "''")
	upper := strings.ToUpper(strings.TrimSpace(expression))
	search = strings.HasPrefix(upper, "SELECT ") || strings.Contains(upper, "SEARCH(")
	return regexp.MustCompile(`\b[a-z]\w*\b`).FindAllString(expression, -1), strings.Contains(upper, "METRICS("), search
}
