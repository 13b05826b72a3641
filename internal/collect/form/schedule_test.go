package form

import (
	"testing"
	"time"
)

func TestScheduleOver(t *testing.T) {
	now := time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, schedule, zone, end string
		over, decided             bool
	}{
		{"again and again", "cron(0 8 ? * FRI *)", "", "", false, true},
		{"until a day that is past", "rate(1 day)", "", "2029-12-31T00:00:00Z", true, true},
		{"until a day to come", "rate(1 day)", "", "2030-12-31T00:00:00Z", false, true},
		{"until nobody knows when", "rate(1 day)", "", "soon", false, false},
		{"once, past", "at(2030-01-01T12:00:00)", "", "", true, true},
		{"once, to come", "at(2030-01-03T12:00:00)", "UTC", "", false, true},
		{"once, today, somewhere", "at(2030-01-02T11:00:00)", "Asia/Tokyo", "", false, false},
		{"once, long past everywhere", "at(2030-01-01T11:00:00)", "Asia/Tokyo", "", true, true},
		{"once, to come everywhere", "at(2030-01-03T11:00:00)", "Asia/Tokyo", "", false, true},
		{"once, in a form of its own", "at(tomorrow)", "", "", false, false},
	} {
		over, decided := ScheduleOver(c.schedule, c.zone, c.end, now)
		if over != c.over || decided != c.decided {
			t.Errorf("%s: over %v, decided %v", c.name, over, decided)
		}
	}
	if _, decided := ScheduleOver("at(2030-01-01T12:00:00)", "", "", time.Time{}); decided {
		t.Error("without knowing the time it is decided")
	}
	if over, decided := ScheduleOver("cron(0 8 * * ? *)", "", "", time.Time{}); over || !decided {
		t.Error("what recurs for ever is over, or not decided")
	}
}
