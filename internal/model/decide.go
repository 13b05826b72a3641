package model

// Every is true if all are. One that is known to be false decides, whatever else is not known.
func Every(values ...Value[bool]) Value[bool] { return decide(values, false) }

// Some is true if any is. One that is known to be true decides, whatever else is not known.
func Some(values ...Value[bool]) Value[bool] { return decide(values, true) }

// decide is what one known value gives if any has it, else unknown if any is, else the opposite.
func decide(values []Value[bool], decisive bool) Value[bool] {
	var open *Why
	for _, v := range values {
		switch value, known := v.Get(); {
		case known && value == decisive:
			return v
		case !known && (open == nil || v.Why().Outweighs(*open)):
			why := v.Why()
			open = &why
		}
	}
	if open != nil {
		return Unknown[bool](*open)
	}
	return Known(!decisive)
}

// Not turns a value round; an unknown one stays unknown.
func Not(v Value[bool]) Value[bool] {
	if b, known := v.Get(); known {
		return Known(!b)
	}
	return v
}

// Is compares a value with what it must be.
func Is[T comparable](v Value[T], want T) Value[bool] { return Equal(v, Known(want)) }
