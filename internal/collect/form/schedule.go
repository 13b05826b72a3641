package form

import (
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/model"
)

// The zones of the world reach so many hours ahead of UTC and behind it.
const (
	hoursAhead  = 14
	hoursBehind = 12
)

// ScheduleOver reports whether a scheduled action will not run again after now: its end is
// past, or it runs once, at(2006-01-02T15:04:05), and that is. It is not decided where that hangs
// on the time zone, or on now when that is zero.
// https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
func ScheduleOver(schedule, zone, end string, now time.Time) (over, decided bool) {
	decided = true
	if then, err := time.Parse(time.RFC3339, end); err == nil {
		over, decided = then.Before(now), !now.IsZero()
	} else if end != "" {
		decided = false
	}
	once, isOnce := strings.CutPrefix(schedule, "at(")
	if over && decided || !isOnce {
		return over && decided, decided
	}
	then, err := time.Parse("2006-01-02T15:04:05", strings.TrimSuffix(once, ")"))
	earliest, latest := then, then
	if zone != "" && zone != "UTC" && zone != "Etc/UTC" {
		earliest, latest = then.Add(-hoursAhead*time.Hour), then.Add(hoursBehind*time.Hour)
	}
	switch {
	case err != nil || now.IsZero():
		return false, false
	case latest.Before(now):
		return true, true
	}
	return false, decided && !earliest.Before(now)
}

// ScheduleEnded is ScheduleOver as an attribute.
func ScheduleEnded(schedule, zone, end string, now time.Time) model.Value[bool] {
	if over, decided := ScheduleOver(schedule, zone, end, now); decided {
		return model.Known(over)
	}
	return model.Unknown[bool](
		model.Why{Reason: model.NotRecorded, Detail: "whether it will run again cannot be told from its schedule"},
	)
}
