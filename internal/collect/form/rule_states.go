package form

import "slices"

// manyNames is from how many alarms on a rule is not tried in all their states.
const manyNames = 8

// raising are the heralds that, whatever the others are in, can turn a rule that does not hold into one
// that does: in "a is up and a is well" none can.
func raising(t term) []string {
	names := slices.Compact(slices.Sorted(slices.Values(t.names)))
	if len(names) >= manyNames {
		return t.heralds
	}
	return slices.DeleteFunc(
		slices.Clone(t.heralds),
		func(name string) bool { return !t.canRaise(name, names, states{}) },
	)
}

// canRaise tries all states of the others.
func (t term) canRaise(name string, others []string, in states) bool {
	if len(others) == 0 {
		in[name] = alarmState
		up := t.holds(in)
		return up && slices.ContainsFunc([]string{"OK", "INSUFFICIENT_DATA"}, func(state string) bool {
			in[name] = state
			return !t.holds(in)
		})
	}
	return slices.ContainsFunc([]string{alarmState, "OK", "INSUFFICIENT_DATA"}, func(state string) bool {
		in[others[0]] = state
		return t.canRaise(name, others[1:], in)
	})
}

const alarmState = "ALARM"
